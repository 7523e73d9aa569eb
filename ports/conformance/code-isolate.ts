import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../../core/encoding/json.ts';
import { fail, ok } from '../../core/result.ts';
import type { CodeFailure, CodeIsolate, CodeLimits, CodeRequest } from '../code-isolate.ts';
import { testHostileCode } from './code-isolate-attacks.ts';

/** Enough for what is meant to end; nothing here depends on how fast it does. */
const LIMITS: CodeLimits = {
  wallMs: 30_000,
  steps: 20_000_000,
  memoryBytes: 32 * 1024 ** 2,
  textLength: 10_000,
  calls: 3,
};

/** An isolate to test; `skipReason` where nothing can be evaluated on this machine. */
export type IsolateUnderTest = {
  readonly name: string;
  readonly open: (t: TestContext) => CodeIsolate;
  readonly skipReason: string | null;
};

/** Evaluates with the limits of the suite. */
export type Evaluate = (code: string, more?: Partial<CodeRequest>) => ReturnType<CodeIsolate['evaluate']>;

type Contract = (name: string, check: (evaluate: Evaluate, isolate: CodeIsolate) => Promise<void>) => void;

/** The contract of `CodeIsolate`, and the code that wants out or never ends, as tests that every implementation must pass. */
export function testCodeIsolate({ name, open, skipReason }: IsolateUnderTest): void {
  const contract: Contract = (what, check) => {
    void test(`${name}: ${what}`, {
      timeout: 120_000,
      ...(skipReason === null ? {} : { skip: skipReason }),
    }, async (t) => {
      const isolate = open(t);
      t.after(() => isolate.close());
      const evaluate: Evaluate = (code, more) => isolate.evaluate({ code, input: null, limits: LIMITS, ...more });
      await check(evaluate, isolate);
    });
  };
  testValues(contract);
  testCalls(contract);
  testRepeatable(contract);
  testBounds(contract);
  testHostileCode(contract);
}

function testValues(contract: Contract): void {
  contract('answers what the code makes of its input', async (evaluate) => {
    const input = { rows: [{ n: 1 }, { n: 2 }], text: 'ü\u2028"\\' };
    const code =
      'let sum = 0; for (const { n } of input.rows) sum += n; return { sum, text: await input.text, none: null };';
    assert.deepEqual(await evaluate(code, { input }), ok({ sum: 3, text: 'ü\u2028"\\', none: null }));
  });
  contract('answers nothing as null', async (evaluate) => {
    assert.deepEqual(await evaluate(''), ok(null));
  });
  contract('says what was thrown, and in which line', async (evaluate) => {
    const thrown = (more: Partial<CodeFailure>): object =>
      fail({ kind: 'threw', name: '', message: '', line: null, ...more });
    assert.deepEqual(
      await evaluate('\n\nthrow new RangeError("too far");'),
      thrown({ name: 'RangeError', message: 'too far', line: 3 }),
    );
    assert.deepEqual(await evaluate('throw "just words";'), thrown({ message: 'just words' }));
    const broken = await evaluate('let x = 1;\nlet = ;');
    assert.ok(!broken.ok && broken.failure.kind === 'threw');
    assert.deepEqual([broken.failure.name, broken.failure.line], ['SyntaxError', 2]);
  });
  contract('says what has no JSON, and what never comes', async (evaluate) => {
    for (const code of ['return () => 1;', 'return 1n;', 'const a = []; a.push(a); return a;', 'return Symbol();'])
      assert.equal(kindOf(await evaluate(code)), 'not-json', code);
    assert.equal(kindOf(await evaluate('let a = []; for (let i = 0; i < 500; i++) a = [a]; return a;')), 'not-json');
    assert.deepEqual(await evaluate('await new Promise(() => {});'), fail({ kind: 'unsettled' }));
  });
}

function testCalls(contract: Contract): void {
  contract('passes calls on, one answer each, in whatever order they come', async (evaluate) => {
    const asked: Json[] = [];
    const call: CodeRequest['call'] = async (tool, args) => {
      asked.push([tool, args]);
      if (tool === 'slow') await pause(50);
      return tool === 'bad' ? fail('it may not') : ok({ from: tool });
    };
    const code = `
      const [slow, quick] = await Promise.all([call('slow', { a: 1 }), call('quick')]);
      return [slow, quick, await call('bad', 2).catch((error) => error.message)];`;
    assert.deepEqual(await evaluate(code, { call }), ok([{ from: 'slow' }, { from: 'quick' }, 'it may not']));
    assert.deepEqual(asked, [
      ['slow', { a: 1 }],
      ['quick', null],
      ['bad', 2],
    ]);
  });
  contract('has no call where none is given, and no more than the limit', async (evaluate) => {
    assert.deepEqual(await evaluate('return typeof call;'), ok('undefined'));
    const more = { call: async () => ok(null) };
    assert.deepEqual(await evaluate('for (let i = 0; i < 3; i++) await call("x"); return "done";', more), ok('done'));
    assert.deepEqual(await evaluate('for (;;) await call("x");', more), excess('calls'));
    assert.deepEqual(await evaluate('for (;;) call("x");', more), excess('calls'));
  });
  contract('answers a call that raises with an error inside', async (evaluate) => {
    const call = (): Promise<never> => Promise.reject(new Error('it broke'));
    assert.deepEqual(await evaluate('return call("x").catch((e) => e.message);', { call }), ok('it broke'));
  });
}

