import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { MAX_RESULT_BYTES } from '../../ingress/mcp/review-result.ts';
import { instanceKeyFrom } from '../../sdk/instance-proof.ts';
import { isServerName, SERVER_NAME_RULE } from '../../sdk/server-name.ts';
import type { GateAddress } from './gate-connection.ts';
import { firstLine, stateDirectory, type Variables } from './state-files.ts';

/** What a wrapped server is run with. */
export type WrapSettings = {
  /** How policy and pins know the server. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly waitMs: number;
  readonly maxResultBytes: number;
  /** The server's environment: ours without what only Countersign's own programs may know. */
  readonly env: { readonly [name: string]: string | undefined };
};

const DEFAULT_ADDRESS = 'http://127.0.0.1:7391';
const DEFAULT_WAIT_SECONDS = 50;

/** Said for `--help`, and after a command line that cannot be read. */
export const WRAP_USAGE = `Usage: countersign mcp wrap [--name NAME] [--wait SECONDS] [--max-result BYTES] -- COMMAND [ARGUMENT…]

Starts an MCP server and stands between it and its client: every tool call is decided by the gateway first.

Example: countersign mcp wrap --name files -- npx @modelcontextprotocol/server-filesystem ~/project
`;

/** Reads the command line; raises Error with what was found and what is wanted. */
export function readWrapSettings(words: readonly string[], variables: Variables): WrapSettings {
  const at = words.indexOf('--');
  const [command, ...args] = at < 0 ? [] : words.slice(at + 1);
  if (command === undefined) throw new Error('read the command line: found no server, want -- and its command');
  const { values } = parseArgs({
    args: [...words.slice(0, at)],
    options: { name: { type: 'string' }, wait: { type: 'string' }, 'max-result': { type: 'string' } },
  });
  const waitSeconds = readNumber('--wait', values.wait ?? String(DEFAULT_WAIT_SECONDS), 600);
  return {
    name: readName(values.name ?? nameOf(command, args)),
    command,
    args,
    waitMs: waitSeconds * 1_000,
    maxResultBytes: readNumber('--max-result', values['max-result'] ?? String(MAX_RESULT_BYTES), 2 ** 30),
    env: withoutOwn(variables),
  };
}

/**
 * Where the gateway is: `COUNTERSIGN_URL` and its relatives, the state directory's address, or the default.
 *
 * The token of the state directory, and whatever goes to that directory's own address, is shown only to who proves to be its gateway.
 * Raises Error where that is owed and there is no key to check a proof with.
 */
export function readGateAddress(variables: Variables): GateAddress {
  const state = stateDirectory(variables);
  const own = firstLine(`${state}/address`) || DEFAULT_ADDRESS;
  const address = variables['COUNTERSIGN_URL'] || variables['COUNTERSIGN_ADDRESS'] || own;
  const given = variables['COUNTERSIGN_MCP_TOKEN_FILE'] || null;
  const token = firstLine(given ?? `${state}/tokens/mcp.token`);
  const key = instanceKeyFrom(firstLine(`${state}/keys/instance.key`));
  if (given !== null && address !== own) return { address, token, key: null };
  if (given === null && key === null && token !== '')
    throw new Error(
      `read the key of the gateway: found none that can be read in ${state}/keys, want the one it proves itself with; start the gateway once: countersign up`,
    );
  return { address, token, key };
}

/** A server's tokens are its own; ours are not its business. */
function withoutOwn(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !(name.startsWith('COUNTERSIGN_') && name.includes('TOKEN'))),
  );
}

/** The package or program that is run, without what names of servers have in common: `npx -y @scope/server-git@1` is `git`. */
function nameOf(command: string, args: readonly string[]): string {
  const found = RUNNERS.has(basename(command))
    ? args.find((word) => !word.startsWith('-') && !VERBS.has(word))
    : command;
  const last = basename(withoutUsual(found ?? command));
  const bare = last.slice(0, last.lastIndexOf('@') > 0 ? last.lastIndexOf('@') : last.length);
  const plain = [...withoutExtension(bare)].map((unit) => (/[A-Za-z0-9._-]/.test(unit) ? unit : '-')).join('');
  const own = plain
    .replace(/^(?:mcp-)?server-/, '')
    .replace(/(?:-mcp)?-server$/, '')
    .replace(/^[._-]+/, '');
  return own.replaceAll(/_+/g, '_').slice(0, 64).replace(/_$/, '') || 'server';
}

/** What a package's main file and its folders are called everywhere: they name no server. */
const USUAL: ReadonlySet<string> = new Set([
  'index',
  'main',
  'cli',
  'server',
  'dist',
  'build',
  'lib',
  'out',
  'bin',
  'src',
  'node_modules',
]);

/** A path up to the last part that says which server it is. */
function withoutUsual(path: string): string {
  const parts = path.split('/');
  while (parts.length > 1 && USUAL.has(withoutExtension(parts.at(-1) ?? ''))) parts.pop();
  return parts.at(-1) === '' ? path : parts.join('/');
}

function withoutExtension(file: string): string {
  return file.replace(/\.[cm]?[jt]s$|\.py$/, '');
}

const RUNNERS: ReadonlySet<string> = new Set([
  'npx',
  'node',
  'bunx',
  'bun',
  'uvx',
  'uv',
  'python',
  'python3',
  'deno',
  'env',
]);
const VERBS: ReadonlySet<string> = new Set(['run', 'exec', 'tool', 'x']);

function readName(name: string): string {
  if (isServerName(name)) return name;
  throw new Error(`read --name: found ${JSON.stringify(name.slice(0, 80))}, want ${SERVER_NAME_RULE}`);
}

function readNumber(option: string, text: string, largest: number): number {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value <= largest) return value;
  throw new Error(`read ${option}: found ${JSON.stringify(text.slice(0, 40))}, want a number from 0 to ${largest}`);
}
