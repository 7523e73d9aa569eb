import { signalOfExit } from '../../core/sandbox/exit-signal.ts';
import type { CommandEnd } from '../../core/verify/command-end.ts';

/** How runsc ended, as the system says it, whether it got so far as to make a kernel, and the first words of the error stream. */
export type RunscEnd = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  readonly wasStarted: boolean;
};

/** Who speaks where the sandbox, and not the program, failed; runsc answers 128 then. */
const OURS = [
  'running container: ',
  'creating container: ',
  'starting container: ',
  'error running container',
  'starting sub',
];
const BEFORE = ['countersign: ', 'nsenter: ', 'setpriv: '];
/** What it says when the kernel of a program was ended. */
const LOST = ['waiting on container', 'waiting for container', 'wait failed', 'urpc'];
const FAILED = 128;
const MAX_WHY = 300;

/**
 * What the end of runsc says of the program: its exit code, or 128 and the number of the signal that ended it. Where runsc
 * failed before there was a program, it says so in its first line; a program that imitates that was not started, which is no
 * success either.
 */
export function endOfRunsc({ code, signal, stderr, wasStarted }: RunscEnd): CommandEnd {
  if (code === null) return { kind: 'signalled', signal: signal ?? 'SIGKILL' };
  const line = stderr.split('\n').find((one) => [...OURS, ...LOST, ...BEFORE].some((word) => one.includes(word))) ?? '';
  if (code === FAILED && OURS.some((word) => line.includes(word))) {
    const isMissing = line.includes('finding executable') || line.includes('no such file or directory');
    return isMissing ? { kind: 'not-found' } : { kind: 'not-started', why: line.slice(0, MAX_WHY) };
  }
  if (code === FAILED && LOST.some((word) => line.includes(word))) return { kind: 'signalled', signal: 'SIGKILL' };
  if (!wasStarted && code !== 0)
    return { kind: 'not-started', why: line.slice(0, MAX_WHY) || `runsc ended with ${code}` };
  const name = signalOfExit(code);
  return name === null ? { kind: 'exited', exitCode: code } : { kind: 'signalled', signal: name };
}
