import { fromUtf8, toUtf8 } from '../encoding/utf8.ts';

const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 4_095;
const MAX_DEPTH = 100;
const BYTE_BASE = 0xdc00;
const MAX_SEQUENCE = 4;

/**
 * The bytes of a name, a path or a link's text as the file system keeps them: UTF-8, and for U+DC80–U+DCFF standing alone
 * the byte itself. The reverse of `fromNameBytes` for every text that `isNameText` accepts.
 */
export function toNameBytes(text: string): Uint8Array {
  if (text.isWellFormed()) return toUtf8(text);
  const bytes: number[] = [];
  for (const character of text) {
    const byte = byteOf(character);
    if (byte === null) bytes.push(...toUtf8(character));
    else bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** The text of a name's bytes: UTF-8 where it is well-formed, U+DC00 + the byte for every byte that is not. Total. */
export function fromNameBytes(bytes: Uint8Array): string {
  const whole = fromUtf8(bytes);
  if (whole !== null) return whole;
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const character = characterAt(bytes, at);
    text += character.text;
    at += character.length;
  }
  return text;
}

/** True where a text is the one and only text of its bytes: no other lone surrogates, none that together would be UTF-8. */
export function isNameText(text: string): boolean {
  return text.isWellFormed() || fromNameBytes(toNameBytes(text)) === text;
}

/**
 * What keeps a text from being a path of a workspace, as "found …, want …"; null where nothing does.
 *
 * Relative, `/` between names; no empty name, no `.`, no `..`, no NUL; names of up to 255 bytes, up to 4,095 bytes and 100
 * names in all.
 */
export function entryPathProblem(path: string): string | null {
  if (path === '') return 'found an empty path, want a name';
  if (path.startsWith('/')) return 'found an absolute path, want one relative to the workspace';
  if (path.includes('\0')) return 'found a NUL character, want none';
  if (!isNameText(path))
    return 'found surrogates that stand for no byte, want text or U+DC80 to U+DCFF for single bytes';
  if (toNameBytes(path).length > MAX_PATH_BYTES) return `found a path of more than ${MAX_PATH_BYTES} bytes`;
  const names = path.split('/');
  if (names.length > MAX_DEPTH) return `found ${names.length} names, want at most ${MAX_DEPTH}`;
  for (const name of names) {
    if (name === '' || name === '.' || name === '..')
      return `found the name "${name}", want names of files and folders`;
    if (toNameBytes(name).length > MAX_NAME_BYTES) return `found a name of more than ${MAX_NAME_BYTES} bytes`;
  }
  return null;
}

/** The folders above a path, nearest first, without the root: of `a/b/c` they are `a/b` and `a`. */
export function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  return folders;
}

/** The byte that a lone surrogate stands for; null for every other character. */
function byteOf(character: string): number | null {
  const unit = character.charCodeAt(0);
  return character.length === 1 && unit >= BYTE_BASE + 0x80 && unit <= BYTE_BASE + 0xff ? unit - BYTE_BASE : null;
}

function characterAt(bytes: Uint8Array, at: number): { readonly text: string; readonly length: number } {
  for (let length = 1; length <= MAX_SEQUENCE && at + length <= bytes.length; length++) {
    const text = fromUtf8(bytes.subarray(at, at + length));
    if (text !== null) return { text, length };
  }
  return { text: String.fromCharCode(BYTE_BASE + (bytes[at] as number)), length: 1 };
}
