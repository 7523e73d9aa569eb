import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverSentPath } from './never-send.ts';

const PLACE = { cwd: '/work/app', home: '/home/ada' };
const isNeverSent = (path: string): boolean => path.startsWith('/home/ada/.ssh/') || path === '/work/app/.env';

test('finds a path that is never sent as an argument, in a list, and among the words of a line', () => {
  assert.equal(neverSentPath({ file_path: '.env' }, isNeverSent, PLACE), '.env');
  assert.equal(neverSentPath({ paths: ['a.ts', '~/.ssh/id_rsa'] }, isNeverSent, PLACE), '~/.ssh/id_rsa');
  assert.equal(neverSentPath({ nested: { command: "cat './.env'|wc" } }, isNeverSent, PLACE), './.env');
});

test('finds none where there is none', () => {
  assert.equal(neverSentPath({ file_path: 'src/a.ts', limit: 3, deep: null, blank: '' }, isNeverSent, PLACE), null);
  assert.equal(neverSentPath({ text: 'x'.repeat(5_000) }, isNeverSent, PLACE), null);
});

test('finds a path among many words and after a long one', () => {
  assert.equal(neverSentPath({ command: `echo ${'y'.repeat(5_000)} .env` }, isNeverSent, PLACE), '.env');
});

test('counts a call with more texts than are looked at as naming one', () => {
  const many = Array.from({ length: 400 }, (_, at) => `f${at}`);
  assert.notEqual(neverSentPath({ first: many, second: 'a' }, isNeverSent, PLACE), null);
});
