import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyBinary, type ContentId, type Inflate } from './apply-binary.ts';
import { applyDelta } from './apply-delta.ts';
import { readBase85Line } from './base85.ts';
import type { BinaryPart, ContentIds } from './diff-file.ts';
import { DiffProblems } from './diff-problem.ts';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
/** Stands for zlib: what is deflated is what it gives. */
const plain: Inflate = (deflated, maxBytes) => (deflated.length <= maxBytes ? deflated : null);

const literal = (content: Uint8Array): BinaryPart => ({
  line: 4,
  form: 'literal',
  sizeBytes: content.length,
  deflated: content,
});
const delta = (data: Uint8Array): BinaryPart => ({ line: 5, form: 'delta', sizeBytes: data.length, deflated: data });

/** A content is called by its bytes, in as many digits as are wanted. */
const callBytes: ContentId = (content, digits) => [...content].join('').padStart(digits, 'f');

type More = { readonly ids?: ContentIds | null; readonly contentId?: ContentId | null; readonly isNew?: boolean };

function applied(
  content: Uint8Array,
  forward: BinaryPart,
  reverse: BinaryPart | null,
  { ids = null, contentId = callBytes, isNew = false }: More = {},
): readonly number[] | string {
  const problems = new DiffProblems();
  const after = applyBinary(
    content,
    { kind: 'binary', forward, reverse, ids },
    { path: 'f', inflate: plain, contentId, isNew, maxBytes: 9, problems },
  );
  return after === null ? problems.list.map(({ code, line }) => `${code}@${line}`).join() : [...after];
}

describe('A binary patch', () => {
  test('replaces the content that its way back gives', () => {
    assert.deepEqual(applied(bytes(1), literal(bytes(2, 3)), literal(bytes(1))), [2, 3]);
    assert.deepEqual(applied(bytes(1, 2), delta(bytes(2, 3, 0x90, 2, 1, 9)), delta(bytes(3, 2, 0x90, 2))), [1, 2, 9]);
  });
  test('fills what is empty without a way back, and nothing else', () => {
    assert.deepEqual(applied(bytes(), literal(bytes(2)), null), [2]);
    assert.equal(applied(bytes(1), literal(bytes(2)), null), 'binary@4');
  });
  test('is refused for another content', () => {
    assert.equal(applied(bytes(7), literal(bytes(2, 3)), literal(bytes(1))), 'mismatch@4');
    assert.equal(applied(bytes(7), delta(bytes(2, 3, 0x90, 2, 1, 9)), literal(bytes(1))), 'mismatch@5');
    assert.equal(applied(bytes(1), literal(bytes(2)), delta(bytes(2, 3, 0x90, 2))), 'mismatch@5');
  });
  test('is refused where a content is not what the diff calls it', () => {
    const idOf = (byte: number): string => `${byte}`.padStart(40, 'f');
    const none = '0'.repeat(40);
    const change = (ids: ContentIds, more: More = {}): readonly number[] | string =>
      applied(bytes(1), literal(bytes(2)), literal(bytes(1)), { ids, ...more });
    assert.deepEqual(change({ before: idOf(1), after: idOf(2) }), [2]);
    assert.equal(change({ before: idOf(3), after: idOf(2) }), 'mismatch@4');
    assert.equal(change({ before: idOf(1), after: idOf(3) }), 'mismatch@4');
    assert.deepEqual(change({ before: idOf(3), after: idOf(3) }, { contentId: null }), [2]);
    assert.deepEqual(change({ before: idOf(3), after: idOf(2) }, { isNew: true }), [2]);
    assert.deepEqual(change({ before: idOf(1), after: none }), [2]);
    assert.deepEqual(change({ before: none, after: '2'.padStart(64, 'f') }), [2]);
  });
  test('is refused where its data are others than it says', () => {
    assert.equal(applied(bytes(), { ...literal(bytes(1)), sizeBytes: 2 }, null), 'binary@4');
    assert.equal(applied(bytes(), { ...literal(bytes(1)), sizeBytes: 0 }, null), 'binary@4');
    assert.equal(applied(bytes(), { ...literal(bytes(1)), sizeBytes: 10 }, null), 'size@4');
  });
});

describe('A delta', () => {
  const source = Uint8Array.from({ length: 70_000 }, (_, index) => index & 0xff);
  const sized = (target: number, ...rest: readonly number[]): Uint8Array =>
    bytes(0xf0, 0xa2, 4, ...varint(target), ...rest);
  const varint = (size: number): readonly number[] =>
    size < 128 ? [size] : [(size & 0x7f) | 0x80, ...varint(size >> 7)];

  test('copies and adds', () => {
    assert.deepEqual([...(applyDelta(source, sized(4, 0x91, 5, 3, 1, 99), 99) ?? [])], [5, 6, 7, 99]);
  });
  test('copies 65,536 bytes where the length is 0, from offsets and of lengths of many bytes', () => {
    assert.deepEqual(applyDelta(source, sized(0x10000, 0x80), 99_999), source.subarray(0, 0x10000));
    assert.deepEqual(applyDelta(source, sized(0x10002, 0xf3, 1, 0, 2, 0, 1), 99_999), source.subarray(1, 0x10003));
  });
  test('is none for another source, or where it is cut, reserved, or makes more or less than it says', () => {
    const wrong: readonly Uint8Array[] = [
      bytes(),
      bytes(0x80),
      bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0),
      bytes(1, 1, 0x90, 1),
      bytes(0xf0, 0xa2, 4),
      sized(100, 0x90, 100),
      sized(4, 0x90, 3),
      sized(4, 0x90, 5),
      sized(4, 0x91, 5),
      sized(4, 4, 1),
      sized(4, 0, 1),
      sized(4, 0x9f, 255, 255, 255, 255, 4),
    ];
    for (const data of wrong) assert.equal(applyDelta(source, data, 99), null, String(data));
  });
});

describe('A line in base 85', () => {
  test('holds as many bytes as its letter says', () => {
    assert.deepEqual([...(readBase85Line('A00000') ?? [])], [0]);
    assert.deepEqual([...(readBase85Line('D|NsC0') ?? [])], [255, 255, 255, 255]);
    assert.equal(readBase85Line(`z${'0'.repeat(65)}`)?.length, 52);
  });
  test('is none with another letter, length or character, or with more than 32 bits', () => {
    for (const line of ['', '@00000', '[00000', '{00000', 'A0000', 'A000000', 'A0000"', 'A~~~~~', 'é00000'])
      assert.equal(readBase85Line(line), null, line);
  });
});
