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
