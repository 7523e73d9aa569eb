import type { Action } from '../action/action.ts';
import { cataloguedUses } from '../effect/tool-catalogue.ts';
import { shellTextOf } from './shell-text.ts';

/** Words of a shell that set or take away variables, or run what does, without a `=` in sight. */
const SETTERS: ReadonlySet<string> = new Set(
  (
    'env export declare typeset local readonly unset read readarray mapfile getopts printf eval source . for select ' +
    'coproc set let alias cross-env setenv'
  ).split(' '),
);

/** What may stand around the name of a variable and in its place. */
const BEFORE_NAME = ['"', "'", '\\', '$', '{', '`'] as const;
const BEHIND_NAME = ['=', '+=', ':=', '[', '"', "'", '\\', '$', '{', '`'] as const;
/** Ends a word as far as it matters here; within quotes, too: what only looks like a setting counts as one. */
const BETWEEN_WORDS = [' ', '\t', '\n', '\r', ';', '|', '&', '(', ')', '<', '>', '`'] as const;

/**
 * Tells whether a call may set variables, which change what programs do without a word of theirs: another home, another proxy,
 * another configuration. A line of a shell that is not read here counts as one that does.
 *
 * Read by its text and with too much rather than too little, in one pass.
 */
export function setsVariables(action: Pick<Action, 'tool' | 'args'>): boolean {
  const text = shellTextOf(action);
  if (text !== null) return wordsOf(text).some((word) => SETTERS.has(word) || isSetting(word));
  const uses = cataloguedUses(action.tool.origin, action.tool.name) ?? [];
  return uses.some(({ kind }) => kind === 'shell');
}

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (!BETWEEN_WORDS.some((each) => each === character)) word += character;
    else if (word !== '') {
      words.push(word);
      word = '';
    }
  }
  return [...words, word];
}

/** A name, and behind it what gives it a value. An option (`--name=value`), a place or an address begins with no such name. */
function isSetting(word: string): boolean {
  if (!word.includes('=')) return false;
  let start = 0;
  while (BEFORE_NAME.some((each) => each === word.charAt(start))) start += 1;
  let end = start;
  while (isNamePart(word.charAt(end))) end += 1;
  return end > start && BEHIND_NAME.some((each) => word.startsWith(each, end));
}

function isNamePart(character: string): boolean {
  const isLetter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  return isLetter || character === '_' || (character >= '0' && character <= '9');
}
