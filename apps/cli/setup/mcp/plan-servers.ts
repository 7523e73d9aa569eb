import { isDeepStrictEqual } from 'node:util';
import type { Result } from '../../../../core/result.ts';
import { findServers, type McpServer, wrapWords } from './find-servers.ts';
import { maskSource, type Showing } from './mask-secrets.ts';
import type { McpFile } from './mcp-files.ts';
import { readJsonSource } from './read-json-source.ts';
import { readTomlSource } from './read-toml-source.ts';
import { applyEdits, type PlainValue, plainOf, type SourceFile } from './source-file.ts';
import { unwrapServer, type WrappedServer, wrapServer } from './wrap-server.ts';

/** What is in one file, and how it would be changed. */
export type ServerPlan = {
  readonly servers: readonly McpServer[];
  /** Why the file is not looked into or not changed; null when it is. */
  readonly problem: string | null;
  /** Null when there is nothing to change. */
  readonly change: ServerChange | null;
};

/** A change of one file, with both texts also as they may be shown. */
export type ServerChange = {
  readonly before: string;
  readonly after: string;
  readonly wrapped: readonly WrappedServer[];
  readonly shown: { readonly before: string; readonly after: string };
};

/** Reads a configuration file with the places of its values. A file that is empty has none. */
export function readSource(text: string, format: McpFile['format']): Result<SourceFile, string> {
  if (format === 'toml') return readTomlSource(text);
  return readJsonSource(text.trim() === '' ? '{}' : text);
}

/**
 * Works out how the servers of a file would be wrapped. Touches nothing.
 *
 * Every byte outside the changed values stays. The new text is read again, and refused unless it says exactly what it should: our
 * command where one was to be wrapped, and everything else as before.
 */
export function planServers(
  file: Pick<McpFile, 'format' | 'places'>,
  { text, launcher }: { readonly text: string; readonly launcher: string },
): ServerPlan {
  const source = readSource(text, file.format);
  if (!source.ok) return { servers: [], problem: source.failure, change: null };
  const servers = findServers(source.value, { places: file.places, launcher });
  const wraps = servers.flatMap((server) => wrapServer(source.value, server, launcher) ?? []);
  if (wraps.length === 0) return { servers, problem: null, change: null };
  const after = applyEdits(
    text,
    wraps.flatMap(({ edits }) => edits),
  );
  const wrapped = wraps.map(({ done }) => done);
  const reread = readSource(after, file.format);
  if (!reread.ok || !isDeepStrictEqual(plain(reread.value), expected(source.value, { wrapped, launcher }))) {
    return { servers, problem: 'a way of writing it that cannot be edited surely', change: null };
  }
  const showing = showServers(servers);
  const shown = { before: maskSource(source.value, showing), after: maskSource(reread.value, showing) };
  return { servers, problem: null, change: { before: text, after, wrapped, shown } };
}

/** A text with our command taken out again wherever it still is, and the servers where it was. Null when it cannot be done surely. */
export function unwrapText(
  text: string,
  { format, wrapped }: { readonly format: McpFile['format']; readonly wrapped: readonly WrappedServer[] },
): { readonly text: string; readonly unwrapped: readonly string[] } | null {
  const source = readSource(text, format);
  if (!source.ok) return null;
  const found = wrapped.flatMap((server) => {
    const edits = unwrapServer(source.value, server);
    return edits === null ? [] : [{ name: server.name, edits }];
  });
  const after = applyEdits(
    text,
    found.flatMap(({ edits }) => edits),
  );
  return readSource(after, format).ok ? { text: after, unwrapped: found.map(({ name }) => name) } : null;
}

/** Of a server its type, command and arguments are shown, of anything else nothing. */
function showServers(servers: readonly McpServer[]): (path: readonly string[]) => Showing {
  const keys = new Set(servers.map(({ at }) => JSON.stringify(at)));
  return (path) => {
    const isServer = keys.has(JSON.stringify(path.slice(0, -1)));
    if (!isServer) return 'nothing';
    const key = path.at(-1);
    if (key === 'type' || key === 'enabled' || key === 'disabled') return 'whole';
    return key === 'command' || key === 'args' ? 'arguments' : 'nothing';
  };
}

function plain({ root, text }: SourceFile): PlainValue {
  return plainOf(root, text);
}

/** What a file must say once its servers are wrapped: worked out on values, without any of the code that edits texts. */
function expected(
  source: SourceFile,
  { wrapped, launcher }: { readonly wrapped: readonly WrappedServer[]; readonly launcher: string },
): PlainValue {
  return wrapped.reduce((whole, { name, at, was }) => {
    return changeAt(whole, { at, change: (entry) => wrapEntry(entry, { name, launcher, isMoved: was !== null }) });
  }, plain(source));
}

type PlainObject = { readonly [key: string]: PlainValue };

function wrapEntry(
  entry: PlainObject,
  { name, launcher, isMoved }: { readonly name: string; readonly launcher: string; readonly isMoved: boolean },
): PlainObject {
  const { command = '', args = [] } = entry;
  const words = isMoved ? [] : wrapWords(name);
  if (Array.isArray(command)) {
    return withKey(entry, { key: 'command', value: [launcher, ...words, ...(isMoved ? command.slice(1) : command)] });
  }
  const ours = withKey(entry, { key: 'command', value: launcher });
  if (isMoved) return ours;
  return withKey(ours, { key: 'args', value: [...words, command, ...(Array.isArray(args) ? args : [])] });
}

function changeAt(
  value: PlainValue,
  {
    at: [key, ...rest],
    change,
  }: { readonly at: readonly string[]; readonly change: (entry: PlainObject) => PlainObject },
): PlainValue {
  if (key === undefined) return change(value as PlainObject);
  const child = (value as PlainObject)[key];
  return child === undefined
    ? value
    : withKey(value as PlainObject, { key, value: changeAt(child, { at: rest, change }) });
}

/** An object with one value set; without a prototype, so that `__proto__` is a key as any other. */
function withKey(
  object: PlainObject,
  { key, value }: { readonly key: string; readonly value: PlainValue },
): PlainObject {
  const copy = Object.create(null) as { [key: string]: PlainValue };
  for (const [name, child] of Object.entries(object)) copy[name] = child;
  copy[key] = value;
  return copy;
}
