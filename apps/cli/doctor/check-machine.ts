import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import type { Context } from '../command.ts';
import { launcherPath, shimPath, statePaths } from '../paths.ts';
import { type Finding, finding } from './finding.ts';

/** Whether the secrets are private, the hook's program runs, Node is new enough, and the agent is kept from the keys. */
export function machineFindings(context: Context): readonly Finding[] {
  return [
    stateFinding(context),
    secretsFinding(context),
    shimFinding(context),
    nodeFinding(),
    checkpointFinding({ platform: process.platform, hasHandles: existsSync(HANDLES) }),
    sameUserFinding(context),
  ];
}

const OTHERS = 0o077;
const STATE = { name: 'state folder', points: 2 };
const SECRETS = { name: 'secrets', points: 4 };
const SHIM = { name: 'hook program', points: 2 };
const NODE = { name: 'node', points: 1 };
const KEPT = { name: 'checkpoints', points: 2 };
const USER = { name: 'separation', points: 4 };
const NODE_MAJOR = 24;
/** What the gateway opens files by, relative to folders that it holds. */
const HANDLES = '/proc/self/fd';

function stateFinding({ environment }: Context): Finding {
  const { dir } = statePaths(environment);
  if (!existsSync(dir))
    return finding(STATE, { ok: false, found: `${dir} does not exist`, fix: 'countersign up --detach' });
  const mode = statSync(dir).mode & 0o777;
  const found = `${dir} has mode ${modeText(mode)}`;
  return finding(STATE, { ok: (mode & OTHERS) === 0, found, fix: `chmod 700 ${dir}` });
}

function secretsFinding({ environment }: Context): Finding {
  const { agentToken, operatorToken, mcpToken, approverKey, clientKey, database } = statePaths(environment);
  const files = [agentToken, operatorToken, mcpToken, approverKey, clientKey, database].filter((path) =>
    existsSync(path),
  );
  if (files.length === 0)
    return finding(SECRETS, { ok: false, found: 'no tokens and keys yet', fix: 'countersign up --detach' });
  const open = files.filter((path) => (statSync(path).mode & OTHERS) !== 0);
  const found =
    open.length === 0 ? 'tokens, keys and log are for their owner only' : `others may read ${open.join(', ')}`;
  return finding(SECRETS, { ok: open.length === 0, found, fix: `chmod 600 ${open.join(' ')}` });
}

/** Runs the shim with an event that nothing can answer: it must refuse with 2. */
function shimFinding({ environment }: Context): Finding {
  const fix = 'install Countersign again';
  if (!existsSync(launcherPath()) || !existsSync(shimPath())) {
    return finding(SHIM, { ok: false, found: `${launcherPath()} or ${shimPath()} is missing`, fix });
  }
  const status = statusOfShim(environment.variables['PATH'] ?? '');
  const found = status === 2 ? 'runs, and refuses when the gateway is out of reach' : `ended with ${status}, want 2`;
  return finding(SHIM, { ok: status === 2, found, fix });
}

function statusOfShim(path: string): number | null {
  try {
    execFileSync('/bin/sh', [shimPath(), 'PreToolUse'], {
      input: '{}',
      timeout: 5_000,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: path, HOME: '/nonexistent', COUNTERSIGN_STATE: '/nonexistent' },
    });
    return 0;
  } catch (error) {
    return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null;
  }
}

function nodeFinding(): Finding {
  const { node } = process.versions;
  const ok = Number.parseInt(node, 10) >= NODE_MAJOR;
  return finding(NODE, { ok, found: `version ${node}`, fix: `use Node ${NODE_MAJOR}` });
}

/** Whether workspaces can be kept and changed here; a gateway on another machine is not looked at. */
export function checkpointFinding({
  platform,
  hasHandles,
}: {
  readonly platform: NodeJS.Platform;
  readonly hasHandles: boolean;
}): Finding {
  const ok = platform === 'linux' && hasHandles;
  const place = platform === 'linux' ? `Linux without ${HANDLES}` : platform;
  const found = ok
    ? 'the gateway can keep workspaces here before they change, and undo changes'
    : `this is ${place}: the gateway keeps no workspace and changes no file here, so nothing can be undone`;
  return finding(KEPT, { ok, found, fix: 'run the gateway and the agents on Linux with /proc mounted' });
}

/** File modes keep nothing from a process of the same user: an honest finding for agents that no sandbox holds. */
function sameUserFinding({ environment }: Context): Finding {
  const { approverKey } = statePaths(environment);
  const owner = existsSync(approverKey) ? statSync(approverKey).uid : null;
  const isRoot = process.getuid?.() === 0;
  const isOurs = owner === null || owner === process.getuid?.() || isRoot;
  const found = isOurs
    ? 'an agent that runs as you, and that no sandbox holds, can read the approval key and the log; only the hooks refuse it'
    : 'the keys belong to another user than this one';
  return finding(USER, {
    ok: !isOurs,
    found,
    fix: 'start agents with `countersign run`, or run the gateway as another user',
  });
}

function modeText(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
