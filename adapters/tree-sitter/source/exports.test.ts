import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SourceLanguage } from '../../../core/source/source-outline.ts';
import { openReadSource } from './read-source.ts';

const read = openReadSource();

/** Texts, and what they export as `name: signature`. */
const EXPORTS: readonly (readonly [SourceLanguage, string, readonly string[]])[] = [
  [
    'typescript',
    'export async function f<T>(a: number, /* why */\n  b?: string): Promise<T> { return g(a); }\nfunction g() {}',
    ['f: async function f<T>(a: number, b?: string): Promise<T>'],
  ],
  [
    'typescript',
    'export const g = (a: number): void => {}, LIMIT = 10;\nexport let x: A | B = y;',
    ['g: const g = (a: number): void =>', 'LIMIT: const LIMIT', 'x: let x: A | B'],
  ],
  [
    'typescript',
    'export class A extends B { private a = 1; #b = 2; readonly c: string = ""; constructor(x: 1) {} d(): void { e(); } }',
    ['A: class A extends B', 'A.c: readonly c: string', 'A.constructor: constructor(x: 1)', 'A.d: d(): void'],
  ],
  [
    'typescript',
    "interface I { a: 1 }\nfunction h() {}\nexport { h as k, type I };\nexport { a as b } from './c.ts';\nexport * from './d.ts';",
    ['k: function h()', 'I: interface I { a: 1 }', "b: export a from './c.ts'", "* './d.ts': export * from './d.ts';"],
  ],
  ['typescript', 'class A { m() {} }\nexport default A;', ['default: class A', 'default.m: m()']],
  ['typescript', 'export default (a: number) => a;', ['default: (a: number) =>']],
  [
    'typescript',
    'export declare function f(): void;\nexport type T = 1;\nexport enum E { A }',
    ['f: function f(): void;', 'T: type T = 1;', 'E: enum E { A }'],
  ],
  ['typescript', 'export = { a: 1 };', ['=: export = { a: 1 };']],
  ['tsx', 'export const A = ({ b }: P) => <b>{b}</b>;', ['A: const A = ({ b }: P) =>']],
  [
    'javascript',
    'function a(b, c) {}\nmodule.exports = { a, d: a, e: (x) => x, f() {} };\nexports.g = function (z) {};\nmodule.exports.h = 1;',
    ['a: function a(b, c)', 'd: function a(b, c)', 'e: (x) =>', 'f: f()', 'g: function (z)', 'h: '],
  ],
  ['javascript', 'module.exports = class A {};\nother.exports = 1;', ['module.exports: class A']],
  [
    'python',
    'def a(x: int, *, y) -> str: return 1\nclass K(B):\n  def m(self): pass\n  def _p(self): pass\n  def __init__(self, z): pass\ndef _q(): pass\nif x:\n  @deco\n  def r(): pass\n',
    [
      'a: def a(x: int, *, y) -> str',
      'K: class K(B)',
      'K.m: def m(self)',
      'K.__init__: def __init__(self, z)',
      'r: def r()',
    ],
  ],
  ['python', "__all__ = ['_a', 'B']\ndef _a(): pass\ndef c(): pass\n", ['_a: def _a()', 'B: B']],
  [
    'go',
    'package m\ntype T[K any] struct { A int }\nfunc (t *T[K]) Do(a int) error { return nil }\nfunc (t T[K]) do() {}\nfunc f() {}\nfunc G() {}\nconst (\n A, b int = 1, 2\n)\nvar (\n C = 1\n)',
    [
      'T: type T[K any] struct { A int }',
      'T.Do: func (t *T[K]) Do(a int) error',
      'G: func G()',
      'A: const A int',
      'C: var C',
    ],
  ],
  [
    'rust',
    'pub struct S { pub a: u8, b: u8 }\npub struct P(u8);\nimpl S { pub fn new() -> Self { S{} } fn p() {} }\nimpl Clone for S {}\npub(crate) fn h() {}\npub mod m { pub const A: u8 = 1; fn x() {} }\npub use a::b;',
    [
      'S: pub struct S { pub a: u8 }',
      'P: pub struct P(u8)',
      'S::new: pub fn new() -> Self',
      'S: Clone: impl Clone for S',
      'm: pub mod m',
      'm::A: pub const A: u8',
      'a::b: pub use a::b',
    ],
  ],
  [
    'java',
    'public class A<T> extends B { private int x; public static final int Y = 1; public A(int q) {} protected void m(String s) throws E {} class I {} public interface J { void n(); } public enum K { L; public int o() { return 1; } } }\nclass Hidden {}',
    [
      'A: public class A<T> extends B',
      'A.Y: public static final int Y',
      'A.A: public A(int q)',
      'A.m: protected void m(String s) throws E',
      'A.J: public interface J',
      'A.J.n: void n();',
      'A.K: public enum K',
      'A.K.L: L',
      'A.K.o: public int o()',
    ],
  ],
  ['shell', 'f() { a; }', []],
  ['json', '{}', []],
];

describe('What a file exports is listed with its signature', () => {
  for (const [language, text, exported] of EXPORTS)
    test(`${language} ${JSON.stringify(text)}`, async () => {
      const outline = await read(language, text);
      assert.deepEqual(
        outline?.exports.map(({ name, signature }) => `${name}: ${signature}`),
        exported,
      );
    });
});

/** Texts, and their cyclomatic numbers. */
const COMPLEXITIES: readonly (readonly [SourceLanguage, string, number])[] = [
  ['typescript', 'const a = 1;', 1],
  ['typescript', 'if (a && b) {} else if (c ?? d) {} for (;;) {} for (const x of y) {} a ||= b;', 8],
  ['javascript', 'switch (a) { case 1: case 2: break; default: } try {} catch {} do {} while (b ? c : d);', 6],
  ['tsx', 'const a = <b>{c && <d />}</b>;', 2],
  ['python', 'if a and b: pass\nelif c: pass\nfor x in [y for y in z if y]: pass\nmatch a:\n  case 1: pass\n', 8],
  ['go', 'package m\nfunc f() { if a || b {}; for {}; switch { case c: default: }; select { case <-d: } }', 6],
  ['rust', 'fn f() { if a && b {} while c {} loop {} match d { 1 => {}, _ => {} } }', 7],
  ['java', 'class A { void f() { if (a) {} switch (b) { case 1: default: } try {} catch (E e) {} } }', 4],
  ['shell', 'if a; then b; elif c; then d; fi; e && f || g; case h in i) ;; esac', 6],
  ['css', 'a { b: c }', 1],
];

describe('Complexity counts the decisions of the whole file', () => {
  for (const [language, text, complexity] of COMPLEXITIES)
    test(`${language} ${JSON.stringify(text)}`, async () =>
      assert.equal((await read(language, text))?.complexity, complexity));
});

test('signatures are equal where only white space and comments differ', async () => {
  const one = await read('typescript', 'export function f(a: number,\n  // why\n  b: string) {}');
  const other = await read('typescript', 'export function f(a: number, b: string) { return 1; }');
  assert.deepEqual(one?.exports, other?.exports);
});
