import { type DiffLines, headerAfter, headerAt } from './diff-lines.ts';
import { type DiffName, nameOfGitLine, nameOfHeader, nameOfMove } from './diff-names.ts';
import type { PatchedFile } from './patched-file.ts';
import { readHunks } from './read-hunks.ts';

/** What the lines between `diff --git` and the change say. */
type GitHeader = {
  readonly name: string | null;
  readonly values: ReadonlyMap<string, string>;
};

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

/** What is done to the content: nothing, lines, or something that cannot be read; with the names it gives. */
type Change = {
  readonly kind: 'none' | 'lines' | 'binary';
  readonly before: DiffName;
  readonly after: DiffName;
  readonly added: string;
};

const UNCHANGED: Change = { kind: 'none', before: null, after: null, added: '' };

/** Reads one file of a git diff, after the line `diff --git`; null where what is said of it does not fit together. */
export function readGitFile(cursor: DiffLines, rest: string): readonly PatchedFile[] | null {
  cursor.at++;
  const values = readValues(cursor);
  const change = values === null ? null : readChange(cursor);
  if (values === null || change === null) return null;
  const header = { name: nameOfGitLine(rest), values };
  const move = moveOf(header);
  if (move === 'unreadable') return null;
  return move === null ? plainFile(header, change) : movedFile(move, { header, change });
}

/** The keys that were said, each at most once. */
function readValues(cursor: DiffLines): ReadonlyMap<string, string> | null {
  const values = new Map<string, string>();
  for (let line = headerAt(cursor); line !== null; line = headerAt(cursor)) {
    const key = KEYS.find((start) => line?.startsWith(start));
    if (key === undefined) return values;
    if (values.has(key)) return null;
    values.set(key, line.slice(key.length));
    cursor.at++;
  }
  return values;
}

function readChange(cursor: DiffLines): Change | null {
  const line = headerAt(cursor) ?? '';
  if (line.startsWith('GIT binary patch')) return readBinary(cursor);
  if (line.startsWith('Binary files ')) {
    cursor.at++;
    return UNCHANGED;
  }
  if (!line.startsWith('--- ')) return line.startsWith('+++ ') || line.startsWith('@@') ? null : UNCHANGED;
  if (!headerAfter(cursor).startsWith('+++ ')) return null;
  const before = nameOfHeader(line.slice(4));
  const after = nameOfHeader(headerAfter(cursor).slice(4));
  cursor.at += 2;
  const added = readHunks(cursor);
  if (before === null || after === null || added === null) return null;
  return { kind: 'lines', before, after, added: added.join('\n') };
}

/** Passes over the blocks of a binary change: each goes up to an empty line. */
function readBinary(cursor: DiffLines): Change | null {
  cursor.at++;
  let blocks = 0;
  while (headerAt(cursor)?.startsWith('literal ') === true || headerAt(cursor)?.startsWith('delta ') === true) {
    blocks++;
    while ((headerAt(cursor) ?? '') !== '') cursor.at++;
    cursor.at++;
  }
  return blocks === 0 ? null : { ...UNCHANGED, kind: 'binary' };
}

type Move = { readonly operation: 'delete' | 'read'; readonly from: string; readonly to: string };

function moveOf({ values }: GitHeader): Move | null | 'unreadable' {
  const renames = values.has('rename from ') || values.has('rename to ');
  const copies = values.has('copy from ') || values.has('copy to ');
  if (!renames && !copies) return null;
  const word = renames ? 'rename' : 'copy';
  const from = nameOfMove(values.get(`${word} from `) ?? '');
  const to = nameOfMove(values.get(`${word} to `) ?? '');
  const isNew = values.has('new file mode ') || values.has('deleted file mode ');
  if ((renames && copies) || isNew || from === null || to === null) return 'unreadable';
  return { operation: renames ? 'delete' : 'read', from, to };
}

type Read = { readonly header: GitHeader; readonly change: Change };

function movedFile({ operation, from, to }: Move, { header, change }: Read): readonly PatchedFile[] | null {
  if (!isNamed(change.before, from) || !isNamed(change.after, to)) return null;
  const written = { path: to, added: change.added, kind: kindOf(header, change) };
  return [
    { operation, path: from, added: '', kind: 'file' },
    { operation: 'write', ...written },
  ];
}

/** A change gives a name that it was not to give, or says that there is no file. */
function isNamed(name: DiffName, wanted: string): boolean {
  return name === null || (name.kind === 'path' && name.path === wanted);
}

function plainFile(header: GitHeader, change: Change): readonly PatchedFile[] | null {
  const { values } = header;
  const [isCreated, isDeleted] = [values.has('new file mode '), values.has('deleted file mode ')];
  const path = header.name ?? pathOf(change.after) ?? pathOf(change.before);
  if (path === null || (isCreated && isDeleted)) return null;
  if (change.kind === 'lines') {
    const wasThere = change.before?.kind === 'path';
    const isThere = change.after?.kind === 'path';
    if ((isCreated && wasThere) || (isDeleted && isThere) || (!wasThere && !isThere)) return null;
    if (wasThere && !isNamed(change.before, path)) return null;
    if (isThere && !isNamed(change.after, path)) return null;
    return [{ operation: isThere ? 'write' : 'delete', path, added: change.added, kind: kindOf(header, change) }];
  }
  const isModeOnly = change.kind === 'none' && values.has('new mode ') && !isCreated && !isDeleted;
  const operation = isDeleted ? 'delete' : isModeOnly ? 'metadata' : 'write';
  return [{ operation, path, added: '', kind: kindOf(header, change) }];
}

function pathOf(name: DiffName): string | null {
  return name?.kind === 'path' ? name.path : null;
}

function kindOf({ values }: GitHeader, change: Change): PatchedFile['kind'] {
  const modes = [values.get('new file mode '), values.get('new mode '), values.get('index ')?.split(' ')[1]];
  if (modes.some((mode) => mode?.startsWith('120') === true)) return 'link';
  if (modes.some((mode) => mode?.startsWith('160') === true)) return 'submodule';
  return change.kind === 'binary' ? 'binary' : 'file';
}