function testRepeatable(contract: Contract): void {
  contract('gives the same for the same, with the clock and the chance it was given', async (evaluate) => {
    const code = 'return [Date.now(), new Date().toISOString(), String(new Date(0)), Math.random(), Math.random()];';
    const more = { nowMs: 1_580_601_600_000, seed: 7 };
    const [one, two, other] = [
      await evaluate(code, more),
      await evaluate(code, more),
      await evaluate(code, { ...more, seed: 8 }),
    ];
    assert.ok(one.ok && other.ok);
    assert.deepEqual(one, two);
    assert.notDeepEqual(one, other);
    assert.deepEqual((one.value as Json[]).slice(0, 2), [1_580_601_600_000, '2020-02-02T00:00:00.000Z']);
  });
  contract('has no clock and no chance where none is given', async (evaluate) => {
    const reads = [
      'Date.now()',
      'new Date()',
      'Date()',
      'new (new Date(0).constructor)()',
      'Reflect.construct(Date, [])',
      'Math.random()',
    ];
    for (const read of reads) assert.equal(kindOf(await evaluate(`return String(${read});`)), 'threw', read);
    assert.deepEqual(await evaluate('return new Date(5).getTime() + Date.UTC(1970, 0, 1);'), ok(5));
  });
  contract('lets one evaluation leave nothing for the next', async (evaluate) => {
    await evaluate('globalThis.left = 1; Array.prototype.map = null; Object.prototype.x = 1; JSON.parse = null;');
    assert.deepEqual(
      await evaluate('return [typeof left, typeof [].map, typeof {}.x, typeof JSON.parse];'),
      ok(['undefined', 'function', 'undefined', 'function']),
    );
  });
  contract('ends an endless loop at the same place, whatever the machine', async (evaluate) => {
    const code =
      'let n = 0; const loop = () => { for (;;) { n += 1; if (n % 1000 === 0) call("at", n); } }; try { loop(); } catch { return n; }';
    const ends: number[] = [];
    for (let run = 0; run < 2; run++) {
      const seen: number[] = [];
      const call: CodeRequest['call'] = async (_, n) => {
        seen.push(Number(n));
        return ok(null);
      };
      assert.deepEqual(
        await evaluate(code, { call, limits: { ...LIMITS, steps: 200_000, calls: 10_000 } }),
        excess('steps'),
      );
      ends.push(seen.at(-1) ?? 0);
    }
    assert.ok((ends[0] ?? 0) > 0);
    assert.equal(ends[0], ends[1]);
  });
}

function testBounds(contract: Contract): void {
  contract('refuses a request out of bounds, and tells all of it', async (evaluate) => {
    const limits = { ...LIMITS, wallMs: 0, steps: Number.NaN };
    const answer = await evaluate('return 1;', { limits, seed: Number.POSITIVE_INFINITY });
    assert.ok(!answer.ok && answer.failure.kind === 'not-run');
    for (const word of ['wallMs', 'steps', 'seed']) assert.match(answer.failure.why, new RegExp(word));
    assert.equal(kindOf(await evaluate(' '.repeat(1_000_001))), 'not-run');
  });
  contract('stops when its signal fires, and starts nothing when it fired before', async (evaluate) => {
    const stopping = new AbortController();
    const call = async (): Promise<{ ok: true; value: null }> => {
      stopping.abort();
      return ok(null);
    };
    const code = 'await call("stop"); await call("stop"); for (;;);';
    const limits = { ...LIMITS, steps: 1_000_000_000_000 };
    assert.deepEqual(await evaluate(code, { call, limits, signal: stopping.signal }), fail({ kind: 'stopped' }));
    assert.deepEqual(await evaluate('return 1;', { signal: AbortSignal.abort() }), fail({ kind: 'stopped' }));
  });
  contract('evaluates many at once', async (evaluate) => {
    const codes = Array.from({ length: 8 }, (_, index) => evaluate(`return ${index};`));
    assert.deepEqual(
      await Promise.all(codes),
      codes.map((_, index) => ok(index)),
    );
  });
  contract('evaluates nothing after it was closed, and ends what runs', async (evaluate, isolate) => {
    let called: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (called = resolve));
    const call = (): Promise<never> => new Promise(() => called());
    const waiting = evaluate('await call("x");', { call });
    await running;
    await isolate.close();
    assert.equal(kindOf(await waiting), 'broken');
    assert.equal(kindOf(await evaluate('return 1;')), 'not-run');
  });
}

/** What a failure is called, or `value`. */
export function kindOf(outcome: Awaited<ReturnType<CodeIsolate['evaluate']>>): string {
  return outcome.ok ? 'value' : outcome.failure.kind;
}

/** The failure of a bound that was reached. */
export function excess(
  which: Extract<CodeFailure, { readonly kind: 'excess' }>['excess'],
): ReturnType<typeof fail<CodeFailure>> {
  return fail({ kind: 'excess', excess: which });
}
