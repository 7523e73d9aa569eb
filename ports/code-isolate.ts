import type { Json } from '../core/encoding/json.ts';
import type { Result } from '../core/result.ts';
import type { StopSignal } from './command-runner.ts';
import type { SandboxProbe } from './sandbox.ts';

/** Bounds of one evaluation. */
export type CodeLimits = {
  /** Of the wall clock, while the code runs or waits for an answer; then it is killed from outside, whatever it does. */
  readonly wallMs: number;
  /** Of calls and turns of loops, counted by 10,000: the same code ends at the same place on every machine. */
  readonly steps: number;
  /** Of everything that the code makes: 16 to 256 MB, more or less counts as the nearest of these. */
  readonly memoryBytes: number;
  /** Of the value, and of the arguments and the answer of each call, in UTF-16 units of their JSON text. */
  readonly textLength: number;
  /** How often it may call. */
  readonly calls: number;
};

/** What a call of the code is answered: a value, or a message that the code gets as an `Error`. */
export type CodeCall = (tool: string, args: Json) => Promise<Result<Json, string>>;

/** Code to evaluate. */
export type CodeRequest = {
  /** The body of an async JavaScript function of `input` and `call`: what it returns is the value. At most 1,000,000 units. */
  readonly code: string;
  /** At most 10,000,000 units of JSON text. */
  readonly input: Json;
  readonly limits: CodeLimits;
  /** Takes the code's calls, one promise each; without it `call` is not there. */
  readonly call?: CodeCall;
  /** What every clock in it says, in milliseconds since 1970; without it a clock that is read is an error. */
  readonly nowMs?: number;
  /** Begins its random numbers; without it asking for one is an error. */
  readonly seed?: number;
  readonly signal?: StopSignal;
};

/** Which bound the code reached. `depth`: of calls within calls. */
export type CodeExcess = 'wall' | 'steps' | 'memory' | 'depth' | 'text' | 'calls';

/** Why there is no value. */
export type CodeFailure =
  /** It threw, or does not parse; the line is one of the code, from 1, where it is known. */
  | { readonly kind: 'threw'; readonly name: string; readonly message: string; readonly line: number | null }
  | { readonly kind: 'excess'; readonly excess: CodeExcess }
  /** What it returned has no JSON: a function, a circle, a big integer. */
  | { readonly kind: 'not-json'; readonly why: string }
  /** It waits for what never comes. */
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'stopped' }
  /** Nothing of it was run: the request is out of bounds, or nothing here can hold it. */
  | { readonly kind: 'not-run'; readonly why: string }
  /** What evaluates it broke down. */
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Evaluates code that nobody has read (model §5, level 0): it has no file, no network, no process, no clock and no randomness,
 * and reaches nothing but `call`.
 *
 * Deterministic: the same request and the same answers to its calls make the same value or failure, but for `wall`. Nothing that
 * one evaluation did is seen by the next. Never falls back to less: where nothing holds it, nothing is evaluated.
 */
export interface CodeIsolate {
  /** What is enforced here, found out by really evaluating; remembered. Never rejects. */
  probe(): Promise<SandboxProbe>;
  /** Never rejects. When it answers, nothing of the evaluation is left. */
  evaluate(request: CodeRequest): Promise<Result<Json, CodeFailure>>;
  /** Ends what is being evaluated and removes all that was made; later requests are `not-run`. */
  close(): Promise<void>;
}
