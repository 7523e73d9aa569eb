import type { Excess } from '../core/sandbox/sandbox-limits.ts';
import type { CommandEnd } from '../core/verify/command-end.ts';
import type { SandboxedResult } from './sandbox.ts';

const NO_OUTPUT = { text: '', sizeBytes: 0 } as const;

/** The result of a program that was not started: how that ended, and why it was ended from outside; it printed and used nothing. */
export function notRun(end: CommandEnd, excess: Excess | null = null): SandboxedResult {
  const usage = { wallMs: 0, cpuMs: null, peakMemoryBytes: null };
  return { end, excess, stdout: NO_OUTPUT, stderr: NO_OUTPUT, usage, accesses: [] };
}
