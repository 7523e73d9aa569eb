import { holdsHidden } from './hidden-characters.ts';
import { foldText, isWordCharacter } from './skeleton.ts';
import { INSTRUCTIONS, MARKUP, SECRETS } from './suspicious-phrases.ts';
import { type ListedText, textsOfListing } from './texts-of-listing.ts';
import type { ToolListing } from './tool-listing.ts';
import type { ToolWarning, WarningKind } from './tool-warning.ts';

/** A description longer than this is more than a tool needs, in UTF-16 code units. */
const LONG_TEXT = 4_000;

/** Most warnings of one tool; whoever has this many has been found out. */
const MAX_WARNINGS = 16;

const SENTENCES: { readonly [Kind in WarningKind]?: string } = {
  'hidden-text': 'holds characters that people do not see',
  instruction: 'speaks to the model, not about the tool',
  'secret-reference': 'names secrets or private files',
  'other-tool': "names another server's tool",
  'over-long': `is longer than ${LONG_TEXT} characters`,
};

/**
 * Looks in every text of a listing for what does not belong there: characters that only machines read, orders to the model,
 * secrets and private files, other servers' tools, sheer length. At most 16 warnings, each kind and place once.
 *
 * A search for fixed phrases in the folded text (`foldText`), so look-alike letters, case, accents, punctuation and
 * invisible characters hide nothing. It reports what to look at; it proves nothing, and finds no phrase that it does not
 * know. Linear in the size of the listing.
 */
export function findSuspiciousText(
  listing: ToolListing,
  { otherTools }: { readonly otherTools: ReadonlySet<string> },
): readonly ToolWarning[] {
  const found = new Map<string, ToolWarning>();
  for (const listed of textsOfListing(listing)) {
    for (const kind of kindsOf(listed, otherTools)) {
      const text = `${listed.where} ${SENTENCES[kind]}`;
      if (found.size < MAX_WARNINGS) found.set(text, { kind, text });
    }
  }
  return [...found.values()];
}

function kindsOf({ where, text }: ListedText, otherTools: ReadonlySet<string>): readonly WarningKind[] {
  const folded = foldText(text);
  const kinds: WarningKind[] = [];
  if (holdsHidden(text)) kinds.push('hidden-text');
  if (givesOrders(wordsOf(folded)) || MARKUP.some((mark) => folded.includes(mark))) kinds.push('instruction');
  if (SECRETS.some((name) => folded.includes(name))) kinds.push('secret-reference');
  if (where !== 'name' && namesTool(text, otherTools)) kinds.push('other-tool');
  if (text.length > LONG_TEXT) kinds.push('over-long');
  return kinds;
}

/** Tells whether the words of a text hold one of the phrases. Each word begins few of them, and they are short. */
function givesOrders(words: readonly string[]): boolean {
  return words.some((word, place) =>
    (INSTRUCTIONS.get(word) ?? []).some((phrase) => phrase.every((wanted, step) => words[place + step] === wanted)),
  );
}

/** The runs of letters and digits of a text. */
function wordsOf(folded: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (const character of folded) {
    if (isWordCharacter(character)) word += character;
    else {
      if (word !== '') words.push(word);
      word = '';
    }
  }
  words.push(word);
  return words;
}

/** Looks only for names that are no words of the language: with a separator in them. */
function namesTool(text: string, otherTools: ReadonlySet<string>): boolean {
  if (otherTools.size === 0) return false;
  let name = '';
  for (const character of `${text} `) {
    if (isWordCharacter(character) || character === '_' || character === '-') {
      name += character;
    } else {
      if (isName(name) && otherTools.has(name)) return true;
      name = '';
    }
  }
  return false;
}

function isName(name: string): boolean {
  return name.includes('_') || name.includes('-');
}
