import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { inflate } from './inflate.ts';

test('inflates a whole stream, and nothing that is cut, longer, too large or none', () => {
  const content = Buffer.from('some content, some content');
  const deflated = deflateSync(content);
  assert.deepEqual(inflate(deflated, 100), new Uint8Array(content));
  assert.equal(inflate(deflated.subarray(0, -2), 100), null);
  assert.equal(inflate(Buffer.concat([deflated, Buffer.from('x')]), 100), null);
  assert.equal(inflate(deflated, content.length - 1), null);
  assert.equal(inflate(new Uint8Array([1, 2, 3]), 100), null);
});
