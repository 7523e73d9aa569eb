import type { InputProblem } from '../../core/action/parse-action.ts';
import { applyDiffBytes, pathsOfDiff } from '../../core/diff/apply-diff.ts';
import type { DiffFile } from '../../core/diff/diff-file.ts';
import { ABSENT_IMAGE, type FoundImage, type Image } from '../../core/diff/image.ts';
import { bytesOfName, textOfName } from '../../core/diff/name-text.ts';
import { readDiff } from '../../core/diff/parse-diff.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { HashFunction } from '../../core/hash.ts';
import { type FileImage, isChanged, type PlannedFile } from '../../core/plan/planned-file.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import type { EntryState } from '../../core/workspace/entry-state.ts';
import { FilesError, type WorkspaceFiles } from '../../ports/workspace-files.ts';

type DraftedFile = {
  readonly before: FoundImage;
  readonly state: EntryState;
  after: FoundImage;
  movedFrom: string | null;
  readonly steps: Set<string>;
};

/** What stands at a path, and its state; a path that cannot be read stays one that nothing changes. */
type Found = { readonly image: FoundImage; readonly state: EntryState };

/**
 * Files of a workspace as diffs and writes would leave them, in memory. Nothing is written; each file is read once, at the
 * first step that names it, and that state is what the change is bound to.
 */
export class Draft {
  private readonly files = new Map<string, DraftedFile>();
  private readonly workspace: { readonly files: WorkspaceFiles; readonly root: string };

  constructor(workspace: { readonly files: WorkspaceFiles; readonly root: string }) {
    this.workspace = workspace;
  }

  /** Applies a diff on top of the steps before it: all of it, or every problem and nothing. */
  async applyDiff(diff: string, step: string): Promise<readonly InputProblem[]> {
    const bytes = toUtf8(diff);
    const { files } = readDiff(bytes, {});
    for (const path of pathsOfDiff(files)) await this.load(path);
    const applied = applyDiffBytes(bytes, (path) => this.files.get(path)?.after ?? ABSENT_IMAGE);
    if (!applied.ok)
      return applied.failure.map(({ line, path, message }) => ({
        path: path === null ? `line ${line}` : `line ${line}, ${path}`,
        found: message,
        wanted: 'a diff that applies exactly',
      }));
    for (const { path, after } of applied.value) this.put(path, after, step);
    this.noteMoves(files);
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
    this.put(path, { kind: 'file', mode, content: toUtf8(content) }, step);
    return [];
  }

  /** Every path that the steps name, before and after, in the order of first sight. */
  planned(): readonly PlannedFile[] {
    return [...this.files].map(([path, { before, after, movedFrom, steps }]) => ({
      path,
      before: fileImageOf(before),
      after: fileImageOf(after),
      movedFrom,
      steps: [...steps],
    }));
  }

  /** The change for the file gateway, sorted by path, and the contents that it needs, by digest. */
  change(hash: HashFunction): {
    readonly changes: readonly EntryChange[];
    readonly contents: ReadonlyMap<string, Uint8Array>;
  } {
    const contents = new Map<string, Uint8Array>();
    const changed = new Set(
      this.planned()
        .filter(isChanged)
        .map(({ path }) => path),
    );
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

  private put(path: string, after: Image, step: string): void {
    const file = this.files.get(path);
    if (file === undefined) return;
    file.after = after;
    file.steps.add(step);
  }

  private noteMoves(files: readonly DiffFile[]): void {
    for (const { change, oldPath, newPath } of files) {
      const file = this.files.get(newPath);
      if (change === 'rename' && file !== undefined) file.movedFrom = oldPath;
    }
  }

  private async load(path: string): Promise<void> {
    if (this.files.has(path)) return;
    const { image, state } = await findImage(this.workspace, path);
    this.files.set(path, { before: image, state, after: image, movedFrom: null, steps: new Set() });
  }
}

async function findImage(
  { files, root }: { readonly files: WorkspaceFiles; readonly root: string },
  path: string,
): Promise<Found> {
  try {
    const state = await files.state(root, path);
    if (state.kind === 'file') {
      const read = await files.read(root, path);
      const mode = read.state.kind === 'file' ? read.state.mode : state.mode;
      return { state: read.state, image: { kind: 'file', mode, content: read.content } };
    }
    if (state.kind === 'link') return { state, image: { kind: 'link', target: bytesOfName(state.target) } };
    return { state, image: state.kind === 'folder' ? { kind: 'folder' } : ABSENT_IMAGE };
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    return { state: { kind: 'absent' }, image: { kind: 'unreadable', why: error.message } };
  }
}

/** What core's plan rules see of an image: a folder and what cannot be read are nothing that a plan changes. */
function fileImageOf(image: FoundImage): FileImage | null {
  if (image.kind === 'file') return { kind: 'file', mode: image.mode, content: image.content };
  return image.kind === 'link' ? { kind: 'link', mode: 0o777, content: image.target } : null;
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
