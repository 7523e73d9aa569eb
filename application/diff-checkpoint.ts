import { ABSENT_IMAGE, type Image, type ImageChange } from '../core/diff/image.ts';
import { makeDiff } from '../core/diff/make-diff.ts';
import { bytesOfName } from '../core/diff/name-text.ts';
import { fromUtf8 } from '../core/encoding/utf8.ts';
import type { EntryChange } from '../core/workspace/entry-change.ts';
import type { EntryState } from '../core/workspace/entry-state.ts';
import type { ContentStore } from '../ports/content-store.ts';
import type { FlowContext } from './flow-context.ts';
import { findSnapshot, takeNow } from './restore-checkpoint.ts';

/** What differs between two states of a workspace, for people. */
export type CheckpointDiff = {
  readonly changes: readonly EntryChange[];
  /** In git's unified format, secrets left out: to be read, not to be applied. */
  readonly diff: string;
  /** True where the text ends before the last change because it grew too long. */
  readonly isCut: boolean;
};

/** Longest text, and largest file that is shown. */
const MAX_TEXT_BYTES = 1024 * 1024;
const MAX_SHOWN_BYTES = 1024 * 1024;

/**
 * Shows what differs between a checkpoint and another of the same workspace, or the present.
 *
 * Contents that are no text or too large are only named. Raises `checkpoint.unknown`.
 */
export async function diffCheckpoint(
  context: FlowContext,
  { from, to }: { readonly from: string; readonly to: string | null },
): Promise<CheckpointDiff> {
  const { snapshots, contents } = context.ports.workspaces;
  const start = await findSnapshot(context, from);
  const end = to === null ? await takeNow(context, start, 'manual') : await findSnapshot(context, to);
  const changes = await snapshots.compare(start.id, end.id);
  return { changes, ...(await textOf(changes, contents)) };
}

/** The text of changes whose contents are kept. */
export async function textOf(
  changes: readonly EntryChange[],
  contents: ContentStore,
): Promise<Pick<CheckpointDiff, 'diff' | 'isCut'>> {
  const shown: string[] = [];
  let sizeBytes = 0;
  for (const change of changes) {
    const text = fromUtf8(makeDiff(await imagesOf(change, contents))) ?? `Binary files differ: ${change.path}\n`;
    sizeBytes += text.length;
    if (sizeBytes > MAX_TEXT_BYTES) return { diff: shown.join(''), isCut: true };
    shown.push(text);
  }
  return { diff: shown.join(''), isCut: false };
}

async function imagesOf({ path, before, after }: EntryChange, contents: ContentStore): Promise<ImageChange> {
  return { path, before: await imageOf(before, contents), after: await imageOf(after, contents) };
}

/** Folders have no image; of a large file only the digest is shown, as if it were the content of a binary. */
async function imageOf(state: EntryState, contents: ContentStore): Promise<Image> {
  if (state.kind === 'link') return { kind: 'link', target: bytesOfName(state.target) };
  if (state.kind !== 'file') return ABSENT_IMAGE;
  const content =
    state.sizeBytes > MAX_SHOWN_BYTES ? bytesOfName(`\0${state.sha256}`) : await contents.get(state.sha256);
  return { kind: 'file', mode: state.mode, content };
}
