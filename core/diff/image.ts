/**
 * What a path holds: the state of a workspace with its content. `mode`: permission bits, 0–0o7777. A link's target is the bytes
 * it holds.
 */
export type Image =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly mode: number; readonly content: Uint8Array }
  | { readonly kind: 'link'; readonly target: Uint8Array };

/** What a reader of the workspace finds: an image, or what no diff changes. `why` says what it is: "a socket", "a file of 60 MiB". */
export type FoundImage = Image | { readonly kind: 'folder' } | { readonly kind: 'unreadable'; readonly why: string };

/** Nothing stands there. */
export const ABSENT_IMAGE: Image = { kind: 'absent' };

/** One path before and after a diff; both are never absent. Paths are as in `EntryChange`. */
export type ImageChange = { readonly path: string; readonly before: Image; readonly after: Image };

/** The bytes that a diff compares: a file's content, or the text that a link holds. */
export function bytesOfImage(image: Image): Uint8Array {
  return image.kind === 'file' ? image.content : image.kind === 'link' ? image.target : new Uint8Array();
}

/** git's mode of an image: a link, or a file that its owner may run, or not; null where nothing stands. */
export function gitModeOf(image: Image): number | null {
  if (image.kind === 'absent') return null;
  if (image.kind === 'link') return 0o120000;
  return (image.mode & 0o100) === 0 ? 0o100644 : 0o100755;
}

/** Permission bits, made runnable or not: whoever may read may run, or nobody may. */
export function withRunnable(mode: number, isRunnable: boolean): number {
  return isRunnable ? mode | ((mode & 0o444) >> 2) : mode & ~0o111;
}
