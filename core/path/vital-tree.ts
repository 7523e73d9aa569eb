import { foldPath } from './fold-path.ts';
import { isWithin } from './normalise-path.ts';
import type { PathSurroundings } from './path-category.ts';
import { VITAL_FOLDERS } from './system-paths.ts';

const VITAL = new Set(VITAL_FOLDERS);
/** Folders whose every child is somebody's home. */
const HOMES = ['/home/', '/users/'];

/**
 * Tells whether deleting the tree at a normalised path would wipe the system, somebody's home, or the gateway's own
 * folders: the path is one of them or lies above one.
 */
export function isVitalTree(path: string, { home, gatewayPaths }: PathSurroundings): boolean {
  const folded = foldPath(path);
  if (isDriveOrSystem(path.toLowerCase())) return true;
  if (VITAL.has(folded) || isSomeHome(folded)) return true;
  return isWithin(foldPath(home), folded) || gatewayPaths.some((root) => isWithin(foldPath(root), folded));
}

/** Below a drive of Windows, as paths of it are read here: `/c:`. */
const VITAL_ON_DRIVES = ['', '/', '/windows', '/windows/system32', '/users', '/program files', '/program files (x86)'];

function isDriveOrSystem(path: string): boolean {
  return path.charAt(0) === '/' && path.charAt(2) === ':' && VITAL_ON_DRIVES.includes(path.slice(3));
}

function isSomeHome(path: string): boolean {
  return HOMES.some((root) => path.startsWith(root) && !path.includes('/', root.length));
}

/** Trees without which the machine does not start, or nobody can log in any more. */
const SYSTEM = new Set(
  '/ /bin /boot /dev /etc /home /lib /lib64 /proc /root /sbin /sys /usr /usr/bin /usr/lib /usr/sbin /var /library /system /users'.split(
    ' ',
  ),
);

/** Tells whether a normalised path is the root of the system, or one of the folders that it is made of. */
export function isSystemTree(path: string): boolean {
  return SYSTEM.has(foldPath(path)) || isDriveOrSystem(path.toLowerCase());
}
