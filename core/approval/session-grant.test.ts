import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EFFECT_CLASSES, type Effect, type EffectMark } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { actionOf, effectOf } from '../testing/samples.ts';
import type { SessionGrant } from './approval.ts';
import { coversAction, grantCoverOf, toolIdentity } from './session-grant.ts';

function write(value: string, marks: readonly EffectMark[] = []): Effect {
  return makeEffect('file.write', { kind: 'path', value }, { detail: '', marks });
}

function fetch(value: string): Effect {
  return makeEffect('net.fetch', { kind: 'host', value }, { detail: '' });
}

function grantFor(effects: readonly Effect[], more: Partial<SessionGrant> = {}): SessionGrant {
  const covers = grantCoverOf(effects) ?? [];
  return {
    id: 'g',
    session: 's1',
    request: 'r',
    tool: 'builtin:claude-code Write',
    covers,
    policyVersion: 'p',
    expiresAtMs: 1_000,
    ...more,
  };
}

function covers(grant: SessionGrant, effects: readonly Effect[], nowMs = 999): boolean {
  return coversAction(grant, { action: actionOf('Write'), effects, nowMs });
}

test('covers the folder of a path, not folders below or above', () => {
  const grant = grantFor([write('/w/src/a.ts')]);
  assert.deepEqual(grant.covers, [{ class: 'file.write', resource: '/w/src/' }]);
  assert.equal(covers(grant, [write('/w/src/b.ts')]), true);
  assert.equal(covers(grant, [write('/w/src/deep/b.ts')]), false);
  assert.equal(covers(grant, [write('/w/b.ts')]), false);
});

test('covers a marked path itself alone, and no marked path by its folder', () => {
  const grant = grantFor([write('/w/.env', ['sensitive-path'])]);
  assert.equal(covers(grant, [write('/w/.env', ['sensitive-path'])]), true);
  assert.equal(covers(grant, [write('/w/prod.env', ['sensitive-path'])]), false);
  assert.equal(covers(grantFor([write('/w/a')]), [write('/w/.env', ['sensitive-path'])]), false);
});

test('covers one host, and other resources by their exact value', () => {
  assert.equal(covers(grantFor([fetch('a.example')]), [fetch('a.example')]), true);
  assert.equal(covers(grantFor([fetch('a.example')]), [fetch('b.a.example')]), false);
  assert.equal(
    covers(grantFor([fetch('a.example')]), [
      makeEffect('net.connect', { kind: 'host', value: 'a.example' }, { detail: '' }),
    ]),
    false,
  );
});

test('covers an action whole or not at all', () => {
  const grant = grantFor([write('/w/a'), write('/w/b'), fetch('a.example')]);
  assert.equal(grant.covers.length, 2);
  assert.equal(covers(grant, [write('/w/c'), fetch('a.example')]), true);
  assert.equal(covers(grant, [write('/w/c'), fetch('b.example')]), false);
  assert.equal(covers(grant, []), false);
});

test('holds for its session and tool until the millisecond it expires', () => {
  const effects = [write('/w/a')];
  assert.equal(covers(grantFor(effects, { session: 's2' }), effects), false);
  assert.equal(covers(grantFor(effects, { tool: 'builtin:claude-code Edit' }), effects), false);
  assert.equal(covers(grantFor(effects), effects, 1_000), false);
  assert.equal(covers(grantFor(effects), effects, Number.NaN), false);
});

test('tells tools apart by origin and digest, not by name alone', () => {
  const effects = [write('/w/a')];
  for (const tool of ['mcp:files Write', 'Write', 'builtin:claude-code Write sha256:1']) {
    assert.equal(covers(grantFor(effects, { tool }), effects), false, tool);
  }
  const pinned = { name: 'Write', origin: 'mcp:files', digest: 'sha256:1' };
  assert.equal(toolIdentity(pinned), 'mcp:files Write sha256:1');
  assert.notEqual(toolIdentity(pinned), toolIdentity({ ...pinned, digest: 'sha256:2' }));
});

test('is never made for destructive classes, nor for nothing', () => {
  assert.equal(grantCoverOf([]), null);
  for (const name of EFFECT_CLASSES) {
    assert.equal(grantCoverOf([effectOf(name), effectOf('file.read')]) === null, EFFECT_TABLE[name].destructive, name);
  }
});
