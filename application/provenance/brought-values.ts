import { isJsonObject, type Json } from '../../core/encoding/json.ts';
import { wordsOf } from '../../core/provenance/words.ts';
import { readRecords } from './read-records.ts';
import type { SaidWords } from './said-words.ts';
import { WordFilter } from './word-filter.ts';

/** Values of fields that are remembered of one session; more are not known to be any. */
const MAX_FIELDS = 2_000;
/** Characters of one result that are read. */
const MAX_CHARACTERS = 131_072;
/** Values of one result that are looked at. */
const MAX_VALUES = 20_000;
/** Deeper values are not looked at. */
const MAX_DEPTH = 64;
/** What a field holds that is something's name, number or address, and not a text. */
const MAX_NAME = 96;
const MAX_NAME_WORDS = 8;
/** Letters of the longest word of a name that says which record it is. */
const MIN_NAME = 5;

/** Where results said a value: as the whole of a field; `named` where another field of the same record is what the user named. */
export type Field = 'named' | 'plain';

/**
 * What the results of tools brought to a session, as far as it must be told whether a value of a call comes from there.
 *
 * Two things are kept apart. *Free text* is whatever somebody wrote: it is remembered as marks in a filter of fixed size, from which
 * nothing can be read back, and which may take a word for one that was said there, never the other way round. *Fields* are the short
 * values of results with a structure. Who writes a text into a field cannot make another field of it: the program that wrote the
 * result has quoted it. What is a document as a whole has no fields, since whoever wrote it wrote its structure.
 *
 * Invariant: a flood hides nothing. Text beyond what is read makes every value one of free text; fields beyond are none.
 */
export class BroughtValues {
  /** Words of texts that are too long for a field, or that are no field. */
  private readonly ofTexts = new WordFilter();
  /** Words of short texts in fields: each may be an instruction as well as a name. */
  private readonly ofFields = new WordFilter();
  private readonly fields = new Map<string, Field>();

  /** A result came in. `isDocument`: it is what one file, page or address holds. */
  note(response: string, { said, isDocument }: { readonly said: SaidWords; readonly isDocument: boolean }): void {
    const budget = {
      characters: MAX_CHARACTERS,
      values: MAX_VALUES,
      seen: new Set<string>(),
      names: new Map<string, boolean>(),
    };
    const about = { said, isDocument, budget, isNamed: false, isLabelNamed: false, depth: 0 };
    for (const record of readRecords(response)) this.read(record, about);
    if (budget.characters < 0 || budget.values < 0) this.ofTexts.fill();
  }

  /**
   * Tells whether a value stands in free text, alone or in pieces. What is the whole of a field of several words is looked for in other texts
   * than that.
   */
  isFree(value: string | number): boolean {
    const keys = (typeof value === 'number' ? [keyOf(value)] : rawWords(value).map(keyOf)).filter((key) => key !== '');
    const isField = keys.length > 1 && this.fieldOf(value) !== null;
    const isSaid = (key: string): boolean => this.ofTexts.has(key) || (!isField && this.ofFields.has(key));
    return keys.length > 0 && keys.every(isSaid);
  }

  /** The field that a value is the whole of; null where there is none. */
  fieldOf(value: string | number): Field | null {
    return this.fields.get(keyOf(value)) ?? null;
  }

  private read(value: Json, about: About): void {
    if (typeof value === 'string' || typeof value === 'number') this.readLeaf(value, about);
    if (typeof value !== 'object' || value === null || about.budget.values < 0) return;
    const within = { ...about, depth: about.depth + 1 };
    if (within.depth > MAX_DEPTH) about.budget.values = -1;
    else if (isJsonObject(value)) this.readRecord(value, within);
    else for (const item of value) this.read(item, within);
  }

