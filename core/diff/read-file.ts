import type { ContentIds, DiffBody, DiffFile } from './diff-file.ts';
import { MAX_TITLE_BYTES } from './diff-limits.ts';
import type { DiffLines } from './diff-lines.ts';
import { DiffProblems } from './diff-problem.ts';
import { readBinary } from './read-binary.ts';
import { type GitHeader, type HeaderContext, readHeader } from './read-header.ts';
import { readHunks } from './read-hunks.ts';
import { type DiffName, isTitleOf, nameOfHeader, nameOfTitle } from './read-name.ts';

type FileContext = HeaderContext;

/** The content of a file with the names before it, where it has any. */
type Content = { readonly before: DiffName | null; readonly after: DiffName | null; readonly body: DiffBody };

const TITLE = 'diff --git ';

/** Reads one file of a git diff, from the line `diff --git`; null, with the problems noted, where it does not fit together. */
export function readGitFile(lines: DiffLines, context: FileContext): DiffFile | null {
  const line = lines.number;
  const title = (lines.header() as string).slice(TITLE.length);
  lines.at++;
  if (title.length > MAX_TITLE_BYTES)
    return context.problems.add(
      'name',
      { line },
      `read file: a first line of ${title.length} bytes, wanted at most ${MAX_TITLE_BYTES}`,
    );
  const header = readHeader(lines, context);
  if (header === null) return null;
  const content = readContent(lines, { ...context, path: header.moved?.to ?? nameOfTitle(title)?.path ?? title });
  if (content === null) return null;
  const named = { line, title, header, content };
  return header.moved === null ? plainChange(named, context) : movedFile(named, context);
}

function readContent(lines: DiffLines, context: FileContext & { readonly path: string }): Content | null {
  const none = { before: null, after: null } as const;
  if (lines.startsWith('GIT binary patch')) {
    const body = readBinary(lines, context);
    return body === null ? null : { ...none, body };
  }
  if (lines.startsWith('Binary files ')) {
    lines.at++;
    return { ...none, body: { kind: 'unseen' } };
  }
  if (lines.startsWith('--- ')) return readNamed(lines, context);
  if (!lines.startsWith('+++ ') && !lines.startsWith('@@')) return { ...none, body: { kind: 'none' } };
  return context.problems.add(
    'syntax',
    { line: lines.number, path: context.path },
    'read file: hunks without both names, wanted "--- a/name" and "+++ b/name" before',
  );
}

/** Two names, and hunks. */
function readNamed(lines: DiffLines, context: FileContext): (Content & { readonly body: DiffBody }) | null {
  const { problems } = context;
  const at = { line: lines.number };
  if (!lines.startsWith('+++ ', 1))
    return problems.add('syntax', at, 'read file: "---" without "+++" on the next line, wanted both');
  const before = nameOfHeader((lines.header() as string).slice(4));
  const after = nameOfHeader((lines.header(1) as string).slice(4));
  lines.at += 2;
  const isNamed = before !== null && after !== null;
  const path = after?.kind === 'path' ? after.path : before?.kind === 'path' ? before.path : '';
  const hunks = readHunks(lines, { ...context, path });
  if (!isNamed)
    problems.add('name', at, 'read file: a name that cannot be read, wanted one in quotes or without a tab');
  return hunks === null || !isNamed ? null : { before, after, body: { kind: 'text', hunks } };
}

type Named = { readonly line: number; readonly title: string; readonly header: GitHeader; readonly content: Content };

function movedFile(named: Named, { problems }: FileContext): DiffFile | null {
  const { from, to } = named.header.moved as { readonly from: string; readonly to: string };
  const { before, after } = named.content;
  if (!isNamed(before, from) || !isNamed(after, to)) return contradiction(named, problems);
  return gitFile(named, { oldPath: from, newPath: to, change: named.header.change });
}

/** No name, or the one that was to be. */
function isNamed(name: DiffName | null, wanted: string): boolean {
  return name === null || (name.kind === 'path' && name.path === wanted);
}

function contradiction({ line }: Named, problems: DiffProblems): null {
  return problems.add(
    'header',
    { line },
    'read file: names that contradict the header, wanted the same in all its lines',
  );
}

