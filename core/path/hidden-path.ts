import { foldPath, isDriveLetter, isInvisible } from './fold-path.ts';
import { withPlainSlashes } from './look-alike.ts';
import { percentDecoded } from './percent-decoded.ts';

/** Other ways to write `.`, `/` and `\` that some decoders take. */
const HEX_WORDS: readonly (readonly [string, string])[] = [
  ['0x2e', '.'],
  ['0x2f', '/'],
  ['0x5c', '/'],
];

/**
 * Tells whether a path leads elsewhere, or to git's own folder, for one who decodes its escapes: `%2e%2e%2f`, twice or more,
 * in UTF-8 of too many bytes (`%c0%ae`), with a NUL (`%00`), or in a form nobody agrees about (`..%bg%qf`, `..0x2f`).
 *
 * Nothing of ours decodes a path. A tool behind us might, so such a path is refused; an escape in an ordinary name
 * (`a%20b`, `@scope%2fname`) is not meant.
 */
export function hidesPath(path: string): boolean {
  if (!path.includes('%') && !path.toLowerCase().includes('0x')) return false;
  const plain = withPlainSlashes(path);
  if (plain.split('/').some((name) => name.startsWith('..%')) || leavesByHex(plain)) return true;
  const { readings, isStrange } = percentDecoded(path);
  return isStrange || readings.some((reading) => leadsElsewhere(reading));
}

/** What only a decoder of `0x2f` would take for a way out. */
function leavesByHex(plain: string): boolean {
  const decoded = HEX_WORDS.reduce((text, [word, meaning]) => text.replaceAll(word, meaning), plain.toLowerCase());
  return decoded !== plain.toLowerCase() && decoded.split('/').some(isWayOut);
}

function leadsElsewhere(reading: string): boolean {
  const plain = withPlainSlashes(reading);
  if (plain.startsWith('/') || isDriveLetter(plain) || hasInvisible(reading) || leavesByHex(plain)) return true;
  return plain.split('/').some(isWayOut) || foldPath(`/${plain}`).split('/').includes('.git');
}

/** `..`, alone or followed by what some decoder may take for a slash: another escape, or nothing that is text. */
function isWayOut(name: string): boolean {
  return name.startsWith('..') && (name.length === 2 || name.charAt(2) === '%' || name.charAt(2) > '~');
}

function hasInvisible(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (isInvisible(text.charCodeAt(index))) return true;
  return false;
}
