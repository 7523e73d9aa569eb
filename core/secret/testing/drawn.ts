/** Letters, digits and what else keys are written in. */
export const ALPHABETS = {
  digits: '0123456789',
  hex: '0123456789abcdef',
  small: 'abcdefghijklmnopqrstuvwxyz0123456789',
  mixed: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
} as const;

/**
 * A text of so many characters that looks drawn by lot, the same for the same seed: tests hold no key that a scanner would take
 * for a leak. Begins with a letter and a digit where the alphabet has both.
 */
export function drawn(length: number, { of = ALPHABETS.mixed, seed = 1 }: { of?: string; seed?: number } = {}): string {
  let state = (seed * 2_654_435_761) >>> 0;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += of.charAt((state >>> 8) % of.length);
  }
  return text;
}

/** A random UUID (RFC 9562 §5.4) by the same lot. */
export function drawnUuid(seed = 1): string {
  const digits = drawn(32, { of: ALPHABETS.hex, seed });
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
}
