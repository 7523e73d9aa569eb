import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { deniedEffectsOf, findDenied, joinDenied, withDenied } from './denied-effects.ts';

const SHELL = 'builtin:claude-code Bash';
const remove = (path: string): Effect => makeEffect('file.delete', { kind: 'path', value: path }, { detail: 'delete' });
const write = (path: string): Effect => makeEffect('file.write', { kind: 'path', value: path }, { detail: 'write' });
const read = (path: string): Effect => makeEffect('file.read', { kind: 'path', value: path }, { detail: 'read' });
const run = (name: string): Effect => makeEffect('process.run', { kind: 'command', value: name }, { detail: 'run' });
const query = (text: string): Effect => makeEffect('db.write', { kind: 'statement', value: text }, { detail: 'sql' });

test('remembers the gravest effects on things that can be named', () => {
  assert.deepEqual(deniedEffectsOf(SHELL, [read('/w/a'), remove('/w/build'), run('rm')]), [
    { tool: SHELL, class: 'file.delete', kind: 'path', value: '/w/build' },
  ]);
  assert.deepEqual(deniedEffectsOf(SHELL, [run('npm')]), []);
  assert.deepEqual(deniedEffectsOf(SHELL, []), []);
  const strange = makeEffect('unknown', { kind: 'tool', value: 'do' }, { detail: 'a tool nobody has profiled' });
  assert.deepEqual(deniedEffectsOf('mcp:x do', [strange, write('/w/a')]), [
    { tool: 'mcp:x do', class: 'file.write', kind: 'path', value: '/w/a' },
  ]);
  const many = Array.from({ length: 20 }, (_, index) => remove(`/w/${index}`));
  assert.equal(deniedEffectsOf(SHELL, many).length, 8);
});

test('finds the like done to the same thing, to a part of it, and to what holds it', () => {
  const denied = withDenied([], { tool: SHELL, effects: [remove('/w/build')] });
  for (const effect of [remove('/w/build'), write('/w/build/a.js'), remove('/w')]) {
    assert.equal(findDenied(denied, [read('/w/x'), effect])?.value, '/w/build', effect.resource.value);
  }
  for (const effect of [remove('/w/builds'), read('/w/build'), run('rm')]) {
    assert.equal(findDenied(denied, [effect]), null, effect.class);
  }
});

test('other things than paths are the same only when they are equal', () => {
  const denied = withDenied([], { tool: SHELL, effects: [query('DELETE FROM users')] });
  assert.notEqual(findDenied(denied, [query('DELETE FROM users')]), null);
  assert.equal(findDenied(denied, [query('DELETE FROM user')]), null);
  const migrate = makeEffect('db.schema', { kind: 'path', value: '/DELETE FROM users' }, { detail: 'another kind' });
  assert.equal(findDenied(denied, [migrate]), null);
});

test('keeps each denial once and the newest ones', () => {
  const once = withDenied([], { tool: SHELL, effects: [remove('/w/a')] });
  assert.deepEqual(withDenied(once, { tool: SHELL, effects: [remove('/w/a')] }), once);
  let denied = once;
  for (let index = 0; index < 40; index++)
    denied = withDenied(denied, { tool: SHELL, effects: [remove(`/w/f${index}`)] });
  assert.equal(denied.length, 32);
  assert.equal(findDenied(denied, [remove('/w/a')]), null);
  assert.equal(findDenied(denied, [remove('/w/f39')])?.value, '/w/f39');
});

test('takes a refused URL for the host that it names, whichever of them comes first', () => {
  const url = (value: string): Effect => makeEffect('unknown', { kind: 'url', value }, { detail: 'a strange scheme' });
  const fetched = (value: string): Effect => makeEffect('net.fetch', { kind: 'host', value }, { detail: 'fetch' });
  const gopher = withDenied([], { tool: SHELL, effects: [url('gopher://Evil.example:70/x')] });
  assert.notEqual(findDenied(gopher, [fetched('evil.example')]), null);
  assert.equal(findDenied(gopher, [fetched('other.example')]), null);
  const host = withDenied([], { tool: SHELL, effects: [fetched('evil.example')] });
  assert.notEqual(findDenied(host, [url('gopher://evil.example/')]), null);
  const unreadable = withDenied([], { tool: SHELL, effects: [url('http://a b')] });
  assert.notEqual(findDenied(unreadable, [url('http://a b')]), null);
  assert.equal(findDenied(unreadable, [fetched('a')]), null);
});

test('joins the denials of several sessions, each once', () => {
  const [a, b] = [remove('/w/a'), remove('/w/b')].map((effect) => withDenied([], { tool: SHELL, effects: [effect] }));
  assert.deepEqual(
    joinDenied(a ?? [], b ?? [], a ?? []).map(({ value }) => value),
    ['/w/b', '/w/a'],
  );
  assert.deepEqual(joinDenied(), []);
});
