import { fromLatin, latin } from '../../core/diff/diff-lines.ts';
import { ABSENT_IMAGE, type Image, type ImageChange } from '../../core/diff/image.ts';
import { makeDiff } from '../../core/diff/make-diff.ts';
import { bytesOfName } from '../../core/diff/name-text.ts';
import { fromUtf8 } from '../../core/encoding/utf8.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import type { EntryState } from '../../core/workspace/entry-state.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { FlowContext } from '../flow-context.ts';
import { takeNow } from './keep-present.ts';
import { findSnapshot } from './restore-checkpoint.ts';

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
  const end = to === null ? await takeNow(context, start, 'look') : await findSnapshot(context, to);
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
    const text = textWithoutSecrets(await imagesOf(change, contents));
    sizeBytes += text.length;
    if (sizeBytes > MAX_TEXT_BYTES) return { diff: shown.join(''), isCut: true };
    shown.push(text);
  }
  return { diff: shown.join(''), isCut: false };
}

/**
 * Secrets are taken out of both contents before they are compared: what a diff shows of a key may be its middle, which nothing in
 * the diff tells from other text. Where only secrets differ, that is all that is said.
 */
function textWithoutSecrets(change: ImageChange): string {
  const { path, before, after } = change;
  const shown = makeDiff({ path, before: imageWithoutSecrets(before), after: imageWithoutSecrets(after) });
  const text = fromUtf8(shown);
  if (text === null) return `Binary files differ: ${path}\n`;
  return text === '' && makeDiff(change).length > 0 ? `Only secrets differ: ${path}\n` : text;
}

/** Byte by byte, since a file that is no UTF-8 may be shown in part, where its bytes are. */
function imageWithoutSecrets(image: Image): Image {
  if (image.kind !== 'file') return image;
  const { found, text } = redactSecrets(latin(image.content));
  return found.length === 0 ? image : { ...image, content: fromLatin(text) };
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
