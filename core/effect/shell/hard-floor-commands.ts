import { isWithin } from '../../path/normalise-path.ts';
import { isBlockDevice } from '../../path/path-category.ts';
import { isSystemTree, isVitalTree } from '../../path/vital-tree.ts';
import { type Argument, EVERY, EVERY_BELOW, isKnown, knownText, UNKNOWN } from './argument.ts';
import { floorOfDeviceTool } from './device-tools.ts';
import { isNarrowed, whereFindBegins } from './find-width.ts';
import type { CommandPlace, FloorFinding } from './floor-finding.ts';
import { floorOfOwnCommand } from './own-commands.ts';
import { resolveWord } from './resolve-word.ts';
import { floorOfWindowsCommand } from './windows-floor.ts';

const WIPE: FloorFinding = {
  rule: 'floor.wipe',
  reason: 'it would delete the root, a system folder, a home folder or the gateway',
};
const RIGHTS: FloorFinding = {
  rule: 'floor.rights',
  reason: 'it would change the owners or rights of the root or of a system folder with everything below',
};
const DEVICE: FloorFinding = { rule: 'floor.device-write', reason: 'it would write over a block device' };
const POWER: FloorFinding = { rule: 'floor.power', reason: 'it would switch the machine off or restart it' };
const KILL_ALL: FloorFinding = { rule: 'floor.kill-everything', reason: 'it would signal every process' };
const STATE: FloorFinding = {
  rule: 'floor.gateway-state',
  reason: "it would touch the gateway's own keys, log or policy",
};
const STOP: FloorFinding = { rule: 'floor.stop-gateway', reason: 'it would stop the gateway' };

type Texts = readonly (string | null)[];

/**
 * Finds what a command does that is never approvable: wiping root, home or a device, formatting, powering off, signalling
 * everything, touching or stopping the gateway, and answering it for a human (model §3, hard floor).
 *
 * A word that is not known in full is passed over: what it may be is asked about. `name` has no folder.
 */
export function floorOfCommand(name: string, args: readonly Argument[], place: CommandPlace): FloorFinding | null {
  if (args.some((argument) => isKnown(argument) && namesGatewayState(argument.text, place))) return STATE;
  return floorOfProgram(name, args, place);
}

/** Finds a redirection into a device, the gateway's own state, or the kernel's power switch. */
export function floorOfTargets(targets: readonly string[], place: CommandPlace): FloorFinding | null {
  for (const text of targets) {
    const path = resolveWord(text, place);
    if (path === null) continue;
    if (isBlockDevice(path)) return DEVICE;
    if (path === '/proc/sysrq-trigger') return POWER;
    if (place.gatewayPaths.some((root) => isWithin(path, root))) return STATE;
  }
  return null;
}

/** A word, or the value in `--option=value`, that is a path in the gateway's folders. */
function namesGatewayState(word: string, place: CommandPlace): boolean {
  const value = word.slice(word.lastIndexOf('=') + 1);
  if (!value.includes('/') && !place.gatewayPaths.some((root) => isWithin(place.cwd ?? '/', root))) return false;
  const path = resolveWord(value, place);
  return path !== null && place.gatewayPaths.some((root) => isWithin(path, root));
}

function floorOfProgram(name: string, args: readonly Argument[], place: CommandPlace): FloorFinding | null {
  const texts = args.map(name === 'rm' ? removedText : knownText);
  const byName = FLOORS.get(name);
  if (name === 'kill' && args.some(({ text }) => namesGateway(text))) return STOP;
  if (byName !== undefined) return byName(texts, place);
  if (STOPPERS.has(name)) return stopsGateway(name, args);
  const onWindows = floorOfWindowsCommand(name, texts);
  if (onWindows !== null) return onWindows;
  return floorOfDeviceTool(name, texts, place) ?? floorOfOwnCommand(name, args, place);
}

/**
 * What a word of `rm` names: each name of a folder is the pattern of all. `/$name` and `/home/$name` are the root or what lies in it,
 * and all homes or one, whatever the name is, and so too where it is empty.
 */
function removedText(argument: Argument): string | null {
  const named = argument.text.endsWith('/') ? argument.text.slice(0, -1) : argument.text;
  const folder = PARENTS_OF_ANY.find((parent) => named === `${parent}/${UNKNOWN}`);
  if (folder !== undefined) return `${folder}/*`;
  const text = argument.text.replaceAll(EVERY_BELOW, ALL_BELOW).replaceAll(EVERY, '*');
  return isKnown({ text }) ? text : null;
}

const PARENTS_OF_ANY = ['', '/home', '/Users'];
/** Everything in a folder and below, as shells write it. */
const ALL_BELOW = '**';

