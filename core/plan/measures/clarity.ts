import type { Plan } from '../plan.ts';
import { type Measure, measureOf, shareOf } from './measure.ts';

/** A description in words: at least this many words and characters, and no more characters than this. */
const READABLE = { words: 3, shortest: 12, longest: 600, longestWord: 80 } as const;

/**
 * Measures whether people can read a plan: the share of its descriptions, the summary being one, that have three words and
 * 12 to 600 characters, are mostly letters, not all in capitals, without a word of more than 80 characters, and unlike any
 * other of the plan.
 */
export function measureClarity({ intent, steps }: Plan): Measure {
  const texts = [
    { name: 'the summary', text: intent.summary },
    ...steps.map(({ id, description }) => ({ name: `the step ${id}`, text: description })),
  ];
  const seen = new Set<string>();
  const evidence: string[] = [];
  for (const { name, text } of texts) {
    const even = text.trim().toLowerCase();
    const problem = seen.has(even) ? 'says what another step says' : problemOf(text.trim());
    seen.add(even);
    if (problem !== null) evidence.push(`${name} ${problem}`);
  }
  return measureOf(shareOf(100, { of: texts.length - evidence.length, all: texts.length }), evidence);
}

function problemOf(text: string): string | null {
  const words = text.split(/[ \n\t]/).filter((word) => word !== '');
  const letters = Array.from(text).filter((letter) => /\p{L}/u.test(letter));
  const uncased = letters.filter((letter) => letter.toLowerCase() === letter.toUpperCase()).length;
  // Scripts without capitals are often written without blanks, and say more in fewer characters.
  const isLongEnough =
    uncased >= READABLE.shortest / 2 || (text.length >= READABLE.shortest && words.length >= READABLE.words);
  if (!isLongEnough) return 'is too short to say anything';
  if (text.length > READABLE.longest) return `has more than ${READABLE.longest} characters`;
  if (words.some((word) => word.length > READABLE.longestWord)) return 'has a word that nobody can read';
  if (2 * letters.length < text.length) return 'is mostly signs';
  return uncased === 0 && text === text.toUpperCase() ? 'is all in capitals' : null;
}
