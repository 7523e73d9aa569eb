import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PolicyLayer } from '../policy/policy.ts';
import type { Check, Reaction } from './check.ts';
import { composeChecks, mayRunCheck, type VerifyLayer } from './compose-checks.ts';
import type { VerifyDocument } from './parse-checks.ts';

function layerOf(layer: PolicyLayer, verify: Partial<VerifyDocument>): VerifyLayer {
  return { layer, source: `${layer}.yaml`, verify: { checks: [], environment: [], projectChecks: null, ...verify } };
}

function unit(layer: PolicyLayer, name = 'unit'): Check {
  return { name, kind: 'tests', argv: ['npm', 'test'], timeoutMs: 1_000, onFailure: 'human', layer };
}

function scope(layer: PolicyLayer, onFailure: Reaction): Check {
  return { name: 'scope', kind: 'scope', argv: null, timeoutMs: 1_000, onFailure, layer };
}

test('has the built-in checks where no layer says anything', () => {
  const composed = composeChecks([]);
  assert.ok(composed.ok);
  assert.deepEqual(
    composed.value.checks.map(({ name }) => name),
    ['scope', 'secrets'],
  );
  assert.equal(composed.value.projectChecks, 'contained');
});

test('adds what each layer brings, and every variable once', () => {
  const composed = composeChecks([
    layerOf('organisation', { checks: [unit('organisation')], environment: ['A', 'B'] }),
    layerOf('safety', { environment: ['A'] }),
    layerOf('project', { checks: [unit('project', 'more')] }),
  ]);
  assert.ok(composed.ok);
  assert.deepEqual(
    composed.value.checks.map(({ name }) => name),
    ['scope', 'secrets', 'unit', 'more'],
  );
  assert.deepEqual(composed.value.environment, ['A', 'B']);
});

describe('A project', () => {
  test('cannot replace a check of the operator', () => {
    const layers = [
      layerOf('organisation', { checks: [unit('organisation')] }),
      layerOf('project', { checks: [{ ...unit('project'), argv: ['true'] }] }),
    ];
    const composed = composeChecks(layers);
    assert.deepEqual(composed.ok ? [] : composed.failure.map(({ source, found }) => `${source}: ${found}`), [
      'project.yaml: a second check unit',
    ]);
  });
  test('cannot make a built-in check milder', () => {
    assert.equal(composeChecks([layerOf('project', { checks: [scope('project', 'human')] })]).ok, false);
  });
  test('can make a built-in check stricter again', () => {
    const layers = [
      layerOf('organisation', { checks: [scope('organisation', 'human')] }),
      layerOf('project', { checks: [scope('project', 'rollback')] }),
    ];
    const composed = composeChecks(layers);
    assert.equal(composed.ok && composed.value.checks.find(({ name }) => name === 'scope')?.onFailure, 'rollback');
  });
});

test('lets an organisation choose a milder reaction of a built-in check only where safety did not choose', () => {
  const milder = layerOf('organisation', { checks: [scope('organisation', 'human')] });
  assert.equal(composeChecks([milder]).ok, true);
  assert.equal(composeChecks([milder, layerOf('safety', { checks: [scope('safety', 'rollback')] })]).ok, false);
});

test('runs checks of a project in a sandbox only, unless the operator says always and nobody says contained', () => {
  const said = (...words: VerifyDocument['projectChecks'][]): string => {
    const composed = composeChecks(words.map((projectChecks) => layerOf('organisation', { projectChecks })));
    return composed.ok ? composed.value.projectChecks : '';
  };
  assert.deepEqual([said('always'), said('always', 'contained'), said(null)], ['always', 'contained', 'contained']);
  const [theirs, ours] = [unit('project'), unit('organisation')];
  assert.equal(mayRunCheck(theirs, { contained: false, projectChecks: 'contained' }), false);
  assert.equal(mayRunCheck(theirs, { contained: true, projectChecks: 'contained' }), true);
  assert.equal(mayRunCheck(theirs, { contained: false, projectChecks: 'always' }), true);
  assert.equal(mayRunCheck(ours, { contained: false, projectChecks: 'contained' }), true);
});

test('refuses more checks than there is time for', () => {
  const checks = Array.from({ length: 31 }, (_, index) => unit('organisation', `unit-${index}`));
  assert.equal(composeChecks([layerOf('organisation', { checks: checks.slice(0, 30) })]).ok, true);
  assert.equal(composeChecks([layerOf('organisation', { checks })]).ok, false);
});
