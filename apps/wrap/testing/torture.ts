import { spawn } from 'node:child_process';
import type { ShimHome } from './run-shim.ts';

/** How a hook ended, as its host sees it. */
export type HookEnd = {
  /** Null when a signal ended it, also the host's own after the time-out. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether the host ended it after its time-out. */
  readonly timedOut: boolean;
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
  /** How long the hook waits for its gateway, in seconds: long, unless the gateway is meant to be silent. */
  readonly waitS?: number;
  /** Called with the hook's process id as soon as it runs. */
  readonly started?: (pid: number) => void;
};

/** Runs a hook as hosts do, by a shell, and waits for its end. */
export function runHook({ home, line, input, timeoutMs = 40_000, waitS = 30, started }: HookRun): Promise<HookEnd> {
  const env = {
    PATH: home.pathOf('bash'),
    HOME: home.root,
    COUNTERSIGN_STATE: home.state,
    COUNTERSIGN_HOOK_WAIT: String(waitS),
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
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      setImmediate(() => resolve({ code, stdout, stderr, timedOut }));
    });
  });
}
