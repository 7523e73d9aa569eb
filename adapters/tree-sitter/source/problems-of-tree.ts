import type { Node, Tree } from 'web-tree-sitter';
import { MAX_PROBLEMS } from '../../../core/source/new-problems.ts';
import { problemAt } from '../../../core/source/place-in-text.ts';
import type { SyntaxProblem } from '../../../core/source/source-outline.ts';

const CLOSERS: { readonly [opener: string]: string } = { '{': '}', '(': ')', '[': ']', '${': '}' };
const OPENERS: { readonly [closer: string]: string } = { '}': '{', ')': '(', ']': '[' };
const MAX_SHOWN = 24;

/**
 * Returns what the parser could not fit into its grammar, in the order of the text, at most ten.
 *
 * The parser guesses how to go on; where a bracket is what is left over, the problem is at the bracket, not where the
 * guess began.
 */
export function problemsOfTree(root: Node, text: string): readonly SyntaxProblem[] {
  if (!root.hasError) return [];
  const problems: SyntaxProblem[] = [];
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined && problems.length < MAX_PROBLEMS; node = pending.pop()) {
    if (node.isMissing) problems.push(missing(node, text));
    else if (node.isError) problems.push(unexpected(node, text));
    else if (node.hasError) pending.push(...node.children.toReversed());
  }
  return problems;
}

function missing(node: Node, text: string): SyntaxProblem {
  const at = behindBlanks(text, node.startIndex);
  // A type in words is the name of what the grammar wants, others are the text itself.
  const wanted = node.isNamed ? node.type.replaceAll('_', ' ') : `\`${node.type}\``;
  return problemAt(text, at, `found ${shown(text, at)}, want ${wanted}`);
}

function unexpected(node: Node, text: string): SyntaxProblem {
  const part = leftOver(node.children);
  if (part !== null) return problemAt(text, part.startIndex, leftOverMessage(part));
  const { at: place, wanted } = oddPlace(node, text);
  const at = behindBlanks(text, place);
  return problemAt(text, at, `found ${shown(text, at)}, want ${wanted}`);
}

function leftOverMessage({ type, text }: Node): string {
  const closer = CLOSERS[type];
  if (closer !== undefined) return `found \`${type}\` without its \`${closer}\``;
  const opener = OPENERS[type];
  if (opener !== undefined) return `found \`${type}\` without its \`${opener}\``;
  return `found \`${text.slice(0, MAX_SHOWN)}\` that is never closed`;
}

/** Of the parts that the parser put aside, the last that opens something and that nothing closes, or the first closing one alone. */
function leftOver(parts: readonly Node[]): Node | null {
  const open: Node[] = [];
  for (const part of parts) {
    const top = open.at(-1)?.type ?? '';
    if (QUOTES.has(part.type) && top === part.type) open.pop();
    else if (part.type in CLOSERS || part.type in TAGS || QUOTES.has(part.type)) open.push(part);
    else if (TAGS[top] === part.type) open.pop();
    else if (part.type in OPENERS) {
      open.pop();
      if (CLOSERS[top] !== part.type) return part;
    }
  }
  return open.at(-1) ?? null;
}

const QUOTES = new Set(["'", '"', '`', '"""', "'''"]);
/** Opening parts that have a name, and what closes them. */
const TAGS: { readonly [opener: string]: string } = {
  jsx_opening_element: 'jsx_closing_element',
  string_start: 'string_end',
};

/**
 * Finds the first token that the parser could not go on with. Those before it in the node were taken: their states say so,
 * and where all were, it is the token behind the node.
 */
function oddPlace({ children, endIndex, tree }: Node, text: string): { readonly at: number; readonly wanted: string } {
  let before: Node | null = null;
  for (const child of children) {
    if (child.isExtra) continue;
    const isTaken = child.nextParseState !== SKIPPED || lookAhead(tree, child.parseState).includes(child.type);
    if (!isTaken) {
      const isNextLine = before !== null && text.slice(before.endIndex, child.startIndex).includes('\n');
      return {
        at: isNextLine && before ? before.endIndex : child.startIndex,
        wanted: wantedAfter(tree, before ?? child),
      };
    }
    before = child;
  }
  return { at: endIndex, wanted: wantedAfter(tree, before) };
}

/** The state of a token that was skipped. */
const SKIPPED = 0;
/** More names than these say nothing to a reader. */
const MAX_WANTED = 4;

function lookAhead({ language }: Tree, state: number): readonly string[] {
  if (state === SKIPPED) return [];
  const iterator = language.lookaheadIterator(state);
  if (iterator === null) return [];
  try {
    return [...iterator];
  } finally {
    iterator.delete();
  }
}

function wantedAfter(tree: Tree, before: Node | null): string {
  const names = before === null ? [] : lookAhead(tree, before.nextParseState);
  const tokens = names.filter((name) => !isWordCharacter(name.charAt(0)) && name !== '\\' && name.trim() !== '');
  if (tokens.length === 0 || tokens.length > MAX_WANTED) return 'something else here';
  return tokens.map((name) => `\`${name}\``).join(' or ');
}

/** The place of the next token on the line, or where the line ends. */
function behindBlanks(text: string, at: number): number {
  let place = at;
  while (text.charAt(place) === ' ' || text.charAt(place) === '\t') place += 1;
  return place;
}

/** The word or the sign at a place, in backquotes. */
function shown(text: string, at: number): string {
  let start = at;
  while (start < text.length && text.charAt(start) <= ' ') start += 1;
  if (start >= text.length) return 'the end';
  if (text.slice(at, start).includes('\n')) return 'the end of the line';
  let end = start + 1;
  if (isWordCharacter(text.charAt(start)))
    while (end < start + MAX_SHOWN && isWordCharacter(text.charAt(end))) end += 1;
  else if (text.charCodeAt(start) >= 0xd800 && text.charCodeAt(start) < 0xdc00) end += 1;
  return `\`${text.slice(start, end)}\``;
}

function isWordCharacter(character: string): boolean {
  const lower = character.toLowerCase();
  return (
    (lower >= 'a' && lower <= 'z') || (character >= '0' && character <= '9') || character === '_' || character === '$'
  );
}
