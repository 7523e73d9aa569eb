import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYamlText } from './yaml-text.ts';

const SECRET = 'hunter2-S3CRET';
const BROKEN: readonly (readonly [text: string, found: RegExp])[] = [
  [`a: "${SECRET}`, /^line 1: found something missing/],
  [`a: 1\nb: [ ${SECRET}`, /^line 2: found another indentation .* or a bracket without its end/],
  [`a: 1\n  ${SECRET}: 2`, /^line 1: found a second key/],
  [`a: ${SECRET}: b`, /^line 1: found a second key or list in one line/],
  [`a: @${SECRET}`, /^line 1: found a text that begins with a sign of YAML/],
  [`a: \`${SECRET}`, /^line 1: found a text that begins/],
  [`a: *${SECRET}`, /^found an alias without its anchor/],
  [`a: !${SECRET} x`, /^line 1: found a tag that is not known here/],
  [`a: "\\q${SECRET}"`, /^line 1: found an escape/],
  [`${SECRET}: 1\n${SECRET}: 2`, /^line 2: found the same key twice/],
  [`a: 1\n${SECRET}`, /^line 2: found something missing: .* a colon/],
  [`%${SECRET} x\n---\na: 1`, /^line 1: found a directive/],
  [`a: |${SECRET}\n  b`, /^line 1: found a sign that does not belong there/],
  [`a: [1] ${SECRET}`, /^line 1: found a sign that does not belong there/],
  [`a: 1\n---\n${SECRET}: 2`, /^line 2: found several documents/],
  [`a:\n\t- ${SECRET}`, /^line 2: found a tab in front of a line/],
  [`a: &x &${SECRET} 1`, /^line 1: found what cannot be read as YAML/],
  [`a: &x ${SECRET}\nb: [*x, *x, *x]`, /^found an alias/],
];

test('says where YAML cannot be read and why, and repeats nothing of it', () => {
  for (const [text, found] of BROKEN) {
    const read = readYamlText(text, { maxAliasCount: 1 });
    assert.ok(!read.ok, text);
    assert.match(read.failure, found, text);
    assert.equal(read.failure.includes('S3CRET'), false, text);
  }
});

test('reads what is right', () => {
  const read = readYamlText('a: [1, two, null]\nb: &x {c: 1}\nd: *x\n', { maxAliasCount: 10 });
  assert.deepEqual(read, { ok: true, value: { a: [1, 'two', null], b: { c: 1 }, d: { c: 1 } } });
  assert.deepEqual(readYamlText('', { maxAliasCount: 0 }), { ok: true, value: null });
});
