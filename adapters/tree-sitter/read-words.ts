import { readAnsiCQuote } from '../../core/effect/shell/ansi-c-quote.ts';
import type { ParameterPart, Span, Statement, Word, WordPart } from '../../core/effect/shell/syntax.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** What words need of the reader they belong to: the text, and how to read the scripts inside them. */
export type WordContext = {
  readonly text: string;
  readonly readBody: (nodes: readonly SyntaxNode[]) => readonly Statement[];
  /** Notes that a place is not what the parser took it for. */
  readonly doubt: (at: Span) => void;
  /** Parses a text that stands at a place of this one, for scripts that the parser does not see. */
  readonly parseAt: (text: string, start: number) => readonly Statement[];
};

/** Characters that a backslash keeps from their meaning inside double quotes (POSIX 2.2.3). */
const ESCAPED_IN_QUOTES = '$`"\\\n';

/** Reads one word from the nodes it is made of, which stand side by side without a blank between them. */
export function readWord(nodes: readonly SyntaxNode[], context: WordContext): Word {
  const span = spanOf(nodes);
  const plain = plainText(nodes, context);
  if (plain !== null) return { parts: [{ kind: 'text', text: plain, quoted: false }], span };
  const doubt = (): void => context.doubt(span);
  const parts = joinTexts(nodes.flatMap((node) => partsOf(node, context))).flatMap((part) =>
    part.kind === 'text' && !part.quoted ? withHidden(part.text, doubt) : [part],
  );
  return { parts, span };
}

/** The text of a word that is one node and holds nothing that stands for anything else; null for any other. */
function plainText([node, ...more]: readonly SyntaxNode[], { text }: WordContext): string | null {
  if (node === undefined || more.length > 0 || node.type !== 'word') return null;
  const raw = text.slice(node.start, node.end);
  return SPECIAL_MARKS.some((mark) => raw.includes(mark)) ? null : raw;
}

const SPECIAL_MARKS = ['\\', '$', '"', "'", '`'];

/** Groups nodes into words: nodes that touch each other are one word. */
export function readWords(nodes: readonly SyntaxNode[], context: WordContext): readonly Word[] {
  const groups: SyntaxNode[][] = [];
  for (const node of nodes) {
    const group = groups.at(-1);
    const before = group?.at(-1)?.end;
    const touches = before !== undefined && withoutLineJoins(context.text.slice(before, node.start)) === '';
    if (touches) group?.push(node);
    else groups.push([node]);
  }
  return groups.map((group) => readWord(group, context));
}

/** A backslash at a line's end joins the lines, and with them the words on both sides. */
function withoutLineJoins(gap: string): string {
  return gap.replaceAll('\\\r\n', '').replaceAll('\\\n', '');
}

/** The place of nodes that stand in a row. */
export function spanOf(nodes: readonly SyntaxNode[]): Span {
  return { start: nodes[0]?.start ?? 0, end: nodes.at(-1)?.end ?? 0 };
}

/** The body of a here-document, which is quoted text with expansions unless its delimiter was quoted. */
export function readDocument(
  node: SyntaxNode,
  { isRaw, start }: { readonly isRaw: boolean; readonly start: number },
  context: WordContext,
): Word {
  const span = { start, end: node.end };
  if (isRaw) return { parts: [{ kind: 'text', text: context.text.slice(start, node.end), quoted: true }], span };
  const read = (from: number, until: number): readonly WordPart[] =>
    documentParts({ start: from, end: until }, context);
  return { parts: joinTexts(quotedParts(node, { ...span, read }, context)), span };
}

/** Text of a document between its expansions. The parser sees no backquotes there: they are read here. */
function documentParts({ start, end }: Span, context: WordContext): readonly WordPart[] {
  const parts: WordPart[] = [];
  const { text } = context;
  let from = start;
  const flush = (until: number): void => {
    if (until > from) parts.push({ kind: 'text', text: unescapeQuoted(text.slice(from, until)), quoted: true });
  };
  for (let at = start; at < end; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) context.doubt({ start: at, end });
    else if (text[at] === '`') {
      const close = closingBackquote(text, at + 1, end);
      flush(at);
      if (close === null) context.doubt({ start: at, end });
      const inner = unescapeBackquoted(text.slice(at + 1, close ?? end));
      parts.push({ kind: 'substitution', body: context.parseAt(inner, at + 1), quoted: true });
      at = close ?? end;
      from = at + 1;
    }
  }
  flush(end);
  return parts;
}

function closingBackquote(text: string, start: number, end: number): number | null {
  for (let at = start; at < end; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') return at;
  }
  return null;
}

