import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

describe('Work on one text is bounded', () => {
  test('a word stands for at most 256 words', () => {
    assert.equal(effectsOf(`x='${'a '.repeat(256)}'; cat $x`), 'file.read a');
    assert.equal(effectsOf(`x='${'a '.repeat(257)}'; cat $x`), 'file.read …');
  });

  test('a value of more than 32,768 characters is not known', () => {
    const grown = 'x=$x$x;'.repeat(12);
    assert.equal(effectsOf(`x=${'a/'.repeat(4)};${grown} cat \${x:0:3}`), 'file.read a/a');
    assert.equal(effectsOf(`x=${'a/'.repeat(8)};${grown} cat \${x:0:3}`), 'file.read …');
  });

  test('an array of more than 256 elements is not known', () => {
    const grown = 'x=("${x[@]}" "${x[@]}");';
    assert.equal(effectsOf(`x=(a);${grown.repeat(8)} cat "\${x[0]}"`), 'file.read a');
    assert.equal(effectsOf(`x=(a);${grown.repeat(9)} cat "\${x[0]}"`), 'file.read …');
  });

  test('expansions become at most 150,000 characters', () => {
    const line = `x=${'a'.repeat(3_000)}; x=${'$x'.repeat(10)}; ${'echo $x; '.repeat(40)} y=b; cat $y`;
    assert.equal(effectsOf(line), 'file.read …');
  });

  test('a replacement that could become too long is not computed', () => {
    assert.equal(effectsOf(`x=${'a'.repeat(2_000)}; cat \${x//a/${'b'.repeat(2_000)}}`), 'file.read …');
  });

  test('only so many parts of a word take part in its braces', () => {
    assert.equal(effectsOf(`x=; cat {b,${'$x'.repeat(255)}}`), 'file.read b');
    assert.equal(effectsOf(`x=; cat {b,${'$x'.repeat(256)}}`), 'file.read …');
  });

  test('a format of printf is used again at most 64 times', () => {
    const values = (count: number): string => Array.from({ length: count }, () => 'a').join(' ');
    assert.equal(effectsOf(`cat $(printf '%s\\n' ${values(64)})`), 'file.read a');
    assert.equal(effectsOf(`cat $(printf '%s\\n' ${values(65)})`), 'file.read a, file.read …');
  });

  test('at most 512 effects are listed, and one for all others', () => {
    const names = Array.from({ length: 700 }, (_, index) => `a${index}`);
    const effects = effectsOf(`cat ${names.join(' ')}`).split(', ');
    assert.equal(effects.length, 513);
    assert.equal(effects.at(-1), 'shell.opaque (more than can be listed)');
  });

  test('at most 800 commands are followed', () => {
    assert.equal(effectsOf('ls;'.repeat(799) + 'cat a'), 'file.read a');
    assert.equal(effectsOf('ls;'.repeat(800) + 'cat a'), 'shell.opaque (more commands than are followed)');
  });

  test('at most 48 commands run one another', () => {
    assert.equal(effectsOf(`${'nice '.repeat(47)}cat a`), 'file.read a');
    assert.equal(effectsOf(`${'nice '.repeat(48)}cat a`), 'shell.opaque (more commands than are followed)');
  });

  test('at most 4,000 statements are run, in every round of every loop', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'x=a' : `for a in 1 2 3 4 5 6 7 8 9; do ${nested(depth - 1)}; done`;
    assert.equal(effectsOf(nested(2)).includes('shell.opaque'), false);
    assert.equal(effectsOf(nested(4)), 'shell.opaque (more statements than are followed)');
  });

  test('texts within texts more than eight deep are refused', () => {
    assert.equal(effectsOf(`${'eval '.repeat(8)}cat a`), 'file.read a');
    assert.match(effectsOf(`${'eval '.repeat(9)}cat a`), /floor\.unparsable/);
  });

  test('functions within functions more than eight deep are not looked into', () => {
    const nested = (depth: number): string => (depth === 0 ? 'cat a' : `f${depth}() { ${nested(depth - 1)}; }`);
    assert.equal(effectsOf(nested(8)), 'file.read a');
    assert.equal(effectsOf(nested(9)).includes('file.read a,'), false);
  });

  test('what cannot be parsed is looked through for the hard floor, but not without end', () => {
    assert.match(effectsOf('eval '.repeat(7) + '"ls ); reboot"'), /floor/);
    const texts = Array.from({ length: 8 }, (_, index) => `a${index + 1}='eval "$a${index}"';`).join(' ');
    assert.match(effectsOf(`a0='ls ); reboot'; ${texts} eval "$a6"`), /floor\.power/);
    assert.match(effectsOf(`a0='ls ); reboot'; ${texts} eval "$a7"`), /shell\.opaque/);
  });

  test('a pattern that is no path matches no secret', () => {
    assert.equal(effectsOf(`cat *${'a'.repeat(4_200)}`).includes('secret'), false);
  });
});

