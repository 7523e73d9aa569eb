import { codePointText } from './code-point-name.ts';
import { plainTwinOf, scriptOf } from './look-alike-letter.ts';

/** Signs of commands, paths and addresses: a single letter beside one is meant for a machine. */
const JOINERS = '/\\-_.=@:~$&|;';
/** Letters of a word that a remark repeats. */
const REPEATED = 24;

type Letter = {
  readonly character: string;
  readonly point: number;
  readonly script: string | null;
  readonly twin: string | null;
};

/** The characters beside a word, and the code points that the text has named already. */
type WordPlace = { readonly before: string; readonly after: string; readonly named: Set<number> };

/**
 * A word as it is shown, letter for letter, with what is drawn like something else marked.
 *
 * A letter that looks like a Latin one is marked where it stands among letters of another script. A word of nothing but such letters
 * is shown with what it looks like; and one that mixes scripts otherwise is said to.
 */
export function unitsOfWord(characters: readonly string[], { before, after, named }: WordPlace): readonly string[] {
  const word = characters.join('');
  if (isAscii(word)) return [word];
  const letters = characters.map(letterOf);
  const scripts = new Set(letters.flatMap(({ script }) => script ?? []));
  const twins = letters.filter(({ twin }) => twin !== null);
  const meant = letters.filter(({ script }) => script !== null);
  const isMixed = scripts.size > 1;
  if (isMixed && twins.length > 0)
    return letters.map((letter) => (letter.twin === null ? letter.character : marked(letter, named)));
  if (isMixed) return [word, `⟨mixes ${[...scripts].join(' and ')}⟩`];
  const isForMachines = JOINERS.includes(before) || JOINERS.includes(after);
  if (twins.length === 0 || twins.length < meant.length || (twins.length === 1 && !isForMachines)) return [word];
  return [word, `⟨${[...scripts].join('')}, looks like ${looksLike(letters)}⟩`];
}

function letterOf(character: string): Letter {
  const point = character.codePointAt(0) as number;
  return { character, point, script: isDigit(character) ? null : scriptOf(point), twin: plainTwinOf(character) };
}

/** The script of a letter is said where it first stands in a text. */
function marked({ character, point, script, twin }: Letter, named: Set<number>): string {
  if (named.has(point)) return `⟨${character} ${codePointText(point)}≈${twin}⟩`;
  named.add(point);
  return `⟨${character} ${codePointText(point)} ${script}, looks like ${twin}⟩`;
}

function looksLike(letters: readonly Letter[]): string {
  const shown = letters.slice(0, REPEATED).map(({ character, twin }) => twin ?? character);
  return `${shown.join('')}${letters.length > REPEATED ? '…' : ''}`;
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7e) return false;
  return true;
}
