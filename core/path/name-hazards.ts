import { foldPath } from './fold-path.ts';
import { hasLookAlikeSlash, hasMixedLetters, isVeiledDots } from './look-alike.ts';

/** What some file system, program or person would read in one name of a path as something else than is written. */
export type NameHazard = 'git' | 'stream' | 'device' | 'trailing' | 'short-name' | 'look-alike' | 'mixed-letters';

/** Names that Windows gives to devices, in any folder and with any ending; the superscripts count there as digits. */
const DEVICES = ['con', 'prn', 'aux', 'nul', 'conin$', 'conout$', 'clock$'];
const NUMBERED_DEVICES = ['com', 'lpt'];
const DEVICE_NUMBERS = '0123456789\u00b9\u00b2\u00b3';

/**
 * Names everything about one name of a path (no `/` in it) that is read differently elsewhere: git's folder in any
 * spelling, an alternate stream (`a:b`), a device (`con.txt`), a name that ends in dots or blanks, an 8.3 short name
 * (`PROGRA~1`), look-alikes of `/`, `\` and `..`, and words that mix alphabets so as to look like one.
 *
 * Rules of Windows count on every system: a repository is checked out on all of them. Linear in the name.
 */
export function hazardsOfName(name: string): readonly NameHazard[] {
  const hazards: NameHazard[] = [];
  if (isGitFolder(name)) hazards.push('git');
  if (name.includes(':')) hazards.push('stream');
  if (isDevice(name)) hazards.push('device');
  if (name.endsWith('.') || name.endsWith(' ')) hazards.push('trailing');
  if (isShortName(name)) hazards.push('short-name');
  if (hasLookAlikeSlash(name) || isVeiledDots(name)) hazards.push('look-alike');
  if (hasMixedLetters(name)) hazards.push('mixed-letters');
  return hazards;
}

/** Whether some file system would open git's own folder under this name: `.GIT`, `.git `, `git~1`, `.g\u200cit`, `.git::$x`. */
function isGitFolder(name: string): boolean {
  return foldPath(`/${name}`).split('/').includes('.git');
}

function isDevice(name: string): boolean {
  const stem = trimBlanks(beforeAny(name.toLowerCase(), '.:'));
  if (DEVICES.includes(stem)) return true;
  return stem.length === 4 && NUMBERED_DEVICES.includes(stem.slice(0, 3)) && DEVICE_NUMBERS.includes(stem.charAt(3));
}

/** Up to eight characters that end in `~` and digits, then at most one ending of up to three characters. */
function isShortName(name: string): boolean {
  const [stem = '', ending = '', ...more] = name.split('.');
  if (more.length > 0 || ending.length > 3 || stem.length > 8) return false;
  const tilde = stem.lastIndexOf('~');
  if (tilde < 1 || tilde === stem.length - 1) return false;
  return [...stem.slice(tilde + 1)].every((digit) => digit >= '0' && digit <= '9');
}

function beforeAny(text: string, stops: string): string {
  let end = 0;
  while (end < text.length && !stops.includes(text.charAt(end))) end += 1;
  return text.slice(0, end);
}

function trimBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === ' ') end -= 1;
  return text.slice(0, end);
}
