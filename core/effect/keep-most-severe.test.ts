import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assessRisk } from '../risk/assess-risk.ts';
import { effectOf, WEIGHTS } from '../testing/samples.ts';
import type { Effect } from './effect.ts';
import { keepMostSevere } from './keep-most-severe.ts';
import { makeEffect } from './make-effect.ts';

/** Harmless, and marked with what does not weigh. */
const READS = Array.from({ length: 200 }, (_, index) =>
  makeEffect('file.read', { kind: 'path', value: `/w/${index}` }, { detail: '', marks: ['sensitive-path'] }),
);

function score(effects: readonly Effect[]): number {
  return assessRisk({ effects, production: false, financial: false, planPoints: 0 }, WEIGHTS).score;
}

test('leaves up to 64 effects as they are', () => {
  const few = READS.slice(0, 64);
  assert.equal(keepMostSevere(few), few);
});

test('keeps equal effects once', () => {
  const same = Array.from({ length: 100 }, () => effectOf('file.read'));
  assert.equal(keepMostSevere(same).length, 1);
});

test('keeps the most severe of many, in their order, and the score', () => {
  const worst = [
    effectOf('self.modify'),
    effectOf('file.delete', ['data-deletion']),
    effectOf('net.fetch', ['private-address', 'metadata-address']),
  ];
  const all = [...READS, ...worst];
  const kept = keepMostSevere(all);
  assert.equal(kept.length, 64);
  assert.deepEqual(
    kept.slice(0, 3).map((effect) => effect.class),
    ['net.fetch', 'file.delete', 'self.modify'],
  );
  assert.deepEqual(kept.slice(3, 5), READS.slice(0, 2));
  assert.equal(score(kept), score(all));
});
