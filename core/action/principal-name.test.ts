import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_PRINCIPAL_LENGTH, principalProblem } from './principal-name.ts';

test('takes ordinary names, also with a blank inside and in any script', () => {
  for (const name of ['agent:ci', 'human:anna', 'human:Anna Müller', 'agent:claude-code@host/1', 'human:山田'])
    assert.equal(principalProblem(name), null, name);
  assert.equal(principalProblem(`human:${'a'.repeat(MAX_PRINCIPAL_LENGTH - 6)}`), null);
});

test('refuses names that nobody can tell from another, naming the character found', () => {
  const hostile: readonly (readonly [string, RegExp])[] = [
    ['human:operator\u200b', /U\+200B/],
    ['human:\u202eanna', /U\+202E/],
    ['human:op\u00aderator', /U\+00AD/],
    ['human:operator\u2066', /U\+2066/],
    ['human:anna\u00a0b', /U\+00A0/],
    ['human:anna\u2028', /U\+2028/],
    ['human:anna\n', /U\+000A/],
    ['human:anna\u0085', /U\+0085/],
    ['human:anna\u007f', /U\+007F/],
    ['human:\ufeffanna', /U\+FEFF/],
    ['human:anna\u{e0041}', /U\+E0041/],
    ['human:anna\ufe0f', /U\+FE0F/],
    ['human:anna\ud800', /U\+D800/],
    ['human:\u3164', /U\+3164/],
  ];
  for (const [name, found] of hostile) assert.match(principalProblem(name) ?? '', found, JSON.stringify(name));
});

test('refuses blanks at either end, another normal form, other kinds and empty names', () => {
  assert.match(principalProblem('human: operator') ?? '', /no blank at either end/);
  assert.match(principalProblem('human:operator ') ?? '', /no blank at either end/);
  assert.match(principalProblem('human:Mu\u0308ller') ?? '', /normal form C/);
  for (const name of ['', 'human:', 'agent:', 'operator', 'Human:x', ' human:x', 'gateway'])
    assert.match(principalProblem(name) ?? '', /want agent:<name> or human:<name>/, name);
});

test('refuses a name that is too long, with both lengths', () => {
  const found = principalProblem(`human:${'a'.repeat(MAX_PRINCIPAL_LENGTH - 5)}`);
  assert.equal(found, `found ${MAX_PRINCIPAL_LENGTH + 1} characters, want at most ${MAX_PRINCIPAL_LENGTH}`);
});

test('writes nothing unseen into its message', () => {
  const found = principalProblem('human:\u202ea\u0000b') ?? '';
  assert.ok([...found].every((character) => character >= ' ' && character <= '~'));
});
