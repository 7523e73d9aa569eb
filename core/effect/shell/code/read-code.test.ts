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

test('looks into no brackets, texts and calls that are nested a hundred deep', () => {
  assert.equal(describeReading('javascript', `${'`${'.repeat(60)}1${'}`'.repeat(60)}`), 'no');
  assert.equal(describeReading('perl', `${'print '.repeat(120)}1`), 'no');
  assert.equal(describeReading('python', `${'['.repeat(120)}1${']'.repeat(120)}`), 'no');
});

test('notes four thousand uses and no more', () => {
  const { uses, isUnderstood } = readCode('python', 'open("a");'.repeat(4097));
  assert.equal(uses.length, 4096);
  assert.equal(isUnderstood, false);
  assert.equal(readCode('python', 'open("a");'.repeat(4096)).isUnderstood, true);
});

test('follows no constant where a pattern is too long to see which names it gives values', () => {
  const write = 'p = "/tmp/x"; open(p, "w");';
  const names = (count: number) => Array.from({ length: count }, (_, at) => `a${at}`).join(', ');
  assert.equal(describeReading('python', `${write} [${names(9)}] = q`), 'ok write=/tmp/x');
  assert.equal(describeReading('python', `${write} [${names(300)}] = q`), 'ok write=?');
  assert.equal(describeReading('python', `${write} ${'1;'.repeat(200)} ] = q`), 'no write=?');
  assert.equal(describeReading('python', `${write} ] = q`), 'no write=/tmp/x');
  const method = `class A { f(${names(300)}) { } }`;
  assert.equal(describeReading('javascript', `const p = 'x'; fs.writeFileSync(p, ''); ${method}`), 'ok write=?');
});

test('does not understand a name that is longer than any listed', () => {
  assert.equal(describeReading('python', `import os; print(os.${'path.'.repeat(30)}sep)`), 'no');
});

test('joins no texts to one that is too long', () => {
  const half = 'a'.repeat(40_000);
  assert.equal(describeReading('python', `import os; open(os.path.join("${half}", "${half}"))`), 'ok read=?');
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
