import { parse } from 'smol-toml';
import type { SourceMember, SourceNode, Span } from './source-file.ts';

/** Raised where a text is not as a parsed TOML file must be; says the line. */
export class UnsureError extends Error {}

/** Where everything of a TOML text stands. */
export type WalkedToml = { readonly root: SourceNode; readonly comments: readonly Span[] };

type Table = Span & { readonly kind: 'object'; readonly members: SourceMember[] };
type List = Span & { readonly kind: 'array'; readonly items: SourceNode[] };
type Part = { readonly name: string; readonly start: number; readonly end: number };
type Cursor = { readonly text: string; at: number; readonly comments: Span[] };

const MAX_DEPTH = 100;

/** Walks a text that a parser has accepted. Reads each character once; raises `UnsureError` where it does not fit. */
export function walkToml(text: string, from: number): WalkedToml {
  const cursor: Cursor = { text, at: from, comments: [] };
  const root = emptyTable();
  let table = root;
  for (skipBlank(cursor); cursor.at < text.length; skipBlank(cursor)) {
    if (text[cursor.at] === '[') table = readHeader(cursor, root);
    else addMember(table, { ...readPair(cursor, 0), place: 'line', cursor });
  }
  return { root, comments: cursor.comments };
}

function readHeader(cursor: Cursor, root: Table): Table {
  const isList = cursor.text.startsWith('[[', cursor.at);
  cursor.at += isList ? 2 : 1;
  const parts = readKey(cursor);
  expect(cursor, isList ? ']]' : ']');
  const last = parts.at(-1);
  if (last === undefined) return unsure(cursor);
  if (!isList) return descend(root, { parts, cursor });
  const parent = descend(root, { parts: parts.slice(0, -1), cursor });
  const found = parent.members.find(({ key }) => key === last.name)?.value;
  const list = found ?? emptyList();
  if (found === undefined) parent.members.push(memberOf([last], { value: list, place: 'line' }));
  if (list.kind !== 'array' || list.start !== -1) return unsure(cursor);
  const item = emptyTable();
  (list as List).items.push(item);
  return item;
}

/** The table that a path of keys leads to, made where there is none; of a list of tables the last. */
function descend(table: Table, { parts, cursor }: { readonly parts: readonly Part[]; readonly cursor: Cursor }): Table {
  let here = table;
  for (const part of parts) {
    const found = here.members.find(({ key }) => key === part.name)?.value;
    const node = found?.kind === 'array' ? found.items.at(-1) : found;
    if (node === undefined) {
      const made = emptyTable();
      here.members.push(memberOf([part], { value: made, place: 'line' }));
      here = made;
    } else if (node.kind === 'object') here = node as Table;
    else return unsure(cursor);
  }
  return here;
}

type Pair = { readonly parts: readonly Part[]; readonly value: SourceNode };

function readPair(cursor: Cursor, depth: number): Pair {
  const parts = readKey(cursor);
  expect(cursor, '=');
  skipSpace(cursor);
  return { parts, value: readValue(cursor, depth) };
}

function addMember(
  table: Table,
  { parts, value, place, cursor }: Pair & { readonly place: SourceMember['place']; readonly cursor: Cursor },
): void {
  const holder = descend(table, { parts: parts.slice(0, -1), cursor });
  const member = memberOf(parts, { value, place });
  if (holder.members.some(({ key }) => key === member.key)) unsure(cursor);
  holder.members.push(member);
}

function memberOf(
  parts: readonly Part[],
  { value, place }: { readonly value: SourceNode; readonly place: SourceMember['place'] },
): SourceMember {
  const [first, last] = [parts[0], parts.at(-1)];
  const lastPartStart = last?.start ?? -1;
  return { key: last?.name ?? '', keyStart: first?.start ?? -1, keyEnd: last?.end ?? -1, lastPartStart, place, value };
}

/** A key, dotted or not, up to what follows it. */
function readKey(cursor: Cursor): readonly Part[] {
  const parts: Part[] = [];
  for (;;) {
    skipSpace(cursor);
    const start = cursor.at;
    const quote = cursor.text[start];
    if (quote === '"' || quote === "'") skipQuoted(cursor, quote);
    else while (isBare(cursor.text[cursor.at])) cursor.at += 1;
    if (cursor.at === start) return unsure(cursor);
    const raw = cursor.text.slice(start, cursor.at);
    const name = quote === '"' || quote === "'" ? decode(raw, cursor) : raw;
    parts.push({ name, start, end: cursor.at });
    skipSpace(cursor);
    if (cursor.text[cursor.at] !== '.') return parts;
    cursor.at += 1;
  }
}

