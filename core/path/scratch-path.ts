import { isWithin } from './normalise-path.ts';

/** Folders of the system for what nobody keeps. */
const TEMPORARY = ['/tmp', '/var/tmp', '/private/tmp', '/private/var/tmp'];
/** Below it every user of a Mac has one of their own: `/var/folders/ab/c…/T`. */
const OF_MACS = ['/var/folders/', '/private/var/folders/'];

/** How names there begin that belong to running programs: sockets and locks of servers, agents and sessions. */
const OF_PROGRAMS = ['.', 'ssh-', 'tmux-', 'systemd-', 'snap', 'dbus-', 'pulse-', 'gpg-', 'com.apple', 'krb5'];

/**
 * Tells whether a normalised path lies in one of the machine's temporary folders, and is no place that running programs keep for
 * themselves. Nobody's work is there.
 */
export function isScratchPath(path: string): boolean {
  const root = TEMPORARY.find((folder) => path !== folder && isWithin(path, folder)) ?? temporaryOfMac(path);
  if (root === null) return false;
  const name = path.slice(root.length + 1).toLowerCase();
  return !OF_PROGRAMS.some((beginning) => name.startsWith(beginning));
}

function temporaryOfMac(path: string): string | null {
  const base = OF_MACS.find((folder) => path.startsWith(folder));
  if (base === undefined) return null;
  const [first = '', second = '', kind, name = ''] = path.slice(base.length).split('/');
  return kind === 'T' && name !== '' ? `${base}${first}/${second}/T` : null;
}