  /** A record is named by what it holds itself, or by what it stands under; not by what is around it, which may repeat a question. */
  private readRecord(record: { readonly [key: string]: Json }, about: About): void {
    if (about.budget.characters < 0) return;
    const values = Object.entries(record);
    const isNamed =
      about.isLabelNamed || values.some(([, value]) => leavesOf(value).some((leaf) => isNameOf(leaf, about)));
    for (const [key, value] of values) {
      this.readLeaf(key, { ...about, isNamed: false });
      this.read(value, { ...about, isNamed, isLabelNamed: isNameOf(key, about) });
    }
  }

  private readLeaf(leaf: string | number, { isDocument, isNamed, budget }: About): void {
    const text = String(leaf);
    budget.values -= 1;
    budget.characters -= text.length;
    if (budget.values < 0 || budget.characters < 0) return;
    const words = rawWords(text);
    const isField = !isDocument && text.length <= MAX_NAME && !text.includes('\n') && words.length <= MAX_NAME_WORDS;
    if (isField) this.noteField(keyOf(leaf), isNamed);
    if (isField && words.length < 2) return;
    const filter = isField ? this.ofFields : this.ofTexts;
    for (const word of words) {
      const mark = isField ? word : `${word} `;
      if (budget.seen.has(mark)) continue;
      budget.seen.add(mark);
      for (const key of keysOfWord(word)) filter.add(key);
    }
  }

  private noteField(key: string, isNamed: boolean): void {
    if (key === '' || (!this.fields.has(key) && this.fields.size >= MAX_FIELDS)) return;
    if (isNamed || !this.fields.has(key)) this.fields.set(key, isNamed ? 'named' : 'plain');
  }
}

type About = {
  readonly said: SaidWords;
  readonly isDocument: boolean;
  /** True where the record holds what the user named. */
  readonly isNamed: boolean;
  /** True where what the value stands under is what the user named. */
  readonly isLabelNamed: boolean;
  readonly depth: number;
  /** What of this result may still be read, the words that were, and which texts are names that the user said. */
  readonly budget: {
    characters: number;
    values: number;
    readonly seen: Set<string>;
    readonly names: Map<string, boolean>;
  };
};

const DELIMITERS = ' \t\r\n\f\v"\'`<>()[]{}|,;\u00a0\u3000';

/** Pieces of a text between spaces, quotes and brackets. */
function rawWords(text: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !DELIMITERS.includes(text.charAt(at))) continue;
    if (at > start) words.push(text.slice(start, at));
    start = at + 1;
  }
  return words;
}

/** A value in the form in which it is compared: a number by what it is worth, anything else by its words. */
function keyOf(value: string | number): string {
  return typeof value === 'number' ? `#${value}` : (numberKeyOf(value) ?? wordsOf(value).join(' '));
}

/** Null for what does not begin as a number does, or goes on otherwise. */
function numberKeyOf(word: string): string | null {
  const first = word.trimStart().charAt(0);
  if (first === '' || !'0123456789+-.'.includes(first)) return null;
  const number = Number(word);
  return Number.isFinite(number) ? `#${number}` : null;
}

/** A word by itself, and what it is made of: `id=13` says 13 as well. */
function keysOfWord(word: string): readonly string[] {
  const parts = wordsOf(word);
  if (parts.length === 0) return [];
  const whole = [numberKeyOf(word) ?? '', parts.join(' ')];
  return [...whole, ...parts.flatMap((part) => [part, numberKeyOf(part) ?? ''])].filter((key) => key !== '');
}

function leavesOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly Json[]).filter((item) => typeof item === 'string') : [];
}

/** Tells whether a field holds what the user named: some word of five letters or more, not a state or a number. */
function isNameOf(leaf: string, { said, budget }: About): boolean {
  if (leaf.length > MAX_NAME || leaf.length < MIN_NAME) return false;
  const known = budget.names.get(leaf);
  if (known !== undefined) return known;
  const isName =
    wordsOf(leaf).some((word) => word.length >= MIN_NAME && Number.isNaN(Number(word))) && said.names(leaf);
  budget.names.set(leaf, isName);
  return isName;
}
