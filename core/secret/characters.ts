/** Sets of ASCII characters that keys are written in. Bits: combine them with `|`. */
export const CHARACTERS = {
  digit: 1,
  upper: 2,
  lower: 4,
  underscore: 8,
  hyphen: 16,
  dot: 32,
  /** `+` and `/`, which standard base64 adds to letters and digits. */
  plusSlash: 64,
  equals: 128,
  /** 0–9, a–f, A–F. */
  hex: 256,
  /** What an e-mail address or a path segment of a webhook may hold beside letters: `@`, `%`, `~`. */
  loose: 512,
  /** What else people and generators put into passwords: `!`, `#`, `$`, `^`, `&`, `*`, `?`, `:`. */
  sign: 1024,
} as const;

const BITS = bitsOfCharacters();

function bitsOfCharacters(): Uint16Array {
  const bits = new Uint16Array(128);
  const add = (characters: string, bit: number): void => {
    for (const character of characters) {
      const code = character.charCodeAt(0);
      bits[code] = (bits[code] as number) | bit;
    }
  };
  add('0123456789', CHARACTERS.digit | CHARACTERS.hex);
  add('ABCDEFGHIJKLMNOPQRSTUVWXYZ', CHARACTERS.upper);
  add('abcdefghijklmnopqrstuvwxyz', CHARACTERS.lower);
  add('abcdefABCDEF', CHARACTERS.hex);
  add('_', CHARACTERS.underscore);
  add('-', CHARACTERS.hyphen);
  add('.', CHARACTERS.dot);
  add('+/', CHARACTERS.plusSlash);
  add('=', CHARACTERS.equals);
  add('@%~', CHARACTERS.loose);
  add('!#$^&*?:', CHARACTERS.sign);
  return bits;
}

/** Letters and digits. */
export const ALPHANUMERIC = CHARACTERS.digit | CHARACTERS.upper | CHARACTERS.lower;
/** Letters, digits, `_` and `-`: base64url without padding (RFC 4648 §5), and most identifiers. */
export const WORD = ALPHANUMERIC | CHARACTERS.underscore | CHARACTERS.hyphen;

/** Tells whether the character at an offset is of a set; never beyond the end, nor for other than ASCII. */
export function isOf(text: string, at: number, set: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 && ((BITS[code] as number) & set) !== 0;
}

/** Tells whether every character of a text is of a set; so it is of the empty text. */
export function isOnly(text: string, set: number): boolean {
  for (let at = 0; at < text.length; at++) if (!isOf(text, at, set)) return false;
  return true;
}

/** Where the run of characters of a set that starts at an offset ends. */
export type EndOfRun = (start: number, set: number) => number;

/**
 * Opens a reader of runs over one text. A run is walked once for each set, however often it is asked for: whatever is built
 * on it is linear in the text.
 */
export function openRuns(text: string): EndOfRun {
  const known = new Map<number, { start: number; end: number }>();
  return (start, set) => {
    const run = known.get(set);
    if (run !== undefined && start >= run.start && start < run.end) return run.end;
    let end = start;
    while (isOf(text, end, set)) end++;
    if (run === undefined) known.set(set, { start, end });
    else {
      run.start = start;
      run.end = end;
    }
    return end;
  };
}
