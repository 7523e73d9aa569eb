import { showHidden } from '../trust/hidden-characters.ts';

const MAX_LENGTH = 400;

/**
 * Writes words that quote a plan or its files so that people see all of them: what is hidden is shown as `\u{…}`, line breaks
 * too, and what is longer than 400 characters is cut and marked. Names in diffs and manifests are untrusted.
 */
export function visibleWords(words: string): string {
  const shown = showHidden(words.slice(0, MAX_LENGTH).toWellFormed()).replaceAll('\n', '\\n');
  return words.length > MAX_LENGTH ? `${shown}…` : shown;
}
