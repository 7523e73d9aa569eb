import { isHiddenPoint } from './hidden-characters.ts';

/** Letters of other scripts that are drawn like Latin ones, each beside its twin (after Unicode UTS 39, confusables). */
const LOOK_ALIKES: readonly (readonly [twins: string, latin: string])[] = [
  ['аɑαａ', 'a'],
  ['ьᖯ', 'b'],
  ['сϲⲥ', 'c'],
  ['ԁɗ', 'd'],
  ['еҽєεℯ', 'e'],
  ['ẝք', 'f'],
  ['ɡցɢ', 'g'],
  ['һհ', 'h'],
  ['іıɩιⅰ', 'i'],
  ['јϳ', 'j'],
  ['кκ', 'k'],
  ['ӏⅼǀ', 'l'],
  ['м', 'm'],
  ['ոո', 'n'],
  ['оοօσ߀', 'o'],
  ['рρ⍴', 'p'],
  ['ԛգ', 'q'],
  ['гᴦ', 'r'],
  ['ѕꜱ', 's'],
  ['тτ', 't'],
  ['υսʋ', 'u'],
  ['ѵν', 'v'],
  ['ԝա', 'w'],
  ['хχ×', 'x'],
  ['уүγ', 'y'],
  ['ᴢ', 'z'],
];

const LATIN: ReadonlyMap<string, string> = new Map(
  LOOK_ALIKES.flatMap(([twins, latin]) => [...twins].map((twin) => [twin, latin] as const)),
);

/** One class, one character at a time. */
const MEANT = /^[\p{L}\p{N}]$/u;
const MARK = /^\p{M}$/u;

/**
 * A text as plain lower-case letters wherever it is drawn like them: compatibility forms folded (NFKC), accents and
 * invisible characters gone, letters of other scripts as the Latin ones they look like. Everything else stays.
 */
export function foldText(text: string): string {
  const known = new Map<string, string>();
  let folded = '';
  for (const character of text.normalize('NFKC').toLowerCase().normalize('NFD')) {
    if (character >= ' ' && character <= '~') {
      folded += character;
      continue;
    }
    const fold = known.get(character) ?? foldCharacter(character);
    known.set(character, fold);
    folded += fold;
  }
  return folded;
}

function foldCharacter(character: string): string {
  if (character === '\n' || character === '\t') return ' ';
  if (isHiddenPoint(character.codePointAt(0) as number) || MARK.test(character)) return '';
  return LATIN.get(character) ?? character;
}

/**
 * What a name looks like: two names with one skeleton are taken for each other by people and by models.
 *
 * Beside what `foldText` folds, separators are left out (`read_file`, `read-file`, `readFile`) and i, l, 1 as well as o and
 * 0 are one.
 */
export function skeletonOf(name: string): string {
  let skeleton = '';
  for (const character of foldText(name)) {
    if (character === 'i' || character === '1' || character === '|') skeleton += 'l';
    else if (character === '0') skeleton += 'o';
    else if (isWordCharacter(character)) skeleton += character;
  }
  return skeleton.replaceAll('rn', 'm').replaceAll('vv', 'w');
}

/** Tells whether a character is a letter or a digit of any script. */
export function isWordCharacter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || MEANT.test(character);
}
