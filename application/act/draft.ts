import type { InputProblem } from '../../core/action/parse-action.ts';
import type { ContentId, Inflate } from '../../core/diff/apply-binary.ts';
import { applyDiffBytes, pathsOfDiff } from '../../core/diff/apply-diff.ts';
import { checkDiffFile, type DiffRules } from '../../core/diff/check-diff.ts';
import { type DiffProblem, DiffProblems } from '../../core/diff/diff-problem.ts';
import { ABSENT_IMAGE, type FoundImage, type Image } from '../../core/diff/image.ts';
import { bytesOfName, textOfName } from '../../core/diff/name-text.ts';
import { readDiff } from '../../core/diff/parse-diff.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { PlannedFile } from '../../core/plan/planned-file.ts';
import { type AppliedDiff, plannedFilesOf } from '../../core/plan/planned-files-of.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import type { EntryState } from '../../core/workspace/entry-state.ts';
import { FilesError, type WorkspaceFiles } from '../../ports/workspace-files.ts';

/** Most bytes that one draft holds of the files as they are: what one change may be. */
const MAX_LOADED_BYTES = 200 * 1024 * 1024;

type DraftedFile = { readonly state: EntryState; after: FoundImage };

/** The workspace, what binary patches are inflated with (null where they are refused), and how much context diffs must have. */
export type DraftPlace = {
  readonly files: WorkspaceFiles;
  readonly root: string;
  readonly inflate: Inflate | null;
  readonly contentId: ContentId;
  readonly contextLines: number;
};

/** What stands at a path, and its state; a path that cannot be read stays one that nothing changes. */
type Found = { readonly image: FoundImage; readonly state: EntryState };

/**
 * Files of a workspace as diffs and writes would leave them, in memory. Nothing is written; each file is read once, at the
 * first step that names it, and that state is what the change is bound to.
 */
export class Draft {
  private readonly files = new Map<string, DraftedFile>();
  private readonly applied: AppliedDiff[] = [];
  private loadedBytes = 0;
  private readonly workspace: DraftPlace;

  constructor(workspace: DraftPlace) {
    this.workspace = workspace;
  }

  /** Applies a diff on top of the steps before it: all of it, or every problem and nothing. One that cannot be read whole loads no file. */
  async applyDiff(diff: string, step: string): Promise<readonly InputProblem[]> {
    const bytes = toUtf8(diff);
    const { files, problems } = readDiff(bytes, {});
    if (problems.length > 0) return problems.map(toInputProblem);
    for (const path of pathsOfDiff(files)) await this.load(path);
    const { inflate, contentId, contextLines } = this.workspace;
    const readImage = (path: string): FoundImage => this.files.get(path)?.after ?? ABSENT_IMAGE;
    const options = { contextLines, contentId, ...(inflate === null ? {} : { inflate }) };
    const applied = applyDiffBytes(bytes, readImage, options);
    if (!applied.ok) return applied.failure.map(toInputProblem);
    this.put({ step, files, changes: applied.value });
    return [];
  }

  /** Puts a content at a path; keeps the permissions of the file that is there. */
  async write(path: string, content: string, step: string): Promise<readonly InputProblem[]> {
    await this.load(path);
    const found = this.files.get(path)?.after ?? ABSENT_IMAGE;
    if (found.kind !== 'file' && found.kind !== 'absent') {
      const wanted = 'a file, or nothing yet';
      return [{ path, found: found.kind === 'unreadable' ? found.why : `a ${found.kind}`, wanted }];
    }
    const mode = found.kind === 'file' ? found.mode : 0o644;
    const after: Image = { kind: 'file', mode, content: toUtf8(content) };
    this.put({ step, files: [], changes: [{ path, before: found, after }] });
    return [];
  }

  /** Every path that the steps change, from what stands there to what the last of them leaves. */
  planned(): readonly PlannedFile[] {
    return plannedFilesOf(this.applied);
  }

