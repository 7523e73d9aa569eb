import type { Action } from '../action/action.ts';
import type { Decision } from '../decision.ts';
import type { Json } from '../encoding/json.ts';
import { showHidden } from '../trust/hidden-characters.ts';

/** Bounds of a question at the client: what does not fit is not cut, it is asked elsewhere. */
export const QUESTION_LIMITS = {
  /** Of the arguments as they are shown, in UTF-16 code units. */
  argumentsLength: 3_000,
  argumentLines: 60,
  reasonLength: 500,
} as const;

/**
 * Writes the question to the person at the client: which tool, how risky, why it is asked, and the arguments in full.
 *
 * Everything that people would not see is made visible, and what the agent wrote stands last, indented, so that it cannot pass
 * for a sentence of ours. Null where the arguments do not fit: then nobody at the client can know what they approve.
 */
export function questionMessage({
  action,
  decision,
}: {
  readonly action: Action;
  readonly decision: Decision;
}): string | null {
  const shown = indented(action.args);
  const isTooLong =
    shown.length > QUESTION_LIMITS.argumentsLength || shown.split('\n').length > QUESTION_LIMITS.argumentLines;
  if (isTooLong) return null;
  const { name, origin } = action.tool;
  const { level, score } = decision.risk;
  return [
    'Countersign asks before this call runs.',
    '',
    `Tool: ${oneLine(name)} from ${oneLine(origin)}`,
    `Risk: ${level} (${score} of 100)`,
    `Why: ${shortened(oneLine(decision.reason))}`,
    'Arguments:',
    shown,
  ].join('\n');
}

function indented(args: Json): string {
  const lines = showHidden(JSON.stringify(args, null, 2)).split('\n');
  return lines.map((line) => `  ${line}`).join('\n');
}

function oneLine(text: string): string {
  return showHidden(text).replaceAll('\n', '\\u{a}');
}

function shortened(text: string): string {
  const { reasonLength } = QUESTION_LIMITS;
  return text.length <= reasonLength ? text : `${text.slice(0, reasonLength)}…`;
}
