import { isBlockDevice } from '../../path/path-category.ts';
import type { CommandPlace, FloorFinding } from './floor-finding.ts';
import { resolveWord } from './resolve-word.ts';

const DEVICE: FloorFinding = { rule: 'floor.device-write', reason: 'it would write over a block device' };
const FORMAT: FloorFinding = { rule: 'floor.format', reason: 'it would format a file system' };

type Texts = readonly (string | null)[];

/** When a tool destroys what is on a device that it names. */
type DeviceTool = {
  readonly finding: FloorFinding;
  /** Which of its arguments name what it writes to. */
  readonly targets: 'any' | 'last' | 'of=';
  /** Words of which one must be there; empty where naming a device is enough. */
  readonly words: readonly string[];
};

function tool(finding: FloorFinding, words = '', targets: DeviceTool['targets'] = 'any'): DeviceTool {
  return { finding, targets, words: words === '' ? [] : words.split(' ') };
}

const DEVICE_TOOLS: ReadonlyMap<string, DeviceTool> = new Map([
  ['dd', tool(DEVICE, '', 'of=')],
  ['tee', tool(DEVICE)],
  ['cp', tool(DEVICE, '', 'last')],
  ['mv', tool(DEVICE, '', 'last')],
  ['install', tool(DEVICE, '', 'last')],
  ['shred', tool(DEVICE)],
  ['blkdiscard', tool(DEVICE)],
  ['wipefs', tool(DEVICE, '-a -af -fa --all -o --offset')],
  ['sgdisk', tool(DEVICE, '-Z -o -Zo -oZ --zap --zap-all --clear')],
  ['badblocks', tool(DEVICE, '-w -ws -wsv -wv')],
  ['hdparm', tool(DEVICE, '--security-erase --security-erase-enhanced --trim-sector-ranges')],
  ['nvme', tool(FORMAT, 'format sanitize')],
  ['cryptsetup', tool(FORMAT, 'luksFormat luksErase erase reencrypt')],
  ['parted', tool(FORMAT, 'mklabel mktable mkpart rm')],
  ['mkswap', tool(FORMAT)],
  ['pvremove', tool(DEVICE)],
  ['scrub', tool(DEVICE)],
  ['nwipe', tool(DEVICE)],
  ['sfdisk', tool(FORMAT, '--delete --wipe')],
]);

/** Verbs of `diskutil` that destroy. */
const DISKUTIL = ['erase', 'zero', 'random', 'secureerase', 'reformat', 'partition'];

/**
 * Finds the use of a disk tool that destroys a device or makes a file system. Reading from a device is none. Null for
 * every other command.
 */
export function floorOfDeviceTool(name: string, texts: Texts, place: CommandPlace): FloorFinding | null {
  if (name === 'mkfs' || name.startsWith('mkfs.') || name === 'mke2fs') return FORMAT;
  if (name === 'nwipe' && texts.includes('--autonuke')) return DEVICE;
  if (name === 'gpart') return texts.includes('destroy') ? FORMAT : null;
  if (name === 'diskutil') return texts.some(isDestroyingVerb) ? FORMAT : null;
  if (name.startsWith('newfs')) return namesDevice(texts, place) ? FORMAT : null;
  const known = DEVICE_TOOLS.get(name);
  if (known === undefined) return null;
  const isMeant = known.words.length === 0 || texts.some((text) => text !== null && known.words.includes(text));
  return isMeant && namesDevice(targetsOf(texts, known.targets), place) ? known.finding : null;
}

function targetsOf(texts: Texts, targets: DeviceTool['targets']): Texts {
  if (targets === 'any') return texts;
  if (targets === 'last') return texts.slice(-1);
  return texts.map((text) => (text?.startsWith('of=') === true ? text.slice('of='.length) : null));
}

function namesDevice(texts: Texts, place: CommandPlace): boolean {
  return texts.some((text) => {
    const path = text === null ? null : resolveWord(text, place);
    return path !== null && isBlockDevice(path);
  });
}

function isDestroyingVerb(text: string | null): boolean {
  return DISKUTIL.some((verb) => text?.toLowerCase().startsWith(verb) === true);
}
