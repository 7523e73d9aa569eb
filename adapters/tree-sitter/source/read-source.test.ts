import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { SOURCE_LANGUAGES, type SourceLanguage } from '../../../core/source/source-outline.ts';
import { openReadSource } from './read-source.ts';

const read = openReadSource();

/** Files of modern syntax; those of Rust, Java, Python and shell were tried with the compiler of the language. */
const MODERN: { readonly [file: string]: SourceLanguage } = {
  'modern.go': 'go',
  'modern.rs': 'rust',
  'Modern.java': 'java',
  'modern.py': 'python',
  'modern.sh': 'shell',
  'modern.sql': 'sql',
  'modern.html.txt': 'html',
  'modern.css.txt': 'css',
};

/** Valid texts of the languages that have no file, or that say more than it. */
const VALID: readonly (readonly [SourceLanguage, string])[] = [
  ['typescript', "export type * from './a.ts';\nimport x, { type Y } from 'y' with { type: 'json' };"],
  [
    'typescript',
    'abstract class A<const T> extends B implements C { declare x: T; accessor y = 1; static { } #z?: 1; }',
  ],
  [
    'typescript',
    'const a = <T,>(x: T) => x satisfies unknown as const;\nenum E { A = 1 }\nnamespace N { export const x = 1; }',
  ],
  ['typescript', 'using a = b; await using c = d; for await (const x of y) label: while (1) break label;'],
  ['typescript', 'type A<T> = T extends `${infer U}-${string}` ? { readonly [K in keyof T as K]-?: T[K] } : never;'],
  ['typescript', 'function f(this: A, ...a: [x: number, y?: string]): asserts a is [1] {}\nexport = f;'],
  ['typescript', "export declare const a: import('b').C<object>;\ndeclare global { var x: 1 }"],
  [
    'tsx',
    'export const A = <T extends object>({ a, ...b }: P<T>) => <><B.C a={1} {...b}>{a ?? <d-e/>} &amp; x</B.C></>;',
  ],
  ['tsx', "export type * from './a.ts';\nconst a = <b>{c && <d/>}</b>, e = f ? <g/> : null;"],
  ['javascript', 'class A { static #b = 1; get c() { return #b in this; } async *[d]() { yield* e?.f?.(); } }'],
  [
    'javascript',
    'a ??= b ** 2n; ({ a: b = 1, ...c } = d); const e = /[/]\\/(?<x>.)/dgimsuy; f`${g}`; import.meta.h; <i j="k" />',
  ],
  [
    'javascript',
    '#!/usr/bin/env node\nwith (a) { b }\nvar c = 010; module.exports = async () => { await import("x") }',
  ],
  ['json', '{"a": [1, -0.5e+3, "\\u00e9\\n", true, false, null, {}], "a": []}'],
  ['json', '\ufeff{}'],
  ['jsonc', '// settings\n{ "a": 1, /* b */ "c": [2,], }\n'],
  ['jsonc', ''],
  ['yaml', 'a: &x [1, two, "three"]\nb: *x\nc: |\n  text\n  more\n? d\n: !Ref e\n---\n- {a: b}\n...\n'],
  ['yaml', ''],
  ['toml', 'a = 1\n[b.c]\nd = { e = "f", g = [1, 2] }\n[[h]]\ni = 1979-05-27T07:32:00Z\n'],
  ['html', '{% if a > b %}<div {{ attributes }}>{% else %}<p class="<%= x %>">{% endif %}</div>'],
  ['python', 'try:\n    pass\nexcept* E:\n    pass\nif x: y = 1; z = 2\n\n\ndef f(): ...\n'],
];

