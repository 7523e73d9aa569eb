import { ALPHANUMERIC, CHARACTERS, isOf } from './characters.ts';

/**
 * How seldom one small letter follows another in words and identifiers of English: 0 where it does often, 9 where it hardly
 * ever does. A row for each first letter from a to z, in it a digit for each second one: minus the logarithm (base 2) of the
 * pair's share among all pairs of 6,000 source files and documents, less 5, divided by 0.9.
 */
const SELDOM: readonly string[] = [
  '94339739496233949231467669',
  '49894999569499599679499969',
  '39683893594489289463599979',
  '48952989399699589657599979',
  '36325459799231744112746249',
  '59995599399698499577599979',
  '69992976599765799556699999',
  '39993999499879499686799989',
  '54334549998341249422959695',
  '89996999999999899959999999',
  '79993979699998989969898999',
  '37851379299399379844479959',
  '35872999499758449959699999',
  '39423529496675469821559989',
  '65439669685331439144354799',
  '29972996497499349363499959',
  '99999999999999999999499999',
  '28451759296545279433569949',
  '49481794397677448831497969',
  '29571792199679359234498839',
  '65664679599453849343999899',
  '49893999599999799999999999',
  '69996997599996699679998999',
  '89794999799999959994999989',
  '99999979999687949966997999',
  '79995999899999799999999999',
];
const SMALL_A = 97;
/** What the seam of two words costs, as in `camelCase`, and what a digit beside a letter does. */
const SEAM = 5;
const DIGIT = 6;
/** Fewer pairs say nothing. */
const LEAST_PAIRS = 6;
/**
 * From here on letters and digits were drawn: of 6,000 identifiers and file names one in a hundred lies above, of drawn texts of
 * 12 characters three in a hundred lie below.
 */
const DRAWN = 5.2;

/**
 * Tells whether letters and digits follow one another as if drawn by lot, unlike in words, names and identifiers.
 *
 * What is neither letter nor digit parts the text and does not count. Linear.
 */
export function isScattered(text: string): boolean {
  let pairs = 0;
  let cost = 0;
  for (let at = 1; at < text.length; at++) {
    if (!isOf(text, at - 1, ALPHANUMERIC) || !isOf(text, at, ALPHANUMERIC)) continue;
    const digits = Number(isOf(text, at - 1, CHARACTERS.digit)) + Number(isOf(text, at, CHARACTERS.digit));
    if (digits === 2) continue;
    pairs += 1;
    cost += digits === 1 ? DIGIT : costOfLetters(text, at);
  }
  return pairs >= LEAST_PAIRS && cost / pairs >= DRAWN;
}

/** A capital begins a word, so that what stands before it says nothing; the letter after it belongs to the same word. */
function costOfLetters(text: string, at: number): number {
  const wasCapital = isOf(text, at - 1, CHARACTERS.upper);
  const isCapital = isOf(text, at, CHARACTERS.upper);
  if (isCapital && !wasCapital) return SEAM;
  const row = SELDOM[(text.charCodeAt(at - 1) | 32) - SMALL_A] as string;
  const seldom = row.charCodeAt((text.charCodeAt(at) | 32) - SMALL_A) - 48;
  return wasCapital && !isCapital ? SEAM + seldom : seldom;
}
