import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { CodeLanguage } from '../program-rule.ts';
import { readCode } from './read-code.ts';

const LANGUAGES: readonly CodeLanguage[] = [
  'python',
  'javascript',
  'perl',
  'ruby',
  'php',
  'awk',
  'lua',
  'powershell',
  'cmd',
  'r',
  'julia',
];

/** What programs are made of, and what lexers stumble over. */
const PIECES = [
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '`',
    '\\',
    '/',
    '#',
    '$',
    '@',
    '%',
    '&',
    '|',
    '<',
    '>',
    '=',
    '.',
    ',',
    ';',
  ],
  ...[
    ' ',
    '\n',
    '=>',
    '->',
    '::',
    '${',
    '#{',
    'f"{',
    '$(',
    's/',
    'q(',
    '%w[',
    '<<X',
    '[[',
    '--',
    '/*',
    '"a"',
    '1',
    'x',
  ],
  ...[
    'import os',
    'os.system',
    'eval',
    'require',
    'print',
    'open',
    'def f',
    'sub f',
    'function',
    'lambda',
    'for x in',
    'Remove-Item',
  ],
];

const programs = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })), { maxLength: 80 })
    .map((parts) => parts.join('')),
);

for (const language of LANGUAGES) {
  test(`reads any ${language} text without failing, the same way each time, with every use inside the text`, () => {
    fc.assert(
      fc.property(programs, (text) => {
        const reading = readCode(language, text);
        assert.deepEqual(readCode(language, text), reading);
        for (const { at } of reading.uses) assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length);
      }),
      { numRuns: 300 },
    );
  });
}

/** Texts that grow work in lexers and walks which look back, ahead or again. */
const REPEATED = [
  ...[
    'a',
    '(',
    '[',
    '{',
    '"',
    "'",
    '`',
    '\\',
    '\n',
    '/',
    '<',
    '=',
    'a=',
    '(a)=',
    '[a]=',
    'a(',
    'a(){',
    'a,',
    'a.b(',
    '([{',
  ],
  ...[
    '${',
    '#{',
    'f"{',
    '$x{',
    '$x->',
    '$(',
    '`${',
    '%q(',
    'q{',
    's/',
    's/a/b/e;',
    '[[',
    '--[[',
    '/*',
    '//',
    '|',
    '||',
  ],
  ...['import a ', 'from ', 'for a in ', 'a=>', '(a)=>', 'x:', 'a::', '1.', 'os.a', 'x="a";', 'x=x+"a";', 'eval("a");'],
  ...[
    'a="b";eval(a);',
    '"a"+',
    'print ',
    'print a > ',
    'a | getline',
    'getline < ',
    'lambda ',
    'my $x=',
    '{ |a| ',
    'const {a}=',
  ],
  ...['$env:', '[a]::', '^', '%a%', 'echo a&', 's{a}{s{b}{c}e}e', 'a\n .b', '\u{1F600}'],
];

/** Counting which branches run makes all code slower, so that less is read then. */
const SIZE = process.env['NODE_V8_COVERAGE'] === undefined ? 65_536 : 8_192;

for (const language of LANGUAGES) {
  test(`reads ${SIZE / 1_024} KB of ${language} to its end, whatever it repeats`, { timeout: 120_000 }, () => {
    for (const unit of REPEATED) {
      const text = unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
      const { uses } = readCode(language, text);
      assert.ok(
        uses.length <= SIZE && uses.every(({ at }) => at.end <= SIZE),
        `${JSON.stringify(unit)}: ${uses.length}`,
      );
    }
  });
}
