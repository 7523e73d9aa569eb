const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
const GROUP = 5;

/**
 * Reads one line of a git binary patch: a letter for the number of bytes (A–Z 1–26, a–z 27–52), then five characters for every
 * four of them, the last group filled up. Null for anything else.
 */
export function readBase85Line(line: string): Uint8Array | null {
  const count = countOf(line.charAt(0));
  const body = line.slice(1);
  if (count === null || body.length !== Math.ceil(count / 4) * GROUP) return null;
  const bytes = new Uint8Array(Math.ceil(count / 4) * 4);
  for (let at = 0, to = 0; at < body.length; at += GROUP, to += 4) {
    const value = groupOf(body.slice(at, at + GROUP));
    if (value === null) return null;
    for (let index = 0; index < 4; index++) bytes[to + index] = Math.floor(value / 2 ** (24 - 8 * index)) & 0xff;
  }
  return bytes.subarray(0, count);
}

function countOf(letter: string): number | null {
  if (letter >= 'A' && letter <= 'Z') return letter.charCodeAt(0) - 64;
  return letter >= 'a' && letter <= 'z' ? letter.charCodeAt(0) - 70 : null;
}

/** The 32 bits of five characters; null for a foreign character or more than 32 bits. */
function groupOf(group: string): number | null {
  let value = 0;
  for (const character of group) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return null;
    value = value * 85 + digit;
  }
  return value > 0xffffffff ? null : value;
}