/** Inside of backquotes a backslash keeps `$`, a backquote and itself (POSIX 2.6.3). */
function unescapeBackquoted(raw: string): string {
  let text = '';
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === '\\' && '$`\\'.includes(raw.charAt(at + 1)) && at + 1 < raw.length) at += 1;
    text += raw.charAt(at);
  }
  return text;
}

function partsOf(node: SyntaxNode, context: WordContext): readonly WordPart[] {
  const { text } = context;
  const raw = text.slice(node.start, node.end);
  switch (node.type) {
    case 'concatenation':
    case 'command_name':
      return node.children.flatMap((child) => partsOf(child, context));
    case 'raw_string':
      return [{ kind: 'text', text: raw.slice(1, -1), quoted: true }];
    case 'ansi_c_string':
      return [{ kind: 'text', text: readAnsiCQuote(raw, 2)?.value ?? '', quoted: true }];
    case 'string':
      return quotedParts(node, { start: node.start + 1, end: node.end - 1 }, context);
    case 'translated_string':
      return node.children.filter(({ isNamed }) => isNamed).flatMap((child) => partsOf(child, context));
    case 'subshell':
      context.doubt(spanOf([node]));
      return [{ kind: 'substitution', body: context.readBody(node.children), quoted: false }];
    case '$':
      return context.text[node.end] === '"' ? [] : [{ kind: 'text', text: '$', quoted: false }];
    default:
      return expansionOf(node, { quoted: false, context }) ?? unescape(raw);
  }
}

/** What stands in double quotes: expansions, and between them text. */
function quotedParts(
  node: SyntaxNode,
  { start, end, read }: Span & { readonly read?: (from: number, until: number) => readonly WordPart[] },
  context: WordContext,
): readonly WordPart[] {
  const parts: WordPart[] = [];
  let at = start;
  const addText = (until: number): void => {
    if (until <= at) return;
    if (read !== undefined) parts.push(...read(at, until));
    else parts.push({ kind: 'text', text: unescapeQuoted(context.text.slice(at, until)), quoted: true });
  };
  for (const child of node.children) {
    const expansion = expansionOf(child, { quoted: true, context });
    if (expansion === null || child.start < at) continue;
    addText(child.start);
    parts.push(...expansion);
    at = child.end;
  }
  addText(end);
  return parts.length === 0 ? [{ kind: 'text', text: '', quoted: true }] : parts;
}

type ExpansionOptions = { readonly quoted: boolean; readonly context: WordContext };

function expansionOf(node: SyntaxNode, { quoted, context }: ExpansionOptions): readonly WordPart[] | null {
  switch (node.type) {
    case 'simple_expansion':
      return [parameterOf(node, { quoted, context })];
    case 'expansion':
      return [parameterOf(node, { quoted, context })];
    case 'command_substitution':
      // In documents the parser does not tell arithmetic apart.
      if (isArithmetic(node, context)) return [{ kind: 'arithmetic', words: wordsWithin(node, context), quoted }];
      return [{ kind: 'substitution', body: bodyOf(node, context), quoted }];
    case 'process_substitution': {
      const direction = context.text[node.start] === '>' ? '>' : '<';
      return [{ kind: 'process', direction, body: context.readBody(node.children) }];
    }
    case 'arithmetic_expansion':
      return [{ kind: 'arithmetic', words: wordsWithin(node, context), quoted }];
    default:
      return null;
  }
}

/** Backquotes inside of backquotes are escaped: without the backslashes they are a script of their own. */
function bodyOf(node: SyntaxNode, context: WordContext): readonly Statement[] {
  const raw = context.text.slice(node.start, node.end);
  if (!raw.startsWith('`') || !raw.includes('\\')) return context.readBody(node.children);
  return context.parseAt(unescapeBackquoted(raw.slice(1, -1)), node.start + 1);
}

function isArithmetic({ start, end }: SyntaxNode, { text }: WordContext): boolean {
  return text.startsWith('$((', start) && text.endsWith('))', end);
}

const NAMES = new Set(['variable_name', 'special_variable_name', 'subscript']);

function parameterOf(node: SyntaxNode, { quoted, context }: ExpansionOptions): ParameterPart {
  const nameAt = node.children.findIndex(({ type }) => NAMES.has(type));
  const name = node.children[nameAt];
  const before = node.children.slice(0, Math.max(0, nameAt)).filter((child) => isOperator(child, context));
  const after = node.children.slice(nameAt + 1);
  const operator = [...before, ...after.filter((child) => isOperator(child, context))][0];
  const isElement = name?.type === 'subscript';
  const written = operator === undefined ? '' : context.text.slice(operator.start, operator.end);
  // Of a transformation (`${name@P}`) the letter says which.
  const symbol = written === '@' && operator !== undefined ? context.text.slice(operator.start, node.end - 1) : written;
  return {
    kind: 'parameter',
    name: nameOf(name, context),
    operator: isElement ? `[${symbol}` : operator === undefined ? null : symbol,
    words: [
      ...(isElement ? indexOf(name, context) : []),
      ...after.filter((child) => child.isNamed).map((child) => readWord([child], context)),
    ],
    quoted,
  };
}

