import type { FloorFinding } from './floor-finding.ts';
import type { CodeLanguage } from './program-rule.ts';

/** Why such a text is never let through. */
export const FORKS: FloorFinding = { rule: 'floor.fork-bomb', reason: 'it would start processes without end' };

/** Languages in which a process doubles itself by calling `fork`. */
const FORKING: ReadonlySet<CodeLanguage> = new Set<CodeLanguage>(['perl', 'python', 'ruby', 'php']);

/** Words without which a text has nothing but a loop around `fork`: what servers and tests do beside it. */
const OTHERWISE = 'wait accept exit _exit exec execv execvp execl system sleep join last break return'.split(' ');
const LOOPS = ['while', 'until', 'for', 'loop'];

/** Longest text that is looked at: a bomb is short. */
const MAX_LENGTH = 200;

/**
 * Tells whether inline code does nothing but fork in a loop, which no program needs. Code that also waits for a process, ends
 * one, or runs another is none. Linear in the text.
 */
export function forksWithoutEnd(language: CodeLanguage, text: string): boolean {
  if (!FORKING.has(language) || text.length > MAX_LENGTH || !text.includes('fork')) return false;
  const words = wordsOf(text);
  const forks = words.some((word) => word === 'fork' || word === 'pcntl_fork');
  const loops = words.some((word) => LOOPS.includes(word));
  return forks && loops && !words.some((word) => OTHERWISE.includes(word));
}

function wordsOf(text: string): readonly string[] {
  const plain = [...text.toLowerCase()].map((character) => (isOfWord(character) ? character : ' ')).join('');
  return plain.split(' ').filter((word) => word !== '');
}

function isOfWord(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character === '_';
}
