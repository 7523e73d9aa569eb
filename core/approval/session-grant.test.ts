import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EFFECT_CLASSES, type Effect, type EffectMark } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { actionOf, effectOf } from '../testing/samples.ts';
import type { SessionGrant } from './approval.ts';
import { coversAction, grantCoverOf, grantCoverOfAction, toolIdentity } from './session-grant.ts';

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

/** A program whose code nobody has read, as one line of a shell. */
function runs(command: string): Effect {
  return makeEffect('process.run', { kind: 'command', value: command }, { detail: '', marks: ['unseen-code'] });
}

test('covers code that nobody has read in the very call that was approved, and in no other', () => {
  const effects = [runs('npm start')];
  const asked = actionOf('Bash', { command: 'npm start', description: 'as I said' });
  const grant = grantFor(effects, {
    tool: 'builtin:claude-code Bash',
    covers: grantCoverOfAction(asked, effects) ?? [],
  });
  const covered = (command: string, more: { readonly cwd?: string; readonly effects?: readonly Effect[] } = {}) =>
    coversAction(grant, {
      action: actionOf('Bash', { command }, more.cwd === undefined ? {} : { cwd: more.cwd }),
      effects: more.effects ?? effects,
      nowMs: 999,
    });
  assert.equal(covered('npm start'), true);
  assert.equal(covered('npm start -- --prod'), false);
  assert.equal(covered('PORT=1 npm start'), false);
  assert.equal(covered('npm start', { cwd: '/elsewhere' }), false);
  assert.equal(covered('npm start', { effects: [...effects, runs('npm stop')] }), false);
});

test('names no call where nothing unseen runs, and none that is too long to be remembered', () => {
  assert.deepEqual(grantCoverOfAction(actionOf('Write'), [write('/w/src/a.ts')]), [
    { class: 'file.write', resource: '/w/src/' },
  ]);
  assert.equal(grantCoverOfAction(actionOf('Write'), []), null);
  const command = `npm start ${'x'.repeat(5_000)}`;
  const cover = grantCoverOfAction(actionOf('Bash', { command }), [runs('npm start')]) ?? [];
  const grant = grantFor([], { tool: 'builtin:claude-code Bash', covers: cover });
  const action = actionOf('Bash', { command });
  assert.equal(coversAction(grant, { action, effects: [runs('npm start')], nowMs: 1 }), false);
});

test('lets a grant that names a call cover work without unseen code by what it reaches', () => {
  const effects = [write('/w/src/a.ts'), runs('npm start')];
  const tool = 'builtin:claude-code Bash';
  const grant = grantFor(effects, {
    tool,
    covers: grantCoverOfAction(actionOf('Bash', { command: 'npm start' }), effects) ?? [],
  });
  const action = actionOf('Bash', { command: 'cp x src/b.ts' });
  assert.equal(coversAction(grant, { action, effects: [write('/w/src/b.ts')], nowMs: 1 }), true);
  const older = grantFor(effects, { tool });
  assert.equal(coversAction(older, { action, effects: [runs('npm start')], nowMs: 1 }), false);
});

test('covers code that nobody has read in the very call that was approved, word for word', () => {
  const run = (value: string, marks: readonly EffectMark[] = ['unseen-code']): Effect =>
    makeEffect('process.run', { kind: 'command', value }, { detail: '', marks });
  const call = (command: string) => actionOf('Bash', { command });
  const of = (command: string, effects: readonly Effect[]): SessionGrant =>
    grantFor([], { tool: 'builtin:claude-code Bash', covers: grantCoverOfAction(call(command), effects) ?? [] });
  const holds = (grant: SessionGrant, command: string, effects: readonly Effect[]): boolean =>
    coversAction(grant, { action: call(command), effects, nowMs: 999 });
  const grant = of('npm test', [run('npm test')]);
  assert.equal(holds(grant, 'npm test', [run('npm test')]), true);
  assert.equal(holds(grant, 'npm test -- --update', [run('npm test')]), false);
  assert.equal(holds(grant, 'npm test ; ', [run('npm test', [])]), true);
  const long = `npm test ${'x'.repeat(5_000)}`;
  assert.equal(holds(of(long, [run('npm test')]), long, [run('npm test')]), false);
  const read = of('tsc', [run('tsc', [])]);
  assert.deepEqual(read.covers, [{ class: 'process.run', resource: 'tsc' }]);
  assert.equal(holds(read, 'tsc', [run('tsc')]), false);
  assert.equal(holds(read, 'tsc ', [run('tsc', [])]), true);
  assert.equal(grantCoverOfAction(call('rm -rf x'), [effectOf('file.delete')]), null);
});

test('covers a push, a fetch by the name of a remote, and a call that sets variables in the very call that was approved', () => {
  const push = makeEffect('git.push', { kind: 'command', value: 'git push' }, { detail: '' });
  const take = makeEffect('net.fetch', { kind: 'command', value: 'git fetch origin' }, { detail: '' });
  for (const [command, effects, others] of [
    ['git push', [push], ['cd sub && git push', 'git -C sub push', 'GIT_DIR=sub/.git git push', 'HOME=. git push']],
    ['git fetch origin', [take], ['cd sub && git fetch origin', 'GIT_SSH_COMMAND=./evil git fetch origin']],
    ['curl https://a.example/', [fetch('a.example')], ['https_proxy=http://evil curl https://a.example/']],
    ['HOME=x curl https://a.example/', [fetch('a.example')], ['HOME=. curl https://a.example/']],
  ] as const) {
    const asked = actionOf('Bash', { command });
    const covers = grantCoverOfAction(asked, effects) ?? [];
    const grant = grantFor([], { tool: 'builtin:claude-code Bash', covers });
    assert.equal(coversAction(grant, { action: asked, effects, nowMs: 1 }), true, command);
    for (const other of [...others, `cd /other && ${command} && true`]) {
      const action = actionOf('Bash', { command: other });
      const isPlain = command.startsWith('curl') && other.startsWith('cd');
      assert.equal(coversAction(grant, { action, effects, nowMs: 1 }), isPlain, other);
    }
    const elsewhere = actionOf('Bash', { command }, { cwd: '/other' });
    assert.equal(coversAction(grant, { action: elsewhere, effects, nowMs: 1 }), command.startsWith('curl'), command);
  }
});
