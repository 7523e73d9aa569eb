import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectInText } from './json-text.ts';

test('reads an object out of text, and nothing else', () => {
  assert.deepEqual(objectInText('{"command":"ls","n":[1]}'), { command: 'ls', n: [1] });
  for (const text of ['', 'ls', '[]', 'null', '"ls"', '7', '{"a":', '{"a":{"__proto__":{}}}', '['.repeat(200_000)]) {
    assert.equal(objectInText(text), null, text.slice(0, 30));
  }
});
