import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from './language-of.ts';
import { SOURCE_LANGUAGES } from './source-outline.ts';

const NAMES: readonly (readonly [string, ReturnType<typeof languageOf>])[] = [
  ['src/a.ts', 'typescript'],
  ['a.d.mts', 'typescript'],
  ['a.tsx', 'tsx'],
  ['a.jsx', 'javascript'],
  ['a.CJS', 'javascript'],
  ['package.json', 'json'],
  ['deep/folder/data.geojson', 'json'],
  ['tsconfig.json', 'jsonc'],
  ['tsconfig.build.json', 'jsonc'],
  ['packages/a/TSConfig-base.json', 'jsonc'],
  ['.vscode/settings.json', 'jsonc'],
  ['a\\.vscode\\launch.json', 'jsonc'],
  ['a.jsonc', 'jsonc'],
  ['.eslintrc', 'jsonc'],
  ['a.json5', null],
  ['.github/workflows/ci.yml', 'yaml'],
  ['Cargo.lock', 'toml'],
  ['pyproject.toml', 'toml'],
  ['a.pyi', 'python'],
  ['a.go', 'go'],
  ['a.rs', 'rust'],
  ['A.java', 'java'],
  ['/home/ada/.bashrc', 'shell'],
  ['run.sh', 'shell'],
  ['.zshrc', null],
  ['migrations/1.sql', 'sql'],
  ['a.htm', 'html'],
  ['a.css', 'css'],
  ['a.scss', null],
  ['page.html.tmpl', null],
  ['Dockerfile', null],
  ['Makefile', null],
  ['.json', null],
  ['a.', null],
  ['', null],
  ['constructor', null],
  ['a.__proto__', null],
];

describe('A file has the language of its name', () => {
  for (const [path, language] of NAMES) {
    test(`${JSON.stringify(path)} is ${language ?? 'not known'}`, () => {
      assert.equal(languageOf(path), language);
    });
  }
});

test('names only languages that are known', () => {
  const names = [
    'a.ts',
    'a.tsx',
    'a.js',
    'a.json',
    'tsconfig.json',
    'a.yml',
    'a.toml',
    'a.py',
    'a.go',
    'a.rs',
    'a.java',
    'a.sh',
    'a.sql',
    'a.html',
    'a.css',
  ];
  assert.deepEqual(
    names.map(languageOf),
    [...SOURCE_LANGUAGES].toSorted((one, other) => order(names, one) - order(names, other)),
  );
});

function order(names: readonly string[], language: string): number {
  return names.findIndex((name) => languageOf(name) === language);
}
