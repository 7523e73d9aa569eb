import { type DiffLines, headerAfter, headerAt } from './diff-lines.ts';

/**
 * Reads the hunks of one file, and answers the lines they add; null where one lies.
 *
 * A hunk lies when its lines are not as many as its header says, or when lines of a change go on after it: a tool that
 * counts otherwise would do something else than was judged.
 */
export function readHunks(cursor: DiffLines): readonly string[] | null {
  const added: string[] = [];
  for (let line = headerAt(cursor); line?.startsWith('@@ ') === true; line = headerAt(cursor)) {
    const counts = countsOf(line);
    cursor.at++;
    if (counts === null || !readHunk(cursor, { ...counts, added })) return null;
  }
  return isSpilt(cursor) ? null : added;
}

type Hunk = { readonly old: number; readonly new: number; readonly added: string[] };

function readHunk(cursor: DiffLines, hunk: Hunk): boolean {
  let oldLeft = hunk.old;
  let newLeft = hunk.new;
  if (oldLeft === 0 && newLeft === 0) return false;
  while (oldLeft > 0 || newLeft > 0) {
    const line = cursor.lines[cursor.at];
    if (line === undefined) return false;
    const mark = line === '\r' ? ' ' : (line[0] ?? ' ');
    cursor.at++;
    if (mark === '\\') continue;
    if (mark !== '+' && mark !== '-' && mark !== ' ') return false;
    if (mark !== '+') oldLeft--;
    if (mark !== '-') newLeft--;
    if (mark === '+') hunk.added.push(line.slice(1));
  }
  while (cursor.lines[cursor.at]?.startsWith('\\') === true) cursor.at++;
  return oldLeft === 0 && newLeft === 0;
}

/** Lines of a change follow, though the hunk is at its end. A header of the next file, or a signature, is none. */
function isSpilt(cursor: DiffLines): boolean {
  const line = headerAt(cursor) ?? '';
  if (line === '--' || line === '-- ') return false;
  if (line.startsWith('--- ')) return !headerAfter(cursor).startsWith('+++ ');
  return line.startsWith('+') || line.startsWith('-') || line.startsWith(' ');
}

/** The counts of `@@ -start,count +start,count @@`; a count that is left out is one. */
function countsOf(line: string): { readonly old: number; readonly new: number } | null {
  const end = line.indexOf(' @@', 3);
  const [first = '', second = '', more] = line.slice(3, Math.max(3, end)).split(' ');
  const removed = first.startsWith('-') ? countOf(first.slice(1)) : null;
  const inserted = second.startsWith('+') ? countOf(second.slice(1)) : null;
  return end < 0 || removed === null || inserted === null || more !== undefined
    ? null
    : { old: removed, new: inserted };
}

function countOf(range: string): number | null {
  const [start = '', count = '1', more] = range.split(',');
  return isNumber(start) && isNumber(count) && more === undefined ? Number(count) : null;
}

function isNumber(text: string): boolean {
  return text !== '' && text.length <= 9 && Array.from(text).every((digit) => digit >= '0' && digit <= '9');
}
