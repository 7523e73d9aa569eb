import type { LedgerBatch } from './ledger-store.ts';

const HASH_BYTES = 32;
const MAX_PROBLEMS_NAMED = 10;

/**
 * Refuses a batch that no store may write, before anything is touched.
 *
 * Wanted: entries numbered from `expectedSize` on without a gap, a head of exactly the new size, payloads only for
 * entries of this batch and one an entry, one node a place, hashes of 32 bytes; every text well-formed Unicode
 * (databases replace a lone surrogate, so that two identifiers would become one) and every number a safe integer
 * (databases round the rest). It does not verify the tree.
 *
 * Raises RangeError with every problem: such a batch is our own mistake, never an agent's input.
 */
export function checkBatch(batch: LedgerBatch): void {
  const problems = [
    ...headProblems(batch),
    ...entryProblems(batch),
    ...payloadProblems(batch),
    ...nodeProblems(batch),
    ...unitProblems(batch),
  ];
  if (problems.length === 0) return;
  const rest = problems.length - MAX_PROBLEMS_NAMED;
  const named = problems.slice(0, MAX_PROBLEMS_NAMED).join('; ');
  throw new RangeError(`commit a batch: ${named}${rest > 0 ? `; and ${rest} more` : ''}`);
}

/** Refuses a note that is not well-formed Unicode, as `checkBatch` does; raises RangeError. */
export function checkNote(note: string): void {
  if (note.isWellFormed()) return;
  throw new RangeError('save a cosigned note: found text that is not well-formed Unicode, wanted a signed note');
}

function headProblems({ expectedSize, entries, head }: LedgerBatch): string[] {
  const problems: string[] = [];
  if (!isPlace(expectedSize)) problems.push(`found expected size ${expectedSize}, wanted a whole number from 0 on`);
  const size = expectedSize + entries.length;
  if (head.size !== size || !isPlace(size)) problems.push(`found a head of size ${head.size}, wanted ${size}`);
  if (head.root.length !== HASH_BYTES) problems.push(`found a root of ${head.root.length} bytes, wanted ${HASH_BYTES}`);
  if (!head.note.isWellFormed()) problems.push('found a note that is not well-formed Unicode');
  return problems;
}

function entryProblems({ expectedSize, entries }: LedgerBatch): string[] {
  const problems: string[] = [];
  for (const [offset, { index, text, leafHash }] of entries.entries()) {
    if (index !== expectedSize + offset) problems.push(`found entry ${index}, wanted ${expectedSize + offset}`);
    if (!text.isWellFormed()) problems.push(`found entry ${index} with text that is not well-formed Unicode`);
    if (leafHash.length !== HASH_BYTES) {
      problems.push(`found entry ${index} with a leaf hash of ${leafHash.length} bytes, wanted ${HASH_BYTES}`);
    }
  }
  return problems;
}

function payloadProblems({ expectedSize, entries, payloads }: LedgerBatch): string[] {
  const problems: string[] = [];
  const seen = new Set<number>();
  for (const { entryIndex, salt } of payloads) {
    const inBatch = entryIndex >= expectedSize && entryIndex < expectedSize + entries.length;
    if (!inBatch || !isPlace(entryIndex))
      problems.push(`found a payload of entry ${entryIndex}, wanted one of this batch`);
    if (seen.has(entryIndex)) problems.push(`found two payloads of entry ${entryIndex}, wanted one`);
    if (!salt.isWellFormed()) problems.push(`found a salt of entry ${entryIndex} that is not well-formed Unicode`);
    seen.add(entryIndex);
  }
  return problems;
}

function nodeProblems({ nodes }: LedgerBatch): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { level, index, hash } of nodes) {
    const place = `${level}/${index}`;
    if (!isPlace(index) || !isPlace(level) || level < 1) problems.push(`found node ${place}, wanted a level from 1 on`);
    if (seen.has(place)) problems.push(`found node ${place} twice, wanted it once`);
    if (hash.length !== HASH_BYTES) problems.push(`found node ${place} of ${hash.length} bytes, wanted ${HASH_BYTES}`);
    seen.add(place);
  }
  return problems;
}

function unitProblems({ units }: LedgerBatch): string[] {
  return units.flatMap((unit, number) =>
    isStorable(unit)
      ? []
      : [`found unit ${number} with text that is not well-formed Unicode or a number that is no safe integer`],
  );
}

function isPlace(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value === 'boolean' || value === null) return true;
  if (typeof value !== 'object') return false;
  for (const part of Object.values(value)) {
    if (!isStorable(part)) return false;
  }
  return true;
}
