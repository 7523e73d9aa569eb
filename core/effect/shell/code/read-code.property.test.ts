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

const SIZE = 65_536;
/** Counting which branches run makes all code slower; what grows with the square of the text is slower by far. */
const LIMIT_MS = process.env['NODE_V8_COVERAGE'] === undefined ? 50 : 500;

for (const language of LANGUAGES) {
  test(`reads 64 KB of ${language} within ${LIMIT_MS} ms, whatever it repeats`, () => {
    for (const unit of REPEATED) {
      const text = unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
      assert.ok(fastest(language, text) < LIMIT_MS, `${language}: ${JSON.stringify(unit)}`);
    }
  });
}

/** The least time in milliseconds; more attempts where the machine is busy. */
function fastest(language: CodeLanguage, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 40 && best >= LIMIT_MS; attempt++) {
    const start = performance.now();
    readCode(language, text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
