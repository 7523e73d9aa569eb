import type { CodeReading, CodeUse } from '../code-use.ts';
import type { Use } from '../program-rule.ts';
import { isGraveCmdlet } from '../windows-floor.ts';
import { callMap } from './code-value.ts';
import { namesSecret } from './names-secret.ts';
import { splitPowershell } from './powershell-lines.ts';
import {
  POWERSHELL_ALIASES,
  POWERSHELL_COMMANDS,
  POWERSHELL_MEMBERS,
  POWERSHELL_PURE,
  POWERSHELL_TYPES,
} from './powershell-names.ts';
import { isShort, type PowershellWords, sortPowershellWords } from './powershell-words.ts';
import { type CommandLine, type CommandWord, knownPath, knownWord, shellText } from './shell-words.ts';

/**
 * Reads PowerShell.
 *
 * Understood: a short list of cmdlets that print, and those that read, write, copy, move and delete named files. Everything
 * else is refused: other commands (noted as a command line where they are constant), types and their methods, evaluated
 * text, services, registry, jobs and modules.
 */
export function readPowershell(text: string): CodeReading {
  const { lines, isSound } = splitPowershell(text);
  const lower = text.toLowerCase();
  const downloads = DOWNLOADERS.some((word) => lower.includes(word));
  const scan: Scan = { uses: [], isUnderstood: isSound && !downloads, downloads, listed: [] };
  for (const line of lines) {
    if (!line.isPiped) scan.listed = [];
    readLine(scan, line);
  }
  return { uses: scan.uses, isUnderstood: scan.isUnderstood };
}

type Scan = {
  readonly uses: CodeUse[];
  isUnderstood: boolean;
  /** True where the text may download by a method of a .NET class: every address in it is then one. */
  readonly downloads: boolean;
  /** The folders of which everything comes along the pipe: listed, and not narrowed down since. */
  listed: readonly CommandWord[];
};

const DOWNLOADERS = ['.download', 'webclient', '.uploadstring', 'httpclient', 'webrequest]'];

const ALIASES = callMap(POWERSHELL_ALIASES);
const COMMANDS = callMap(POWERSHELL_COMMANDS);

function readLine(scan: Scan, { words, outputs, isPiped }: CommandLine): void {
  for (const output of outputs)
    if (output.text.toLowerCase() !== '$null')
      addRole(scan, { role: 'write', word: output, isTree: false, isSent: false });
  const first = words[0];
  if (first === undefined) return;
  for (const word of words) inspectWord(scan, word);
  runLine(scan, { words, isPiped });
}

/** Runs what stands after `return` and after the targets of an assignment. */
function runLine(scan: Scan, { words, isPiped }: Pick<CommandLine, 'words' | 'isPiped'>): void {
  let at = 0;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    if (word.text.toLowerCase() === 'return') at += 1;
    else if (isExpression(word) && !word.isQuoted && isAssignmentMark(words[at + 1])) {
      if (word.text.toLowerCase().startsWith('$env:')) scan.isUnderstood = false;
      at += 2;
    } else break;
  }
  const [first, ...rest] = words.slice(at);
  if (first === undefined) return;
  if (isExpression(first)) return readExpression(scan, [first, ...rest]);
  if (first.text === '.' || first.text === '&') return runNamed(scan, rest);
  if (first.text.startsWith('&')) return runNamed(scan, [{ ...first, text: first.text.slice(1) }, ...rest]);
  runCommand(scan, { first, rest, isPiped: isPiped && at === 0 });
}

function isAssignmentMark(word: CommandWord | undefined): boolean {
  return word !== undefined && !word.isQuoted && ['=', '+=', '-=', '*=', '/='].includes(word.text);
}

function isExpression(word: CommandWord): boolean {
  if (word.isQuoted || (word.text === '' && !word.isKnown)) return true;
  const character = word.text.charAt(0);
  return (character >= '0' && character <= '9') || '$[@-!('.includes(character);
}

/** `& name` and `. name`: a name that is computed can be anything. */
function runNamed(scan: Scan, words: readonly CommandWord[]): void {
  const [first, ...rest] = words;
  if (first === undefined || knownWord(first) === null || first.text.startsWith('$')) {
    scan.isUnderstood = false;
    if (first !== undefined) add(scan, 'opaque', { ...first, isKnown: false });
    return;
  }
  runCommand(scan, { first, rest, isPiped: false });
}

