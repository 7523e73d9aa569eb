import type { InputProblem } from '../action/parse-action.ts';
import { placeOf } from '../encoding/strict-json.ts';
import { fromUtf8, utf8Length } from '../encoding/utf8.ts';
import { fail, ok, type Result } from '../result.ts';
import { hiddenPlaceOf, nameOf } from './hidden-character.ts';

/** Bounds of what a model writes; a larger output is refused whole, never cut. */
export const OUTPUT_LIMITS = {
  /** In UTF-8 bytes. */
  sizeBytes: { intent: 16_384, plan: 4_194_304, diff: 4_194_304, answer: 1_048_576 },
  depth: 12,
  /** Most problems that are listed of one output. */
  problems: 100,
} as const;

/**
 * Reads what a model wrote as text, or says why it is none: too large, not UTF-8 (RFC 3629), a NUL or another control
 * character, a character that reorders text, a byte order mark. Nothing is repaired, and nothing cut.
 */
export function readOutputText(
  output: string | Uint8Array,
  { maxBytes }: { readonly maxBytes: number },
): Result<string, readonly InputProblem[]> {
  // A text of more units than bytes are allowed is too large whatever it holds: it is not read to be measured.
  const sizeBytes = typeof output === 'string' && output.length <= maxBytes ? utf8Length(output) : output.length;
  if (sizeBytes > maxBytes) return refuse('a larger output', `at most ${maxBytes} bytes`);
  const text = typeof output === 'string' ? output : fromUtf8(output);
  if (text === null || !text.isWellFormed()) return refuse('bytes that are not UTF-8', 'UTF-8');
  const hidden = hiddenPlacesOf(text);
  if (hidden.length === 0) return ok(text);
  const problems = hidden.map((at) => ({
    path: '$',
    found: `${nameOf(text.charCodeAt(at))} at ${placeOf(text, at)}`,
    wanted: 'no control characters but tabs and line breaks, and none that reorder text',
  }));
  return fail(problems);
}

/** The first ten are shown: a binary has thousands. */
function hiddenPlacesOf(text: string): readonly number[] {
  const places: number[] = [];
  let from = 0;
  while (places.length < 10) {
    const at = hiddenPlaceOf(text, { lines: true, from });
    if (at === null) break;
    places.push(at);
    from = at + 1;
  }
  return places;
}

function refuse(found: string, wanted: string): Result<never, readonly InputProblem[]> {
  return fail([{ path: '$', found, wanted }]);
}
