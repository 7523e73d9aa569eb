import type { LeaseBlock } from '../../ports/lease-token.ts';

/** What the block of a token says: our facts, and the end as a check that every verifier of Biscuit tokens understands. */
export type ReadBlock = { readonly lease: string | null; readonly terms: string; readonly expiresAtMs: number };

const MAX_TERMS = 16_384;
const LEASE = { before: 'countersign_lease("', after: '");' };
const TERMS = { before: 'countersign_terms("', after: '");' };
const END = { before: 'check if time($time), $time < ', after: ';' };

/** Writes a block as Datalog. Raises RangeError for a text that could be read as anything else. */
export function writeBlock(lease: string | null, { terms, expiresAtMs }: LeaseBlock): string {
  if (!isWord(terms, '+/=') || terms.length > MAX_TERMS)
    throw new RangeError('write a lease block: found terms that are no base64');
  if (lease !== null && !isWord(lease, '-')) throw new RangeError('write a lease block: found a lease that is no UUID');
  const seconds = Math.floor(expiresAtMs / 1_000) * 1_000;
  const end = new Date(seconds).toISOString().replace('.000Z', 'Z');
  const lines = [TERMS.before + terms + TERMS.after, END.before + end + END.after];
  return (lease === null ? lines : [LEASE.before + lease + LEASE.after, ...lines]).join('\n');
}

/**
 * Reads a block that `writeBlock` wrote, as the library prints it; null for any other. A block with one statement more, or another
 * spelling, is none of ours.
 */
export function readBlock(source: string, { isFirst }: { readonly isFirst: boolean }): ReadBlock | null {
  const lines = source.trimEnd().split('\n');
  const lease = isFirst ? between(lines.shift() ?? '', LEASE) : null;
  const [first = '', second = '', ...more] = lines;
  const terms = between(first, TERMS);
  const end = between(second, END);
  const expiresAtMs = end === null ? Number.NaN : Date.parse(end);
  const isOurs = more.length === 0 && terms !== null && isWord(terms, '+/=') && terms.length <= MAX_TERMS;
  if (!isOurs || !Number.isSafeInteger(expiresAtMs) || (isFirst && (lease === null || !isWord(lease, '-'))))
    return null;
  return { lease, terms, expiresAtMs };
}

function between(line: string, { before, after }: { readonly before: string; readonly after: string }): string | null {
  const isOurs = line.startsWith(before) && line.endsWith(after) && line.length >= before.length + after.length;
  return isOurs ? line.slice(before.length, line.length - after.length) : null;
}

function isWord(text: string, more: string): boolean {
  if (text === '') return false;
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index);
    const isLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    if (!isLetter && !(letter >= '0' && letter <= '9') && !more.includes(letter)) return false;
  }
  return true;
}