const FLOORS: ReadonlyMap<string, (texts: Texts, place: CommandPlace) => FloorFinding | null> = new Map<
  string,
  (texts: Texts, place: CommandPlace) => FloorFinding | null
>([
  ['rm', floorOfRemove],
  ['find', floorOfFind],
  ...['chmod', 'chown', 'chgrp', 'gchmod', 'gchown', 'gchgrp', 'setfacl', 'chattr', 'chflags'].map(
    (name) => [name, floorOfRights] as const,
  ),
  ...['mv', 'gmv'].map((name) => [name, floorOfMove] as const),
  ['rsync', floorOfMirror],
  ['kill', floorOfKill],
  ['killall5', () => KILL_ALL],
  ['shutdown', (texts) => (texts.some((text) => text === '-c' || text === '--help') ? null : POWER)],
  ['reboot', (texts) => (texts.includes('--help') ? null : POWER)],
  ['halt', (texts) => (texts.includes('--help') ? null : POWER)],
  ['poweroff', (texts) => (texts.includes('--help') ? null : POWER)],
  ['init', (texts) => (texts.includes('0') || texts.includes('6') ? POWER : null)],
  ['telinit', (texts) => (texts.includes('0') || texts.includes('6') ? POWER : null)],
  ['kexec', (texts) => (texts.includes('-e') || texts.includes('--exec') ? POWER : null)],
  ...['busctl', 'dbus-send', 'gdbus', 'qdbus'].map((name) => [name, floorOfBusCall] as const),
  ['osascript', floorOfScript],
  ['loginctl', floorOfPowerVerb],
  ['systemctl', floorOfSystemctl],
]);

function floorOfRemove(texts: Texts, place: CommandPlace): FloorFinding | null {
  const end = texts.indexOf('--');
  const options = texts.slice(0, end < 0 ? texts.length : end);
  const all = [...options.filter((text) => text?.startsWith('-') !== true), ...(end < 0 ? [] : texts.slice(end))];
  const operands = options.some(isRecursive) ? all : all.filter((text) => text?.endsWith(`/${ALL_BELOW}`));
  return operands.some((text) => text !== null && text !== '--' && isVital(text, place)) ? WIPE : null;
}

/** `-r`, `-R`, a cluster with either, or a beginning of `--recursive` that GNU takes for it. */
function isRecursive(text: string | null): boolean {
  if (text === null || !text.startsWith('-')) return false;
  if (text.startsWith('--')) return text.length > 2 && '--recursive'.startsWith(text);
  return text.includes('r') || text.includes('R');
}

const RUNNERS = new Set(['-exec', '-execdir', '-ok', '-okdir']);

/** Deleting everything below a vital folder; with a test that narrows it down it is an ordinary, opaque line. */
function floorOfFind(texts: Texts, place: CommandPlace): FloorFinding | null {
  const runner = texts.findIndex((text) => text !== null && RUNNERS.has(text));
  const removes = texts[runner + 1] === 'rm' || texts[runner + 1]?.endsWith('/rm') === true;
  if (!texts.includes('-delete') && !(runner >= 0 && removes)) return null;
  const expression = texts.slice(0, runner < 0 ? texts.length : runner);
  if (isNarrowed(expression)) return null;
  return whereFindBegins(expression).some((text) => isVital(text, place)) ? WIPE : null;
}

/** Other owners or rights for the whole system: neither it nor whoever would mend it works after that. */
function floorOfRights(texts: Texts, place: CommandPlace): FloorFinding | null {
  const isWhole = texts.some(
    (text) => text?.startsWith('-') === true && (text === '--recursive' || text.includes('R')),
  );
  return isWhole && texts.some((text) => text !== null && isSystem(text, place)) ? RIGHTS : null;
}

/** A vital tree that is moved away is gone from where the system looks for it. */
function floorOfMove(texts: Texts, place: CommandPlace): FloorFinding | null {
  const isLastTarget = !texts.some((text) => text === '-t' || text?.startsWith('--target') === true);
  const sources = isLastTarget ? texts.slice(0, -1) : texts;
  return sources.some((text) => text !== null && isMovedVital(text, place)) ? WIPE : null;
}

/** What lies in a home may be moved; what lies in the root may not. */
function isMovedVital(text: string, place: CommandPlace): boolean {
  const path = text.startsWith('-') ? null : resolveWord(text === '/*' ? '/' : text, place);
  return path !== null && isVitalTree(path, place);
}

