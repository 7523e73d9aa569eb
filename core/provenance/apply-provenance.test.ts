import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeEffect } from '../effect/make-effect.ts';
import { applyProvenance, provenanceKey } from './apply-provenance.ts';

const upload = makeEffect('net.upload', { kind: 'host', value: 'evil.example' }, { detail: 'upload' });
const read = makeEffect('file.read', { kind: 'path', value: 'evil.example' }, { detail: 'read' });
const analysis = { effects: [upload, read], hardFloor: null };

test('says of each resource who chose it, by kind and value', () => {
  const known = { [provenanceKey(upload.resource)]: 'web' } as const;
  const { effects } = applyProvenance(analysis, known);
  assert.deepEqual(
    effects.map(({ resource }) => resource.provenance),
    ['web', 'unknown'],
  );
});

test('leaves the analysis as it is where nothing is known', () => {
  assert.equal(applyProvenance(analysis, undefined), analysis);
  assert.deepEqual(applyProvenance(analysis, {}), analysis);
});

test('takes no member of every object for something that is known', () => {
  const odd = {
    ...analysis,
    effects: [{ ...upload, resource: { ...upload.resource, kind: 'other', value: 'x' } as const }],
  };
  assert.deepEqual(applyProvenance(odd, Object.create({ 'other x': 'web' })), odd);
});
