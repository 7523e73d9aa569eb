import type { CommandWord } from './shell-words.ts';

/** The words behind a cmdlet, by what they are to it. */
export type PowershellWords = {
  /** Files, folders or URLs that it works on. */
  readonly sources: readonly CommandWord[];
  /** Where it copies, moves or renames to. */
  readonly targets: readonly CommandWord[];
  /** Files of `-OutFile`. */
  readonly saved: readonly CommandWord[];
  /** Everything that is no option or its text. */
  readonly all: readonly CommandWord[];
  /** Options in lower case. */
  readonly options: readonly string[];
  /** False where an option may change which word is what. */
  readonly isClear: boolean;
};

/** Parameters whose value is text and no file. */
const VALUED = [
  ...[
    '-value',
    '-encoding',
    '-filter',
    '-include',
    '-exclude',
    '-pattern',
    '-method',
    '-body',
    '-headers',
    '-itemtype',
  ],
  ...['-type', '-first', '-last', '-tail', '-totalcount', '-depth', '-erroraction', '-ea', '-delimiter', '-useragent'],
  ...['-timeoutsec', '-algorithm', '-name', '-inputobject'],
];
const SOURCES = ['-path', '-literalpath', '-lp', '-pspath', '-filepath', '-uri'];
const TARGETS = ['-destination', '-newname', '-destinationpath'];
const SAVED = ['-outfile'];
const SWITCHES = [
  ...[
    '-recurse',
    '-force',
    '-whatif',
    '-confirm',
    '-passthru',
    '-verbose',
    '-container',
    '-nonewline',
    '-asbytestream',
  ],
  ...['-raw', '-list', '-quiet', '-notmatch', '-casesensitive', '-simplematch', '-allmatches', '-update'],
];

/** Cmdlets that take two places. */
const TWO_PLACES = new Set(['copy-item', 'move-item', 'rename-item', 'expand-archive', 'compress-archive']);
/** Cmdlets whose second place is what they write. */
const WITH_CONTENT = new Set(['set-content', 'add-content']);
/** Cmdlets to which it matters in which place a word stands. */
const PLACED = new Set([...TWO_PLACES, ...WITH_CONTENT, 'select-string']);
/** Items that stand for others: what is written to them then is written elsewhere. */
const LINKS = new Set(['symboliclink', 'hardlink', 'junction']);

type Lists = { readonly sources: CommandWord[]; readonly targets: CommandWord[]; readonly saved: CommandWord[] };

/**
 * Tells the words behind a cmdlet apart by parameters and places (about_Parameters).
 *
 * Parameters may be cut short and hold their value behind a colon; commas make lists. Where it is not sure which word is what,
 * the answer says so.
 */
export function sortPowershellWords(name: string, words: readonly CommandWord[]): PowershellWords {
  const lists: Lists = { sources: [], targets: [], saved: [] };
  const places: CommandWord[][] = [];
  const options: string[] = [];
  let isClear = !words.some(({ text }) => LINKS.has(text.toLowerCase()));
  let current: CommandWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as CommandWord;
    if (word.isListed) current.push(word);
    else if (word.isQuoted || !word.text.startsWith('-') || word.text === '-') {
      current = [word];
      places.push(current);
    } else {
      const colon = word.text.indexOf(':');
      const option = (colon < 0 ? word.text : word.text.slice(0, colon)).toLowerCase();
      options.push(option);
      const list = listOf(name, option, lists);
      if (list === null) {
        if (PLACED.has(name) && !isShort(option, SWITCHES)) isClear = false;
        continue;
      }
      current = list;
      const value = colon < 0 ? words[++at] : { ...word, text: word.text.slice(colon + 1) };
      if (value !== undefined) current.push(value);
    }
  }
  return { ...placed(name, lists, { places, options }), options, isClear, all: places.flat() };
}

/** Where the value of a parameter belongs; null where it takes none, and a list of its own where it is text. */
function listOf(name: string, option: string, { sources, targets, saved }: Lists): CommandWord[] | null {
  if (option === '-name' && name === 'get-childitem') return null;
  if (isShort(option, SOURCES)) return sources;
  if (isShort(option, VALUED)) return [];
  if (TWO_PLACES.has(name) && isShort(option, TARGETS)) return targets;
  return isShort(option, SAVED) ? saved : null;
}

/** True for one of these parameters, or three letters of it and more. */
export function isShort(option: string, names: readonly string[]): boolean {
  return option.length > 2 && names.some((name) => name.startsWith(option));
}

function placed(
  name: string,
  { sources, targets, saved }: Lists,
  { places, options }: { readonly places: readonly CommandWord[][]; readonly options: readonly string[] },
): Lists {
  const isNamed = sources.length > 0;
  if (TWO_PLACES.has(name)) {
    const last = targets.length === 0 && (isNamed || places.length > 1) ? places.at(-1) : undefined;
    const rest = places.filter((group) => group !== last);
    return { sources: [...sources, ...rest.flat()], targets: last ?? targets, saved };
  }
  const isGiven = (parameter: string) => options.some((option) => isShort(option, [parameter]));
  if (name === 'select-string' && !isGiven('-pattern'))
    return { sources: [...sources, ...places.slice(1).flat()], targets, saved };
  const paths = WITH_CONTENT.has(name) && !isGiven('-value') ? places.slice(0, isNamed ? 0 : 1) : places;
  return { sources: [...sources, ...paths.flat()], targets, saved };
}
