import assert from 'node:assert/strict';
import test from 'node:test';
import { readCode } from './read-code.ts';
import { describeReading } from './testing/describe-reading.ts';

test('says where in the text a use stands', () => {
  const text = "import os; os.system('ls')";
  const [use] = readCode('python', text).uses;
  assert.equal(use?.use, 'shell');
  assert.equal(text.slice(use?.at.start, use?.at.end), "('ls')");
});

test('puts the uses of code inside code where that stands', () => {
  const text = `1; exec("import os; os.system('ls')")`;
  const [use] = readCode('python', text).uses;
  assert.equal(use?.value, 'ls');
  assert.equal(text.slice(use?.at.start, use?.at.end), `("import os; os.system('ls')")`);
});

test('does not look into code nested more than three deep', () => {
  const nest = (depth: number): string => (depth === 0 ? '1' : `eval(${JSON.stringify(nest(depth - 1))})`);
  assert.equal(describeReading('javascript', nest(3)), 'ok');
  assert.equal(describeReading('javascript', nest(4)), 'no opaque=?');
});

test('does not understand a text that is too long or nested too deeply', () => {
  assert.equal(readCode('python', `1${' '.repeat(262_144)}`).isUnderstood, false);
  assert.equal(readCode('python', `${'('.repeat(30)}1${')'.repeat(30)}`).isUnderstood, true);
  assert.equal(readCode('python', `${'('.repeat(60)}1${')'.repeat(60)}`).isUnderstood, false);
});

test('does not follow a constant that grows without end', () => {
  const doubling = `x0 = "${'a'.repeat(100)}"\n${Array.from({ length: 40 }, (_, at) => `x${at + 1} = x${at} + x${at}`).join('\n')}\nopen(x40)`;
  assert.equal(describeReading('python', doubling), 'ok read=?');
});

test('takes a line end that only some languages know for a trick', () => {
  assert.equal(describeReading('python', '# a\rprint(1)'), 'no');
  assert.equal(describeReading('javascript', '// a\u2028console.log(1)'), 'no');
  assert.equal(describeReading('python', 'print(1)\r\nprint(2)\r\n'), 'ok');
});
