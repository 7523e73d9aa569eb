import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { WEIGHTS } from '../testing/samples.ts';
import { composePolicy } from './compose-policy.ts';
import { parsePolicyLayer } from './parse-policy.ts';
import type { PolicyLayer } from './policy.ts';

function layerOf(layer: PolicyLayer, fields: object) {
  const parsed = parsePolicyLayer({ version: 1, ...fields }, { layer, source: `${layer}.yaml` });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value;
}

const hash = (data: string | Uint8Array): Uint8Array => createHash('sha256').update(data).digest();

const compose = (...layers: readonly ReturnType<typeof layerOf>[]) =>
  composePolicy({ layers, weights: WEIGHTS, cedarSource: null, timeZone: 'UTC' }, hash);

const TESTS = { name: 'tests', kind: 'tests', argv: ['npm', 'test'] };

test('holds the checks of every layer, those built in first', () => {
  const project = layerOf('project', { verify: { checks: [{ ...TESTS, name: 'lint', kind: 'build' }] } });
  const policy = compose(layerOf('organisation', { verify: { checks: [TESTS] } }), project);
  assert.ok(policy.ok);
  assert.deepEqual(
    policy.value.verify?.checks.map(({ name }) => name),
    ['scope', 'secrets', 'tests', 'lint'],
  );
});

test('is absent where nobody wrote it', () => {
  const policy = compose(layerOf('organisation', {}));
  assert.ok(policy.ok);
  assert.equal(policy.value.verify, undefined);
});

test('refuses a policy whose layers have two checks of one name', () => {
  const verify = { checks: [TESTS] };
  const policy = compose(layerOf('organisation', { verify }), layerOf('project', { verify }));
  assert.ok(!policy.ok);
  assert.match(policy.failure.map(({ found }) => found).join(), /a second check tests/);
});

test('applies binary patches only where the operator says so', () => {
  const accepting = layerOf('organisation', { accept_binary_patches: true });
  const allowed = compose(accepting, layerOf('project', {}));
  assert.ok(allowed.ok);
  assert.equal(allowed.value.acceptBinaryPatches, true);
  assert.equal(compose(layerOf('organisation', {}), layerOf('project', { accept_binary_patches: true })).ok, false);
  assert.equal(compose(layerOf('safety', { accept_binary_patches: false }), accepting).ok, false);
  assert.equal(compose(layerOf('safety', {}), accepting).ok, true);
  assert.equal(compose(accepting, layerOf('project', { accept_binary_patches: true })).ok, true);
});

test('wants three lines of context around a change of a diff unless the operator says otherwise', () => {
  const lines = (...layers: readonly ReturnType<typeof layerOf>[]): number | undefined | string => {
    const policy = compose(...layers);
    return policy.ok ? policy.value.diffContextLines : policy.failure.map(({ wanted }) => wanted).join();
  };
  const none = layerOf('organisation', { diff_context_lines: 0 });
  assert.equal(lines(layerOf('organisation', {})), undefined);
  assert.equal(lines(none), 0);
  assert.equal(lines(none, layerOf('project', {})), 0);
  assert.equal(lines(layerOf('safety', {}), none), 0);
  assert.equal(lines(none, layerOf('project', { diff_context_lines: 5 })), 5);
  assert.equal(lines(layerOf('safety', { diff_context_lines: 1 }), none), 'at least 1');
  assert.equal(lines(layerOf('project', { diff_context_lines: 2 })), 'at least 3');
  assert.equal(lines(none, layerOf('project', { diff_context_lines: 0 })), 0);
});
