import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { isServerName, MAX_SERVER_NAME_LENGTH } from '../../../../sdk/server-name.ts';
import type { McpFile } from './mcp-files.ts';
import { memberOf, nodeAt, type SourceFile, type SourceMember, type SourceNode } from './source-file.ts';

/**
 * How a server stands to us.
 *
 * `wrapped`: started through this Countersign. `elsewhere`: through one that is installed at another place. `unwrapped`: the agent
 * starts it itself. `remote`: reached by a URL, so there is no command to wrap. `unclear`: what it says is not what we know.
 */
export type ServerState = 'wrapped' | 'elsewhere' | 'unwrapped' | 'remote' | 'unclear';

/** One MCP server of a configuration file. */
export type McpServer = {
  readonly name: string;
  /** The keys that lead to it. */
  readonly at: readonly string[];
  readonly state: ServerState;
  /** For `remote` its address without path, query and user; for `unclear` what is not clear; otherwise empty. No secrets. */
  readonly detail: string;
};

/** The words between our command and the one of a server. */
const WRAP = ['mcp', 'wrap'] as const;

/** The arguments that come before a server's own command. */
export function wrapWords(name: string): readonly string[] {
  return [...WRAP, '--name', gatewayName(name), '--'];
}

/**
 * How policy and pins know a server: by the name that its configuration has for it, where that can be one (`isServerName`). Of any
 * other name the plain characters are kept, and a digest tells it from others that would look the same.
 */