/** A copy that deletes what its source does not hold, made onto a vital tree of this machine. */
function floorOfMirror(texts: Texts, place: CommandPlace): FloorFinding | null {
  const target = texts.at(-1) ?? null;
  const deletes = texts.some((text) => text?.startsWith('--del') === true && text !== '--delete-missing-args');
  if (!deletes || target === null || target.startsWith('-') || target.includes(':')) return null;
  return isVital(target, place) ? WIPE : null;
}

/** Tells whether a path, or every file that a pattern names, is a vital tree or what lies directly in one. */
function isVital(word: string, place: CommandPlace): boolean {
  const path = resolveWord(withoutPatterns(word), place);
  return path !== null && isVitalTree(path, place);
}

function isSystem(word: string, place: CommandPlace): boolean {
  const path = word.startsWith('-') ? null : resolveWord(withoutPatterns(word), place);
  return path !== null && isSystemTree(path);
}

/** Drops the last segments that name everything in a folder: `/etc/*`, `~/.[!.]*`. */
function withoutPatterns(text: string): string {
  const segments = text.split('/');
  for (let last = segments.at(-1); last !== undefined && isCatchAll(last); last = segments.at(-1)) segments.pop();
  if (segments.length === 0) return text.startsWith('/') ? '/' : '.';
  return segments.join('/');
}

function isCatchAll(segment: string): boolean {
  if (segment === '') return true;
  if (!segment.includes('*') && !segment.includes('?')) return false;
  return [...segment].every((character) => '*?.[]!^'.includes(character));
}

function floorOfKill(texts: Texts): FloorFinding | null {
  if (texts.length === 1 && texts[0] === '-1') return KILL_ALL;
  const first = texts[0] ?? '';
  const takesSignal = first === '-s' || first === '-n';
  const operands = texts.slice(takesSignal ? 2 : first.startsWith('-') ? 1 : 0);
  return operands.includes('-1') ? KILL_ALL : null;
}

const POWER_VERBS = new Set(['poweroff', 'reboot', 'soft-reboot', 'halt', 'kexec', 'suspend', 'hibernate']);
const POWER_UNITS = new Set(['poweroff.target', 'reboot.target', 'halt.target', 'shutdown.target', 'kexec.target']);

function floorOfPowerVerb(texts: Texts): FloorFinding | null {
  return texts.some((text) => text !== null && POWER_VERBS.has(text)) ? POWER : null;
}

/** Methods by which those who manage sessions and services switch the machine off. */
const POWER_METHODS = ['PowerOff', 'Reboot', 'Halt', 'KExec', 'Suspend', 'Hibernate', 'SoftReboot'];

function floorOfBusCall(texts: Texts): FloorFinding | null {
  const methods = texts.flatMap((text) => (text === null ? [] : [text.slice(text.lastIndexOf('.') + 1)]));
  return methods.some((method) => POWER_METHODS.includes(method)) ? POWER : null;
}

/** What AppleScript says to the system, in lower case. */
const POWER_PHRASES = ['to shut down', 'to restart', 'to sleep'];

function floorOfScript(texts: Texts): FloorFinding | null {
  const plain = texts.map((text) => text?.toLowerCase() ?? '');
  return plain.some((text) => POWER_PHRASES.some((phrase) => text.includes(phrase))) ? POWER : null;
}

function floorOfSystemctl(texts: Texts): FloorFinding | null {
  const starts = texts.some((text) => text === 'start' || text === 'isolate');
  if (starts && texts.some((text) => text !== null && POWER_UNITS.has(text))) return POWER;
  const ends = texts.some((text) => text !== null && STOP_VERBS.has(text));
  return ends && texts.some(namesGateway) ? STOP : floorOfPowerVerb(texts);
}

const STOP_VERBS = new Set(['stop', 'restart', 'try-restart', 'kill', 'disable', 'mask', 'freeze', 'rm', 'pause']);
/** Programs that stop what they name, and the verbs they need for it; null where naming is enough. */
const STOPPERS: ReadonlyMap<string, ReadonlySet<string> | null> = new Map([
  ['pkill', null],
  ['killall', null],
  ['service', STOP_VERBS],
  ['docker', STOP_VERBS],
  ['podman', STOP_VERBS],
  ['launchctl', new Set(['unload', 'bootout', 'stop', 'kill', 'disable', 'remove'])],
]);

function stopsGateway(name: string, args: readonly Argument[]): FloorFinding | null {
  const verbs = STOPPERS.get(name) ?? null;
  const acts = verbs === null || args.some(({ text }) => verbs.has(text));
  return acts && args.some(({ text }) => namesGateway(text)) ? STOP : null;
}

function namesGateway(text: string | null): boolean {
  return text?.toLowerCase().includes('countersign') === true;
}
