import type { Hunk, HunkLine } from './diff-file.ts';
import type { DiffLines } from './diff-lines.ts';
import type { DiffProblems } from './diff-problem.ts';

const MARKS: { readonly [byte: number]: HunkLine['mark'] } = { 0x20: 'keep', 0x2b: 'add', 0x2d: 'remove' };
const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
/** Shortest note that a file ends without a newline, its own newline not counted; its words are in the user's language. */
const NOTE_BYTES = '\\ No newline'.length;

/** What the hunks of a file are read with: `path` is named in problems; `isEndOptional`: the last line may lack its newline. */
export type HunkContext = { readonly problems: DiffProblems; readonly path: string; readonly isEndOptional: boolean };

/**
 * Reads the hunks of one file; null, with the problem noted, where one lies.
 *
 * A hunk lies when its lines are not as many as its header says, when it changes nothing, when it goes on after the end of the
 * file, or when lines of a change follow it: a tool that counts otherwise would do something else.
 */
export function readHunks(lines: DiffLines, context: HunkContext): readonly Hunk[] | null {
  const hunks: Hunk[] = [];
  const ended = { old: false, new: false };
  while (lines.startsWith('@@ ')) {
    const hunk = readHunk(lines, { ...context, ended });
    if (hunk === null) return null;
    hunks.push(hunk);
  }
  const { problems, path } = context;
  const at = { line: lines.number, path };
  if (hunks.length === 0)
    return problems.add('syntax', at, 'read hunks: none, wanted "@@ -line,count +line,count @@" after the names');
  if (isSpilt(lines))
    return problems.add(
      'counts',
      at,
      'read hunk: a line of a change behind its last line, wanted as many as its header counts',
    );
  return hunks;
}

type Reader = HunkContext & { readonly ended: { old: boolean; new: boolean } };

function readHunk(lines: DiffLines, reader: Reader): Hunk | null {
  const { problems, path } = reader;
  const at = { line: lines.number, path };
  const range = rangeOf(lines.header() as string);
  if (range === null)
    return problems.add(
      'syntax',
      at,
      'read hunk: a header that cannot be read, wanted "@@ -line,count +line,count @@"',
    );
  lines.at++;
  const read = readLines(lines, { ...reader, range });
  if (read === null) return null;
  if (read.every(({ mark }) => mark === 'keep'))
    return problems.add('no-change', at, 'read hunk: no line is added or removed, wanted a change');
  return { line: at.line, ...range, lines: read };
}

type Range = Pick<Hunk, 'oldStart' | 'oldCount' | 'newStart' | 'newCount'>;

function readLines(lines: DiffLines, reader: Reader & { readonly range: Range }): readonly HunkLine[] | null {
  const { problems, path, range, ended } = reader;
  const read: HunkLine[] = [];
  const left = { old: range.oldCount, new: range.newCount };
  while (left.old > 0 || left.new > 0) {
    const line = readLine(lines, reader);
    if (line === null) return null;
    const [isOld, isNew] = [line.mark !== 'add', line.mark !== 'remove'];
    if (isOld) left.old--;
    if (isNew) left.new--;
    const at = { line: line.line, path };
    if (left.old < 0 || left.new < 0)
      return problems.add('counts', at, 'read hunk: more lines of one side than its header counts');
    if ((isOld && ended.old) || (isNew && ended.new))
      return problems.add('counts', at, 'read hunk: a line behind the end of the file, wanted none');
    const isEnd = isNote(lines);
    if (isEnd && ((isOld && left.old > 0) || (isNew && left.new > 0))) {
      return problems.add('counts', at, 'read hunk: a line without newline before others, wanted it last');
    }
    if (isEnd) {
      ended.old ||= isOld;
      ended.new ||= isNew;
      lines.at++;
    }
    read.push(isEnd ? { ...line, bytes: line.bytes.subarray(0, -1) } : line);
  }
  return read;
}

function readLine(lines: DiffLines, { problems, path, isEndOptional }: Reader): HunkLine | null {
  const at = { line: lines.number, path };
  const raw = lines.raw();
  if (raw === null)
    return problems.add('counts', at, 'read hunk: the diff ends, wanted as many lines as its header counts');
  const mark = raw[0] === NEWLINE ? 'keep' : MARKS[raw[0] as number];
  if (mark === undefined)
    return problems.add(
      'counts',
      at,
      'read hunk: a line that is neither kept, added nor removed, wanted " ", "+" or "-" first, as many as its header counts',
    );
  lines.at++;
  const bytes = raw[0] === NEWLINE ? raw : raw.subarray(1);
  if (bytes.at(-1) === NEWLINE) return { mark, bytes, line: at.line };
  if (!isEndOptional)
    return problems.add('syntax', at, 'read hunk: the last line of the diff has no newline and may be cut, wanted one');
  return { mark, bytes: withNewline(bytes), line: at.line };
}

function withNewline(bytes: Uint8Array): Uint8Array {
  const ended = new Uint8Array(bytes.length + 1);
  ended.set(bytes);
  ended[bytes.length] = NEWLINE;
  return ended;
}

/** `\ No newline at end of file`, in any language. */
function isNote(lines: DiffLines): boolean {
  const raw = lines.raw();
  return raw?.[0] === BACKSLASH && raw[1] === 0x20 && raw.length > NOTE_BYTES;
}

/** Lines of a change follow, though the hunk is at its end. A header of the next file, or a signature, is none. */
function isSpilt(lines: DiffLines): boolean {
  const line = lines.header() ?? '';
  if (line === '--' || line === '-- ') return false;
  if (line.startsWith('--- ')) return !lines.startsWith('+++ ', 1);
  return line.startsWith('+') || line.startsWith('-') || line.startsWith(' ') || line.startsWith('\\');
}

/** The numbers of `@@ -start,count +start,count @@`; a count that is left out is one. */
function rangeOf(header: string): Range | null {
  const end = header.indexOf(' @@', 3);
  const [first = '', second = '', more] = header.slice(3, Math.max(3, end)).split(' ');
  const before = first.startsWith('-') ? countOf(first.slice(1)) : null;
  const after = second.startsWith('+') ? countOf(second.slice(1)) : null;
  if (end < 0 || before === null || after === null || more !== undefined) return null;
  return { oldStart: before.start, oldCount: before.count, newStart: after.start, newCount: after.count };
}

/** A start of 0 is that of no lines only. */
function countOf(range: string): { readonly start: number; readonly count: number } | null {
  const [start = '', count = '1', more] = range.split(',');
  if (!isNumber(start) || !isNumber(count) || more !== undefined) return null;
  return Number(start) === 0 && Number(count) > 0 ? null : { start: Number(start), count: Number(count) };
}

function isNumber(text: string): boolean {
  return text !== '' && text.length <= 9 && Array.from(text).every((digit) => digit >= '0' && digit <= '9');
}
