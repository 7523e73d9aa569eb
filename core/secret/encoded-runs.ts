import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { fromUtf8, toUtf8 } from '../encoding/utf8.ts';
import { ALPHANUMERIC, CHARACTERS, openRuns } from './characters.ts';
import { mentionsSentinel } from './sentinel.ts';

const BASE64 = ALPHANUMERIC | CHARACTERS.plusSlash | CHARACTERS.hyphen | CHARACTERS.underscore;

/** A run of base64 that is text, and how to write other text the same way. */
export type EncodedRun = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The same alphabet, with padding where the run had it. */
  readonly encode: (text: string) => string;
};

/**
 * Finds runs of base64, of either alphabet (RFC 4648 §4, §5), whose text holds a sentinel: a header may carry a whole document
 * that way. Linear in the text. A run that is not base64 from its first character to its last is none.
 */
export function findEncodedSentinels(text: string): readonly EncodedRun[] {
  if (!mentionsSentinel(text)) return [];
  const endOfRun = openRuns(text);
  const found: EncodedRun[] = [];
  for (let start = 0; start < text.length; start++) {
    const digitsEnd = endOfRun(start, BASE64);
    if (digitsEnd === start) continue;
    let end = digitsEnd;
    while (end - digitsEnd < 2 && text.charAt(end) === '=') end++;
    const run = readRun(text.slice(start, digitsEnd));
    if (run !== null && mentionsSentinel(run))
      found.push({ start, end, text: run, encode: writerLike(text.slice(start, end)) });
    start = end - 1;
  }
  return found;
}

function readRun(digits: string): string | null {
  const standard = digits.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
  return bytes === null ? null : fromUtf8(bytes);
}

function writerLike(run: string): EncodedRun['encode'] {
  const isUrlSafe = run.includes('-') || run.includes('_');
  const isPadded = run.endsWith('=') || (run.length % 4 === 0 && !isUrlSafe);
  return (text) => {
    const written = toBase64(toUtf8(text));
    const spelled = isUrlSafe ? written.replaceAll('+', '-').replaceAll('/', '_') : written;
    return isPadded ? spelled : spelled.replaceAll('=', '');
  };
}
