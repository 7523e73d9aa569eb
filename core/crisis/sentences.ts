import { MAX_CHARACTERS } from './words.ts';

const ENDS = new Set(['.', '!', '?', ';', '…']);
/** A point behind one numbers something: `the 9. floor`. */
const DIGIT = /^[0-9]$/;
/** Marks that end a sentence whatever stands behind them: scripts without blanks. */
const FULL_ENDS = new Set(['。', '！', '？', '；', '．']);

/**
 * The sentences of a text, so that what is said in one is not read into another: parted behind a mark that a blank follows, and
 * where a line is empty.
 *
 * Linear. Of a text longer than `MAX_CHARACTERS` the middle is left out.
 */
export function sentencesOf(text: string): readonly string[] {
  const half = MAX_CHARACTERS / 2;
  const seen = text.length <= MAX_CHARACTERS ? text : `${text.slice(0, half)}\n\n${text.slice(-half)}`;
  const sentences: string[] = [];
  let from = 0;
  for (let at = 0; at < seen.length; at++) {
    if (!isEnd(seen, at)) continue;
    sentences.push(seen.slice(from, at + 1));
    from = at + 1;
  }
  sentences.push(seen.slice(from));
  return sentences.filter((sentence) => sentence.trim() !== '');
}

function isEnd(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (FULL_ENDS.has(character)) return true;
  const next = text.charAt(at + 1);
  if (character === '\n') return next === '\n';
  if (character === '.' && DIGIT.test(text.charAt(at - 1))) return false;
  return ENDS.has(character) && (next === '' || next <= ' ');
}