function isOperator({ isNamed, start, end }: SyntaxNode, { text }: WordContext): boolean {
  // In quotes, a blank before the expansion belongs to its first token.
  const raw = text.slice(start, end).trim();
  return !isNamed && !['$', '${', '}', ''].includes(raw);
}

function nameOf(node: SyntaxNode | undefined, { text }: WordContext): string {
  if (node === undefined) return '';
  const name = node.type === 'subscript' ? (node.children[0] ?? node) : node;
  return text.slice(name.start, name.end);
}

/** What stands between the brackets of `name[index]`. */
function indexOf({ children }: SyntaxNode, context: WordContext): readonly Word[] {
  const inside = children.slice(1).filter(({ isNamed }) => isNamed);
  return inside.length === 1
    ? inside.map((child) => readWord([child], context))
    : inside.flatMap((child) => wordsWithin(child, context));
}

/** Every expansion anywhere below a node, as words of their own: for places where only what runs matters. */
export function wordsWithin(node: SyntaxNode, context: WordContext): readonly Word[] {
  const words: Word[] = [];
  const visit = (child: SyntaxNode): void => {
    const expansion = expansionOf(child, { quoted: true, context });
    if (expansion === null) child.children.forEach(visit);
    else words.push({ parts: expansion, span: spanOf([child]) });
  };
  node.children.forEach(visit);
  return words;
}

/**
 * Reads expansions in what the parser took for plain text, as it does in some places: a name is read all the same, and
 * anything else makes the word one that is not known. What was escaped is quoted, and does not come here.
 */
function withHidden(text: string, doubt: () => void): readonly WordPart[] {
  const parts: WordPart[] = [];
  let at = 0;
  for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', dollar + 1)) {
    const end = nameEnd(text, dollar + 1);
    if (end === dollar + 1) continue;
    if (dollar > at) parts.push({ kind: 'text', text: text.slice(at, dollar), quoted: false });
    parts.push({ kind: 'parameter', name: text.slice(dollar + 1, end), operator: null, words: [], quoted: false });
    at = end;
  }
  const rest = text.slice(at);
  const isDoubtful = [...'"\'`'].some((quote) => rest.includes(quote)) || rest.includes('$(') || rest.includes('${');
  if (isDoubtful) doubt();
  if (isDoubtful) parts.push({ kind: 'parameter', name: '', operator: null, words: [], quoted: false });
  else if (rest !== '' || parts.length === 0) parts.push({ kind: 'text', text: rest, quoted: false });
  return parts;
}

/** One character for `$1`, `$@` and their like; a whole name otherwise. */
function nameEnd(text: string, start: number): number {
  if (start < text.length && SPECIAL_NAMES.includes(text.charAt(start))) return start + 1;
  let end = start;
  while (end < text.length && isNameCharacter(text.charAt(end), end > start)) end += 1;
  return end;
}

const SPECIAL_NAMES = '0123456789@*#?$!-';

function isNameCharacter(character: string, isInside: boolean): boolean {
  if (character === '_' || (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z'))
    return true;
  return isInside && character >= '0' && character <= '9';
}

/** Text outside of quotes: an escaped character stands for itself, an escaped line end for nothing. */
function unescape(raw: string): readonly WordPart[] {
  if (!raw.includes('\\')) return [{ kind: 'text', text: raw, quoted: false }];
  const parts: WordPart[] = [];
  for (let at = 0; at < raw.length; at++) {
    const isEscape = raw[at] === '\\' && at + 1 < raw.length;
    if (isEscape) at += 1;
    if (isEscape && raw[at] === '\n') continue;
    parts.push({ kind: 'text', text: raw.charAt(at), quoted: isEscape });
  }
  return parts;
}

function unescapeQuoted(raw: string): string {
  if (!raw.includes('\\')) return raw;
  let text = '';
  for (let at = 0; at < raw.length; at++) {
    const next = raw.charAt(at + 1);
    const isEscape = raw[at] === '\\' && next !== '' && ESCAPED_IN_QUOTES.includes(next);
    if (isEscape) at += 1;
    if (!(isEscape && next === '\n')) text += raw.charAt(at);
  }
  return text;
}

function joinTexts(parts: readonly WordPart[]): readonly WordPart[] {
  const joined: WordPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text' && last.quoted === part.quoted) {
      joined[joined.length - 1] = { ...part, text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}
