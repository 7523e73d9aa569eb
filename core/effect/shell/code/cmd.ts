import type { CodeReading, CodeUse } from '../code-use.ts';
import type { Use } from '../program-rule.ts';
import { splitCmd } from './cmd-lines.ts';
import { type CallTable, callMap, wordSet } from './code-value.ts';
import { type CommandLine, type CommandWord, knownPath, shellText } from './shell-words.ts';

/**
 * Reads what `cmd.exe /c` runs.
 *
 * Understood: a short list of commands that print, and those that read, write, copy, move and delete named files. Every other
 * command is noted as a command line where it is constant, and refused: users, services, the registry, disks, `for` and `if`.
 */
export function readCmd(text: string): CodeReading {
  const { lines, isSound } = splitCmd(withoutOuterQuotes(text));
  const scan: Scan = { uses: [], isUnderstood: isSound };
  for (const line of lines) readLine(scan, line);
  return { uses: scan.uses, isUnderstood: scan.isUnderstood };
}

/** `cmd /c "…"` takes away the quotes around all of it; blanks stand for them, so that places stay the same. */
function withoutOuterQuotes(text: string): string {
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return isQuoted ? ` ${text.slice(1, -1)} ` : text;
}

type Scan = { readonly uses: CodeUse[]; isUnderstood: boolean };

const PURE = wordSet(
  'echo rem ver vol where whoami hostname title cls date time exit pause help findstr find sort more fc comp tasklist systeminfo @echo echo. tree',
);

const CALLS: CallTable = {
  'del erase': 'delete*',
  'rd rmdir': 'delete-tree*',
  type: 'read*',
  dir: 'tree*',
  'md mkdir': 'write*',
  copy: 'read write',
  'xcopy robocopy': 'tree write',
  move: 'delete write',
  'ren rename': 'delete write',
  'cd chdir pushd': 'enter',
  'attrib icacls cacls takeown': 'mode !',
  'format diskpart reg regedit bcdedit vssadmin wbadmin cipher net net1 netsh sc schtasks at wmic taskkill shutdown runas wusa fsutil cscript wscript mshta rundll32 regsvr32 certutil bitsadmin powershell pwsh start call for if set setx assoc ftype cmdkey':
    'opaque',
  curl: 'opaque',
};

/** Commands among those that no approval lets through. */
const GRAVE = wordSet('format shutdown diskpart');

const COMMANDS = callMap(CALLS);

function readLine(scan: Scan, { words, outputs }: CommandLine): void {
  for (const output of outputs) if (output.text.toLowerCase() !== 'nul') add(scan, 'write', output);
  const [first, ...rest] = words;
  if (first === undefined) return;
  const name = baseName(first.text);
  if (!first.isKnown) scan.isUnderstood = false;
  const switches = switchesOf(words);
  if (PURE.has(name) && first.isKnown) return readPure(scan, { name, rest, switches });
  const roles = COMMANDS.get(name);
  if (roles === undefined || roles === 'opaque') {
    scan.isUnderstood = false;
    if (roles === 'opaque') scan.uses.push({ use: 'opaque', value: null, at: first.at });
    if (roles === undefined || GRAVE.has(name)) scan.uses.push({ use: 'shell', value: shellText(words), at: first.at });
    return;
  }
  applyRoles(scan, { name, roles: roles.split(' '), rest, switches });
}

/** What stands behind slashes, also where it is glued to the name or to another (`del/s/q`), in lower case. */
function switchesOf(words: readonly CommandWord[]): readonly string[] {
  return words.flatMap((word, index) => {
    const parts = word.isQuoted ? [] : word.text.toLowerCase().split('/');
    return index === 0 || parts[0] === '' ? parts.slice(1) : [];
  });
}

/** Where the programs of Windows are: in any other folder a program of the same name is another one. */
const SYSTEM_FOLDER = 'c:\\windows\\system32\\';

/** The name of a program without its ending, and without what is glued to it (`del/q`, `@echo`). */
function baseName(text: string): string {
  const lower = text.toLowerCase();
  const slash = lower.indexOf('/');
  const name = slash > 0 ? lower.slice(0, slash) : lower;
  const base = name.startsWith(SYSTEM_FOLDER) ? name.slice(SYSTEM_FOLDER.length) : name;
  const plain = base.startsWith('@') ? base.slice(1) : base;
  return plain.endsWith('.exe') ? plain.slice(0, -4) : plain;
}

type Call = {
  readonly name: string;
  readonly rest: readonly CommandWord[];
  readonly switches: readonly string[];
};

/** Commands that print files; of some the first word is what they look for. */
const PRINTERS = wordSet('more sort tree fc comp find findstr');
const SEARCHERS = wordSet('find findstr');

function readPure(scan: Scan, { name, rest, switches }: Call): void {
  const isClock = name === 'date' || name === 'time';
  if (isClock && rest.some((word) => word.text.toLowerCase() !== '/t')) scan.isUnderstood = false;
  if (!PRINTERS.has(name)) return;
  const files = operandsOf(rest).slice(SEARCHERS.has(name) ? 1 : 0);
  for (const word of files) add(scan, 'read', word);
  if (name === 'sort' && switches.some((given) => given.startsWith('o'))) scan.isUnderstood = false;
}

function operandsOf(rest: readonly CommandWord[]): readonly CommandWord[] {
  return rest.filter((word) => word.isQuoted || !word.text.startsWith('/'));
}

/** Switches of robocopy that delete. */
const DELETING = wordSet('mir purge mov move');

function applyRoles(scan: Scan, { name, roles, rest, switches }: Call & { readonly roles: readonly string[] }): void {
  const operands = operandsOf(rest);
  const first = roles[0] as string;
  if (roles.includes('!') || (first === 'enter' && operands.length > 0)) scan.isUnderstood = false;
  if (name === 'robocopy' && switches.some((given) => DELETING.has(given))) scan.isUnderstood = false;
  operands.forEach((word, index) => {
    const role = first.endsWith('*') ? first.slice(0, -1) : roles[index];
    if (role === undefined || role === '!') return;
    const isTree = role === 'delete' && (switches.includes('s') || word.text.includes('*') || word.text.includes('?'));
    add(scan, isTree ? 'delete-tree' : (role as Use), word);
  });
}

function add(scan: Scan, use: Use, word: CommandWord): void {
  scan.uses.push({ use, value: knownPath(word), at: word.at });
}