export function gatewayName(name: string): string {
  if (isServerName(name)) return name;
  const plain = [...name].map((character) => (isPlain(character) ? character : '-')).join('');
  const start = [...plain].findIndex((character) => isPlain(character) && !'._-'.includes(character));
  const kept = start === -1 ? '' : plain.slice(start).replaceAll(/_+/g, '_');
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${kept.slice(0, MAX_SERVER_NAME_LENGTH - 9) || 'server'}-${digest}`;
}

function isPlain(character: string): boolean {
  const isLetter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  return isLetter || (character >= '0' && character <= '9') || '._-'.includes(character);
}

/** Finds the servers of a file, those that cannot be wrapped included. What starts nothing and names no address is no server. */
export function findServers(
  source: SourceFile,
  { places, launcher }: Pick<McpFile, 'places'> & { readonly launcher: string },
): readonly McpServer[] {
  const tables = places.flatMap((place) => expand(source.root, place));
  return tables.flatMap(({ node, at }) =>
    node.members.flatMap(({ key, value }) => {
      const found = classify(value, launcher);
      return found === null ? [] : [{ name: key, at: [...at, key], ...found }];
    }),
  );
}

type Table = { readonly at: readonly string[]; readonly node: SourceNode & { readonly kind: 'object' } };

function expand(root: SourceNode, place: readonly string[]): readonly Table[] {
  const star = place.indexOf('*');
  if (star === -1) {
    const node = nodeAt(root, place);
    return node?.kind === 'object' ? [{ at: place, node }] : [];
  }
  const above = nodeAt(root, place.slice(0, star));
  const keys = above?.kind === 'object' ? above.members.map(({ key }) => key) : [];
  return keys.flatMap((key) => expandAt(root, { at: [...place.slice(0, star), key], rest: place.slice(star + 1) }));
}

/** A key that happens to be `*` is a key here, and is not expanded again. */
function expandAt(
  root: SourceNode,
  { at, rest }: { readonly at: readonly string[]; readonly rest: readonly string[] },
): readonly Table[] {
  const node = nodeAt(root, [...at, ...rest]);
  return node?.kind === 'object' ? [{ at: [...at, ...rest], node }] : [];
}

type Found = Pick<McpServer, 'state' | 'detail'>;

const ADDRESSES = ['url', 'httpUrl', 'serverUrl', 'tcp'];
const REMOTE_TYPES: ReadonlySet<string> = new Set(['http', 'sse', 'remote', 'streamable-http', 'streamableHttp', 'ws']);

function classify(entry: SourceNode, launcher: string): Found | null {
  if (entry.kind !== 'object') return null;
  const address = ADDRESSES.map((key) => memberOf(entry, key)).find((member) => member !== undefined);
  const type = memberOf(entry, 'type')?.value;
  const isRemote = type?.kind === 'string' && REMOTE_TYPES.has(type.value);
  if (isRemote || (address !== undefined && memberOf(entry, 'command') === undefined)) {
    return { state: 'remote', detail: originOf(address) };
  }
  if (memberOf(entry, 'command') === undefined) return null;
  if (address !== undefined) return { state: 'unclear', detail: 'it has both a command and a URL' };
  const invocation = readInvocation(entry);
  if (typeof invocation === 'string') return { state: 'unclear', detail: invocation };
  return isOwnServer(invocation, launcher) ? null : { state: stateOf(invocation, launcher), detail: '' };
}

/** The gateway's own tools, started by this installation: there is nothing behind them to stand in front of. */
function isOwnServer({ program, words: [first, second] }: Invocation, launcher: string): boolean {
  return isInstalled(program.value, launcher) && first === 'mcp' && second === 'tools';
}

/** Where the words that start a server stand. */
export type Invocation = {
  /** The program: a text, or the first element of a list that holds the arguments as well (OpenCode). */
  readonly program: SourceNode & { readonly kind: 'string' };
  readonly member: SourceMember;
  /** The list with the arguments; null where there is none. In a list that holds the program, `first` is 1. */
  readonly list: (SourceNode & { readonly kind: 'array' }) | null;
  readonly first: 0 | 1;
  /** The arguments. */
  readonly words: readonly string[];
};

/** Reads how a server is started; a sentence where that is not clear. */
export function readInvocation(entry: SourceNode): Invocation | string {
  const member = memberOf(entry, 'command');
  if (member === undefined) return 'it has no command';
  if (member.value.kind === 'array') return readListed(member, member.value);
  if (member.value.kind !== 'string' || member.value.value === '') return 'its command is no text';
  const args = memberOf(entry, 'args')?.value ?? null;
  if (args !== null && args.kind !== 'array') return 'its args are no list';
  const words = textsOf(args?.items ?? []);
  if (words === null) return 'its args are no list of texts';
  const program = member.value;
  if (hasSpace(program.value) && !(isAbsolute(program.value) && existsSync(program.value))) {
    return 'its command holds a space and is no file: write the program as command and the rest as args';
  }
  return { program, member, list: args, first: 0, words };
}

function readListed(member: SourceMember, list: SourceNode & { readonly kind: 'array' }): Invocation | string {
  const [program] = list.items;
  const words = textsOf(list.items.slice(1));
  if (program?.kind !== 'string' || words === null) return 'its command is no list of texts';
  return { program, member, list, first: 1, words };
}

function textsOf(items: readonly SourceNode[]): readonly string[] | null {
  const texts = items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
  return texts.length === items.length ? texts : null;
}

function stateOf({ program, words }: Invocation, launcher: string): ServerState {
  if (!isCountersign(program.value) || WRAP.some((word, at) => words[at] !== word)) return 'unwrapped';
  return isInstalled(program.value, launcher) ? 'wrapped' : 'elsewhere';
}

function isInstalled(program: string, launcher: string): boolean {
  return program === launcher || program === 'countersign';
}

/** Whether a program is the command `countersign`, by whichever path. */
export function isCountersign(program: string): boolean {
  return program === 'countersign' || program.endsWith('/countersign');
}

/** Where in the arguments a wrapped server's own command stands; -1 where it is not wrapped by us. */
export function ownCommandAt({ program, words }: Invocation): number {
  if (!isCountersign(program.value) || WRAP.some((word, at) => words[at] !== word)) return -1;
  const dashes = words.indexOf('--');
  return dashes === -1 || dashes + 1 >= words.length ? -1 : dashes + 1;
}

function hasSpace(text: string): boolean {
  return text.includes(' ') || text.includes('\t') || text.includes('\n');
}

/** Scheme, host and port of an address: path, query and user may hold secrets. */
function originOf(member: SourceMember | undefined): string {
  if (member?.value.kind !== 'string' || !URL.canParse(member.value.value)) return 'an address that is not spelled out';
  const { protocol, host } = new URL(member.value.value);
  return `${protocol}//${host}`;
}
