import { type Argument, UNKNOWN } from './argument.ts';
import { bracesOf } from './brace-expansion.ts';
import type { Expansion } from './expansion.ts';
import { parameterValue } from './parameter-value.ts';
import type { ShellState } from './shell-state.ts';
import type { Span, Word, WordPart } from './syntax.ts';

/** A stretch of an expanded word. What is not `quoted` may be matched, and split where it `isExpanded`. */
type Piece = { readonly text: string; readonly quoted: boolean; readonly isExpanded: boolean };

const PATTERN_CHARACTERS = '*?[';
const MAX_WORDS = 256;
/** What a value weighs beside its characters: many short ones are work as well. */
const WEIGHT_OF_VALUE = 8;

/**
 * Expands a word to arguments: braces, `~`, parameters, substitutions, splitting (XCU 2.6). Files are not looked at: a
 * pattern stays one, and is marked so. At most 256 words; what would be more is one that is not known.
 */
export function expandWord(word: Word, expansion: Expansion): readonly Argument[] {
  const plain = plainWord(word);
  if (plain !== null) return [plain];
  const variants = bracesOf(word.parts);
  const expanded = variants.flatMap((parts) => expandParts(parts, word.span, expansion));
  if (expanded.length <= MAX_WORDS) return expanded;
  return [{ text: UNKNOWN, isPattern: true, maySplit: true, span: word.span }];
}

/** A word that is one text and stays what it is, as most words do; null for any other. */
function plainWord({ parts, span }: Word): Argument | null {
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== 'text') return null;
  const { text, quoted } = part;
  if (!quoted && (text === '' || text.startsWith('~') || text.includes('{') || text.includes(UNKNOWN))) return null;
  return { text, isPattern: !quoted && hasPattern(text), maySplit: false, span };
}

/** Expands a word to one text, without splitting: an assignment's value, a redirection's target, a document. */
export function expandToText(word: Word, expansion: Expansion): string {
  return piecesOf(word.parts, expansion)
    .flat()
    .map(({ text }) => text)
    .join('');
}

function expandParts(parts: readonly WordPart[], span: Span, expansion: Expansion): readonly Argument[] {
  const groups = piecesOf(parts, expansion);
  const separators = separatorsOf(expansion.state);
  const words = groups.flatMap((pieces) => splitFields(pieces, separators));
  const hasQuotes = parts.some((part) => 'quoted' in part && part.quoted && !isListOf(part));
  if (words.length === 0 && hasQuotes) words.push([]);
  return words.map((pieces) => toArgument(pieces, span));
}

/** `"$@"` without arguments is no word at all, quoted or not. */
function isListOf(part: WordPart): boolean {
  return part.kind === 'parameter' && part.name === '@';
}

function toArgument(pieces: readonly Piece[], span: Span): Argument {
  const text = pieces.map((piece) => piece.text).join('');
  const isPattern = pieces.some((piece) => !piece.quoted && hasPattern(piece.text));
  const maySplit = pieces.some((piece) => !piece.quoted && piece.text.includes(UNKNOWN));
  return { text, isPattern, maySplit, span };
}

function hasPattern(text: string): boolean {
  for (const character of PATTERN_CHARACTERS) if (text.includes(character)) return true;
  return false;
}

/** The pieces of a word; more than one list where an array in quotes makes words of its own. */
function piecesOf(parts: readonly WordPart[], expansion: Expansion): Piece[][] {
  const words: Piece[][] = [[]];
  for (const [index, part] of parts.entries()) {
    const values = valuesOf(part, { isFirst: index === 0, expansion });
    for (const [place, value] of values.entries()) {
      const isTaken = part.kind === 'text' || expansion.take(value.length + WEIGHT_OF_VALUE);
      const quoted = 'quoted' in part ? part.quoted : true;
      if (place > 0) words.push([]);
      words.at(-1)?.push({ text: isTaken ? value : UNKNOWN, quoted, isExpanded: part.kind !== 'text' });
      // Of what is not followed any more, one unknown word stands for all.
      if (!isTaken) break;
    }
  }
  return words;
}

function valuesOf(
  part: WordPart,
  { isFirst, expansion }: { readonly isFirst: boolean; readonly expansion: Expansion },
): readonly string[] {
  switch (part.kind) {
    case 'text':
      return [isFirst && !part.quoted ? expandTilde(part.text, expansion) : part.text];
    case 'parameter':
      return parameterValue(part, expansion, (word) => expandToText(word, expansion));
    case 'substitution':
      return [expansion.substitute(part.body)];
    case 'process':
      return [expansion.process(part.body, part.direction)];
    case 'arithmetic':
      for (const word of part.words) expandToText(word, expansion);
      return [UNKNOWN];
  }
}

function expandTilde(text: string, { home, state }: Expansion): string {
  if (!text.startsWith('~')) return text;
  const slash = text.indexOf('/');
  const name = slash < 0 ? text.slice(1) : text.slice(1, slash);
  const rest = slash < 0 ? '' : text.slice(slash);
  if (name === '') return homeIn(state, home) + rest;
  if (name === '+') return `${state.cwd ?? UNKNOWN}${rest}`;
  if (name === '-') return UNKNOWN + rest;
  return name === 'root' ? `/root${rest}` : `/home/${name}${rest}`;
}

/** The folder that the text itself calls home, where it does; without a value there, the user's. */
function homeIn(state: ShellState, home: string): string {
  const value = state.knows('HOME') ? state.valueOf('HOME') : home;
  return typeof value === 'string' && value !== '' ? value : home;
}

/** The characters that `IFS` holds: blanks, unless the text says otherwise; null where it says what is not known. */
function separatorsOf(state: ShellState): string | null {
  if (!state.knows('IFS')) return ' \t\n';
  const value = state.valueOf('IFS');
  return typeof value === 'string' && !value.includes(UNKNOWN) ? value : null;
}

/** Splits what came about by expansion and is not quoted; where nobody knows how, it is not known what comes of it. */
function splitFields(pieces: readonly Piece[], separators: string | null): Piece[][] {
  const words: Piece[][] = [];
  let current: Piece[] | null = null;
  for (const piece of pieces) {
    for (const [index, text] of fieldsOf(piece, separators).entries()) {
      if (index > 0 && current !== null) {
        words.push(current);
        current = null;
      }
      if (text === '' && !piece.quoted) continue;
      current ??= [];
      current.push({ ...piece, text });
    }
  }
  if (current !== null) words.push(current);
  return words;
}

function fieldsOf({ text, quoted, isExpanded }: Piece, separators: string | null): readonly string[] {
  if (quoted || !isExpanded || text === '') return [text];
  if (separators === null) return [UNKNOWN];
  const fields: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (!separators.includes(text.charAt(at))) continue;
    fields.push(text.slice(start, at));
    start = at + 1;
  }
  return [...fields, text.slice(start)];
}