describe('Work on texts within the text is bounded as well', () => {
  test('at most 50,000 characters of them are parsed', () => {
    const line = (count: number): string => `x='${'ls;'.repeat(100)}'; ${'eval "$x"; '.repeat(count)} cat a`;
    assert.doesNotMatch(effectsOf(line(2)), /floor/);
    const long = `x='${'#'.repeat(10_000)}';`;
    assert.equal(effectsOf(`${long} ${'eval "$x"; '.repeat(5)} cat a`), 'file.read a');
    assert.match(effectsOf(`${long} ${'eval "$x"; '.repeat(6)} cat a`), /more text within text.*floor\.unparsable/);
  });

  test('of them, what cannot be parsed weighs more', () => {
    const line = (count: number): string => {
      const texts = Array.from({ length: count }, (_, index) => `eval "${index} ) $x"`);
      return `x=${'a'.repeat(1_000)}; ${texts.join('; ')}`;
    };
    assert.doesNotMatch(effectsOf(line(2)), /more text within text/);
    assert.match(effectsOf(line(4)), /more text within text/);
  });

  test('at most 49,152 characters of inline code are looked into', () => {
    const code = (count: number): string => `x='#${'a'.repeat(15_000)}'; ${'python3 -c "$x"; '.repeat(count)}`;
    assert.doesNotMatch(effectsOf(code(3)), /opaque/);
    assert.match(effectsOf(code(4)), /opaque \(python code that is not understood\)/);
  });

  test('at most 4,000 words of commands are followed', () => {
    const line = (count: number): string => `x='${'a '.repeat(199)}'; ${'ls $x; '.repeat(count)} cat b`;
    assert.match(effectsOf(line(19)), /file\.read b/);
    assert.match(effectsOf(line(20)), /more commands than are followed/);
  });

  test('a folder whose path is longer than 4,096 characters is not followed', () => {
    const line = (count: number): string => `x=${'a/'.repeat(1_000)}; ${'cd $x; '.repeat(count)} cat b`;
    assert.match(effectsOf(line(2)), /file\.read a\/.*\/b$/);
    assert.equal(effectsOf(line(3)), 'file.read b');
  });
});

describe('At most 256 names of a kind are known', () => {
  const many = (make: (index: number) => string, count: number): string =>
    Array.from({ length: count }, (_, index) => make(index)).join('\n');

  test('a variable more is not known, but for those that decide how words are split', () => {
    assert.match(effectsOf(`${many((index) => `v${index}=a`, 255)}\nx=b; cat $x`), /file\.read b/);
    assert.match(effectsOf(`${many((index) => `v${index}=a`, 256)}\nx=b; cat $x`), /file\.read …/);
    assert.match(effectsOf(`${many((index) => `v${index}=b`, 256)}\nv1=c; cat $v1`), /file\.read c/);
    assert.match(
      effectsOf(`x=b,c; ${many((index) => `v${index}=a`, 255)}\nIFS=,; cat $x`),
      /file\.read b, file\.read c/,
    );
  });

  test('a function more is opaque', () => {
    assert.doesNotMatch(effectsOf(many((index) => `f${index}() { ls; }`, 256)), /opaque/);
    assert.match(effectsOf(many((index) => `f${index}() { ls; }`, 257)), /more functions than are followed/);
  });

  test('an alias more is opaque', () => {
    assert.doesNotMatch(effectsOf(many((index) => `alias a${index}=ls`, 256)), /opaque/);
    assert.match(effectsOf(many((index) => `alias a${index}=ls`, 257)), /more aliases than are followed/);
  });
});
