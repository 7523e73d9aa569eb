import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '../encoding/utf8.ts';
import { changedPart } from './changed-part.ts';

test('asks for no line behind the end of a content, however much context is wanted', () => {
  let asked = 0;
  class Watched extends Uint8Array<ArrayBuffer> {
    override indexOf(value: number, from?: number): number {
      asked += 1;
      return super.indexOf(value, from);
    }
  }
  const [old, fresh] = ['a\nb\nc\n', 'a\nx\nc\n'].map((text) => Watched.from(toUtf8(text)));
  assert.ok(old !== undefined && fresh !== undefined);
  assert.deepEqual(changedPart(old, fresh, 1_000_000), { linesBefore: 0, old, new: fresh });
  assert.ok(asked < 20, String(asked));
});