function readValue(cursor: Cursor, depth: number): SourceNode {
  if (depth > MAX_DEPTH) return unsure(cursor);
  const first = cursor.text[cursor.at];
  if (first === '[') return readList(cursor, depth + 1);
  if (first === '{') return readBraces(cursor, depth + 1);
  const start = cursor.at;
  if (first === '"' || first === "'") {
    const isLong = cursor.text.startsWith(first.repeat(3), start);
    if (isLong) skipLong(cursor, first);
    else skipQuoted(cursor, first);
    return { kind: 'string', start, end: cursor.at, value: decode(cursor.text.slice(start, cursor.at), cursor) };
  }
  while (cursor.at < cursor.text.length && !',]}#\n\r'.includes(cursor.text[cursor.at] ?? '')) cursor.at += 1;
  const end = start + cursor.text.slice(start, cursor.at).trimEnd().length;
  return end === start ? unsure(cursor) : { kind: 'other', start, end };
}

function readList(cursor: Cursor, depth: number): SourceNode {
  const start = cursor.at;
  const items: SourceNode[] = [];
  cursor.at += 1;
  for (skipBlank(cursor); cursor.text[cursor.at] !== ']'; skipBlank(cursor)) {
    items.push(readValue(cursor, depth));
    skipBlank(cursor);
    if (cursor.text[cursor.at] !== ']') expect(cursor, ',');
  }
  cursor.at += 1;
  return { kind: 'array', start, end: cursor.at, items };
}

function readBraces(cursor: Cursor, depth: number): SourceNode {
  const start = cursor.at;
  const table = emptyTable();
  cursor.at += 1;
  for (skipBlank(cursor); cursor.text[cursor.at] !== '}'; skipBlank(cursor)) {
    addMember(table, { ...readPair(cursor, depth), place: 'braces', cursor });
    skipBlank(cursor);
    if (cursor.text[cursor.at] !== '}') expect(cursor, ',');
  }
  cursor.at += 1;
  return { ...table, start, end: cursor.at };
}

/** Skips a string on one line. Only in `"` does a backslash mean anything. */
function skipQuoted(cursor: Cursor, quote: string): void {
  cursor.at += 1;
  while (cursor.text[cursor.at] !== quote) {
    cursor.at += quote === '"' && cursor.text[cursor.at] === '\\' ? 2 : 1;
    if (cursor.at >= cursor.text.length) unsure(cursor);
  }
  cursor.at += 1;
}

/** Skips a string over several lines; up to two quotes may stand before the three that end it. */
function skipLong(cursor: Cursor, quote: string): void {
  const end = quote.repeat(3);
  cursor.at += 3;
  while (!cursor.text.startsWith(end, cursor.at)) {
    cursor.at += quote === '"' && cursor.text[cursor.at] === '\\' ? 2 : 1;
    if (cursor.at >= cursor.text.length) unsure(cursor);
  }
  cursor.at += 3;
  for (let more = 0; more < 2 && cursor.text[cursor.at] === quote; more += 1) cursor.at += 1;
}

function decode(raw: string, cursor: Cursor): string {
  const { value } = parse(`value = ${raw}`);
  return typeof value === 'string' ? value : unsure(cursor);
}

function isBare(character: string | undefined): boolean {
  return character !== undefined && !' \t\r\n.=[]{},#"\''.includes(character);
}

function skipSpace(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ' || cursor.text[cursor.at] === '\t') cursor.at += 1;
}

/** Skips spaces, line ends and comments, and remembers the comments. */
function skipBlank(cursor: Cursor): void {
  for (; ; cursor.at += 1) {
    const character = cursor.text[cursor.at] ?? 'end';
    if (character === '#') {
      const start = cursor.at;
      while (cursor.at < cursor.text.length && !'\r\n'.includes(cursor.text[cursor.at] ?? '')) cursor.at += 1;
      cursor.comments.push({ start, end: cursor.at });
      cursor.at -= 1;
    } else if (!' \t\r\n'.includes(character)) return;
  }
}

function expect(cursor: Cursor, wanted: string): void {
  skipSpace(cursor);
  if (!cursor.text.startsWith(wanted, cursor.at)) unsure(cursor);
  cursor.at += wanted.length;
}

function unsure({ text, at }: Cursor): never {
  throw new UnsureError(`at line ${text.slice(0, at).split('\n').length}`);
}

function emptyTable(): Table {
  return { kind: 'object', start: -1, end: -1, members: [] };
}

function emptyList(): List {
  return { kind: 'array', start: -1, end: -1, items: [] };
}
