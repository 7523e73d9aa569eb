import type { Glyph } from './glyph.ts';
import { isFamiliar } from './look-alike-letter.ts';

/** Signs of commands, paths and addresses: a single letter beside one is meant for a machine. */
const JOINERS = '/\\-_.=@:~$&|;';
/** Letters of a word that a remark repeats. */
const REPEATED = 24;

/** The characters beside a word, and the code points that the text has named already. */
type WordPlace = { readonly before: string; readonly after: string; readonly named: Set<number> };

/**
 * A word as it is shown, letter for letter, with what is drawn like something else marked.
 *
 * A letter that looks like a Latin one is marked where it stands among letters of another script. A word of nothing but such letters
 * is shown with what it looks like; and one that mixes scripts otherwise is said to. Beside a sign of paths, addresses and commands
 * every letter that is not familiar is marked, and among plain letters those of a script that is not known here: no table knows all
 * that are drawn alike.
 */
export function unitsOfWord(letters: readonly Glyph[], { before, after, named }: WordPlace): readonly string[] {
  const word = letters.map(({ character }) => character).join('');
  if (letters.every(({ point }) => point < 0x80)) return [word];
  const scripts = new Set<string>();
  for (const { script } of letters) if (script !== null) scripts.add(script);
  const twins = letters.filter(({ twin }) => twin !== null);
  const meant = letters.filter(({ script }) => script !== null);
  const isForMachines = JOINERS.includes(before) || JOINERS.includes(after);
  if (twins.length > 0 && twins.length < letters.length && twins.some((letter) => isAmongOthers(letter, scripts)))
    return letters.map((letter) => (letter.twin === null ? letter.character : marked(letter, named)));
  if (twins.length > 0 && twins.length === meant.length && (twins.length > 1 || isForMachines))
    return [word, `⟨${[...scripts].join(' and ')}, looks like ${looksLike(letters)}⟩`];
  if (scripts.size > 1) return [word, `⟨mixes ${[...scripts].join(' and ')}⟩`];
  const isPlain = letters.some(({ character }) => isPlainLetter(character));
  return letters.map((letter) =>
    isForMachines || (isPlain && letter.script === null) ? familiar(letter) : letter.character,
  );
}

/** Whether a letter with a twin stands among letters of another script, or is one that Latin itself has beside the plain one. */
function isAmongOthers({ script, twin }: Glyph, scripts: ReadonlySet<string>): boolean {
  return twin !== null && (scripts.size > 1 || script === 'Latin');
}

function familiar({ character, point, text, isMark }: Glyph): string {
  return isFamiliar(point) || isMark ? character : `⟨${character} ${text}⟩`;
}

/** The script of a letter is said where it first stands in a text. */
function marked({ character, point, text, script, twin }: Glyph, named: Set<number>): string {
  if (named.has(point)) return `⟨${character} ${text}≈${twin}⟩`;
  named.add(point);
  return `⟨${character} ${text} ${script}, looks like ${twin}⟩`;
}

function looksLike(letters: readonly Glyph[]): string {
  const shown = letters.slice(0, REPEATED).map(({ character, twin }) => twin ?? character);
  return `${shown.join('')}${letters.length > REPEATED ? '…' : ''}`;
}

function isPlainLetter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}
