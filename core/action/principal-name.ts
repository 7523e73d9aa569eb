/** The longest name of a principal, its kind included, in UTF-16 code units. */
export const MAX_PRINCIPAL_LENGTH = 128;

const KINDS = ['agent:', 'human:'] as const;

/**
 * Invisible or direction-changing characters (Unicode 16: Cf, other white space, and fillers), as ranges of code points.
 * A name that holds one looks like another name to whoever reads a list or a prompt.
 */
const UNSEEN: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xffff],
  [0xe0000, 0xe0fff],
];

/**
 * Says what is wrong with the name of a principal, as "found …, want …"; null for a name that may be given.
 *
 * A name is `agent:<name>` or `human:<name>`, at most 128 characters, in normal form C, without control, invisible or
 * direction-changing characters, and with no blank at either end of the part after the colon: two principals that look
 * alike would approve for each other.
 */
export function principalProblem(principal: string): string | null {
  if (principal.length > MAX_PRINCIPAL_LENGTH)
    return `found ${principal.length} characters, want at most ${MAX_PRINCIPAL_LENGTH}`;
  const kind = KINDS.find((prefix) => principal.startsWith(prefix));
  const name = principal.slice(kind?.length);
  if (kind === undefined || name === '') return `found ${written(principal)}, want agent:<name> or human:<name>`;
  const unseen = [...principal].find(isUnseen);
  if (unseen !== undefined)
    return `found ${written(principal)} with ${codePoint(unseen)}, want characters that are seen`;
  if (name.startsWith(' ') || name.endsWith(' ')) return `found ${written(principal)}, want no blank at either end`;
  if (principal.normalize('NFC') !== principal)
    return `found ${written(principal)} in another normal form, want Unicode normal form C`;
  return null;
}

function isUnseen(character: string): boolean {
  const point = pointOf(character);
  return UNSEEN.some(([first, last]) => point >= first && point <= last);
}

/** As a JSON string in which nothing is unseen, so that an error message cannot be steered by the name it is about. */
function written(principal: string): string {
  const shown = [...principal].map((character) => (isUnseen(character) ? `<${codePoint(character)}>` : character));
  return JSON.stringify(shown.join(''));
}

function codePoint(character: string): string {
  return `U+${pointOf(character).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The code point of a string that is one character, as iterating gives it. */
function pointOf(character: string): number {
  return character.codePointAt(0) as number;
}