type Command = { readonly first: CommandWord; readonly rest: readonly CommandWord[]; readonly isPiped: boolean };

function runCommand(scan: Scan, { first, rest, isPiped }: Command): void {
  const typed = first.text.toLowerCase();
  const name = ALIASES.get(typed) ?? typed;
  const roles = COMMANDS.get(name);
  const { listed } = scan;
  scan.listed = name === 'sort-object' ? listed : [];
  if (name === 'foreach-object' && rest.some((word) => word.text !== '' && word.text !== '-process'))
    scan.isUnderstood = false;
  if (POWERSHELL_PURE.has(name) && first.isKnown) return;
  if (roles === undefined || !first.isKnown) {
    scan.isUnderstood = false;
    const line = shellText([first, ...rest]);
    if (!typed.includes('-') || typed.endsWith('.exe') || isGraveCmdlet(typed))
      scan.uses.push({ use: 'shell', value: line, at: first.at });
    return;
  }
  if (roles === 'opaque') {
    scan.isUnderstood = false;
    add(scan, 'opaque', { ...first, isKnown: false });
    return;
  }
  const given = sortPowershellWords(name, rest);
  if (roles === 'command') {
    scan.isUnderstood = false;
    scan.uses.push({ use: 'shell', value: shellText(given.all), at: first.at });
    return;
  }
  if (name === 'get-childitem' && !given.options.some((option) => isShort(option, NARROWING)))
    scan.listed = given.sources;
  applyRoles(scan, { name, roles: roles.split(' '), given, isPiped, at: first, listed });
}

/** Parameters by which a listing leaves something out. */
const NARROWING = ['-include', '-exclude', '-filter', '-depth', '-attributes'];

type Roles = {
  readonly name: string;
  readonly roles: readonly string[];
  readonly given: PowershellWords;
  readonly isPiped: boolean;
  readonly at: CommandWord;
  readonly listed: readonly CommandWord[];
};

function applyRoles(scan: Scan, { name, roles, given, isPiped, at, listed }: Roles): void {
  const { sources, targets, saved, options } = given;
  const isTree = options.some(
    (option) => (option.length > 1 && '-recurse'.startsWith(option)) || option === '-rf' || option === '-fr',
  );
  const isSent = options.some((option) => isShort(option, ['-body', '-infile', '-method', '-form']));
  const [role, second] = roles as [string, string];
  if (!given.isClear || role === 'enter') scan.isUnderstood = false;
  // Of what comes along a pipe nobody knows how much it is.
  const isMany = isPiped && name === 'remove-item';
  if (sources.length === 0 && (isPiped || name !== 'get-childitem'))
    addRole(scan, { role, word: { ...at, isKnown: false }, isTree: isTree || isMany, isSent });
  if (isMany) for (const word of listed) addRole(scan, { role, word, isTree: true, isSent });
  for (const word of sources) addRole(scan, { role, word, isTree, isSent });
  for (const word of targets) addRole(scan, { role: second, word, isTree, isSent });
  for (const word of saved) addRole(scan, { role: 'write', word, isTree, isSent });
}

type RoleUse = {
  readonly role: string;
  readonly word: CommandWord;
  readonly isTree: boolean;
  readonly isSent: boolean;
};

function addRole(scan: Scan, { role, word, isTree, isSent }: RoleUse): void {
  const isVariable = (word.isQuoted ? word.suffix : word.text).includes('$');
  const argument = isVariable ? { ...word, isKnown: false } : word;
  if (isRegistry(word.text)) scan.isUnderstood = false;
  if (role === 'connect') add(scan, role, argument);
  else if (role === 'fetch') add(scan, isSent ? 'upload' : 'fetch', argument);
  else
    addFile(
      scan,
      role === 'delete' && (isPattern(word.text) || isEach(word.text)) ? 'delete-tree' : fileUse(role, isTree),
      argument,
    );
}

/** What a block goes through has this name: each of what comes along the pipe. */
function isEach(text: string): boolean {
  const lower = text.toLowerCase();
  return lower.startsWith('$_') || lower.startsWith('$psitem');
}

