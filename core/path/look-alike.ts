/** Characters that look like `/` or `\` and that compatibility folding (NFKC) leaves as they are. */
const SLASHES = '\u2044\u2215\u2216\u2571\u2572\u27cb\u27cd\u29f5\u29f8\u29f9';

/** Letters of Cyrillic and Greek whose usual glyph is that of a Latin letter. */
const TWINS = new Set(
  '\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u04cf' +
    '\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u051a\u051c' +
    '\u03bf\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7',
);

/** Tells whether a text holds a character that looks like a slash or backslash and is neither, full-width ones included. */
export function hasLookAlikeSlash(text: string): boolean {
  if (isAscii(text)) return false;
  return [...text].some((character) => SLASHES.includes(character) || isFoldedSlash(character));
}

/** Writes every look-alike of a slash or backslash as `/`, backslashes too, and folds the rest (NFKC). */
export function withPlainSlashes(text: string): string {
  const slashed = [...text].map((character) => (SLASHES.includes(character) ? '/' : character)).join('');
  return slashed.normalize('NFKC').replaceAll('\\', '/');
}

/** Tells whether a name is `.` or dots in disguise: full-width dots, leaders, an ellipsis. */
export function isVeiledDots(name: string): boolean {
  return !isAscii(name) && [...name.normalize('NFKC')].every((character) => character === '.' || character === ' ');
}

/**
 * Tells whether one word of a text mixes Latin letters with others that look just like Latin ones: Cyrillic `a` in
 * `package`, a full-width or mathematical letter between plain ones. Words of one alphabet are never meant, nor are signs
 * such as `\u00ba`, nor Greek letters that look like themselves.
 */
export function hasMixedLetters(text: string): boolean {
  if (isAscii(text)) return false;
  let hasLatin = false;
  let hasTwin = false;
  for (const character of text) {
    if (!isLetter(character)) [hasLatin, hasTwin] = [false, false];
    else if (isLatinTwin(character)) hasTwin = true;
    else if (isAsciiLetter(character)) hasLatin = true;
    if (hasLatin && hasTwin) return true;
  }
  return false;
}

function isFoldedSlash(character: string): boolean {
  const folded = character.normalize('NFKC');
  return character !== folded && (folded === '\\' || folded === '/');
}

function isLatinTwin(character: string): boolean {
  if (TWINS.has(character)) return true;
  return character >= '\u2000' && isAsciiLetter(character.normalize('NFKC'));
}

function isLetter(character: string): boolean {
  return /^\p{L}$/u.test(character);
}

function isAsciiLetter(text: string): boolean {
  return text.length === 1 && ((text >= 'a' && text <= 'z') || (text >= 'A' && text <= 'Z'));
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0x7e) return false;
  }
  return true;
}
