/** With whose rights a machine's process runs; null for our own. */
export type JailUser = { readonly userId: number; readonly groupId: number } | null;

const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store'];
const CONFIGURATION = ['/etc/ld.so.cache', '/etc/ld.so.conf', '/etc/ld.so.conf.d', '/etc/alternatives'];

/**
 * A whole command line around the process of a machine (bubblewrap 0.8 and later): a system that is read-only and otherwise empty,
 * no network, no other process, no capability, no new namespace, ended with us. All files come on descriptors, so that nothing of
 * ours has a path in there.
 */
export function jailArguments(
  program: readonly string[],
  {
    user,
    devices,
    folder,
  }: { readonly user: JailUser; readonly devices: readonly string[]; readonly folder: string | null },
): readonly string[] {
  return [
    ...(user === null ? [] : ['setpriv', `--reuid=${user.userId}`, `--regid=${user.groupId}`, '--clear-groups', '--']),
    'bwrap',
    ...['--unshare-user', '--unshare-all', '--disable-userns', '--die-with-parent', '--new-session'],
    ...['--cap-drop', 'ALL', '--uid', '1000', '--gid', '1000', '--hostname', 'machine'],
    ...SYSTEM.flatMap((path) => ['--ro-bind-try', path, path]),
    ...CONFIGURATION.flatMap((path) => ['--ro-bind-try', path, path]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...devices.flatMap((path) => ['--dev-bind', path, path]),
    ...['--size', '1048576', '--tmpfs', '/tmp'],
    ...(folder === null ? [] : ['--bind', folder, '/machine']),
    ...['--remount-ro', '/', '--chdir', '/tmp', '--clearenv', '--setenv', 'PATH', '/usr/bin:/bin:/usr/libexec', '--'],
    ...program,
  ];
}
