import { ALPHANUMERIC, CHARACTERS, isOf, WORD } from './characters.ts';
import { isPlaceholder } from './placeholder.ts';
import type { SecretSpan } from './secret-span.ts';

/** A kind of key that is known by what stands in its middle: so many characters of a set before it, and behind it. */
type InnerMark = {
  readonly kind: string;
  readonly mark: string;
  readonly before: readonly [set: number, least: number, most: number];
  readonly after: readonly [set: number, least: number, most: number];
  /** The character right before the mark, where it must be of a set. */
  readonly last?: number;
};

const { digit, hex, dot, hyphen, loose, underscore } = CHARACTERS;
const AZURE = WORD | dot | loose;

const MARKS: readonly InnerMark[] = [
  { kind: 'azure-client-secret', mark: 'Q~', before: [AZURE, 4, 4], after: [AZURE, 31, 34], last: digit },
  { kind: 'mailchimp-key', mark: '-us', before: [hex, 32, 32], after: [digit, 1, 2] },
  { kind: 'azure-devops-token', mark: 'AZDO', before: [ALPHANUMERIC, 76, 76], after: [ALPHANUMERIC, 4, 4] },
  { kind: 'newrelic-key', mark: 'NRAL', before: [hex, 36, 36], after: [ALPHANUMERIC, 0, 0] },
  { kind: 'deepl-key', mark: ':fx', before: [hex | hyphen, 36, 36], after: [ALPHANUMERIC, 0, 0] },
  { kind: 'maxmind-key', mark: '_mmk', before: [ALPHANUMERIC | underscore, 36, 36], after: [ALPHANUMERIC, 0, 0] },
  { kind: 'facebook-access-token', mark: '|', before: [digit, 15, 16], after: [WORD, 27, 40] },
];

/** Finds keys that have no fixed start but a fixed middle. Linear: at most 80 characters around each mark are looked at. */
export function findInnerMarks(text: string): readonly SecretSpan[] {
  return MARKS.flatMap((known) => {
    const found: SecretSpan[] = [];
    for (let at = text.indexOf(known.mark); at >= 0; at = text.indexOf(known.mark, at + 1)) {
      const span = spanAround(text, at, known);
      if (span !== null) found.push(span);
    }
    return found;
  });
}

function spanAround(text: string, at: number, { kind, mark, before, after, last }: InnerMark): SecretSpan | null {
  const [beforeSet, leastBefore, mostBefore] = before;
  let start = at;
  while (at - start < mostBefore && isOf(text, start - 1, beforeSet)) start--;
  if (at - start < leastBefore || isOf(text, start - 1, ALPHANUMERIC)) return null;
  if (last !== undefined && !isOf(text, at - 1, last)) return null;
  const [afterSet, leastAfter, mostAfter] = after;
  const from = at + mark.length;
  let end = from;
  while (end - from < mostAfter && isOf(text, end, afterSet)) end++;
  if (end - from < leastAfter || isOf(text, end, afterSet)) return null;
  return isPlaceholder(text.slice(start, end)) ? null : { kind, start, end };
}
