/**
 * What stands at one path of a workspace. Contents are named by their SHA-256 (64 lower-case hex digits), so that a state
 * is small whatever the file's size; the content itself lies in a content store.
 */
export type EntryState =
  | { readonly kind: 'absent' }
  /** `mode`: the permission bits, 0–0o7777. */
  | { readonly kind: 'file'; readonly mode: number; readonly sha256: string; readonly sizeBytes: number }
  /** A symbolic link and the text it holds, wherever that leads. */
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'folder'; readonly mode: number };

/** Nothing stands there. */
export const ABSENT: EntryState = { kind: 'absent' };

/** True where two states cannot be told apart: same kind, permissions, content or target. */
export function isSameState(one: EntryState, other: EntryState): boolean {
  if (one.kind === 'file' && other.kind === 'file')
    return one.sha256 === other.sha256 && one.mode === other.mode && one.sizeBytes === other.sizeBytes;
  if (one.kind === 'link' && other.kind === 'link') return one.target === other.target;
  if (one.kind === 'folder' && other.kind === 'folder') return one.mode === other.mode;
  return one.kind === 'absent' && other.kind === 'absent';
}
