import type { Jail } from '../bwrap-arguments.ts';
import { madeUpMounts, systemMounts } from '../bwrap-arguments.ts';
import { STAGE } from './stage.ts';

/** One program in a session. All paths are absolute. */
export type SessionJail = Pick<
  Jail,
  'folder' | 'protectedNames' | 'home' | 'hidden' | 'userId' | 'groupId' | 'descriptors'
> & {
  readonly writes: 'none' | 'copy' | 'direct';
  /** What is shown read-only at each path, by its name below `readable` of the stage. */
  readonly readable: readonly { readonly path: string; readonly name: string }[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where bubblewrap writes what became of the program; null for a terminal, whose starter sees it. */
  readonly statusDescriptor: number | null;
  /** True where it shares the terminal of whoever starts it, so that its keys reach it. */
  readonly hasTerminal: boolean;
};

/**
 * The options of bubblewrap for a program that joined a holder's namespaces: processes, messages and names of its own, and
 * a root that is empty but for the system, the temporary files that the session's programs share, and the folder.
 *
 * The network is the holder's. A new session of terminals would keep typing into the terminal from it, and job control too: with
 * a terminal, the filter of system calls does the former.
 */
export function sessionArguments(jail: SessionJail): readonly string[] {
  const { folder, writes, protectedNames, home, readable, statusDescriptor } = jail;
  const shared = (name: string, path: string): readonly string[] => ['--bind', `${STAGE}/temporary/${name}`, path];
  const source = writes === 'copy' ? `${STAGE}/merged` : `${STAGE}/lower`;
  return [
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...['--disable-userns', '--die-with-parent', ...(jail.hasTerminal ? [] : ['--new-session'])],
    ...['--cap-drop', 'ALL', '--uid', String(jail.userId), '--gid', String(jail.groupId), '--hostname', 'sandbox'],
    ...systemMounts(),
    ...madeUpMounts(jail),
    ...[...shared('shm', '/dev/shm'), '--remount-ro', '/dev'],
    ...[...shared('tmp', '/tmp'), ...shared('var-tmp', '/var/tmp'), ...shared('run', '/run')],
    ...(home === null ? [] : shared('home', home)),
    ...readable.flatMap(({ path, name }) => ['--ro-bind', `${STAGE}/readable/${name}`, path]),
    ...[writes === 'none' ? '--ro-bind' : '--bind', source, folder],
    ...protectedNames.flatMap((name) => ['--ro-bind', `${STAGE}/lower/${name}`, `${folder}/${name}`]),
    ...['--remount-ro', '/', '--chdir', jail.cwd, '--clearenv'],
    ...Object.entries(jail.environment).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--seccomp', String(jail.descriptors.seccomp)],
    ...(statusDescriptor === null ? [] : ['--json-status-fd', String(statusDescriptor)]),
  ];
}
