import type { Glyph } from './glyph.ts';
import { isFamiliar } from './look-alike-letter.ts';

/** Signs of commands, paths and addresses: a single letter beside one is meant for a machine. */
const JOINERS = '/\\-_.=@:~$&|;';
/** Letters of a word that a remark repeats. */
const REPEATED = 24;

/** The characters beside a word, the code points that the text has named already, and where units go. */
type WordPlace = {
  readonly before: string;
  readonly after: string;
  readonly named: Set<number>;
  readonly units: string[];
};

/**
 * Adds a word as it is shown, letter for letter, with what is drawn like something else marked.
 *
 * A letter that looks like a Latin one is marked where it stands among letters of another script. A word of nothing but such letters
 * is shown with what it looks like; and one that mixes scripts otherwise is said to. Beside a sign of paths, addresses and commands
 * every letter that is not familiar is marked, and among plain letters those of a script that is not known here: no table knows all
 * that are drawn alike.
 */
export function pushWordUnits(letters: readonly Glyph[], place: WordPlace): void {
  const { before, after, named, units } = place;
  const { word, isAscii, twins, meant, isMixed, hasLatinTwin, isPlain, hasUnknown } = lookAt(letters);
  if (isAscii) return void units.push(word);
  const isForMachines = JOINERS.includes(before) || JOINERS.includes(after);
  // Among letters of another script, or one that Latin itself has beside the plain one.
  if (twins > 0 && twins < letters.length && (isMixed || hasLatinTwin)) {
    for (const letter of letters) units.push(letter.twin === null ? letter.character : marked(letter, named));
  } else if (twins > 0 && twins === meant && (twins > 1 || isForMachines)) {
    units.push(word, `⟨${scriptsOf(letters)}, looks like ${looksLike(letters)}⟩`);
  } else if (isMixed) {
    units.push(word, `⟨mixes ${scriptsOf(letters)}⟩`);
  } else if (isForMachines || (isPlain && hasUnknown)) {
    for (const letter of letters)
      units.push(isForMachines || letter.script === null ? familiar(letter) : letter.character);
  } else units.push(word);
}

/** What a word is made of. */
type WordLook = {
  readonly word: string;
  readonly isAscii: boolean;
  /** Letters that are drawn like plain ones, and letters of scripts that are known here. */
  readonly twins: number;
  readonly meant: number;
  /** Of several scripts. */
  readonly isMixed: boolean;
  readonly hasLatinTwin: boolean;
  readonly isPlain: boolean;
  readonly hasUnknown: boolean;
};

function lookAt(letters: readonly Glyph[]): WordLook {
  const look = { word: '', isAscii: true, twins: 0, meant: 0, isMixed: false, hasLatinTwin: false };
  let only: string | null = null;
  let isPlain = false;
  for (const { character, point, script, twin } of letters) {
    look.word += character;
    if (point >= 0x80) look.isAscii = false;
    else if (script !== null) isPlain = true;
    if (twin !== null) look.twins += 1;
    if (twin !== null && script === 'Latin') look.hasLatinTwin = true;
    if (script === null) continue;
    look.meant += 1;
    if (only !== null && only !== script) look.isMixed = true;
    only = script;
  }
  return { ...look, isPlain, hasUnknown: look.meant < letters.length };
}

function scriptsOf(letters: readonly Glyph[]): string {
  return [...new Set(letters.flatMap(({ script }) => (script === null ? [] : [script])))].join(' and ');
}

function familiar({ character, point, text, isMark }: Glyph): string {
  return isMark || isFamiliar(point) ? character : `⟨${character} ${text}⟩`;
}

/** The script of a letter is said where it first stands in a text. */
function marked({ character, point, text, script, twin, again }: Glyph, named: Set<number>): string {
  if (named.has(point)) return again;
  named.add(point);
  return `⟨${character} ${text} ${script}, looks like ${twin}⟩`;
}

function looksLike(letters: readonly Glyph[]): string {
  const shown = letters.slice(0, REPEATED).map(({ character, twin }) => twin ?? character);
  return `${shown.join('')}${letters.length > REPEATED ? '…' : ''}`;
}
