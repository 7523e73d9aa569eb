import type { SandboxLimits } from '../../../core/sandbox/sandbox-limits.ts';
import type { Runner } from './session-settings.ts';

/** What stands around a program of a session. */
export type SessionWrapping = {
  /** Files that the starting process writes its id to. */
  readonly entrances: readonly string[];
  readonly runner: Runner;
  readonly holderPid: number;
  readonly limits: SandboxLimits;
  /** True where a control group bounds the memory of all together, and says so: then no process is bounded by itself. */
  readonly isMemoryGrouped: boolean;
  /** Where the calls of the program that name files are written to; null where nothing is. */
  readonly trace: string | null;
  readonly hasTerminal: boolean;
};

/**
 * Bounds the process (the shell's own words for it, of which the one for processes differs between shells), then enters the
 * groups. \`$1\` to \`$4\` are seconds of processor, blocks of 512 bytes, processes, and kilobytes of data, \`unlimited\` for none.
 *
 * At a terminal, the keys that interrupt are for the program and not for what stands around it, which would end and take the
 * program along.
 */
const ENTER =
  'ulimit -c 0 && ulimit -t "$1" && ulimit -f "$2" && ulimit -d "$4" && { ulimit -u "$3" || ulimit -p "$3"; } 2>/dev/null || ' +
  '{ echo "countersign: cannot bound the process" >&2; exit 126; }; shift 4; ' +
  'for file in "$@"; do shift; [ "$file" = -- ] && break; ' +
  '{ echo $$ > "$file"; } 2>/dev/null || { echo "countersign: cannot enter $file" >&2; exit 126; }; done; exec "$@"';
const ENTER_AT_TERMINAL = `trap '' INT QUIT; ${ENTER}`;

/** Only GNU's: the program gets the keys back that were kept from what stands around it. */
const WITH_KEYS = ['/usr/bin/env', '--default-signal=INT,QUIT', '--'];

/** File system calls and what starts programs; `-f` follows all that the program starts. */
const TRACE = ['-f', '-qq', '-y', '--seccomp-bpf', '-s', '4096', '-e', 'signal=none', '-e', 'trace=%file'];

/**
 * The words that start a program in a session: bound the process, enter its groups, drop to the runner, join the holder's
 * namespaces, build its sandbox from options that are read from descriptor 3, run it.
 *
 * The bound on processes counts all of the session: it lies on the runner's number in the holder's namespace of users.
 */
export function sessionCommand(
  argv: readonly string[],
  { entrances, runner, holderPid, limits, isMemoryGrouped, trace, hasTerminal }: SessionWrapping,
): readonly string[] {
  const drop = ['setpriv', `--reuid=${runner.userId}`, `--regid=${runner.groupId}`, '--clear-groups', '--'];
  const bounds = [
    String(Math.ceil(limits.cpuMs / 1_000) + 1),
    String(Math.ceil(limits.fileBytes / 512)),
    String(limits.tasks),
    isMemoryGrouped ? 'unlimited' : String(Math.ceil(limits.memoryBytes / 1_024)),
  ];
  return [
    ...['/bin/sh', '-c', hasTerminal ? ENTER_AT_TERMINAL : ENTER, 'sh', ...bounds, ...entrances, '--'],
    ...(trace === null ? [] : ['strace', ...TRACE, '-o', trace, '--']),
    ...(runner.isDropped ? drop : []),
    ...['nsenter', '-t', String(holderPid), '-U', '-m', '-n', '-p', '--preserve-credentials', '--'],
    ...['bwrap', '--args', '3', '--'],
    ...(hasTerminal ? WITH_KEYS : []),
    ...argv,
  ];
}
