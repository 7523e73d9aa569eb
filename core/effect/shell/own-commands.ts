import { type Argument, knownText } from './argument.ts';
import type { CommandPlace, FloorFinding } from './floor-finding.ts';
import { resolveWord } from './resolve-word.ts';

const SELF: FloorFinding = { rule: 'floor.self-approval', reason: 'it would answer the gateway for a human' };

/**
 * What an agent may type of our own commands, by their words: they look, tighten, or work for the agent itself. All others answer,
 * loosen, pair, log in, change or remove something that people decide, and so does whatever a later version adds: what is not in
 * this list is never approvable.
 *
 * Those that stop or start something are asked about, like any program that is not known.
 */
export const COMMANDS_OF_AGENTS: ReadonlySet<string> = new Set(
  [
    ['', 'help', 'version', '--help', '-h', '--version', '-V', 'completion', 'support', 'demo'],
    ['status', 'doctor', 'sandboxes', 'usage', 'fatigue', 'report', 'reviewer stats'],
    [
      'check',
      'explain',
      'learn',
      'scan',
      'policy lint',
      'policy test',
      'policy explain',
      'policy diff',
      'policy proposed',
    ],
    ['approvals list', 'approvals show', 'approvers list', 'approvers people', 'delegations list', 'browsers list'],
    ['channels list', 'channels pairings', 'channels deliveries', 'whitelist list', 'whitelist test', 'trust list'],
    [
      'checkpoint list',
      'checkpoint show',
      'checkpoint diff',
      'checkpoint take',
      'deleted list',
      'secret list',
      'secret show',
    ],
    [
      'log show',
      'log tail',
      'log verify',
      'log prove',
      'log export',
      'log replay',
      'log verify-receipt',
      'verify-receipt',
    ],
    [
      'runs list',
      'runs show',
      'runs stop',
      'runs freeze',
      'lease list',
      'lease show',
      'lease attenuate',
      'budget show',
    ],
    ['tools list', 'tools show', 'tools refuse', 'token list', 'halt', 'safe-mode on'],
    ['hook', 'mcp wrap', 'mcp tools', 'run', 'up', 'witness'],
  ].flat(),
);

/** Programs that run a script which is named by its path. */
const RUNTIMES: ReadonlySet<string> = new Set(['node', 'nodejs', 'bun', 'deno', 'tsx', 'ts-node']);
/** Where our own programs begin, below the folder of the package. */
const ENTRIES = ['/bin/countersign', '/apps/cli/main', '/apps/daemon/offline'];
const PACKAGE = 'countersign';

/**
 * Finds a call of our own program by which somebody would answer, loosen or remove the gateway: by its name, or by its entry file behind
 * a runtime. Null for anything else.
 *
 * Words that are not known in full count as whatever would be worst.
 */
export function floorOfOwnCommand(name: string, args: readonly Argument[], place: CommandPlace): FloorFinding | null {
  if (name === PACKAGE) return floorOfWords(args);
  if (!RUNTIMES.has(name)) return null;
  const entry = args.findIndex((argument) => isOwnEntry(argument.text, place));
  return entry < 0 ? null : floorOfWords(args.slice(entry + 1));
}

function floorOfWords(args: readonly Argument[]): FloorFinding | null {
  const [first, second] = args.length === 0 ? [''] : args.map(knownText);
  if (typeof first !== 'string') return SELF;
  return COMMANDS_OF_AGENTS.has(first) || COMMANDS_OF_AGENTS.has(`${first} ${second}`) ? null : SELF;
}

/** Whether a path is the entry of this package, wherever it is installed: below a folder of its name. */
function isOwnEntry(text: string, place: CommandPlace): boolean {
  const path = resolveWord(text, place);
  if (path === null) return false;
  const withoutEnding = path.replace(/\.[jt]s$/, '');
  return ENTRIES.some((entry) => withoutEnding.endsWith(entry)) && path.split('/').includes(PACKAGE);
}
