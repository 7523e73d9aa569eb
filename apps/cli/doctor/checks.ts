import { existsSync, statSync } from 'node:fs';
import {
  CLAUDE_CODE_EVENTS,
  type ClaudeCodeConnection,
  readClaudeCodeHooks,
} from '../../../sdk/claude-code-settings.ts';
import type { WireHealth } from '../../../sdk/wire.ts';
import type { Context } from '../command.ts';
import { connectGateway } from '../gateway/connect.ts';
import { claudePaths, launcherPath, shimPath, statePaths } from '../paths.ts';
import { readSettingsFile } from '../setup/settings-file.ts';

/** What one look found. `points` are lost where `ok` is false; together they are 100. */
export type Finding = {
  readonly name: string;
  readonly ok: boolean;
  readonly points: number;
  readonly found: string;
  /** What to do; empty when there is nothing to do, or nothing that helps yet. */
  readonly fix: string;
};

/** Looks at everything that decides whether agents are really held: the gateway, the hooks, the files. Changes nothing. */
export async function examine(context: Context): Promise<readonly Finding[]> {
  const health = await askHealth(context);
  return [
    gatewayFinding(health),
    ...healthFindings(health),
    ...hookFindings(context),
    ...fileFindings(context),
    sameUserFinding(),
  ];
}

async function askHealth(context: Context): Promise<WireHealth | string> {
  try {
    return await connectGateway(context).client.health();
  } catch (error) {
    return error instanceof Error ? error.message : 'no answer';
  }
}

function gatewayFinding(health: WireHealth | string): Finding {
  const ok = typeof health !== 'string';
  return {
    name: 'gateway',
    ok,
    points: 20,
    found: ok ? `version ${health.version} answers` : health,
    fix: ok ? '' : 'countersign up --detach',
  };
}

function healthFindings(health: WireHealth | string): readonly Finding[] {
  if (typeof health === 'string') {
    return [
      { name: 'enforcement', ok: false, points: 15, found: 'not known while the gateway does not answer', fix: '' },
      { name: 'log', ok: false, points: 10, found: 'not known while the gateway does not answer', fix: '' },
      { name: 'witness', ok: false, points: 10, found: 'not known while the gateway does not answer', fix: '' },
    ];
  }
  const enforces = health.mode === 'enforce';
  return [
    {
      name: 'enforcement',
      ok: enforces,
      points: 15,
      found: enforces ? `profile ${health.profile}, verdicts hold` : 'mode shadow: verdicts are recorded, not held',
      fix: enforces ? '' : 'set `mode: enforce` in policy.yaml',
    },
    {
      name: 'log',
      ok: health.log.writable,
      points: 10,
      found: `${health.log.size} entries, verified at start${health.log.writable ? '' : ', NOT WRITABLE'}`,
      fix: health.log.writable ? '' : 'make room on the disk, or free the file',
    },
    {
      name: 'witness',
      ok: health.witness === 'cosigned',
      points: 10,
      found: WITNESS[health.witness],
      fix:
        health.witness === 'none'
          ? 'run `countersign witness` as another user or host, and name it in config.yaml'
          : '',
    },
  ];
}

const WITNESS: { readonly [State in WireHealth['witness']]: string } = {
  none: 'none: who owns this machine can rewrite the whole log unseen',
  pending: 'pending: the newest checkpoint is not cosigned',
  cosigned: 'the newest checkpoint is cosigned',
};

function hookFindings({ environment }: Context): readonly Finding[] {
  const paths = claudePaths(environment);
  const files = [paths.user, paths.project, paths.local, paths.managed].filter((path) => existsSync(path));
  const inspected = files.flatMap((path) =>
    connections(environment.gatewayUrl).map((connection) => inspect(path, connection)),
  );
  const best = inspected.sort(
    (one, two) => one.missing.length + one.altered.length - two.missing.length - two.altered.length,
  )[0];
  const isThere = best !== undefined && best.missing.length === 0;
  const isRight = isThere && best.altered.length === 0;
  const found =
    best === undefined
      ? 'no settings of Claude Code'
      : isThere
        ? `every event in ${best.path}`
        : `${best.path} lacks ${best.missing.join(', ')}`;
  const fix = 'countersign init claude-code';
  return [
    { name: 'hooks', ok: isThere, points: 15, found, fix: isThere ? '' : fix },
    {
      name: 'hooks block',
      ok: isRight,
      points: 10,
      found: isRight
        ? 'a hook that fails blocks the call (Claude Code 2.1.295 or later)'
        : 'a hook that fails might let the call through',
      fix: isRight ? '' : fix,
    },
  ];
}

/** The ways a hook of ours may stand in the settings and be right. */
function connections(url: string | null): readonly ClaudeCodeConnection[] {
  return [
    { kind: 'command', command: launcherPath() },
    { kind: 'http', baseUrl: url ?? 'http://127.0.0.1:7391' },
  ];
}

function inspect(
  path: string,
  connection: ClaudeCodeConnection,
): { readonly path: string; readonly missing: readonly string[]; readonly altered: readonly string[] } {
  const states = readClaudeCodeHooks(readSettingsFile(path).value, connection);
  return {
    path,
    missing: CLAUDE_CODE_EVENTS.filter((event) => states[event] === 'missing'),
    altered: CLAUDE_CODE_EVENTS.filter((event) => states[event] === 'altered'),
  };
}

function fileFindings({ environment }: Context): readonly Finding[] {
  const paths = statePaths(environment);
  const secret = [paths.dir, paths.agentToken, paths.operatorToken, paths.approverKey].filter((path) =>
    existsSync(path),
  );
  const open = secret.filter((path) => (statSync(path).mode & 0o077) !== 0);
  const hasShim = existsSync(shimPath()) && existsSync(launcherPath());
  return [
    {
      name: 'private files',
      ok: secret.length > 0 && open.length === 0,
      points: 5,
      found:
        open.length === 0
          ? `${secret.length} files and folders, for the owner only`
          : `readable by others: ${open.join(', ')}`,
      fix: open.length === 0 ? '' : `chmod go= ${open.join(' ')}`,
    },
    {
      name: 'hook program',
      ok: hasShim,
      points: 5,
      found: hasShim ? shimPath() : `${shimPath()} is missing`,
      fix: hasShim ? '' : 'install Countersign again',
    },
  ];
}

/** Always told: file modes cannot keep a key from a process of the same user. */
function sameUserFinding(): Finding {
  return {
    name: 'separate user',
    ok: false,
    points: 10,
    found:
      'the agent runs as the user who owns the approval key; the gateway refuses its reads through hooks, but a sandbox is not built yet',
    fix: '',
  };
}

/** The score: 100 less the points of everything that is not in order. */
export function scoreOf(findings: readonly Finding[]): number {
  return findings.reduce((score, { ok, points }) => (ok ? score : score - points), 100);
}
