import engine from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core';
import type { FromInside, ToInside } from './messages.ts';
import { PRELUDE } from './prelude.ts';
import { type BoundedMemory, webAssembly } from './web-assembly.ts';

type Run = Extract<ToInside, { readonly kind: 'run' }>;
type Answer = Extract<ToInside, { readonly kind: 'answer' }>;

/** Its types are those of CommonJS, and what is loaded is the other. */
const VARIANT = engine as unknown as QuickJSSyncVariant;
/** Of WebAssembly. */
const PAGE_BYTES = 65_536;
/** What QuickJS itself begins with. */
const FIRST_PAGES = 256;
const LAST_PAGES = 4_096;
/** More overflows the stack of V8 below it. */
const STACK_BYTES = 128 * 1024;
/** How often QuickJS asks whether to go on: about every 10,000 calls and turns of loops. */
const STEPS_PER_QUESTION = 10_000;
const JOBS_AT_ONCE = 1_000;
/** Of names and messages of errors. */
const MAX_MESSAGE = 2_000;
/** Of a stack, in which a line number is looked for. */
const MAX_STACK = 4_000;
/** What a memory of its bound is filled to, at least, when what fails cannot even say so: lists grow by half at once. */
const NEARLY_FULL = 0.5;
/** Of one job, beside what it counts itself. */
const QUESTIONS_PER_JOB = 0.001;

/**
 * Evaluates one request in a QuickJS of its own: a memory of WebAssembly that cannot grow beyond its bound, a stack of 128 KB, no
 * function of the host but the one that says something to the gateway.
 */
export class Evaluation {
  private readonly run: Run;
  private readonly say: (message: FromInside) => void;
  private memory: BoundedMemory | null = null;
  private runtime: QuickJSRuntime | null = null;
  private context: QuickJSContext | null = null;
  private settle: QuickJSHandle | null = null;
  private questions = 0;
  private calls = 0;
  private answers = 0;
  private ended = false;

  constructor(run: Run, say: (message: FromInside) => void) {
    this.run = run;
    this.say = say;
  }

  /** Runs the code until it ends or waits for answers. `compiled`: of QuickJS. */
  async start(compiled: object): Promise<void> {
    const { memoryBytes, nowMs } = this.run;
    const maximum = Math.min(LAST_PAGES, Math.max(FIRST_PAGES, Math.floor(memoryBytes / PAGE_BYTES)));
    this.memory = new webAssembly.Memory({ initial: FIRST_PAGES, maximum });
    const clock = nowMs ?? 0;
    Date.now = () => clock;
    performance.now = () => 0;
    const quickjs = await newQuickJSWASMModuleFromVariant(
      newVariant(VARIANT, { wasmModule: compiled, wasmMemory: this.memory }),
    );
    this.guarded(() => {
      const runtime = quickjs.newRuntime({ maxStackSizeBytes: STACK_BYTES });
      this.runtime = runtime;
      runtime.setInterruptHandler(() => this.mayNotGoOn());
      this.begin(runtime);
      this.runJobs();
    });
  }

  /** Takes the answer to a call and runs on. */
  answer({ id, isValue, text }: Answer): void {
    this.guarded(() => {
      const { context, settle } = this;
      if (context === null || settle === null) return;
      this.answers += 1;
      const words = [context.newNumber(id), isValue ? context.true : context.false, context.newString(text)];
      this.check(context.callFunction(settle, context.undefined, ...words));
      this.runJobs();
    });
  }

  private begin(runtime: QuickJSRuntime): void {
    const context = runtime.newContext();
    this.context = context;
    const { code, input, hasCall, nowMs, seed } = this.run;
    const post = context.newFunction('post', (...words) => this.post(context, words));
    const start = this.check(context.evalCode(PRELUDE, 'prelude'));
    if (start === null) return;
    const flags = [hasCall, nowMs !== null].map((flag) => (flag ? context.true : context.false));
    const number = seed === null ? context.null : context.newNumber(seed);
    const words = [post, context.newString(code), context.newString(input), ...flags, number];
    this.settle = this.check(context.callFunction(start, context.undefined, ...words));
  }

