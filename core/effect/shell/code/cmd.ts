import type { CodeReading, CodeUse } from '../code-use.ts';
import type { Use } from '../program-rule.ts';
import { splitCmd } from './cmd-lines.ts';
import { type CallTable, callMap, wordSet } from './code-value.ts';
import { type CommandLine, type CommandWord, knownWord, shellText } from './shell-words.ts';

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

const COMMANDS = callMap(CALLS);

function readLine(scan: Scan, { words, outputs }: CommandLine): void {
  for (const output of outputs) if (output.text.toLowerCase() !== 'nul') add(scan, 'write', output);
  const [first, ...rest] = words;
  if (first === undefined) return;
  const name = baseName(first.text);
  if (!first.isKnown) scan.isUnderstood = false;
  if (PURE.has(name) && first.isKnown) return readPure(scan, { name, rest });
  const roles = COMMANDS.get(name);
  if (roles === undefined || roles === 'opaque') {
    scan.isUnderstood = false;
    if (roles === 'opaque') scan.uses.push({ use: 'opaque', value: null, at: first.at });
    else scan.uses.push({ use: 'shell', value: shellText(words), at: first.at });
    return;
  }
  applyRoles(scan, { name, roles: roles.split(' '), rest });
}

/** The name of a program without its folder and ending, and without what is glued to it (`del/q`, `@echo`). */
function baseName(text: string): string {
  const lower = text.toLowerCase();
  const slash = lower.indexOf('/');
  const name = slash > 0 ? lower.slice(0, slash) : lower;
  const base = name.slice(name.lastIndexOf('\\') + 1);
  const plain = base.startsWith('@') ? base.slice(1) : base;
  return plain.endsWith('.exe') ? plain.slice(0, -4) : plain;
}

function readPure(scan: Scan, { name, rest }: { readonly name: string; readonly rest: readonly CommandWord[] }): void {
  if ((name === 'date' || name === 'time') && rest.some((word) => word.text.toLowerCase() !== '/t'))
    scan.isUnderstood = false;
  if (
    name !== 'more' &&
    name !== 'sort' &&
    name !== 'find' &&
    name !== 'findstr' &&
    name !== 'tree' &&
    name !== 'fc' &&
    name !== 'comp'
  )
    return;
  const files = rest.filter((word) => !word.text.startsWith('/'));
  for (const word of name === 'find' || name === 'findstr' ? files.slice(1) : files) add(scan, 'read', word);
  if (name === 'sort' && rest.some((word) => word.text.toLowerCase().startsWith('/o'))) scan.isUnderstood = false;
}

type Roles = { readonly name: string; readonly roles: readonly string[]; readonly rest: readonly CommandWord[] };

function applyRoles(scan: Scan, { name, roles, rest }: Roles): void {
  const isTree = rest.some((word) => word.text.toLowerCase() === '/s');
  const operands = rest.filter((word) => word.isQuoted || !word.text.startsWith('/'));
  if (roles.includes('!')) scan.isUnderstood = false;
  if (roles[0] === 'enter') scan.isUnderstood = operands.length === 0 && scan.isUnderstood;
  if (name === 'robocopy' && rest.some((word) => ['/mir', '/purge', '/mov', '/move'].includes(word.text.toLowerCase())))
    scan.isUnderstood = false;
  operands.forEach((word, index) => {
    const role = roles[index] ?? (roles[0]?.endsWith('*') ? roles[0] : undefined);
    const use = role?.endsWith('*') ? role.slice(0, -1) : role;
    if (use === undefined || use === '!') return;
    add(scan, (use === 'delete' && (isTree || word.text.includes('*')) ? 'delete-tree' : use) as Use, word);
  });
}

function add(scan: Scan, use: Use, word: CommandWord): void {
  scan.uses.push({ use, value: knownWord(word), at: word.at });
}
