import assert from 'node:assert/strict';
import { fail, ok } from '../../core/result.ts';
import type { CodeExcess, CodeIsolate, CodeLimits } from '../code-isolate.ts';
import type { Evaluate } from './code-isolate.ts';

type Contract = (name: string, check: (evaluate: Evaluate, isolate: CodeIsolate) => Promise<void>) => void;

/** Steps that never end: only the wall clock is left. */
const ENDLESS: CodeLimits = {
  wallMs: 1_000,
  steps: 1_000_000_000_000,
  memoryBytes: 16 * 1024 ** 2,
  textLength: 1_000,
  calls: 0,
};

/** Code that never ends, by the bound that ends it before the clock would. */
const TOO_MUCH: readonly (readonly [code: string, excess: CodeExcess])[] = [
  ['for (;;);', 'steps'],
  ['try { for (;;); } catch { for (;;); } finally { for (;;); }', 'steps'],
  ['const again = () => void Promise.resolve().then(again); again(); await new Promise(() => {});', 'steps'],
  ['for (;;) await null;', 'steps'],
  ['function* all() { for (;;) yield 1; } return [...all()].length;', 'memory'],
  ['const a = []; for (;;) a.push({ a: 1 });', 'memory'],
  ['globalThis.a = []; for (;;) a.push("x".repeat(1000) + a.length);', 'memory'],
  ['const a = []; for (;;) a.push(new Uint8Array(100_000));', 'memory'],
  ['return new ArrayBuffer(1_000_000_000);', 'memory'],
  ['const f = () => f() + 1; return f();', 'depth'],
  ['const o = { get x() { return this.x; } }; return o.x;', 'depth'],
  ['return JSON.parse("[".repeat(100_000));', 'depth'],
  ['let a = []; for (let i = 0; i < 100_000; i++) a = [a]; return JSON.stringify(a).length;', 'depth'],
  ['return eval("(".repeat(100_000));', 'depth'],
  ['return "x".repeat(100_000);', 'text'],
];

/** Code that no count of steps sees: each is one call of the engine, or as good as. */
const UNCOUNTED: readonly string[] = [
  'for (;;);',
  'return new Array(300_000_000).join("x").length;',
  'return /(a+)+$/.test("a".repeat(40) + "b");',
  'let x = 3n; for (let i = 0; i < 17; i++) x *= x; for (;;) x * x;',
  'const again = () => void Promise.resolve().then(again); again(); await new Promise(() => {});',
];

/** Ways to the world that other engines had, each answering what it found. */
const WAYS_OUT: readonly string[] = [
  'return this?.constructor?.constructor("return typeof process")();',
  'return (async () => {}).constructor("return typeof process")();',
  'return new Function("return typeof globalThis.process")();',
  'return (0, eval)("typeof process");',
  'return typeof Error.prepareStackTrace === "function" ? "found" : "undefined";',
  'return typeof WebAssembly;',
  'return typeof fetch;',
  'return typeof require;',
  'return typeof setTimeout;',
  'return typeof Atomics;',
  'return typeof std;',
  'return typeof os;',
];

/** Code that wants too much, or out: each attempt fails, and says how. */
export function testHostileCode(contract: Contract): void {
  contract('ends code that wants too much, and says of what', async (evaluate) => {
    for (const [code, excess] of TOO_MUCH)
      assert.deepEqual(await evaluate(code), fail({ kind: 'excess', excess }), code);
  });
  contract('ends from outside what cannot be interrupted', async (evaluate) => {
    for (const code of UNCOUNTED) {
      const outcome = await evaluate(code, { limits: ENDLESS });
      assert.ok(!outcome.ok && outcome.failure.kind === 'excess', `${code}: ${JSON.stringify(outcome)}`);
      assert.ok(['wall', 'memory'].includes(outcome.failure.excess), outcome.failure.excess);
    }
  });
  contract('has no way out of the language', async (evaluate) => {
    for (const code of WAYS_OUT) assert.deepEqual(await evaluate(code), ok('undefined'), code);
  });
  contract('loads no module', async (evaluate) => {
    for (const name of ['fs', 'node:fs', 'std', 'os', './main.ts', '/etc/passwd', 'data:text/javascript,1']) {
      const outcome = await evaluate(`return import(${JSON.stringify(name)});`);
      assert.ok(!outcome.ok && outcome.failure.kind === 'threw', `${name}: ${JSON.stringify(outcome)}`);
    }
  });
  contract('is not led astray by what the code does to its own language', async (evaluate) => {
    const vandal = `
      Object.prototype.toJSON = () => 'forged'; Promise.prototype.then = null; Map.prototype.get = null;
      JSON.stringify = () => { throw 1; }; Array.prototype.push = null; Function.prototype.call = null;
      Object.defineProperty(Object.prototype, 'kind', { get: () => 'call' });
      return 1;`;
    const outcome = await evaluate(vandal);
    assert.ok(outcome.ok || outcome.failure.kind !== 'broken', JSON.stringify(outcome));
    const getter = 'throw { get name() { for (;;); }, get message() { throw 1; }, get stack() { return 1; } };';
    const thrown = await evaluate(getter);
    assert.ok(!thrown.ok && ['excess', 'threw'].includes(thrown.failure.kind), JSON.stringify(thrown));
  });
}
