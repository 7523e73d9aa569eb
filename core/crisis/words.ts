/** A word of a message as it is compared: folded, with its place among the words. */
export type Word = string;

/** Characters of a message that are looked at: of a longer one the first and the last half of them, where people write. */
export const MAX_CHARACTERS = 40_000;

const LEET: { readonly [letter: string]: string } = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '€': 'e',
};

/** Letters that look like a Latin one, from alphabets that are mixed into words to hide them. */
const LOOKS_LIKE: { readonly [letter: string]: string } = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  н: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  đ: 'd',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  ɡ: 'g',
};

/** A letter that begins or goes on in a word, in any alphabet that is written with spaces. */
const LETTER = /^[\p{L}\p{N}]$/u;
/** A sign that is a word by itself: Chinese and Japanese are written without spaces. */
const SIGN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
/** What stands inside a word without ending it, and is left out: apostrophes, marks on letters, what cannot be seen. */
const SILENT = /^[\p{Mn}\p{Me}\p{Cf}\u{e0000}-\u{e0fff}’‘´ʼ]$/u;
/** What cannot be seen, and parts words as often as it breaks one. */
const UNSEEN_GAPS = /[\u200b-\u200d\u2060\ufeff]/g;

/**
 * The words of a text, folded so that spellings of one word are one: case, width, accents, apostrophes and what cannot be seen
 * are left out (Unicode NFKD). A sign of Chinese or Japanese is a word by itself.
 *
 * Linear in the length of the text: every character is looked at once, by expressions over one character. Of a text longer than
 * `MAX_CHARACTERS` the middle is left out.
 */
export function wordsOf(text: string): readonly Word[] {
  const words: string[] = [];
  let word = '';
  const end = (): void => {
    if (word !== '') words.push(word);
    word = '';
  };
  for (const character of charactersOf(text)) {
    const kind = kindOf(character);
    if (kind === 'letter') word += character === 'ß' ? 'ss' : character;
    else if (kind !== 'silent') {
      end();
      if (kind === 'sign') words.push(character);
    }
  }
  end();
  return words;
}

type CharacterKind = 'letter' | 'sign' | 'silent' | 'gap';

function kindOf(character: string): CharacterKind {
  if (character <= '\x7f') return kindOfAscii(character);
  if (SILENT.test(character)) return 'silent';
  if (SIGN.test(character)) return 'sign';
  return LETTER.test(character) ? 'letter' : 'gap';
}

/** Nearly every character of nearly every message. */
function kindOfAscii(character: string): CharacterKind {
  if ((character >= 'a' && character <= 'z') || (character >= '0' && character <= '9')) return 'letter';
  return character === "'" || character === '`' ? 'silent' : 'gap';
}

function charactersOf(text: string): readonly string[] {
  const half = MAX_CHARACTERS / 2;
  const seen = text.length <= MAX_CHARACTERS ? text : `${text.slice(0, half)} ${text.slice(-half)}`;
  return [...seen.normalize('NFKD').toLowerCase()];
}

/** What a text says once what was done to hide it is undone: its words, and those that were put together of single letters. */
export type Unhidden = { readonly words: readonly Word[]; readonly spread: readonly Word[] };

/**
 * Undoes what hides words: digits and signs that stand for letters are read as those, letters of other alphabets inside Latin
 * words too, and single letters with gaps between them are put together. Null where nothing differs.
 */
export function unhide(text: string): Unhidden | null {
  const characters = charactersOf(text.replaceAll(UNSEEN_GAPS, ' '));
  const letters = characters.map((character, index) =>
    isBesideLetter(characters, index) ? (LEET[character] ?? character) : character,
  );
  const { words, spread } = joinSingles(wordsOf(letters.join('')).map(unmixed));
  const shown = wordsOf(text);
  const isSame = words.length === shown.length && words.every((word, index) => word === shown[index]);
  return isSame ? null : { words, spread };
}

function isBesideLetter(characters: readonly string[], index: number): boolean {
  return isLatin(characters[index - 1]) || isLatin(characters[index + 1]);
}

function isLatin(character: string | undefined): boolean {
  return character !== undefined && character >= 'a' && character <= 'z';
}

/** A word with Latin letters among others is read as Latin. */
function unmixed(word: string): string {
  const characters = [...word];
  return characters.some(isLatin) ? characters.map((character) => LOOKS_LIKE[character] ?? character).join('') : word;
}

/** A letter of an alphabet that words are spelled with. */
const SPELLED = /^[a-z\u0430-\u044f]$/u;
/** Fewest single letters in a row that are taken for hidden words, and the most of them that are looked at. */
const FEWEST_SINGLES = 3;
const MOST_SINGLES = 200;

/** `k i l l` is `kill`. What stands between the letters of two words is lost, so that they become one. */
function joinSingles(words: readonly string[]): Unhidden {
  const joined: string[] = [];
  const spread: string[] = [];
  let singles: string[] = [];
  const end = (): void => {
    const isSpread = singles.length >= FEWEST_SINGLES;
    const word = singles.join('');
    if (isSpread) spread.push(word);
    joined.push(...(isSpread ? [word] : singles));
    singles = [];
  };
  for (const word of words) {
    if (word.length === 1 && SPELLED.test(word)) {
      singles.push(word);
      if (singles.length === MOST_SINGLES) end();
    } else {
      end();
      joined.push(word);
    }
  }
  end();
  return { words: joined, spread };
}
