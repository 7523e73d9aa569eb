/** Longest word that is compared; nothing known is longer. */
const MAX_LENGTH = 64;

/**
 * Finds the known word that someone most likely meant: at most a third of its letters differ (Levenshtein distance).
 *
 * Null when none is near. Bounded: words beyond 64 characters are near to nothing.
 */
export function nearestWord(word: string, known: readonly string[]): string | null {
  if (word.length > MAX_LENGTH) return null;
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least && distance <= Math.max(1, Math.floor(candidate.length / 3))) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}

/** Writes what is known for a problem: the likely word first, the rest behind it. */
export function suggestWord(word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known);
  return nearest === null ? `one of ${known.join(', ')}` : `${nearest} (known: ${known.join(', ')})`;
}

function editDistance(first: string, second: string): number {
  let row = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let index = 0; index < first.length; index++) row = nextRow(row, first.charAt(index), second);
  return row[second.length] as number;
}

function nextRow(row: readonly number[], character: string, second: string): number[] {
  const next = [(row[0] as number) + 1];
  for (let column = 1; column <= second.length; column++) {
    const replaced = (row[column - 1] as number) + (second.charAt(column - 1) === character ? 0 : 1);
    next.push(Math.min(replaced, (row[column] as number) + 1, (next[column - 1] as number) + 1));
  }
  return next;
}
