import type { ContentIds } from './diff-file.ts';
import type { DiffLines } from './diff-lines.ts';
import type { DiffProblems } from './diff-problem.ts';
import { nameOfMove } from './read-name.ts';

const KEYS = [
  'old mode ',
  'new mode ',
  'deleted file mode ',
  'new file mode ',
  'copy from ',
  'copy to ',
  'rename from ',
  'rename to ',
  'similarity index ',
  'dissimilarity index ',
  'index ',
] as const;

const HEX = '0123456789abcdef';

type Key = (typeof KEYS)[number];
/** What headers are read with; see `parseDiff`. */
export type HeaderContext = { readonly problems: DiffProblems; readonly isEndOptional: boolean };

type Values = ReadonlyMap<Key, string>;

/** What the lines between `diff --git` and the content say. */
export type GitHeader = {
  readonly change: 'change' | 'create' | 'delete' | 'rename' | 'copy';
  /** The names of a rename or a copy; null for every other change. */
  readonly moved: { readonly from: string; readonly to: string } | null;
  readonly oldMode: number | null;
  readonly newMode: number | null;
  /** Null where one is missing or cut: then git applies no binary patch. */
  readonly ids: ContentIds | null;
  /** Something is changed even where the content is not. */
  readonly isChange: boolean;
};

/**
 * Reads git's extended header; null, with the problem noted, where a line stands twice, cannot be read, or where two lines
 * contradict each other.
 */
export function readHeader(lines: DiffLines, context: HeaderContext): GitHeader | null {
  const { problems } = context;
  const at = { line: lines.number - 1 };
  const values = readValues(lines, context);
  if (values === null) return null;
  const change = changeOf(values);
  if (change === null)
    return problems.add(
      'header',
      at,
      'read header: one file is created, deleted, renamed or copied at once, wanted one of them',
    );
  const moved = movedOf(values, change);
  if (moved === undefined)
    return problems.add('header', at, `read header: a ${change} without readable names, wanted from and to`);
  const modes = modesOf(values, change);
  if (modes === null)
    return problems.add(
      'header',
      at,
      'read header: modes that are unreadable or contradict each other, wanted six octal digits each',
    );
  const ids = idsOf(values.get('index ') ?? '');
  return { change, moved, ...modes, ids, isChange: change !== 'change' || values.has('new mode ') };
}

function readValues(lines: DiffLines, { problems, isEndOptional }: HeaderContext): Values | null {
  const values = new Map<Key, string>();
  for (;;) {
    const key = KEYS.find((start) => lines.startsWith(start));
    if (key === undefined) return values;
    if (values.has(key))
      return problems.add('header', { line: lines.number }, `read header: a second line "${key.trim()}", wanted one`);
    if (!isEndOptional && !lines.hasEnd())
      return problems.add(
        'syntax',
        { line: lines.number },
        'read header: the last line of the diff has no newline and may be cut, wanted one',
      );
    values.set(key, (lines.header() as string).slice(key.length));
    lines.at++;
  }
}

function changeOf(values: Values): GitHeader['change'] | null {
  const changes: GitHeader['change'][] = [];
  if (values.has('new file mode ')) changes.push('create');
  if (values.has('deleted file mode ')) changes.push('delete');
  if (values.has('rename from ') || values.has('rename to ')) changes.push('rename');
  if (values.has('copy from ') || values.has('copy to ')) changes.push('copy');
  return changes.length > 1 ? null : (changes[0] ?? 'change');
}

/** Undefined where a name is missing. */
function movedOf(values: Values, change: GitHeader['change']): GitHeader['moved'] | undefined {
  if (change !== 'rename' && change !== 'copy') return null;
  const from = nameOfMove(values.get(`${change} from `) ?? '');
  const to = nameOfMove(values.get(`${change} to `) ?? '');
  return from === null || to === null ? undefined : { from, to };
}

type Modes = { readonly oldMode: number | null; readonly newMode: number | null };

function modesOf(values: Values, change: GitHeader['change']): Modes | null {
  const said = { before: values.get('old mode '), after: values.get('new mode ') };
  const made = values.get('new file mode ') ?? values.get('deleted file mode ');
  const kept = values.get('index ')?.split(' ')[1];
  const read = [said.before, said.after, made, kept].map((text) => (text === undefined ? null : modeOf(text)));
  const [before, after, only, index] = read as [number | null, number | null, number | null, number | null];
  if (read.some(Number.isNaN) || (said.before === undefined) !== (said.after === undefined)) return null;
  if (only !== null) {
    if (before !== null || (index !== null && index !== only)) return null;
    return change === 'create' ? { oldMode: null, newMode: only } : { oldMode: only, newMode: null };
  }
  if (before === null) return { oldMode: index, newMode: index };
  return index !== null && index !== before ? null : { oldMode: before, newMode: after };
}

/** Ids of SHA-1 or of SHA-256, both of the same. */
function idsOf(index: string): ContentIds | null {
  const [before = '', after = '', more] = (index.split(' ')[0] as string).split('..');
  return more === undefined && isId(before) && isId(after) && before.length === after.length ? { before, after } : null;
}

function isId(text: string): boolean {
  return (text.length === 40 || text.length === 64) && Array.from(text).every((digit) => HEX.includes(digit));
}

/** NaN for what is no mode. */
function modeOf(text: string): number {
  const isMode = text.length === 6 && Array.from(text).every((digit) => digit >= '0' && digit <= '7');
  return isMode ? Number.parseInt(text, 8) : Number.NaN;
}
