import { spawn } from 'node:child_process';
import type { ShimHome } from './run-shim.ts';

/** How a hook ended, as its host sees it. */
export type HookEnd = {
  /** Null when a signal ended it, also the host's own after the time-out. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** What a host then does with the call: run it, not run it, or ask its user. */
export type HostOutcome = 'runs' | 'blocked' | 'asks';

/** The rules by which a host takes a hook's end, from its documentation. */
export type HostRules = (event: string, end: HookEnd) => HostOutcome;

/** What a hook is run with. The host's time-out ends it with SIGKILL. */
export type HookRun = {
  readonly home: ShimHome;
  /** The line of the agent's settings. */
  readonly line: string;
  readonly input: string;
  readonly timeoutMs?: number;
  /** Called with the hook's process id as soon as it runs. */
  readonly started?: (pid: number) => void;
};

/** Runs a hook as hosts do, by a shell, and waits for its end. */
export function runHook({ home, line, input, timeoutMs = 10_000, started }: HookRun): Promise<HookEnd> {
  const env = {
    PATH: home.pathOf('bash'),
    HOME: home.root,
    COUNTERSIGN_STATE: home.state,
    COUNTERSIGN_HOOK_WAIT: '1',
  };
  const child = spawn('/bin/sh', ['-c', `exec ${line}`], { env });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  if (child.pid !== undefined) started?.(child.pid);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      setImmediate(() => resolve({ code, stdout, stderr }));
    });
  });
}

/**
 * Codex: exit 0 with nothing is no opinion; a denial needs a reason; exit 2 denies when it gives one. A hook that ends in any
 * other way, or says what is not supported, has failed, and Codex goes on as if there were none.
 */
export const codexRules: HostRules = (event, { code, stdout, stderr }) => {
  const otherwise = event === 'PermissionRequest' ? 'asks' : 'runs';
  if (code === 2 && stderr.trim() !== '') return 'blocked';
  const answer = code === 0 ? objectIn(stdout) : null;
  const specific = answer === null || hasOtherThan(answer, CODEX_FIELDS) ? null : answer['hookSpecificOutput'];
  if (!isObject(specific) || specific['hookEventName'] !== event) return otherwise;
  if (event === 'PermissionRequest') {
    const decision = specific['decision'];
    if (!isObject(decision)) return otherwise;
    if (decision['behavior'] === 'allow') return Object.keys(decision).length === 1 ? 'runs' : otherwise;
    return decision['behavior'] === 'deny' ? 'blocked' : otherwise;
  }
  const { permissionDecision, permissionDecisionReason } = specific;
  return permissionDecision === 'deny' && permissionDecisionReason !== '' ? 'blocked' : otherwise;
};

/**
 * Gemini CLI: exit 2 with a reason denies, and so does a decision `deny` or `block` in JSON with exit 0. Everything else, text
 * that is no JSON and a time-out too, is at most a warning.
 */
export const geminiCliRules: HostRules = (_event, { code, stdout, stderr }) => {
  if (code === 2) return stderr.trim() === '' ? 'runs' : 'blocked';
  const decision = code === 0 ? objectIn(stdout)?.['decision'] : undefined;
  return decision === 'deny' || decision === 'block' ? 'blocked' : 'runs';
};

const CODEX_FIELDS = ['hookSpecificOutput', 'systemMessage', 'decision', 'reason'];

type Fields = { readonly [field: string]: unknown };

function objectIn(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOtherThan(object: Fields, known: readonly string[]): boolean {
  return Object.keys(object).some((field) => !known.includes(field));
}