/** Texts that are not valid, and the first problem. */
const INVALID: readonly (readonly [SourceLanguage, string, string])[] = [
  ['typescript', 'const x = ;\n', '1:11 found `;`, want something else here'],
  ['typescript', 'f(1,\n  [2, 3;\n', '2:3 found `[` without its `]`'],
  ['typescript', 'if (a {\n}', '1:7 found `{`, want `)`'],
  ['typescript', 'function f() {\n  if (a) {\n}\n', '3:2 found the end, want `}`'],
  ['typescript', "const s = 'abc;\nlet b = 1;", "1:11 found `'` that is never closed"],
  ['tsx', 'const a = () => <div><b></div>;\n', '1:17 found `<div>` that is never closed'],
  ['tsx', 'const a = <b></c>;', '1:14 found `</c>`, want `</b>`'],
  ['tsx', 'const a = <b/>;\nconst c = ;', '2:11 found `;`, want something else here'],
  ['javascript', 'let y = f(1, 2));', '1:16 found `)` without its `(`'],
  ['javascript', 'import x fro "y"', '1:10 found `fro`, want `,`'],
  ['json', '{"a": 1,}', '1:9 found "}", want a property name in double quotes'],
  ['json', '{"a": 1} // b', '1:10 found "/", want JSON without comments'],
  ['json', '{"a" 1', '1:6 found "1", want `:`'],
  ['json', '', '1:1 found the end, want a value'],
  ['jsonc', '{"a": }', '1:7 found "}", want a value'],
  [
    'yaml',
    'a: [1, 2\nb: 3\n',
    '2:1 want YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['toml', 'a = 1\nb = \n', '2:5 want TOML: invalid value'],
  ['python', 'def f(x)\n    return x\n', '1:9 found the end of the line, want something else here'],
  ['python', 'def f():\nreturn 1\n', '1:9 found no statement, want an indented block'],
  ['python', 'a = 1\n  b = 2\n', '2:3 found 2 blanks before a statement, want 0'],
  ['python', 'x = "abc\ny = 1', '1:5 found `"` that is never closed'],
  ['go', 'package m\nfunc f() {\n', '2:10 found `{` without its `}`'],
  ['go', 'package m\nfunc f() { x := }\n', '2:17 found `}`, want identifier'],
  ['rust', 'fn f() { let x = ; }', '1:18 found `;`, want something else here'],
  ['rust', 'fn f() { g(vec![1, 2); }', '1:21 found `)`, want `]`'],
  ['java', 'class A { void f() { int x = 1 } }', '1:32 found `}`, want `;`'],
  ['java', 'class A { void f( { } }', '1:19 found `{`, want `)`'],
  ['shell', 'if true; then\necho "a\n', '2:6 want Bash: reached EOF without closing quote `"`'],
  ['shell', 'for a in b; do\n', '1:13 want Bash: `do` must be followed by a statement list'],
  ['sql', 'select 1;\nselec 2;', '2:1 found `selec`, want a statement'],
  ['html', '<div>\n<span></div>', '2:1 found `<span>` that is never closed, want `</span>`'],
  ['html', '<p>a</p></spn>', '1:9 found `</spn>` that closes nothing'],
  ['html', '<div class="a>\n</div>', '2:7 found the end within a tag, want `>`'],
  ['html', '<a href="{{ x }}"', '1:18 found the end within a tag, want `>`'],
  ['css', 'a { color red; }', '1:5 found `color` without a colon, want a declaration'],
];

function fixture(file: string): string {
  return readFileSync(fileURLToPath(new URL(`../testing/sources/${file}`, import.meta.url)), 'utf8');
}

async function problemsOf(language: SourceLanguage, text: string): Promise<readonly string[] | undefined> {
  const outline = await read(language, text);
  assert.equal(outline?.language, language);
  return outline.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('A valid text has no problem', () => {
  for (const [file, language] of Object.entries(MODERN))
    test(file, async () => assert.deepEqual(await problemsOf(language, fixture(file)), []));
  for (const [language, text] of VALID)
    test(`${language} ${JSON.stringify(text)}`, async () => assert.deepEqual(await problemsOf(language, text), []));
});

describe('A broken text has its first problem by line and column', () => {
  for (const [language, text, first] of INVALID)
    test(`${language} ${JSON.stringify(text)}`, async () =>
      assert.equal((await problemsOf(language, text))?.[0], first));
});

test('every language has a valid and a broken text here', () => {
  const valid = new Set([...Object.values(MODERN), ...VALID.map(([language]) => language)]);
  const invalid = new Set(INVALID.map(([language]) => language));
  assert.deepEqual([...valid].sort(), [...SOURCE_LANGUAGES].sort());
  assert.deepEqual([...invalid].sort(), [...SOURCE_LANGUAGES].sort());
});

test('a text with many problems names ten', async () => {
  const problems = await problemsOf('json', '[1 2 3 4 5 6 7 8 9 10 11 12 13 14 15]');
  assert.equal(problems?.length, 10);
});

test('whatever the text, there are at most ten problems, each at a place of the text', async () => {
  const piece = fc.constantFrom(
    ...[
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '<',
      '>',
      '</',
      '/*',
      '*/',
      '//',
      '#',
      '"',
      "'",
      '`',
      '\\',
      '${',
      ';',
      ':',
      ',',
      '=',
    ],
    ...[
      '\n',
      '\r\n',
      '  ',
      '\t',
      'a',
      '1',
      'if',
      'def f():',
      'class A',
      'fn',
      'func',
      'select',
      'export',
      '<b>',
      '-->',
      '\u{1f600}',
    ],
    ...['{%', '%}', '---\n', '- ', '[[', '\u0000', '\ud800', '\ufeff', 'EOF', '<<EOF\n', '<?'],
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SOURCE_LANGUAGES), text, async (language, source) => {
      const outline = await read(language, source);
      assert.ok(outline !== null && outline.complexity >= 1 && outline.problems.length <= 10);
      const lines = source.split('\n').length;
      for (const { line, column, message } of outline.problems)
        assert.ok(
          line >= 1 && line <= lines && column >= 1 && message !== '',
          JSON.stringify({ line, column, message }),
        );
    }),
    { numRuns: 1_500 },
  );
});
