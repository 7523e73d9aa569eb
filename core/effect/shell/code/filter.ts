import type { Use } from '../program-rule.ts';
import { namesSecret } from './names-secret.ts';

/** What a filter reads beside its input; `value` is null where it is not known. */
export type FilterUse = { readonly use: Extract<Use, 'read' | 'secret'>; readonly value: string | null };

/** A piece of a filter: a name as it is called (`env`, `$ENV`), quoted text, or a sign. Fields (`.env`) and keys (`env:`) call nothing. */
type Piece = { readonly kind: 'name' | 'text' | 'field' | 'sign'; readonly text: string };

/** Functions of yq that read the file they are given. */
const LOADERS = new Set(['load', 'load_str', 'loadstr', 'load_xml', 'load_props', 'load_base64', 'strload']);
/** What a module or data file is brought in by, in jq. */
const IMPORTERS = new Set(['import', 'include']);

/**
 * The files and variables of the environment that a filter of jq or yq names, as far as they may be secret; all variables
 * where it names none of them. What else a filter does touches nothing. Linear in the text.
 */
export function usesOfFilter(text: string): readonly FilterUse[] {
  const pieces = piecesOf(text);
  return pieces.flatMap((piece, at) => {
    if (piece.kind !== 'name') return [];
    const next = (distance: number): Piece | undefined => pieces[at + distance];
    if (LOADERS.has(piece.text) && next(1)?.text === '(') return [{ use: 'read', value: fileOf(next(2), next(3)) }];
    if (IMPORTERS.has(piece.text) && next(1)?.kind === 'text') return [{ use: 'read', value: next(1)?.text ?? null }];
    if (piece.text === 'strenv' || (piece.text === 'env' && next(1)?.text === '('))
      return secretsOf(next(2)?.kind === 'name' ? next(2) : undefined);
    return piece.text === 'env' || piece.text === '$ENV' ? secretsOf(keyOf(next(1), next(2), next(3))) : [];
  });
}

/** The file of `load("file")`; null where it is computed. */
function fileOf(file: Piece | undefined, closer: Piece | undefined): string | null {
  return file?.kind === 'text' && closer?.text === ')' ? file.text : null;
}

/** The variable of `$ENV.NAME` or `$ENV["NAME"]`. */
function keyOf(...[first, second, third]: readonly (Piece | undefined)[]): Piece | undefined {
  if (first?.kind === 'field') return first;
  const isKey = first?.text === '[' && second?.kind === 'text' && third?.text === ']';
  return isKey ? second : undefined;
}

function secretsOf(name: Piece | undefined): readonly FilterUse[] {
  if (name === undefined) return [{ use: 'secret', value: null }];
  return namesSecret(name.text) ? [{ use: 'secret', value: name.text }] : [];
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  /** For each quoted text that is open around the code in it, how many parentheses are open in that code. */
  const open: number[] = [];
  let at = 0;
  const takeText = (start: number): void => {
    const { value, end, isCode } = quotedAt(text, start);
    pieces.push({ kind: isCode ? 'sign' : 'text', text: value });
    if (isCode) open.push(0);
    at = end;
  };
  while (at < text.length) {
    const character = text.charAt(at);
    const depth = open.at(-1);
    if (character === '"') takeText(at + 1);
    else if (character === '#') at = endOfLine(text, at);
    else if (character === ')' && depth === 0) {
      open.pop();
      takeText(at + 1);
    } else if (isNamePart(character) || (isLeader(character) && isNamePart(text.charAt(at + 1)))) {
      const end = endOfName(text, at + 1);
      pieces.push(pieceOf(text.slice(at, end), text.charAt(end)));
      at = end;
    } else {
      if (depth !== undefined) open[open.length - 1] = depth + (character === '(' ? 1 : character === ')' ? -1 : 0);
      if (character > ' ') pieces.push({ kind: 'sign', text: character });
      at += 1;
    }
  }
  return pieces;
}

function pieceOf(word: string, after: string): Piece {
  if (word.startsWith('.')) return { kind: 'field', text: word.slice(1) };
  return { kind: after === ':' ? 'sign' : 'name', text: word };
}

/** Quoted text from `start` up to its end, or to the code in it (`\(`): that it has any is what is known of it then. */
function quotedAt(
  text: string,
  start: number,
): { readonly value: string; readonly end: number; readonly isCode: boolean } {
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return { value: text.slice(start, at), end: at + 1, isCode: false };
    if (character !== '\\') continue;
    if (text.charAt(at + 1) === '(') return { value: '"', end: at + 2, isCode: true };
    at += 1;
  }
  return { value: text.slice(start), end: text.length, isCode: false };
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function endOfName(text: string, start: number): number {
  let end = start;
  while (end < text.length && isNamePart(text.charAt(end))) end += 1;
  return end;
}

function isLeader(character: string): boolean {
  return character === '.' || character === '$';
}

function isNamePart(character: string): boolean {
  const isLetter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  return isLetter || character === '_' || (character >= '0' && character <= '9');
}