  /** The only function of the host. What it is given is read with a bound. */
  private post(context: QuickJSContext, words: readonly QuickJSHandle[]): void {
    const kind = this.textOf(context, { word: words[0], most: MAX_MESSAGE });
    const isLong = kind === 'call' || kind === 'value';
    const most = isLong ? this.run.textLength : MAX_STACK;
    const texts = words.slice(1).map((word) => this.textOf(context, { word, most }));
    const [first = '', second = '', third = ''] = texts.map((text) => text ?? '');
    if (this.ended) return;
    if (isLong && texts.includes(null)) this.end({ kind: 'excess', excess: 'text' });
    else if (kind === 'call') this.call(first, second);
    else if (kind === 'value') this.end({ kind: 'value', text: first });
    else if (kind === 'not-json') this.end({ kind: 'not-json', why: first.slice(0, MAX_MESSAGE) });
    else this.end(this.thrown({ name: first, message: second, stack: third }));
  }

  private call(tool: string, args: string): void {
    if (this.calls >= this.run.calls) {
      this.end({ kind: 'excess', excess: 'calls' });
      return;
    }
    this.calls += 1;
    this.say({ kind: 'call', id: this.calls, tool, args });
  }

  /** Null for one that is longer than `most`, empty for what is no text. */
  private textOf(
    context: QuickJSContext,
    { word, most }: { readonly word: QuickJSHandle | undefined; readonly most: number },
  ): string | null {
    if (word === undefined || context.typeof(word) !== 'string') return '';
    return context.getNumber(context.getProp(word, 'length')) <= most ? context.getString(word) : null;
  }

  private thrown({ name, message, stack }: Record<'name' | 'message' | 'stack', string>): FromInside {
    if (this.isExhausted()) return { kind: 'excess', excess: 'steps' };
    if (message === 'out of memory') return { kind: 'excess', excess: 'memory' };
    if (message === 'stack overflow') return { kind: 'excess', excess: 'depth' };
    // There was no room for an error either.
    if (name === '' && (message === '' || message === 'null') && this.isNearlyFull())
      return { kind: 'excess', excess: 'memory' };
    return {
      kind: 'threw',
      name: name.slice(0, MAX_MESSAGE),
      message: message.slice(0, MAX_MESSAGE),
      line: lineIn(stack.slice(0, MAX_STACK)),
    };
  }

  private runJobs(): void {
    const { context, runtime } = this;
    if (runtime === null || context === null) return;
    while (!this.ended) {
      const done = runtime.executePendingJobs(JOBS_AT_ONCE);
      if (done.error !== undefined) this.endBy(context, done.error);
      else if (done.value === 0) break;
      else {
        this.questions += done.value * QUESTIONS_PER_JOB;
        if (this.isExhausted()) this.end({ kind: 'excess', excess: 'steps' });
      }
    }
    if (!this.ended && this.calls === this.answers) this.end({ kind: 'unsettled' });
  }

  private check(result: ReturnType<QuickJSContext['evalCode']>): QuickJSHandle | null {
    if (result.error === undefined) return result.value;
    if (this.context !== null) this.endBy(this.context, result.error);
    return null;
  }

  private endBy(context: QuickJSContext, error: QuickJSHandle): void {
    const text = (name: string): string =>
      this.textOf(context, { word: context.getProp(error, name), most: MAX_STACK }) ?? '';
    const isObject = context.typeof(error) === 'object';
    const nothing = { name: '', message: '', stack: '' };
    const found = isObject ? { name: text('name'), message: text('message'), stack: text('stack') } : nothing;
    this.end(this.thrown(found));
  }

  private mayNotGoOn(): boolean {
    this.questions += 1;
    return this.isExhausted();
  }

  private isExhausted(): boolean {
    return this.questions * STEPS_PER_QUESTION > this.run.steps;
  }

  private isNearlyFull(): boolean {
    return (this.memory?.buffer.byteLength ?? 0) > this.run.memoryBytes * NEARLY_FULL;
  }

  private end(message: FromInside): void {
    if (this.ended) return;
    this.ended = true;
    this.say(message);
  }

  /** A failure of QuickJS itself: its memory is full where it cannot be, or V8's stack ended below it. */
  private guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (this.isNearlyFull()) this.end({ kind: 'excess', excess: 'memory' });
      else if (error instanceof RangeError) this.end({ kind: 'excess', excess: 'depth' });
      else
        this.end({
          kind: 'broken',
          why: error instanceof Error ? error.message.slice(0, MAX_MESSAGE) : 'QuickJS failed',
        });
    }
  }
}

/** What stands before the code's first line where QuickJS makes a function of it. */
const LINES_BEFORE = 2;

/** The code's own line nearest to the failure in a stack; null where none is told. */
function lineIn(stack: string): number | null {
  const at = stack.indexOf('<input>:');
  if (at < 0) return null;
  const number = Number.parseInt(stack.slice(at + '<input>:'.length), 10) - LINES_BEFORE;
  return number > 0 ? number : null;
}