function fileUse(role: string, isTree: boolean): Use {
  const ofTrees = role === 'delete' ? 'delete-tree' : role === 'read' ? 'tree' : role;
  return (isTree ? ofTrees : role) as Use;
}

function addFile(scan: Scan, use: Use, word: CommandWord): void {
  scan.uses.push({ use, value: knownPath(word), at: word.at });
}

function isPattern(text: string): boolean {
  return text.includes('*') || text.includes('?') || text.includes('[');
}

/** Drives that are no files: `HKLM:`, `Cert:`, `Env:`, `Function:`, `Alias:`, `WSMan:`, `Variable:`. */
function isRegistry(text: string): boolean {
  const colon = text.indexOf(':');
  return colon > 1 && !text.startsWith('://', colon);
}

/** An expression: only constants, variables, operators and listed members are understood; after `=` a command may stand. */
function readExpression(scan: Scan, words: readonly CommandWord[]): void {
  for (const [at, word] of words.entries()) {
    if (word.isQuoted || isExpression(word)) continue;
    if (isAssignmentMark(word)) {
      scan.isUnderstood = false;
      return;
    }
    if (word.text.startsWith('-') || word.text.startsWith('.') || OPERATORS.includes(word.text)) continue;
    return runCommand(scan, { first: word, rest: words.slice(at + 1), isPiped: false });
  }
}

const OPERATORS = ['+', '*', '/', '%', '++', '--', '..', '.', ':'];

/** What a word can do by itself: members of types and values, variables of the environment, other programs' addresses. */
function inspectWord(scan: Scan, word: CommandWord): void {
  const text = word.text.toLowerCase();
  const isCode = !word.isQuoted;
  if (isCode && text.startsWith('$env:')) readEnvironment(scan, word);
  const url = scan.downloads ? urlIn(word.text) : null;
  if (url !== null) scan.uses.push({ use: 'fetch', value: url, at: word.at });
  if (word.suffix !== '' && !areMembersPlain(`x${word.suffix.toLowerCase()}`)) scan.isUnderstood = false;
  if (!isCode) return;
  if (text.startsWith('[') && !isPlainType(text)) scan.isUnderstood = false;
  const isCall = !word.isKnown;
  if (isCall && text !== '' && !'${[@-!'.includes(text.charAt(0)) && !text.startsWith('.')) scan.isUnderstood = false;
  if ((text.startsWith('$') || text.startsWith('.') || text.startsWith('[')) && !areMembersPlain(text))
    scan.isUnderstood = false;
}

function readEnvironment(scan: Scan, word: CommandWord): void {
  const name = word.text.slice('$env:'.length);
  if (namesSecret(name)) scan.uses.push({ use: 'secret', value: name, at: word.at });
}

function isPlainType(text: string): boolean {
  const end = text.indexOf(']');
  const name = text.slice(1, end < 0 ? text.length : end);
  return (
    POWERSHELL_TYPES.has(name) ||
    name === '' ||
    (name.charAt(0) >= '0' && name.charAt(0) <= '9') ||
    name.startsWith('$') ||
    name.startsWith('-')
  );
}

/** `.Member` after a value: listed, or a number. */
function areMembersPlain(text: string): boolean {
  const parts = text.replaceAll('::', '.').split('.');
  const isStatic = text.startsWith('[') && text.includes('::');
  return parts.slice(isStatic ? 2 : 1).every((part) => {
    let end = 0;
    while (end < part.length && 'abcdefghijklmnopqrstuvwxyz0123456789_'.includes(part.charAt(end))) end += 1;
    const name = part.slice(0, end);
    return name === '' || (name.charAt(0) >= '0' && name.charAt(0) <= '9') || POWERSHELL_MEMBERS.has(name);
  });
}

function urlIn(text: string): string | null {
  const start = text.indexOf('http');
  if (start < 0) return null;
  let end = start;
  while (end < text.length && !'\'")'.includes(text.charAt(end))) end += 1;
  return text.slice(start, end);
}

function add(scan: Scan, use: Use, word: CommandWord): void {
  scan.uses.push({ use, value: knownWord(word), at: word.at });
}
