import { STAGE } from './stage.ts';

/** One program in a session. All paths are absolute. */
export type SessionJail = {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Ids in the sandbox: never 0, so that no program takes itself for the administrator. */
  readonly userId: number;
  readonly groupId: number;
  /** Files of `/proc` that anybody may read and that say too much. */
  readonly hidden: readonly string[];
  readonly filterDescriptor: number;
  /** Where bubblewrap writes what became of the program; null for a terminal, whose starter sees it. */
  readonly statusDescriptor: number | null;
  /** True where it shares the terminal of whoever starts it, so that its keys reach it. */
  readonly hasTerminal: boolean;
};

/**
 * The options of bubblewrap for a program that joined a holder's namespaces: its root, read-only, with processes, messages,
 * names and devices of its own. The stage is hidden below an empty folder; the network is the holder's.
 *
 * A new session of terminals would keep a program from typing into the terminal, and from job control too: at a terminal, the
 * filter of system calls does the former.
 */
export function sessionArguments(jail: SessionJail): readonly string[] {
  const { hidden, statusDescriptor, environment } = jail;
  return [
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...['--disable-userns', '--die-with-parent', ...(jail.hasTerminal ? [] : ['--new-session'])],
    ...['--cap-drop', 'ALL', '--uid', String(jail.userId), '--gid', String(jail.groupId), '--hostname', 'sandbox'],
    ...['--bind', '/', '/', '--proc', '/proc', '--dev', '/dev'],
    ...['/proc/sys', '/proc/pressure'].flatMap((path) => ['--ro-bind-try', path, path]),
    ...hidden.flatMap((path) => ['--ro-bind', '/dev/null', path]),
    ...['--bind', `${STAGE}/temporary/shm`, '/dev/shm', '--remount-ro', '/dev'],
    ...['--size', '4096', '--tmpfs', STAGE, '--remount-ro', STAGE, '--remount-ro', '/'],
    ...['--chdir', jail.cwd, '--clearenv'],
    ...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--seccomp', String(jail.filterDescriptor)],
    ...(statusDescriptor === null ? [] : ['--json-status-fd', String(statusDescriptor)]),
  ];
}
