import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import {
  CLAUDE_CODE_EVENTS,
  type ClaudeCodeConnection,
  type ClaudeCodeEvent,
  readClaudeCodeHooks,
} from '../../../sdk/claude-code-settings.ts';
import type { WireJsonObject } from '../../../sdk/wire.ts';
import { toCliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { findAddress } from '../gateway/connect.ts';
import { claudePaths, launcherPath } from '../paths.ts';
import { AGENT_NAMES, isOnMachine } from '../setup/agents.ts';
import { digestOf, readManifest } from '../setup/manifest.ts';
import { readSettingsFile } from '../setup/settings-file.ts';
import type { GatewayState } from './check-gateway.ts';
import { type Finding, finding } from './finding.ts';

/** Our hooks in one settings file, as one kind of hook. */
type Inspected = {
  readonly path: string;
  readonly kind: ClaudeCodeConnection['kind'];
  readonly missing: readonly ClaudeCodeEvent[];
  readonly altered: readonly ClaudeCodeEvent[];
};

const HOOKS = { name: 'hooks', points: 12 };
const BLOCK = { name: 'hooks block', points: 8 };
const CURRENT = { name: 'settings', points: 3 };
const AGENT = { name: 'agent', points: 3 };
const CONNECT = 'countersign init claude-code';

/** Whether Claude Code asks us before every call, blocks when it cannot, and nobody changed that since. */
export function hookFindings(context: Context, gateway: GatewayState): readonly Finding[] {
  const { settings, problems } = readAllSettings(context);
  const inspected = settings.flatMap(({ path, value }) => inspectAs(path, { value, context }));
  const [best] = inspected.sort((one, two) => lacks(one) - lacks(two));
  const current = currency(context, gateway);
  if (settings.length + problems.length === 0 && isOnlyOther(context)) return [current];
  const off = settings.find(({ value }) => value['disableAllHooks'] === true);
  return [presence(best, { problems, off: off?.path ?? null }), blocking(best), current, agentVersion(context)];
}

/** Whether Claude Code is not used here and another agent is: then its absence is no failure. */
function isOnlyOther({ environment }: Context): boolean {
  const others = AGENT_NAMES.filter((name) => name !== 'claude-code');
  return !isOnMachine('claude-code', environment) && others.some((name) => isOnMachine(name, environment));
}

function readAllSettings({ environment }: Context): {
  readonly settings: readonly { readonly path: string; readonly value: WireJsonObject }[];
  readonly problems: readonly string[];
} {
  const { user, project, local, managed } = claudePaths(environment);
  const settings: { readonly path: string; readonly value: WireJsonObject }[] = [];
  const problems: string[] = [];
  for (const path of [user, project, local, managed].filter((candidate) => existsSync(candidate))) {
    try {
      settings.push({ path, value: readSettingsFile(path).value });
    } catch (error) {
      problems.push(toCliError(error).message);
    }
  }
  return { settings, problems };
}

function inspectAs(
  path: string,
  { value, context }: { readonly value: WireJsonObject; readonly context: Context },
): readonly Inspected[] {
  return connections(context).map((connection) => {
    const states = readClaudeCodeHooks(value, connection);
    const inState = (wanted: string): readonly ClaudeCodeEvent[] =>
      CLAUDE_CODE_EVENTS.filter((event) => states[event] === wanted);
    return { path, kind: connection.kind, missing: inState('missing'), altered: inState('altered') };
  });
}

/** The ways a hook of ours may stand in the settings and be right. */
function connections(context: Context): readonly ClaudeCodeConnection[] {
  const command = { kind: 'command', command: launcherPath() } as const;
  try {
    return [command, { kind: 'http', baseUrl: findAddress(context) }];
  } catch {
    return [command];
  }
}

function lacks({ missing, altered }: Inspected): number {
  return 100 * missing.length + altered.length;
}

function presence(
  best: Inspected | undefined,
  { problems, off }: { readonly problems: readonly string[]; readonly off: string | null },
): Finding {
  if (off !== null) {
    const found = `${off} says disableAllHooks: no hook runs, ours neither`;
    return finding(HOOKS, { ok: false, found, fix: `take disableAllHooks out of ${off}` });
  }
  if (best === undefined || best.missing.length === CLAUDE_CODE_EVENTS.length) {
    return finding(HOOKS, {
      ok: false,
      found: problems[0] ?? 'Claude Code does not ask us about anything',
      fix: CONNECT,
    });
  }
  if (best.missing.length === 0) {
    return finding(HOOKS, { ok: true, found: `every event, every tool, in ${best.path} (${best.kind})`, fix: '' });
  }
  return finding(HOOKS, { ok: false, found: `${best.path} lacks ${best.missing.join(', ')}`, fix: CONNECT });
}

function blocking(best: Inspected | undefined): Finding {
  const isRight = best !== undefined && lacks(best) === 0;
  if (isRight)
    return finding(BLOCK, { ok: true, found: 'onFailure block: a hook that fails blocks the call', fix: '' });
  const isAltered = best !== undefined && best.altered.length > 0;
  const found = isAltered
    ? `differs from what init writes: ${best.altered.join(', ')}; a failing hook might let a call through`
    : 'without all hooks, a call goes through unasked';
  return finding(BLOCK, { ok: false, found, fix: CONNECT });
}

/** Settings that changed since `init` wrote them, or were written by another version than the gateway that runs. */
function currency({ environment }: Context, gateway: GatewayState): Finding {
  // What holds MCP servers alone is rewritten by its agent at any time; whether they are still wrapped is another finding.
  const files = readManifestOrNothing(environment).filter(({ agent }) => agent !== null);
  const running = gateway.state === 'answers' ? gateway.health.version : null;
  const problems = files.flatMap(({ path, written, version }) => {
    if (!existsSync(path)) return [`${path} is gone`];
    if (digestOf(readFileSync(path)) !== written) return [`${path} was changed since init wrote it`];
    return running === null || running === version
      ? []
      : [`${path} is by version ${version}, the gateway is ${running}`];
  });
  const whole =
    files.length === 0 ? 'not connected with init: changes to the settings go unnoticed' : 'as init wrote them';
  const ok = files.length > 0 && problems.length === 0;
  const fix = problems.length === 0 ? 'countersign init' : 'look at the file, then countersign init';
  return finding(CURRENT, { ok, found: problems[0] ?? whole, fix });
}

function readManifestOrNothing(environment: Context['environment']): ReturnType<typeof readManifest> {
  try {
    return readManifest(environment);
  } catch {
    return [];
  }
}

/** The first version that honours `onFailure: "block"`. */
const BLOCKING_VERSION = [2, 1, 295] as const;

function agentVersion({ environment }: Context): Finding {
  const wanted = BLOCKING_VERSION.join('.');
  const version = versionOfAgent(environment.variables);
  const fix = `use Claude Code ${wanted} or later`;
  if (version === null) {
    const found = `no \`claude\` on the path; before ${wanted} a hook that times out lets the call through`;
    return finding(AGENT, { ok: false, found, fix });
  }
  const ok = isAtLeast(version, BLOCKING_VERSION);
  return finding(AGENT, {
    ok,
    found: `Claude Code ${version}${ok ? '' : `: a hook that times out lets the call through`}`,
    fix,
  });
}

function versionOfAgent(variables: Context['environment']['variables']): string | null {
  try {
    const printed = execFileSync('claude', ['--version'], {
      encoding: 'utf8',
      timeout: 3_000,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: variables,
    });
    return (
      printed
        .split(' ')
        .find((word) => word.split('.').length === 3)
        ?.trim() ?? null
    );
  } catch {
    return null;
  }
}

/** Compares a dotted version with three numbers. */
export function isAtLeast(version: string, wanted: readonly [number, number, number]): boolean {
  const found = version.split('.').map((part) => Number.parseInt(part, 10));
  for (const [at, least] of wanted.entries()) {
    const part = found[at] ?? Number.NaN;
    if (Number.isNaN(part) || part < least) return false;
    if (part > least) return true;
  }
  return true;
}
