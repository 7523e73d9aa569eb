import { type Invocation, type McpServer, ownCommandAt, readInvocation, wrapWords } from './find-servers.ts';
import { type Edit, memberOf, nodeAt, type SourceFile, type SourceMember } from './source-file.ts';

/** What was done to one server, so that exactly that can be undone. */
export type WrappedServer = {
  readonly name: string;
  readonly at: readonly string[];
  /** True where the server had no arguments, so that the list of them is ours. */
  readonly madeArgs: boolean;
  /** Where another Countersign wrapped it before, that one's command. */
  readonly was: string | null;
};

/** A change of a text that concerns one server. */
export type ServerEdit = { readonly edits: readonly Edit[]; readonly done: WrappedServer };

/**
 * Puts our command before a server's own: `countersign mcp wrap --name <name> -- <command> <arguments…>`.
 *
 * The server's own words stay as they are written, quotes and escapes included; nothing else of the entry is touched. Null where
 * there is nothing to wrap.
 */
export function wrapServer(source: SourceFile, server: McpServer, launcher: string): ServerEdit | null {
  const entry = nodeAt(source.root, server.at);
  const invocation = entry === undefined ? '' : readInvocation(entry);
  if (typeof invocation === 'string') return null;
  const { name, at } = server;
  const { program, list, member } = invocation;
  if (server.state === 'elsewhere') {
    const edits = [{ start: program.start, end: program.end, text: quote(launcher) }];
    return { edits, done: { name, at, madeArgs: false, was: program.value } };
  }
  if (server.state !== 'unwrapped') return null;
  const own = source.text.slice(program.start, program.end);
  const words = wrapWords(name).map(quote);
  const done = { name, at, madeArgs: list === null, was: null };
  if (invocation.first === 1) {
    return { edits: [insertAt(program.start, `${[quote(launcher), ...words].join(', ')}, `)], done };
  }
  const ours = { start: program.start, end: program.end, text: quote(launcher) };
  const inserted = [...words, own].join(', ');
  const edit = list === null ? addArgs(source, { member, inserted }) : prepend(source, { list, inserted });
  return { edits: [ours, edit], done };
}

/** Takes our command out again. Null where the server is not as we left it: gone, or not started through us any more. */
export function unwrapServer(source: SourceFile, { at, madeArgs, was }: WrappedServer): readonly Edit[] | null {
  const entry = nodeAt(source.root, at);
  const invocation = entry === undefined ? '' : readInvocation(entry);
  if (entry === undefined || typeof invocation === 'string') return null;
  const { program, list, first } = invocation;
  const own = ownCommandAt(invocation);
  const items = list?.items ?? [];
  const command = items[own + first];
  const [start] = items;
  if (own === -1 || command === undefined || start === undefined) return null;
  if (was !== null) return [{ start: program.start, end: program.end, text: quote(was) }];
  if (first === 1) return [{ start: start.start, end: command.start, text: '' }];
  const theirs = { start: program.start, end: program.end, text: source.text.slice(command.start, command.end) };
  const next = items[own + 1];
  const removed = { start: start.start, end: next?.start ?? command.end, text: '' };
  const args = memberOf(entry, 'args');
  const isAllOurs = madeArgs && next === undefined && args !== undefined;
  return [theirs, isAllOurs ? (removeArgs(source, { args, invocation }) ?? removed) : removed];
}

/** Before the first argument, in the way that one is set off: on a line of its own where it has one. */
function prepend(
  { text }: SourceFile,
  { list, inserted }: { readonly list: NonNullable<Invocation['list']>; readonly inserted: string },
): Edit {
  const [first] = list.items;
  if (first === undefined) return insertAt(list.start + 1, inserted);
  const gap = blankBefore(text, first.start);
  return insertAt(first.start, `${inserted},${gap.includes('\n') ? gap : ' '}`);
}

/** A list of arguments beside the command, written as its neighbours are. */
function addArgs(
  source: SourceFile,
  { member, inserted }: { readonly member: SourceMember; readonly inserted: string },
): Edit {
  const { text, format } = source;
  const { keyStart, keyEnd, lastPartStart, value } = member;
  const between = text.slice(keyEnd, value.start);
  const path = format === 'json' ? '"args"' : `${text.slice(keyStart, lastPartStart)}args`;
  const sign = format === 'json' ? ':' : '=';
  const isPlain = between.trim() === sign;
  const written = `${path}${isPlain ? between : `${sign} `}[${inserted}]`;
  if (member.place === 'braces') return insertAt(value.end, `,${blankBefore(text, keyStart) || ' '}${written}`);
  const lineEnd = endOfLine(source, value.end);
  const lineBreak =
    text.startsWith('\r\n', lineEnd) || (lineEnd === text.length && text.includes('\r\n')) ? '\r\n' : '\n';
  return insertAt(lineEnd, `${lineBreak}${spacesBefore(text, keyStart)}${written}`);
}

/** Removes a list of arguments that is ours; null where it is not set off from the command as we wrote it. */
function removeArgs(
  source: SourceFile,
  { args, invocation }: { readonly args: SourceMember; readonly invocation: Invocation },
): Edit | null {
  const { text } = source;
  const { end } = invocation.member.value;
  const start = args.place === 'braces' ? end : endOfLine(source, end);
  const between = start < args.keyStart ? text.slice(start, args.keyStart).trim() : null;
  return between === (args.place === 'braces' ? ',' : '') ? { start, end: args.value.end, text: '' } : null;
}

function insertAt(place: number, text: string): Edit {
  return { start: place, end: place, text };
}

/** The blanks and line ends that stand directly before a place. */
function blankBefore(text: string, place: number): string {
  let start = place;
  while (start > 0 && ' \t\r\n'.includes(text[start - 1] ?? 'x')) start -= 1;
  return text.slice(start, place);
}

/** The indentation before a key. */
function spacesBefore(text: string, place: number): string {
  let start = place;
  while (start > 0 && ' \t'.includes(text[start - 1] ?? 'x')) start -= 1;
  return text.slice(start, place);
}

/** Where the line of a value ends, a comment behind it included. */
function endOfLine({ text }: SourceFile, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && !text.startsWith('\r\n', at)) at += 1;
  return at;
}

/** A text as JSON (RFC 8259) and as a basic string of TOML: the same but for DEL, which TOML wants escaped. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\u007F', String.raw`\u007F`);
}
