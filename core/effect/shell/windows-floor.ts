import type { FloorFinding } from './floor-finding.ts';

const POWER: FloorFinding = { rule: 'floor.power', reason: 'it would switch the machine off or restart it' };
const FORMAT: FloorFinding = { rule: 'floor.format', reason: 'it would format a file system' };

/** Cmdlets of PowerShell, in lower case, that no approval lets through. */
const CMDLETS: ReadonlyMap<string, FloorFinding> = new Map([
  ...['stop-computer', 'restart-computer', 'suspend-computer'].map((name) => [name, POWER] as const),
  ...['format-volume', 'clear-disk', 'initialize-disk', 'remove-partition', 'reset-physicaldisk'].map(
    (name) => [name, FORMAT] as const,
  ),
]);

/**
 * Finds a command of Windows that switches the machine off, parts or formats a disk, in any case of letters. Null for every other.
 */
export function floorOfWindowsCommand(name: string, texts: readonly (string | null)[]): FloorFinding | null {
  const lower = name.toLowerCase();
  const plain = lower.endsWith('.exe') ? lower.slice(0, -'.exe'.length) : lower;
  // It takes what it does from a script, or from its input, and is there to part, clean and format disks.
  if (plain === 'diskpart') return texts.includes('/?') ? null : FORMAT;
  if (plain === 'format' || plain === 'format.com')
    return texts.some((text) => text !== null && isDrive(text)) ? FORMAT : null;
  const finding = CMDLETS.get(plain) ?? null;
  return finding !== null && texts.some((text) => text?.toLowerCase() === '-whatif') ? null : finding;
}

/** Tells whether a cmdlet is one of them, whatever its words. */
export function isGraveCmdlet(name: string): boolean {
  return CMDLETS.has(name.toLowerCase());
}

function isDrive(text: string): boolean {
  const letter = text.charAt(0).toLowerCase();
  return text.length <= 3 && letter >= 'a' && letter <= 'z' && text.charAt(1) === ':';
}
