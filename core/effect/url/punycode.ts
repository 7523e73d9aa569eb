const BASE = 36;
const FIRST_CODE_POINT = 128;
const LAST_CODE_POINT = 0x10_ffff;
/** More than any label can need, so that nothing overflows. */
const MAX_DELTA = 2 ** 40;

/**
 * Tells whether a lower-case label that begins with `xn--` is what a name is written as in ASCII: it decodes (RFC 3492), and to
 * characters that stand for themselves (UTS 46: in lower case and normal form, no controls, no blanks, nothing unassigned).
 *
 * One that does not is no name: some clients dial it as it is, others as something else, others not at all.
 */
export function isEncodedLabel(label: string): boolean {
  const decoded = decodeLabel(label.slice('xn--'.length));
  if (decoded === null) return false;
  return decoded.normalize('NFKC').toLowerCase() === decoded && !hasInvisible(decoded);
}

/** One class, looked up once for each character. */
function hasInvisible(text: string): boolean {
  return /[\p{C}\p{Z}]/u.test(text);
}

function decodeLabel(encoded: string): string | null {
  const hyphen = encoded.lastIndexOf('-');
  const digits = encoded.slice(hyphen + 1);
  const characters = [...encoded.slice(0, Math.max(hyphen, 0))];
  let codePoint = FIRST_CODE_POINT;
  let place = 0;
  let bias = 72;
  let at = 0;
  if (digits === '') return null;
  while (at < digits.length) {
    const read = readDelta(digits, at, bias);
    if (read === null) return null;
    const length = characters.length + 1;
    bias = adapt(read.delta, length, at === 0);
    const sum = place + read.delta;
    codePoint += Math.floor(sum / length);
    place = sum % length;
    at = read.next;
    if (codePoint > LAST_CODE_POINT) return null;
    characters.splice(place, 0, String.fromCodePoint(codePoint));
    place += 1;
  }
  return characters.join('');
}

/** One number of variable length from a place on; null where the digits end before it does, or it is absurd. */
function readDelta(
  digits: string,
  from: number,
  bias: number,
): { readonly delta: number; readonly next: number } | null {
  let delta = 0;
  let weight = 1;
  for (let at = from, k = BASE; at < digits.length; at++, k += BASE) {
    const digit = 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(digits.charAt(at));
    delta += digit * weight;
    if (digit < 0 || delta > MAX_DELTA) return null;
    const threshold = Math.min(Math.max(k - bias, 1), 26);
    if (digit < threshold) return { delta, next: at + 1 };
    weight *= BASE - threshold;
  }
  return null;
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  const halved = Math.floor(delta / (isFirst ? 700 : 2));
  let rest = halved + Math.floor(halved / length);
  let k = 0;
  for (; rest > 455; k += BASE) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}
