import type { InputProblem } from '../action/parse-action.ts';
import type { Json } from '../encoding/json.ts';
import { readStrictJson } from '../encoding/strict-json.ts';
import type { Intent, Plan } from '../plan/plan.ts';
import { fail, ok, type Result } from '../result.ts';
import { checkSchema } from './check-schema.ts';
import { checkText } from './check-text.ts';
import { OUTPUT_SCHEMAS, type OutputKind } from './output-schemas.ts';
import { planFromWire } from './plan-from-wire.ts';
import { OUTPUT_LIMITS, readOutputText } from './read-output-text.ts';
import type { ValueOf } from './schema.ts';

/** The whole output of a model that has looked and found nothing to change. */
export const NO_CHANGES_REQUIRED = 'NO_CHANGES_REQUIRED';

/** What a model wrote, checked: data, never evaluated. */
export type Output =
  | { readonly kind: 'no-changes' }
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'plan'; readonly plan: Plan }
  /** A unified diff as it was written; `core/diff` reads it. */
  | { readonly kind: 'diff'; readonly diff: string }
  | { readonly kind: 'answer'; readonly answer: string };

/**
 * Reads what a model wrote when it was asked for an output of this kind, or lists every problem of it, 100 at most.
 *
 * Whole or not at all: one bad part refuses all, nothing is repaired or cut. The output is JSON of the schema in
 * `OUTPUT_SCHEMAS`, without code fences or commentary; a diff may also stand by itself. A plan or a diff may be exactly the
 * text `NO_CHANGES_REQUIRED`; that text with anything around it is refused. Total, and linear in the output.
 */
export function parseOutput(output: string | Uint8Array, kind: OutputKind): Result<Output, readonly InputProblem[]> {
  const text = readOutputText(output, { maxBytes: OUTPUT_LIMITS.sizeBytes[kind] });
  if (!text.ok) return text;
  const mayBeNothing = kind === 'plan' || kind === 'diff';
  if (mayBeNothing && text.value === NO_CHANGES_REQUIRED) return ok({ kind: 'no-changes' });
  const around = problemAround(text.value, { mayBeNothing });
  if (around !== null) return fail([around]);
  if (kind === 'diff' && !text.value.startsWith('{')) return readBareDiff(text.value);
  const json = readStrictJson(text.value, { maxDepth: OUTPUT_LIMITS.depth, maxProblems: OUTPUT_LIMITS.problems });
  if (!json.ok) return json;
  const problems = checkSchema(OUTPUT_SCHEMAS[kind], json.value, { maxProblems: OUTPUT_LIMITS.problems });
  return problems.length === 0 ? ok(outputOf(json.value, kind)) : fail(problems);
}

/** What stands around an output that models often add, so that the problem names it. */
function problemAround(text: string, { mayBeNothing }: { readonly mayBeNothing: boolean }): InputProblem | null {
  const start = text.trimStart();
  if (start === '') return problem('nothing', 'an output');
  if (start.startsWith('```')) return problem('a code fence', 'the output itself, without fences or commentary');
  const sentinel = start.slice(0, NO_CHANGES_REQUIRED.length).toUpperCase();
  if (sentinel !== NO_CHANGES_REQUIRED) return null;
  return mayBeNothing
    ? problem(`${NO_CHANGES_REQUIRED} written otherwise, or with something around it`, `exactly ${NO_CHANGES_REQUIRED}`)
    : problem(NO_CHANGES_REQUIRED, 'an output: it answers a plan or a diff only');
}

function readBareDiff(diff: string): Result<Output, readonly InputProblem[]> {
  const found = checkText(diff, 'diff');
  return found === null ? ok({ kind: 'diff', diff }) : fail([{ path: '$', ...found }]);
}

/** The schema has accepted the value: it has the type that the schema describes. */
function outputOf(value: Json, kind: OutputKind): Output {
  if (kind === 'intent') return { kind, intent: value as ValueOf<(typeof OUTPUT_SCHEMAS)['intent']> };
  if (kind === 'plan') return { kind, plan: planFromWire(value as ValueOf<(typeof OUTPUT_SCHEMAS)['plan']>) };
  if (kind === 'diff') return { kind, diff: (value as ValueOf<(typeof OUTPUT_SCHEMAS)['diff']>).diff };
  return { kind, answer: (value as ValueOf<(typeof OUTPUT_SCHEMAS)['answer']>).answer };
}

function problem(found: string, wanted: string): InputProblem {
  return { path: '$', found, wanted };
}
