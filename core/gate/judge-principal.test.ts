import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Standing } from '../facts.ts';
import { deliberationOf } from '../testing/deliberate.ts';
import { judgePrincipal } from './judge-principal.ts';

function judged(standing: Standing, score: number, { authenticated = true, denials = 0 } = {}): string {
  const session = { consecutiveDenials: denials, identicalBefore: 0, otherWorkspaces: [] };
  const { outcome, rule } = judgePrincipal(
    deliberationOf({ score, facts: { principal: { authenticated, standing }, session } }),
  );
  return rule === '' ? outcome : `${outcome} ${rule}`;
}

test('denies whom nobody has authenticated, even to look', () => {
  assert.equal(judged('senior', 0, { authenticated: false }), 'deny principal.unknown');
});

test('denies the muted and a standing it does not know', () => {
  assert.equal(judged('muted', 0), 'deny principal.muted');
  assert.equal(judged('famous' as Standing, 0), 'deny principal.muted');
});

test('asks about more than low risk of the restricted', () => {
  assert.equal(judged('restricted', 30), 'pass');
  assert.equal(judged('restricted', 31), 'require-approval principal.restricted');
});

test('leaves the risk of every other standing to the matrix', () => {
  for (const standing of ['standard', 'elevated', 'senior'] as const) assert.equal(judged(standing, 100), 'pass');
});

test('stops a run at the third denial in a row, save for looking', () => {
  assert.equal(judged('standard', 11, { denials: 2 }), 'pass');
  assert.equal(judged('standard', 11, { denials: 3 }), 'deny principal.denials');
  assert.equal(judged('standard', 10, { denials: 3 }), 'pass');
  assert.equal(judged('standard', 11, { denials: Number.NaN }), 'deny principal.denials');
});

test('denies the restricted at the third denial instead of asking', () => {
  assert.equal(judged('restricted', 70, { denials: 3 }), 'deny principal.denials');
});
