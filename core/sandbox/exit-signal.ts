import type { CommandEnd } from '../verify/command-end.ts';
import type { Excess } from './sandbox-limits.ts';

/** Linux's numbers of the signals that end a program by itself (signal(7)). */
const SIGNALS: readonly (readonly [number: number, name: string])[] = [
  [1, 'SIGHUP'],
  [2, 'SIGINT'],
  [3, 'SIGQUIT'],
  [4, 'SIGILL'],
  [5, 'SIGTRAP'],
  [6, 'SIGABRT'],
  [7, 'SIGBUS'],
  [8, 'SIGFPE'],
  [9, 'SIGKILL'],
  [11, 'SIGSEGV'],
  [13, 'SIGPIPE'],
  [14, 'SIGALRM'],
  [15, 'SIGTERM'],
  [24, 'SIGXCPU'],
  [25, 'SIGXFSZ'],
  [31, 'SIGSYS'],
];

/** The signal that an exit code stands for where a shell or a sandbox answers it: 128 and its number; null where it stands for none. */
export function signalOfExit(exitCode: number): string | null {
  return SIGNALS.find(([number]) => number === exitCode - 128)?.[1] ?? null;
}

/** What ended a program that we ended, as its result says it: out of time, told to end, or killed for what it used too much of. */
export function endOfExcess(excess: Excess, wallMs: number): CommandEnd {
  if (excess === 'wall') return { kind: 'timed-out', afterMs: wallMs };
  const isAsked = excess === 'stopped' || excess === 'lease' || excess === 'gateway';
  return isAsked ? { kind: 'stopped' } : { kind: 'signalled', signal: 'SIGKILL' };
}
