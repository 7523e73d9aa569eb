import { toUtf8 } from '../../encoding/utf8.ts';
import type { FoundImage, Image, ImageChange } from '../image.ts';
import { textOfName } from '../name-text.ts';

/** The bytes of lines, each with its newline. */
export function bytesOfLines(...lines: readonly string[]): Uint8Array {
  return toUtf8(lines.map((line) => `${line}\n`).join(''));
}

/** A file that only its owner may write. */
export function fileOf(text: string, mode = 0o644): Image {
  return { kind: 'file', mode, content: toUtf8(text) };
}

/** A link to a target. */
export function linkTo(target: string): Image {
  return { kind: 'link', target: toUtf8(target) };
}

/** Lines `1` to `count`. */
export function numbered(count: number): string {
  return Array.from({ length: count }, (_, index) => `${index + 1}\n`).join('');
}

/** Reads images from a table; what is not in it is absent, and a folder where others lie below. */
export function readerOf(tree: { readonly [path: string]: FoundImage }): (path: string) => FoundImage {
  return (path) =>
    tree[path] ?? { kind: Object.keys(tree).some((other) => other.startsWith(`${path}/`)) ? 'folder' : 'absent' };
}

/** A change as `path: before -> after`, so that tests can tell it by eye. */
export function shownChange({ path, before, after }: ImageChange): string {
  return `${path}: ${shownImage(before)} -> ${shownImage(after)}`;
}

function shownImage(image: Image): string {
  if (image.kind === 'absent') return 'absent';
  if (image.kind === 'link') return `link ${textOfName(image.target)}`;
  return `${image.mode.toString(8)} ${JSON.stringify(textOfName(image.content))}`;
}

/** A line that names both contents of a file whole, as git wants it before a binary patch. Whether they are these nobody asks. */
export const WHOLE_IDS = `index ${'0'.repeat(40)}..${'1'.repeat(40)}`;

/** The first line of a file in a diff. */
export const title = (path: string): string => `diff --git a/${path} b/${path}`;

/** The lines before the hunks of a file. */
export const names = (path: string): readonly string[] => [title(path), `--- a/${path}`, `+++ b/${path}`];

/** A diff that creates a file of these lines. */
export const created = (path: string, ...lines: readonly string[]): readonly string[] => [
  title(path),
  'new file mode 100644',
  '--- /dev/null',
  `+++ b/${path}`,
  `@@ -0,0 +1,${lines.length} @@`,
  ...lines.map((line) => `+${line}`),
];

/** A diff that deletes a file of these lines. */
export const deleted = (path: string, ...lines: readonly string[]): readonly string[] => [
  title(path),
  'deleted file mode 100644',
  `--- a/${path}`,
  '+++ /dev/null',
  `@@ -1,${lines.length} +0,0 @@`,
  ...lines.map((line) => `-${line}`),
];

/** A diff that renames or copies a file. */
export const moved = (change: string, from: string, to: string): readonly string[] => [
  `diff --git a/${from} b/${to}`,
  `${change} from ${from}`,
  `${change} to ${to}`,
];
