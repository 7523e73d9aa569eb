import { normalisePath } from '../path/normalise-path.ts';
import { categorisePath, type PathSurroundings } from '../path/path-category.ts';
import type { ShellWord, SimpleCommand } from './split-simple-commands.ts';

/** A command that no approval can let through, and why. */
export type FloorFinding = { readonly rule: string; readonly reason: string };

/** Where the command would run. */
export type CommandPlace = PathSurroundings & { readonly cwd: string };

const WRAPPERS = new Set([
  'sudo',
  'doas',
  'env',
  'nice',
  'nohup',
  'time',
  'timeout',
  'command',
  'exec',
  'busybox',
  'setsid',
  'ionice',
]);
const POWER = new Set(['shutdown', 'reboot', 'halt', 'poweroff']);
const POWER_UNITS = new Set(['poweroff', 'reboot', 'halt', 'kexec', 'suspend', 'hibernate']);
const ROOT_FOLDERS = new Set([
  '/',
  '/home',
  '/root',
  '/etc',
  '/usr',
  '/var',
  '/bin',
  '/sbin',
  '/boot',
  '/lib',
  '/lib64',
]);

/**
 * Finds what a simple command does that is never approvable: wiping root, home or a device, formatting, powering off,
 * and stopping the gateway (model §3, hard floor).
 *
 * Reads words that are literal; a word that expands is unknown and the line stays opaque. Wrappers are looked through.
 */
export function findHardFloor(command: SimpleCommand, place: CommandPlace): FloorFinding | null {
  const device = command.writesTo.find((word) => isBlockDevice(word.text, place));
  if (device !== undefined) return { rule: 'floor.device-write', reason: 'it would write over a block device' };
  const words = unwrap(command.words.map((word: ShellWord) => word.text));
  const program = words[0] ?? null;
  if (program === null) return null;
  const name = program.slice(program.lastIndexOf('/') + 1);
  const args = words.slice(1);
  return wipes(name, args, place) ?? formats(name, args, place) ?? powersOff(name, args) ?? stopsGateway(name, args);
}

/** Drops wrappers with their options and assignments, so that `sudo -n env A=1 rm …` is read as `rm …`. */
function unwrap(words: readonly (string | null)[]): readonly (string | null)[] {
  let at = 0;
  for (;;) {
    const word = words[at];
    if (word === undefined || word === null) return words.slice(at);
    const name = word.slice(word.lastIndexOf('/') + 1);
    const isAssignment = at === 0 && /^[A-Za-z_][A-Za-z0-9_]*=/.test(word);
    if (!isAssignment && !WRAPPERS.has(name)) return words.slice(at);
    at += 1;
    while (isWrapperArgument(words[at])) at += 1;
  }
}

function isWrapperArgument(word: string | null | undefined): boolean {
  if (typeof word !== 'string') return false;
  return word.startsWith('-') || word.includes('=') || (word !== '' && Number.isFinite(Number.parseFloat(word)));
}

type Args = readonly (string | null)[];

function wipes(name: string, args: Args, place: CommandPlace): FloorFinding | null {
  if (
    name === 'rm' &&
    args.some((arg) => arg === '--recursive' || isShortFlag(arg, 'rR')) &&
    args.some((arg) => isVital(arg, place))
  ) {
    return { rule: 'floor.wipe', reason: 'it would delete the root, a system folder or the home folder' };
  }
  if (name === 'find' && args.includes('-delete') && isVital(args[0] ?? null, place)) {
    return { rule: 'floor.wipe', reason: 'it would delete the root, a system folder or the home folder' };
  }
  const onDevice = args.some((arg) => isBlockDevice(arg?.startsWith('of=') ? arg.slice(3) : arg, place));
  if (onDevice && ['dd', 'shred', 'wipefs', 'blkdiscard', 'sgdisk', 'tee', 'cp'].includes(name)) {
    return { rule: 'floor.device-write', reason: 'it would wipe a block device' };
  }
  return null;
}

function formats(name: string, args: Args, place: CommandPlace): FloorFinding | null {
  const always = name === 'mkfs' || name.startsWith('mkfs.') || name === 'mke2fs';
  const onDevice = (name === 'mkswap' || name.startsWith('newfs')) && args.some((arg) => isBlockDevice(arg, place));
  return always || onDevice ? { rule: 'floor.format', reason: 'it would format a file system' } : null;
}

function powersOff(name: string, args: Args): FloorFinding | null {
  const byInit = (name === 'init' || name === 'telinit') && args.some((arg) => arg === '0' || arg === '6');
  const bySystemd = name === 'systemctl' && args.some((arg) => arg !== null && POWER_UNITS.has(arg));
  if (!POWER.has(name) && !byInit && !bySystemd) return null;
  return { rule: 'floor.power', reason: 'it would switch the machine off or restart it' };
}

function stopsGateway(name: string, args: Args): FloorFinding | null {
  if (name === 'kill' && args.includes('-1') && args.at(-1) === '-1') {
    return { rule: 'floor.kill-everything', reason: 'it would signal every process' };
  }
  const named = args.some((arg) => arg?.includes('countersign') === true);
  if (named && ['kill', 'pkill', 'killall', 'systemctl', 'service', 'launchctl'].includes(name)) {
    return { rule: 'floor.stop-gateway', reason: 'it would stop the gateway' };
  }
  return null;
}

function isShortFlag(arg: string | null, letters: string): boolean {
  if (arg === null || !arg.startsWith('-') || arg.startsWith('--')) return false;
  return [...letters].some((letter) => arg.includes(letter));
}

function isVital(arg: string | null, place: CommandPlace): boolean {
  if (arg === null || arg === '' || arg.startsWith('-')) return false;
  const path = normalisePath(arg.endsWith('/*') ? arg.slice(0, -1) : arg === '*' ? '.' : arg, place);
  return path !== null && (ROOT_FOLDERS.has(path) || path === place.home);
}

function isBlockDevice(arg: string | null | undefined, place: CommandPlace): boolean {
  if (typeof arg !== 'string') return false;
  const path = normalisePath(arg, place);
  return path !== null && categorisePath(path, place).includes('block-device');
}
