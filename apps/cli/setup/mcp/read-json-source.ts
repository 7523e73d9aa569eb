import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { fail, ok, type Result } from '../../../../core/result.ts';
import type { SourceFile, SourceMember, SourceNode, Span } from './source-file.ts';

/** Deeper files are refused: the parser calls itself once a level. */
const MAX_DEPTH = 200;

const BYTE_ORDER_MARK = '\uFEFF';

/** Kinds of tokens as `jsonc-parser` numbers them. */
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  lineComment: 12,
  blockComment: 13,
  end: 17,
};

/**
 * Reads JSON (RFC 8259), with comments and trailing commas where an agent allows them, and remembers where each value stands.
 *
 * Refused, with the line in words: what does not parse, a key that an object has twice, nesting beyond 200 levels.
 */
export function readJsonSource(text: string): Result<SourceFile, string> {
  const offset = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const json = text.slice(offset);
  const scanned = scan(json);
  if (scanned === null) return fail(`nested deeper than ${MAX_DEPTH} levels`);
  const errors: ParseError[] = [];
  const tree = parseTree(json, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined || tree === undefined) return fail(`no JSON at line ${lineOf(json, first?.offset ?? 0)}`);
  const twice = findDuplicate(tree);
  if (twice !== null) return fail(`the key ${JSON.stringify(twice.value)} twice at line ${lineOf(json, twice.offset)}`);
  const comments = scanned.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
  return ok({ format: 'json', text, root: toNode(tree, offset), comments });
}

/** Every comment; null for a text that is nested too deeply to be parsed. */
function scan(json: string): readonly Span[] | null {
  const comments: Span[] = [];
  const scanner = createScanner(json);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) depth += 1;
    if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) depth -= 1;
    if (depth > MAX_DEPTH) return null;
    if (token === TOKEN.lineComment || token === TOKEN.blockComment) {
      comments.push({ start: scanner.getTokenOffset(), end: scanner.getTokenOffset() + scanner.getTokenLength() });
    }
  }
  return comments;
}

function findDuplicate(node: Node): Node | null {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [key] = child.children ?? [];
    if (child.type === 'property' && key !== undefined) {
      if (seen.has(key.value)) return key;
      seen.add(key.value);
    }
    const below = findDuplicate(child);
    if (below !== null) return below;
  }
  return null;
}

function toNode(node: Node, offset: number): SourceNode {
  const span = { start: node.offset + offset, end: node.offset + node.length + offset };
  const children = node.children ?? [];
  if (node.type === 'string') return { ...span, kind: 'string', value: String(node.value) };
  if (node.type === 'array') return { ...span, kind: 'array', items: children.map((item) => toNode(item, offset)) };
  if (node.type !== 'object') return { ...span, kind: 'other' };
  return { ...span, kind: 'object', members: children.flatMap((property) => toMember(property, offset)) };
}

function toMember({ children: [key, value] = [] }: Node, offset: number): readonly SourceMember[] {
  if (key === undefined || value === undefined) return [];
  const keyStart = key.offset + offset;
  return [
    {
      key: String(key.value),
      keyStart,
      keyEnd: keyStart + key.length,
      lastPartStart: keyStart,
      place: 'braces',
      value: toNode(value, offset),
    },
  ];
}

/** The number of the line that holds a place, from 1. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
