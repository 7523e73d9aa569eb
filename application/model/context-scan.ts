import type { JsonObject } from '../../core/encoding/json.ts';
import type { IsNeverSent } from '../../core/model/never-send.ts';
import type { ToolResult } from './released-calls.ts';

/** What a request tells the model, after it was looked through. */
export type ScannedContext = {
  /** The request as it may leave; the very same object where nothing was found. */
  readonly body: JsonObject;
  /** What was taken out, and how often, by kind. */
  readonly removed: { readonly [kind: string]: number };
  /** Results of tool calls among the messages that were not seen before. */
  readonly results: readonly ToolResult[];
};

/** Looks through what a request tells the model. Answers why it must not leave, or what may. */
export type ContextScan = (
  body: JsonObject,
  place: { readonly cwd: string },
) => ScannedContext | { readonly refusal: string };

/** What becomes of what should not leave. `redact`: only it is taken out. `exclude`: the whole text that holds it. */
export type ContextRules = {
  readonly secrets: 'allow' | 'redact' | 'exclude' | 'refuse';
  /** Takes out what the gateway itself keeps secret; another object once that changed. Left out where it keeps nothing. */
  readonly known?: () => { readonly redact: (text: string) => string };
  readonly isNeverSent: IsNeverSent;
  /** Of results of calls that named such a path; there is no part of them that may stay. */
  readonly neverSend: 'exclude' | 'refuse';
  readonly home: string;
};