function plainChange(named: Named, { problems }: FileContext): DiffFile | null {
  const { header, content, line } = named;
  const { before, after, body } = content;
  const path = nameOfTitle(named.title)?.path ?? pathOf(after) ?? pathOf(before);
  if (path === null) return problems.add('name', { line }, 'read file: no name, wanted "diff --git a/name b/name"');
  const [wasThere, isThere] = [before?.kind !== 'nowhere', after?.kind !== 'nowhere'];
  const isContradicted =
    (wasThere && !isNamed(before, path)) || (isThere && !isNamed(after, path)) || (!wasThere && !isThere);
  const isKept =
    before !== null && ((header.change === 'create' && wasThere) || (header.change === 'delete' && isThere));
  if (isContradicted || isKept) return contradiction(named, problems);
  if (body.kind === 'none' && !header.isChange)
    return problems.add(
      'no-change',
      { line, path },
      'read file: nothing is changed, wanted hunks, a mode, or a new name',
    );
  const change = wasThere ? (isThere ? header.change : 'delete') : 'create';
  return gitFile(named, { oldPath: path, newPath: path, change });
}

function pathOf(name: DiffName | null): string | null {
  return name?.kind === 'path' ? name.path : null;
}

type Paths = Pick<DiffFile, 'oldPath' | 'newPath' | 'change'>;

/** What is read of a file of git, with the reasons for which it must not be applied. */
function gitFile({ line, title, header, content }: Named, paths: Paths): DiffFile {
  const { oldPath, newPath, change } = paths;
  const faults = new DiffProblems();
  const at = { line, path: newPath };
  if (!isTitleOf(title, oldPath, newPath))
    faults.add('header', at, 'read file: a first line with other names than the rest, wanted the same');
  if (change !== header.change)
    faults.add(
      'header',
      at,
      `read file: a ${change} without a line of its mode, wanted "${change === 'create' ? 'new' : 'deleted'} file mode"`,
    );
  if (content.body.kind === 'binary' && header.ids === null)
    faults.add(
      'binary',
      at,
      'read file: a binary patch without whole ids of both contents, wanted "index old..new" before it',
    );
  const isBare = nameOfTitle(title)?.isBare === true || isBareName(content.before) || isBareName(content.after);
  if (isBare)
    faults.add('name', at, 'read file: a name without prefix, wanted "a/" before the old and "b/" before the new');
  const { oldMode, newMode } = header;
  return {
    line,
    form: 'git',
    ...paths,
    oldMode,
    newMode,
    body: withIds(content.body, header.ids),
    faults: faults.list,
  };
}

function withIds(body: DiffBody, ids: ContentIds | null): DiffBody {
  return body.kind === 'binary' ? { ...body, ids } : body;
}

function isBareName(name: DiffName | null): boolean {
  return name?.kind === 'path' && name.isBare;
}

/** Reads one file without git's header, from the line `---`; null, with the problems noted, where it does not fit together. */
export function readPlainFile(lines: DiffLines, context: FileContext): DiffFile | null {
  const line = lines.number;
  const content = readNamed(lines, context);
  if (content === null) return null;
  const { before, after, body } = content;
  const newPath = pathOf(after) ?? pathOf(before);
  if (newPath === null)
    return context.problems.add('name', { line }, 'read file: no name, wanted one that is not /dev/null');
  const oldPath = pathOf(before) ?? newPath;
  const faults = new DiffProblems();
  const at = { line, path: newPath };
  if (oldPath !== newPath)
    faults.add('name', at, "read file: two names, wanted the same, or git's header for a rename");
  if (isBareName(before) || isBareName(after))
    faults.add('name', at, 'read file: a name without prefix, wanted "a/" before the old and "b/" before the new');
  const change = isNowhere(before) ? 'create' : isNowhere(after) ? 'delete' : 'change';
  return { line, form: 'plain', change, oldPath, newPath, oldMode: null, newMode: null, body, faults: faults.list };
}

function isNowhere(name: DiffName | null): boolean {
  return name?.kind === 'nowhere' || (name?.kind === 'path' && name.hasEpoch);
}
