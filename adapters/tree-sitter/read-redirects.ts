import type { Redirect, Word } from '../../core/effect/shell/syntax.ts';
import { readWords as groupWords, readDocument, spanOf, type WordContext } from './read-words.ts';
import type { SyntaxNode } from './syntax-node.ts';

const OPERATORS: ReadonlySet<string> = new Set([
  '<',
  '>',
  '>>',
  '>|',
  '<>',
  '&>',
  '&>>',
  '<&',
  '>&',
  '<<',
  '<<-',
  '<<<',
] satisfies readonly Redirect['operator'][]);

/**
 * Reads a redirection, and those that hang in a here-document's. One that only closes a descriptor is none. `until` is
 * where the line ends on which a here-document began: what the parser counts to its words behind that is the document.
 */
export function readRedirect(
  node: SyntaxNode,
  context: WordContext,
  until: number = Number.POSITIVE_INFINITY,
): readonly Redirect[] {
  const operator = node.children.find(({ type }) => OPERATORS.has(type));
  if (operator === undefined) return [];
  const isDocument = node.type === 'heredoc_redirect';
  const end = isDocument ? lineEndOf(node, context) : until;
  const nested = nestedIn(node).flatMap((child) => readRedirect(child, context, end));
  const word = isDocument ? documentOf(node, context) : targetOf(node, { context, until });
  const redirect: Redirect = {
    operator: operator.type as Redirect['operator'],
    descriptor: descriptorOf(node, context),
    word,
    span: spanOf([node]),
  };
  return [redirect, ...nested];
}

/** The first word behind the operator is the target. */
function targetOf(node: SyntaxNode, place: WordsPlace): Word {
  return wordsOf(node, place)[0] ?? { parts: [], span: { start: node.end, end: node.end } };
}

type WordsPlace = { readonly context: WordContext; readonly until: number };

function wordsOf(node: SyntaxNode, { context, until }: WordsPlace): readonly Word[] {
  return groupWords(
    afterOperator(node).filter(({ start }) => start < until),
    context,
  );
}

function nestedIn({ children }: SyntaxNode): readonly SyntaxNode[] {
  return children.filter(({ type }) => NESTED.has(type));
}

const NESTED = new Set(['file_redirect', 'herestring_redirect', 'heredoc_redirect']);

/** Where the line of a here-document's delimiter ends. */
function lineEndOf({ children }: SyntaxNode, { text }: WordContext): number {
  const start = children.find(({ type }) => type === 'heredoc_start');
  const end = start === undefined ? -1 : text.indexOf('\n', start.end);
  return end < 0 ? Number.POSITIVE_INFINITY : end;
}

/** The words behind the target: the parser counts them to the redirection, a shell to the command. */
export function wordsBehind(
  node: SyntaxNode,
  context: WordContext,
  until: number = Number.POSITIVE_INFINITY,
): readonly Word[] {
  if (node.type !== 'heredoc_redirect') return wordsOf(node, { context, until }).slice(1);
  return nestedIn(node).flatMap((child) => wordsBehind(child, context, lineEndOf(node, context)));
}

function afterOperator(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.slice(node.children.findIndex(({ type }) => OPERATORS.has(type)) + 1);
}

function descriptorOf({ children }: SyntaxNode, { text }: WordContext): number | null {
  const node = children.find(({ type }) => type === 'file_descriptor');
  const number = node === undefined ? Number.NaN : Number(text.slice(node.start, node.end));
  return Number.isSafeInteger(number) ? number : null;
}

/** Tells whether a node of a here-document stands behind the line of its delimiter. */
export function isBehindLine(node: SyntaxNode, start: SyntaxNode | undefined, { text }: WordContext): boolean {
  const lineEnd = start === undefined ? -1 : text.indexOf('\n', start.end);
  return lineEnd >= 0 && node.start >= lineEnd;
}

/**
 * A number that touches the redirection behind it is the descriptor (POSIX 2.7), also where the parser counts it to the
 * words of the command, as it does before `<`.
 */
export function withoutDescriptor(
  body: SyntaxNode | null,
  redirect: SyntaxNode | undefined,
  text: string,
): { readonly body: SyntaxNode | null; readonly descriptor: number | null } {
  const last = body?.type === 'command' ? body.children.at(-1) : undefined;
  if (body === null || last === undefined || last.end !== redirect?.start || !stands(last.start, text))
    return { body, descriptor: null };
  const digits = text.slice(last.start, last.end);
  const isNumber = digits.length < 4 && [...digits].every((digit) => digit >= '0' && digit <= '9');
  if (!isNumber) return { body, descriptor: null };
  return { body: { ...body, end: last.start, children: body.children.slice(0, -1) }, descriptor: Number(digits) };
}

/** Whether a word begins at a place: at the start of the text, or behind a blank. */
function stands(start: number, text: string): boolean {
  return text.slice(Math.max(0, start - 1), start).trim() === '';
}

/** Of a dash alone between a command and a here-document the parser makes nothing: it is a word of the command. */
export function dashBetween(body: SyntaxNode | null, redirect: SyntaxNode | undefined, text: string): readonly Word[] {
  if (body === null || redirect === undefined) return [];
  const gap = text.slice(body.end, redirect.start);
  const start = body.end + gap.indexOf('-');
  if (gap.trim() !== '-') return [];
  return [{ parts: [{ kind: 'text', text: '-', quoted: false }], span: { start, end: start + 1 } }];
}

function documentOf({ children, end }: SyntaxNode, context: WordContext): Word {
  const start = children.find(({ type }) => type === 'heredoc_start');
  const body = children.find(({ type }) => type === 'heredoc_body');
  if (body === undefined) return { parts: [], span: { start: end, end } };
  const delimiter = start === undefined ? '' : context.text.slice(start.start, start.end);
  // A first line that begins with an escape is taken for words of the command, or of a redirection.
  const isStray = (child: SyntaxNode): boolean =>
    child.start < body.start && (isBehindLine(child, start, context) || child.children.some(isStray));
  const hasStray = children.some(isStray);
  const first = hasStray && start !== undefined ? context.text.indexOf('\n', start.end) + 1 : body.start;
  return readDocument(body, { isRaw: /['"\\]/.test(delimiter), start: first }, context);
}
