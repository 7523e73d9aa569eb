import { signalOfExit } from '../../core/sandbox/exit-signal.ts';
import type { CommandEnd } from '../../core/verify/command-end.ts';

/** Bounds of one process, which all that it starts has too. */
export type ProcessBounds = {
  readonly cpuSeconds: number;
  readonly dataBytes: number;
  readonly fileBytes: number;
  /** Threads count. Of one user in the sandbox; the administrator's number has no such bound, hence a control group there. */
  readonly tasks: number;
};

/** What stands around a program. */
export type Wrapping = {
  /** Files that the starting process writes its id to. */
  readonly entrances: readonly string[];
  /** Whose rights bubblewrap gets; null to keep our own. */
  readonly owner: { readonly userId: number; readonly groupId: number } | null;
  readonly optionsDescriptor: number;
  readonly bounds: ProcessBounds;
};

/** By its full path: inside, `PATH` is the program's. */
const PRLIMIT = '/usr/bin/prlimit';

/** Opens with a word that tells whose failure it is, and leaves nothing of it to the program. */
const ENTER =
  'for file in "$@"; do shift; [ "$file" = -- ] && break; ' +
  '{ echo $$ > "$file"; } 2>/dev/null || { echo "countersign: cannot enter $file" >&2; exit 126; }; done; exec "$@"';

/**
 * The words that start a program inside: enter the control groups, drop to the owner's rights, build the sandbox from options
 * that are read from a descriptor (so that no list of processes shows them), bound the process, run it.
 *
 * `RLIMIT_DATA` and not `RLIMIT_AS` bounds memory: V8 and others reserve address space that they never use.
 */
export function wrapCommand(
  argv: readonly string[],
  { entrances, owner, optionsDescriptor, bounds }: Wrapping,
): readonly string[] {
  const { cpuSeconds, dataBytes, fileBytes, tasks } = bounds;
  const enter = entrances.length === 0 ? [] : ['/bin/sh', '-c', ENTER, 'sh', ...entrances, '--'];
  const drop =
    owner === null ? [] : ['setpriv', `--reuid=${owner.userId}`, `--regid=${owner.groupId}`, '--clear-groups', '--'];
  const limits = [`--nproc=${tasks}`, `--data=${dataBytes}`, `--cpu=${cpuSeconds}`, `--fsize=${fileBytes}`, '--core=0'];
  return [...enter, ...drop, 'bwrap', '--args', String(optionsDescriptor), '--', PRLIMIT, ...limits, '--', ...argv];
}

/** Who speaks first in the error stream where the sandbox, and not the program, failed. */
const OURS = ['bwrap: ', 'setpriv: ', 'countersign: '];

/**
 * What the end of bubblewrap says of the program: it answers 128 and the number for a signal, as a shell does, and its own
 * failures look like the program's but for who speaks first. A program that imitates them is not run, which is no pass either.
 */
export function endInside(end: CommandEnd, stderr: string): CommandEnd {
  if (end.kind !== 'exited' || end.exitCode === 0) return end;
  const { exitCode } = end;
  const said = stderr.split('\n', 1)[0] ?? '';
  if (said.startsWith('prlimit: ')) {
    if (exitCode === 127) return { kind: 'not-found' };
    if (exitCode === 126) return { kind: 'not-started', why: said.slice(0, 300) };
  }
  if (OURS.some((name) => said.startsWith(name)) && (exitCode === 1 || exitCode === 126 || exitCode === 127))
    return { kind: 'not-started', why: said.slice(0, 300) };
  const signal = signalOfExit(exitCode);
  return signal === null ? end : { kind: 'signalled', signal };
}
