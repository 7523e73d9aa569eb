import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EFFECT_CLASSES } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { effectSignature, fitsWords, parseShown, parseWords, staysWithin } from './whitelist-entry.ts';

const reads = (pattern: string): boolean => parseWords(pattern).ok;
const fits = (pattern: string, words: readonly string[]): boolean => fitsWords(pattern.split(' '), words);

test('reads patterns of plain words, and * for one of them', () => {
  for (const pattern of [
    'npm ci',
    'git add *',
    './gradlew build',
    'tsc --noEmit -p tsconfig.json',
    'pytest -q --maxfail=1',
  ])
    assert.equal(reads(pattern), true, pattern);
});

test('refuses patterns that are no argument vector', () => {
  for (const pattern of [
    '',
    ' npm',
    'npm  ci',
    'git add ...',
    'git add a*',
    'git add **',
    'a; b',
    'a && b',
    'a | b',
    'a > b',
    'a $X',
    'a `b`',
    'a "b"',
    'a \u00e9',
    'a\tb',
    Array.from({ length: 33 }, () => 'a').join(' '),
    `a ${'x'.repeat(400)}`,
  ])
    assert.equal(reads(pattern), false, pattern.slice(0, 40));
});

test('takes thirty-two words and four hundred characters, and no more', () => {
  const words = (count: number): string => Array.from({ length: count }, () => 'a').join(' ');
  assert.deepEqual(
    [31, 32, 33].map((count) => reads(words(count))),
    [true, true, false],
  );
  assert.deepEqual(
    [399, 400, 401].map((length) => reads('a'.repeat(length))),
    [true, true, false],
  );
});

test('refuses programs that lie elsewhere, and * behind one that runs what it is given', () => {
  for (const pattern of [
    '* add',
    '-x',
    '/bin/ls',
    '../x',
    'A=1 b',
    'sh *',
    'npm run *',
    'make *',
    'sudo *',
    'curl *',
    'rm *',
    'python *',
    'tsx *',
    './gradlew *',
    'tools/x *',
    'vim *',
    'tar xf *',
    'env *',
    'xargs *',
    'ssh *',
    'poetry run *',
    'git *',
    'git -C * add',
    'git checkout *',
    'git apply *',
    'git remote add up *',
    'git config *',
    'git push *',
    'find src -exec *',
  ])
    assert.equal(reads(pattern), false, pattern);
  for (const pattern of ['npm run build', 'git add *', 'git commit -m *', 'cat *', './check.sh'])
    assert.equal(reads(pattern), true, pattern);
});

test('fits a command whole, word for word', () => {
  assert.equal(fits('npm ci', ['npm', 'ci']), true);
  assert.equal(fits('npm ci', ['npm', 'ci', '--force']), false);
  assert.equal(fits('npm ci', ['npm']), false);
  assert.equal(fits('npm ci', ['npm', 'CI']), false);
});

test('lets * stand for one word that is no option and stays in the workspace', () => {
  assert.equal(fits('git add *', ['git', 'add', 'src/a.ts']), true);
  for (const word of ['', '-f', '--force', 'a=b', '/etc/passwd', '~/x', '../x', 'a/../../b', 'http://a', 'a\nb'])
    assert.equal(fits('git add *', ['git', 'add', word]), false, word);
});

test('names effects by class and marks, in one order', () => {
  const effect = makeEffect(
    'process.run',
    { kind: 'command', value: 'x' },
    { detail: '', marks: ['unseen-code', 'project-only'] },
  );
  assert.equal(effectSignature(effect), 'process.run+project-only+unseen-code');
  assert.deepEqual(parseShown('process.run+unseen-code+project-only+unseen-code', { isWild: false }), {
    ok: true,
    value: 'process.run+project-only+unseen-code',
  });
});

test('was never shown anything destructive, of high risk, outside or sensitive', () => {
  for (const name of EFFECT_CLASSES) {
    const { destructive, floor } = EFFECT_TABLE[name];
    assert.equal(parseShown(name, { isWild: false }).ok, !destructive && floor < 66, name);
  }
  for (const mark of ['outside-workspace', 'sensitive-path', 'system-path', 'bulk', 'as-root', 'unresolved', 'odd', ''])
    assert.equal(parseShown(`file.write+${mark}`, { isWild: false }).ok, false, mark);
  assert.equal(parseShown('odd', { isWild: false }).ok, false);
});

test('was shown, behind *, nothing but work on files of the workspace', () => {
  assert.equal(parseShown('net.fetch+unknown-host', { isWild: false }).ok, true);
  assert.equal(parseShown('net.fetch', { isWild: true }).ok, false);
  assert.equal(parseShown('package.install', { isWild: true }).ok, false);
  assert.equal(parseShown('file.read+unknown-host', { isWild: true }).ok, false);
  assert.equal(parseShown('process.run', { isWild: true }).ok, false);
  assert.equal(parseShown('process.run+unseen-code', { isWild: true }).ok, false);
  assert.equal(parseShown('git.commit+unseen-code', { isWild: true }).ok, false);
  assert.equal(parseShown('file.write+project-only', { isWild: true }).ok, true);
});

test('covers no effect beyond what was shown', () => {
  const read = makeEffect('file.read', { kind: 'path', value: '/w/a' }, { detail: '' });
  const run = makeEffect('process.run', { kind: 'command', value: 'x' }, { detail: '', marks: ['unseen-code'] });
  assert.equal(staysWithin([read, run], ['file.read', 'process.run+unseen-code']), true);
  assert.equal(staysWithin([read, run], ['file.read', 'process.run']), false);
  assert.equal(staysWithin([], ['file.read']), false);
});
