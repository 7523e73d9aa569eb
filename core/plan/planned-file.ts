import { equalBytes } from '../encoding/bytes.ts';
import { fromUtf8 } from '../encoding/utf8.ts';

/** What stands at a path: a file, or a symbolic link whose content is where it leads. */
export type FileImage = {
  readonly kind: 'file' | 'link';
  /** The permission bits, 0–0o7777. */
  readonly mode: number;
  /** Text where the caller has it as text; bytes otherwise. */
  readonly content: string | Uint8Array;
};

/**
 * One path as it is and as it would be, after the diffs of a plan were applied in memory. A path that moved is two of these:
 * the old one, whose `after` is null, and the new one, which names the old one in `movedFrom`.
 */
export type PlannedFile = {
  /** Relative to the workspace's root (see `workspacePathProblem`). */
  readonly path: string;
  readonly before: FileImage | null;
  readonly after: FileImage | null;
  readonly movedFrom: string | null;
  /** The steps of the plan whose diffs touch this path; empty for a change that has no steps. */
  readonly steps: readonly string[];
};

/** Longest content that is read for what it says, in UTF-16 units or bytes. */
export const READ_LIMIT = 1_048_576;

/** The text of an image: empty for none, null for one that is no text or longer than what is read. */
export function textOfImage(image: FileImage | null): string | null {
  if (image === null) return '';
  if (image.content.length > READ_LIMIT) return null;
  const text = typeof image.content === 'string' ? image.content : fromUtf8(image.content);
  return text === null || text.includes('\0') ? null : text;
}

/** Tells whether a path would be changed at all. */
export function isChanged({ before, after }: PlannedFile): boolean {
  if (before === null || after === null) return before !== after;
  return before.kind !== after.kind || before.mode !== after.mode || !isSameContent(before.content, after.content);
}

function isSameContent(one: string | Uint8Array, other: string | Uint8Array): boolean {
  if (typeof one === 'string') return typeof other === 'string' ? one === other : fromUtf8(other) === one;
  return typeof other === 'string' ? fromUtf8(one) === other : equalBytes(one, other);
}
