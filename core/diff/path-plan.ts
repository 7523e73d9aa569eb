import { foldersAbove } from '../workspace/entry-path.ts';
import type { DiffFile } from './diff-file.ts';
import type { DiffProblems } from './diff-problem.ts';
import { ABSENT_IMAGE, type FoundImage, type Image, type ImageChange } from './image.ts';

/** `isAfterRemoval`: the diff removes the path before it writes it. */
type Write = { readonly file: DiffFile; readonly after: Image; readonly isAfterRemoval: boolean };
type Entry = { readonly found: FoundImage; readonly removals: DiffFile[]; readonly writes: Write[] };

/** What a diff does to each path, brought together before anything is answered. */
export class PathPlan {
  private readonly entries = new Map<string, Entry>();
  private readonly folders = new Map<string, FoundImage>();
  private readonly readImage: (path: string) => FoundImage;
  private readonly problems: DiffProblems;

  constructor(readImage: (path: string) => FoundImage, problems: DiffProblems) {
    this.readImage = readImage;
    this.problems = problems;
  }

  /** What a file of a diff begins with; null, with the problem noted, where that is no file or link, or lies behind a link. */
  source(file: DiffFile): Image | null {
    const at = { line: file.line, path: file.oldPath };
    const link = foldersAbove(file.oldPath).find((path) => this.folder(path).kind === 'link');
    if (link !== undefined)
      return this.problems.add('link', at, 'read file: a path through a link, wanted folders only');
    const { found } = this.entry(file.oldPath);
    if (found.kind === 'absent')
      return this.problems.add('missing', at, `read file: nothing is there, wanted a file to ${file.change}`);
    if (found.kind === 'folder') return this.problems.add('exists', at, 'read file: a folder, wanted a file or a link');
    return found.kind === 'unreadable'
      ? this.problems.add('unreadable', at, `read file: ${found.why}, wanted a file or a link`)
      : found;
  }

  /** Notes that a path is no more. */
  remove(file: DiffFile, path: string): void {
    this.entry(path).removals.push(file);
  }

  /** Notes what a path becomes. */
  write(file: DiffFile, path: string, after: Image): void {
    const { removals, writes } = this.entry(path);
    writes.push({ file, after, isAfterRemoval: removals.length > 0 });
  }

  /** What a path holds after the diff. */
  after(path: string): FoundImage {
    const { found, removals, writes } = this.entry(path);
    return writes[0]?.after ?? (removals.length > 0 ? ABSENT_IMAGE : found);
  }

  /** Each path that is changed, once; what cannot be done together is noted as a problem. */
  changes(): readonly ImageChange[] {
    const touched = [...this.entries].filter(([, { removals, writes }]) => removals.length + writes.length > 0);
    return touched.flatMap(([path, entry]) => {
      this.checkTogether(path, entry);
      const [write] = entry.writes;
      if (write !== undefined) this.checkFolders(path, write.file);
      const before = imageOf(entry.found);
      return before === null ? [] : [{ path, before, after: write?.after ?? ABSENT_IMAGE }];
    });
  }

  private checkTogether(path: string, { found, removals, writes }: Entry): void {
    const [removal] = removals;
    const [write] = writes;
    const at = (file: DiffFile): { readonly line: number; readonly path: string } => ({ line: file.line, path });
    const again = removals[1] ?? writes[1]?.file;
    if (again !== undefined)
      this.problems.add('duplicate', at(again), 'apply diff: a file that the diff names before, wanted each file once');
    else if (write !== undefined && removal !== undefined && !isReplacement(removal, write, found)) {
      this.problems.add(
        'duplicate',
        at(write.file),
        'apply diff: a file that the diff deletes or renames too, wanted one of them',
      );
    } else if (
      write !== undefined &&
      removal === undefined &&
      write.file.change !== 'change' &&
      found.kind !== 'absent'
    ) {
      const what = found.kind === 'unreadable' ? found.why : `a ${found.kind}`;
      this.problems.add('exists', at(write.file), `apply ${write.file.change}: ${what} is there, wanted nothing`);
    }
  }

  /** Everything above a path that is written must be a folder, or nothing, when the diff is done. */
  private checkFolders(path: string, { line }: DiffFile): void {
    for (const above of foldersAbove(path)) {
      const { kind } = this.entries.has(above) ? this.after(above) : this.folder(above);
      if (kind === 'absent' || kind === 'folder') continue;
      if (kind === 'link')
        this.problems.add('link', { line, path }, 'apply diff: a path through a link, wanted folders only');
      else this.problems.add('exists', { line, path }, 'apply diff: a path below a file, wanted folders only');
    }
  }

  private entry(path: string): Entry {
    const known = this.entries.get(path);
    if (known !== undefined) return known;
    const entry: Entry = { found: this.readImage(path), removals: [], writes: [] };
    this.entries.set(path, entry);
    return entry;
  }

  private folder(path: string): FoundImage {
    const known = this.folders.get(path) ?? this.readImage(path);
    this.folders.set(path, known);
    return known;
  }
}

/** A path is written that was renamed away, or a file becomes a link and a link a file: deleted first, then created. */
function isReplacement(removal: DiffFile, { file, after, isAfterRemoval }: Write, found: FoundImage): boolean {
  if (file.change === 'change') return false;
  if (removal.change === 'rename') return true;
  return file.change === 'create' && removal.change === 'delete' && isAfterRemoval && after.kind !== found.kind;
}

function imageOf(found: FoundImage): Image | null {
  return found.kind === 'folder' || found.kind === 'unreadable' ? null : found;
}
