import { isDeepStrictEqual } from 'node:util';
import type { WireJson } from '../../../sdk/wire.ts';
import { readJsonSource } from './mcp/read-json-source.ts';
import { applyEdits, type Edit, type SourceNode, type Span } from './mcp/source-file.ts';

/** How new lines are begun. */
export type Layout = { readonly indent: string; readonly lineBreak: string };

/**
 * A JSON text that says something else, with every byte kept that need not change: new members and elements come after those that are
 * there, on lines of their own; what goes takes its comma along.
 *
 * Null where the text cannot be read with the places of its values, or would not say exactly what is wanted.
 */
export function editJson(text: string, wanted: WireJson, layout: Layout): string | null {
  const source = readJsonSource(text);
  if (!source.ok || source.value.comments.length > 0) return null;
  const edits = editsOf(source.value.root, { text, wanted, layout, depth: 0 });
  const after = readJsonSource(applyEdits(text, edits));
  return after.ok && isDeepStrictEqual(valueOf(after.value.root, after.value.text), wanted) ? after.value.text : null;
}

type Goal = { readonly text: string; readonly wanted: WireJson; readonly layout: Layout; readonly depth: number };

function editsOf(node: SourceNode, goal: Goal): readonly Edit[] {
  const { text, wanted } = goal;
  if (isDeepStrictEqual(valueOf(node, text), wanted)) return [];
  if (node.kind === 'object' && isObject(wanted)) return editObject(node, { ...goal, wanted });
  if (node.kind === 'array' && isList(wanted)) return editArray(node, { ...goal, wanted });
  return [{ start: node.start, end: node.end, text: write(wanted, goal) }];
}

function editObject(
  node: SourceNode & { readonly kind: 'object' },
  goal: Omit<Goal, 'wanted'> & { readonly wanted: { readonly [key: string]: WireJson } },
): readonly Edit[] {
  const { wanted, depth } = goal;
  const below = { ...goal, depth: depth + 1 };
  const parts = node.members.map(({ key, keyStart, value }) => ({
    start: keyStart,
    end: value.end,
    isKept: Object.hasOwn(wanted, key),
  }));
  const changed = node.members.flatMap(({ key, value }) =>
    Object.hasOwn(wanted, key) ? editsOf(value, { ...below, wanted: wanted[key] ?? null }) : [],
  );
  const known = new Set(node.members.map(({ key }) => key));
  const added = Object.entries(wanted)
    .filter(([key]) => !known.has(key))
    .map(([key, value]) => `${JSON.stringify(key)}: ${write(value, below)}`);
  return [...changed, ...rearrange(node, { parts, added, goal })];
}

/** Keeps the elements that come in the wanted order; the rest of what is wanted is put behind them. */
function editArray(
  node: SourceNode & { readonly kind: 'array' },
  goal: Omit<Goal, 'wanted'> & { readonly wanted: readonly WireJson[] },
): readonly Edit[] {
  const { text, wanted, depth } = goal;
  const below = { ...goal, depth: depth + 1 };
  if (node.items.length === wanted.length) {
    return node.items.flatMap((item, at) => editsOf(item, { ...below, wanted: wanted[at] ?? null }));
  }
  let next = 0;
  const parts = node.items.map((item) => {
    const isKept = next < wanted.length && isDeepStrictEqual(valueOf(item, text), wanted[next]);
    if (isKept) next += 1;
    return { start: item.start, end: item.end, isKept };
  });
  const added = wanted.slice(next).map((value) => write(value, below));
  return rearrange(node, { parts, added, goal });
}

type Part = Span & { readonly isKept: boolean };

/** Takes out the parts that are not kept, and puts new ones behind the last that is. */
function rearrange(
  node: Span,
  { parts, added, goal }: { readonly parts: readonly Part[]; readonly added: readonly string[]; readonly goal: Goal },
): readonly Edit[] {
  const last = parts.findLast(({ isKept }) => isKept);
  if (last === undefined) return [{ start: node.start, end: node.end, text: write(goal.wanted, goal) }];
  const removed = parts.flatMap((part, at) => {
    if (part.isKept) return [];
    const isLeading = parts.slice(0, at).every(({ isKept }) => !isKept);
    const [before, after] = [parts[at - 1], parts[at + 1]];
    if (isLeading) return after === undefined ? [] : [{ start: part.start, end: after.start, text: '' }];
    return before === undefined ? [] : [{ start: before.end, end: part.end, text: '' }];
  });
  const gap = lineStart(last.start, goal);
  return [...removed, { start: last.end, end: last.end, text: added.map((text) => `,${gap}${text}`).join('') }];
}

/** A line end and the indentation of the line that a place begins; of its depth where it begins none. */
function lineStart(place: number, { text, layout, depth }: Goal): string {
  let start = place;
  while (start > 0 && ' \t'.includes(text[start - 1] ?? 'x')) start -= 1;
  const indent = text[start - 1] === '\n' ? text.slice(start, place) : layout.indent.repeat(depth + 1);
  return `${layout.lineBreak}${indent}`;
}

function write(value: WireJson, { layout, depth }: Goal): string {
  const lines = JSON.stringify(value, null, layout.indent).split('\n');
  return lines.join(`${layout.lineBreak}${layout.indent.repeat(depth)}`);
}

function valueOf(node: SourceNode, text: string): WireJson {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'array') return node.items.map((item) => valueOf(item, text));
  if (node.kind === 'other') return JSON.parse(text.slice(node.start, node.end)) as WireJson;
  return Object.fromEntries(node.members.map(({ key, value }) => [key, valueOf(value, text)]));
}

function isObject(value: WireJson): value is { readonly [key: string]: WireJson } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: WireJson): value is readonly WireJson[] {
  return Array.isArray(value);
}