  /** The change for the file gateway, sorted by path, and the contents that it needs, by digest. */
  change(hash: HashFunction): {
    readonly changes: readonly EntryChange[];
    readonly contents: ReadonlyMap<string, Uint8Array>;
  } {
    const contents = new Map<string, Uint8Array>();
    const changed = new Set(this.planned().map(({ path }) => path));
    const changes = [...this.files].flatMap(([path, { state, after }]): readonly EntryChange[] => {
      if (!changed.has(path) || after.kind === 'folder' || after.kind === 'unreadable') return [];
      return [{ path, before: state, after: stateOf(after, { hash, contents }) }];
    });
    return { changes: changes.sort((one, other) => (one.path < other.path ? -1 : 1)), contents };
  }

  /** The digest of each file that the change is about, as it was read; null where nothing stood. */
  digests(): { readonly [path: string]: string | null } {
    const read = [...this.files].filter(([, { state }]) => state.kind !== 'folder');
    return Object.fromEntries(read.map(([path, { state }]) => [path, state.kind === 'file' ? state.sha256 : null]));
  }

  private put(applied: AppliedDiff): void {
    this.applied.push(applied);
    for (const { path, after } of applied.changes) {
      const file = this.files.get(path);
      if (file !== undefined) file.after = after;
    }
  }

  private async load(path: string): Promise<void> {
    if (this.files.has(path)) return;
    const { image, state } = await findImage(this.workspace, { path, maxBytes: MAX_LOADED_BYTES - this.loadedBytes });
    if (image.kind === 'file') this.loadedBytes += image.content.length;
    this.files.set(path, { state, after: image });
  }
}

/**
 * Every file and folder that a diff names, and everything for which it must not be applied whatever the workspace holds. Reads no
 * file.
 */
export function namedByDiff(
  diff: string,
  rules: DiffRules,
): { readonly paths: readonly string[]; readonly problems: readonly InputProblem[] } {
  const { files, problems: unread } = readDiff(toUtf8(diff), {});
  const unfit = new DiffProblems();
  for (const file of files) checkDiffFile(file, rules, unfit);
  return { paths: pathsOfDiff(files), problems: [...unread, ...unfit.sorted()].map(toInputProblem) };
}

/** What a diff's problem says was found, and what was wanted. */
function toInputProblem({ line, path, message }: DiffProblem): InputProblem {
  const [found = message, wanted = 'a diff that applies exactly'] = message.split(', wanted ');
  return { path: path === null ? `line ${line}` : `line ${line}, ${path}`, found, wanted };
}

async function findImage(
  { files, root }: { readonly files: WorkspaceFiles; readonly root: string },
  { path, maxBytes }: { readonly path: string; readonly maxBytes: number },
): Promise<Found> {
  try {
    const { state, content } = await lookAt(files, { root, path });
    if (state.kind === 'file') {
      const { mode, sizeBytes } = state;
      return sizeBytes > maxBytes || content === null
        ? { state, image: { kind: 'unreadable', why: 'more than one change may be' } }
        : { state, image: { kind: 'file', mode, content } };
    }
    if (state.kind === 'link') return { state, image: { kind: 'link', target: bytesOfName(state.target) } };
    return { state, image: state.kind === 'folder' ? { kind: 'folder' } : ABSENT_IMAGE };
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    return { state: { kind: 'absent' }, image: { kind: 'unreadable', why: error.message } };
  }
}

/** What stands at a path. Each file is read once; only where no file stands is it looked at again, for what does. */
export async function lookAt(
  files: WorkspaceFiles,
  { root, path }: { readonly root: string; readonly path: string },
): Promise<{ readonly state: EntryState; readonly content: Uint8Array | null }> {
  try {
    return await files.read(root, path);
  } catch (error) {
    if (!(error instanceof FilesError) || error.code !== 'files.not-regular') throw error;
    return { state: await files.state(root, path), content: null };
  }
}

function stateOf(
  image: Image,
  { hash, contents }: { readonly hash: HashFunction; readonly contents: Map<string, Uint8Array> },
): EntryState {
  if (image.kind === 'absent') return { kind: 'absent' };
  if (image.kind === 'link') return { kind: 'link', target: textOfName(image.target) };
  const sha256 = toHex(hash(image.content));
  contents.set(sha256, image.content);
  return { kind: 'file', mode: image.mode, sha256, sizeBytes: image.content.length };
}
