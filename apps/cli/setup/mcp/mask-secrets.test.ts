import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MASK, maskSource, maskWords } from './mask-secrets.ts';
import { readSource } from './plan-servers.ts';

test('masks what follows an option that names a secret, and what looks like one', () => {
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [
      ['--api-key', 'abc', '--port', '1'],
      ['--api-key', MASK, '--port', '1'],
    ],
    [['--token=abc'], [`--token=${MASK}`]],
    [
      ['run', '-e', 'GITHUB_TOKEN=abc', '-i'],
      ['run', '-e', `GITHUB_TOKEN=${MASK}`, '-i'],
    ],
    [
      ['env', 'KEY=abc', 'npx'],
      ['env', `KEY=${MASK}`, 'npx'],
    ],
    [
      ['--header', 'Authorization: Bearer abc'],
      ['--header', MASK],
    ],
    [['postgres://me:pw@db:5432/shop?sslkey=x'], [`postgres://${MASK}@db:5432/shop?${MASK}`]],
    [['https://host/mcp/0123456789abcdef0123456789abcdef/x'], [`https://host/mcp/${MASK}/x`]],
    [['ghp_short'], [MASK]],
    [['QmFzZTY0IHRoYXQgaXMgbG9uZyAxMjM0'], [MASK]],
    [
      ['--secret', '--verbose'],
      ['--secret', '--verbose'],
    ],
  ];
  for (const [words, shown] of cases) assert.deepEqual(maskWords(words), shown);
});

test('leaves ordinary words alone', () => {
  const words = [
    '-y',
    '@modelcontextprotocol/server-filesystem',
    '/home/me/work',
    '--port=8080',
    'https://example.org/mcp',
    '-u',
    'a.py',
  ];
  assert.deepEqual(maskWords(words), words);
});

test('masks comments, and keeps every other line where it was', () => {
  const text = '{ // key: abc\n  "a": "x", /* abc\n abc */\n  "b": 1\n}';
  const shown = maskSource(sourceOf(text, 'json'), () => 'whole');
  assert.equal(shown, `{ // ${MASK}\n  "a": "x", /* ${MASK}\n */\n  "b": 1\n}`);
  assert.equal(
    maskSource(sourceOf('a = "x" # abc', 'toml'), () => 'nothing'),
    `a = "${MASK}" # ${MASK}`,
  );
});

test('hides numbers too where nothing is to be shown, and shows them elsewhere', () => {
  const text = '{"pin":1234,"port":1,"list":["a",2]}';
  const shown = maskSource(sourceOf(text, 'json'), ([key]) => (key === 'pin' ? 'nothing' : 'arguments'));
  assert.equal(shown, `{"pin":"${MASK}","port":1,"list":["a",2]}`);
});

function sourceOf(text: string, format: 'json' | 'toml') {
  const source = readSource(text, format);
  assert.ok(source.ok);
  return source.value;
}
