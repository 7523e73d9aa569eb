/**
 * Letters of other scripts, and of extended Latin, whose usual glyph is that of a plain letter or digit, each beside its
 * twin (after Unicode UTS 39, confusables).
 */
const LETTERS: readonly (readonly [twins: string, plain: string])[] = [
  ['аɑα', 'a'],
  ['АΑᎪ', 'A'],
  ['ВΒᏴ', 'B'],
  ['ьᖯ', 'b'],
  ['сϲⲥ', 'c'],
  ['СϹᏟⲤ', 'C'],
  ['ԁɗ', 'd'],
  ['Ꭰ', 'D'],
  ['еєεҽ', 'e'],
  ['ЕΕᎬ', 'E'],
  ['ք', 'f'],
  ['ɡց', 'g'],
  ['ԌᏀ', 'G'],
  ['һհ', 'h'],
  ['НΗᎻ', 'H'],
  ['іɩι', 'i'],
  ['ІΙӀ', 'I'],
  ['јϳ', 'j'],
  ['ЈᎫ', 'J'],
  ['кκ', 'k'],
  ['КΚᏦ', 'K'],
  ['ӏ', 'l'],
  ['Ꮮ', 'L'],
  ['МΜᎷ', 'M'],
  ['Ν', 'N'],
  ['ոո', 'n'],
  ['оοօσ', 'o'],
  ['ОΟՕ', 'O'],
  ['рρ', 'p'],
  ['РΡᏢ', 'P'],
  ['ԛգ', 'q'],
  ['гᴦ', 'r'],
  ['ѕ', 's'],
  ['ЅՏᏚ', 'S'],
  ['тτ', 't'],
  ['ТΤᎢ', 'T'],
  ['υսʋ', 'u'],
  ['Ս', 'U'],
  ['ѵν', 'v'],
  ['ѴᏙ', 'V'],
  ['ԝա', 'w'],
  ['ԜᎳ', 'W'],
  ['хχ', 'x'],
  ['ХΧ', 'X'],
  ['уүγ', 'y'],
  ['УΥҮ', 'Y'],
  ['ᴢ', 'z'],
  ['ΖᏃ', 'Z'],
  ['З', '3'],
  ['б', '6'],
  // Small capitals and Latin letters of other alphabets.
  ['ᴀ', 'a'],
  ['ʙ', 'b'],
  ['ᴄ', 'c'],
  ['ᴅ', 'd'],
  ['ᴇ', 'e'],
  ['ɢ', 'g'],
  ['ʜ', 'h'],
  ['ıɪ', 'i'],
  ['ᴊ', 'j'],
  ['ĸᴋ', 'k'],
  ['ʟ', 'l'],
  ['ᴍ', 'm'],
  ['ɴ', 'n'],
  ['ᴏ', 'o'],
  ['ᴘ', 'p'],
  ['ʀ', 'r'],
  ['ꜱſ', 's'],
  ['ᴛ', 't'],
  ['ᴜ', 'u'],
  ['ᴠ', 'v'],
  ['ᴡ', 'w'],
  ['ʏ', 'y'],
  ['ǃ', '!'],
  ['ǀ', '|'],
];

/** Signs that are drawn like one of ASCII and that compatibility folding (NFKC) leaves as they are. */
const SIGNS: readonly (readonly [twins: string, plain: string])[] = [
  ['\u2044\u2215\u2571\u27cb\u29f8', '/'],
  ['\u2216\u2572\u27cd\u29f5\u29f9', '\\'],
  ['\u2236\ua789\u02d0\u05c3', ':'],
  ['\u2010\u2011\u2012\u2212\u02d7', '-'],
  ['\u2223\u01c0\u23d0', '|'],
  ['\u2217\u204e', '*'],
  ['\u02cb\u1fef', '`'],
  ['\u201a', ','],
  ['\u2039', '<'],
  ['\u203a', '>'],
  ['\u223c\u02dc', '~'],
];

const TWINS: ReadonlyMap<string, string> = pairs(LETTERS);
const SIGN_TWINS: ReadonlyMap<string, string> = pairs(SIGNS);

function pairs(table: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(table.flatMap(([twins, plain]) => [...twins].map((twin) => [twin, plain] as const)));
}

/** Scripts whose letters are taken for Latin ones, by range. */
const SCRIPTS: readonly (readonly [from: number, to: number, name: string])[] = [
  [0x41, 0x24f, 'Latin'],
  [0x250, 0x2af, 'phonetic'],
  [0x370, 0x3ff, 'Greek'],
  [0x400, 0x52f, 'Cyrillic'],
  [0x530, 0x58f, 'Armenian'],
  [0x13a0, 0x13ff, 'Cherokee'],
  [0x1c80, 0x1c8f, 'Cyrillic'],
  [0x1d00, 0x1dbf, 'phonetic'],
  [0x1e00, 0x1eff, 'Latin'],
  [0x1f00, 0x1fff, 'Greek'],
  [0x2c80, 0x2cff, 'Coptic'],
  [0x2de0, 0x2dff, 'Cyrillic'],
  [0xa640, 0xa69f, 'Cyrillic'],
  [0xab70, 0xabbf, 'Cherokee'],
];

/** Letters whose shapes are those of no Latin letter: of South and East Asia, and of Ethiopia. */
const UNLIKE: readonly (readonly [from: number, to: number])[] = [
  [0x900, 0x109f],
  [0x1100, 0x139f],
  [0x1780, 0x18af],
  [0x3000, 0x9fff],
  [0xac00, 0xd7ff],
  [0x20000, 0x3ffff],
];
/** Latin letters with marks that everybody knows: of Western and Central Europe. */
const EUROPEAN: readonly [from: number, to: number] = [0xc0, 0x17f];

/** Whether a letter is familiar enough to stand in a path, an address or a command as it is. */
export function isFamiliar(point: number): boolean {
  if (point < 0x80 || (point >= EUROPEAN[0] && point <= EUROPEAN[1])) return true;
  return UNLIKE.some(([from, to]) => point >= from && point <= to);
}

/** The script of a letter that could stand in a word beside Latin letters unnoticed; null for all others. */
export function scriptOf(point: number): string | null {
  return SCRIPTS.find(([from, to]) => point >= from && point <= to)?.[2] ?? null;
}

/** The plain letter or digit that a letter of another script is drawn like; null where it looks like itself. */
export function plainTwinOf(letter: string): string | null {
  return TWINS.get(letter) ?? null;
}

/** Kept as they are: ordinary in prose, and not taken for what they fold to. */
const ORDINARY: ReadonlySet<string> = new Set(['…', '™', '№', '‼', '⁉', '℃', '℉']);

/**
 * What a character is drawn like wherever it stands: full-width, mathematical and other forms of ASCII, and signs that look
 * like `/`, `\`, `:`, `-`, `|` and their like. Null for what looks like itself, and for everything up to U+00FF.
 */
export function asciiLookOf(character: string): string | null {
  if (character < '\u0100' || ORDINARY.has(character)) return null;
  const sign = SIGN_TWINS.get(character);
  if (sign !== undefined) return sign;
  const folded = character.normalize('NFKC');
  return folded !== character && folded.length <= 4 && isPrintable(folded) ? folded : null;
}

function isPrintable(text: string): boolean {
  return [...text].every((character) => character > ' ' && character <= '~');
}
