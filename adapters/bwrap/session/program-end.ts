import { signalOfExit } from '../../../core/sandbox/exit-signal.ts';
import type { Excess } from '../../../core/sandbox/sandbox-limits.ts';
import type { CommandEnd } from '../../../core/verify/command-end.ts';

/** What is known when everything of a program is gone. */
export type Ending = {
  /** Why we ended it; null where it ended by itself. */
  readonly excess: Excess | null;
  readonly wallMs: number;
  /** Of the first of what stands around it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** What bubblewrap wrote of the program (`--json-status-fd`). */
  readonly status: string;
  /** The beginning of its error stream. */
  readonly stderr: string;
  /** How many of its processes the kernel ended for want of memory. */
  readonly memoryKills: number;
};

/**
 * How a program ended, and for which excess. bubblewrap says an exit code only of a program that it started; what it says in
 * the error stream otherwise may be imitated, and then means that the program did not run, which is no success either.
 */
export function endOfProgram(ending: Ending): { readonly end: CommandEnd; readonly excess: Excess | null } {
  const { excess, wallMs, memoryKills } = ending;
  if (excess === 'wall') return { end: { kind: 'timed-out', afterMs: wallMs }, excess };
  if (excess !== null) return { end: { kind: 'stopped' }, excess };
  const end = ownEnd(ending);
  if (memoryKills > 0) return { end, excess: 'memory' };
  if (end.kind !== 'signalled') return { end, excess: null };
  const limit = end.signal === 'SIGXFSZ' ? 'files' : end.signal === 'SIGXCPU' ? 'cpu' : null;
  return { end, excess: limit };
}

function ownEnd({ exitCode, signal, status, stderr }: Ending): CommandEnd {
  const said = /"exit-code": ([0-9]+)/.exec(status)?.[1];
  if (said !== undefined) {
    const name = signalOfExit(Number(said));
    return name === null ? { kind: 'exited', exitCode: Number(said) } : { kind: 'signalled', signal: name };
  }
  if (signal !== null) return { kind: 'signalled', signal };
  const line = stderr.split('\n', 1)[0] ?? '';
  if (/^bwrap: execvp .*: No such file or directory$/.test(line)) return { kind: 'not-found' };
  const name = exitCode === null ? null : signalOfExit(exitCode);
  if (name !== null) return { kind: 'signalled', signal: name };
  return {
    kind: 'not-started',
    why: line === '' ? `its sandbox ended with exit code ${exitCode}` : line.slice(0, 300),
  };
}
