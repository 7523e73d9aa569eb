import { type Argument, joinArguments, literalArgument } from './argument.ts';
import { decodePowershellCommand } from './code/decode-text.ts';
import { opaque } from './findings.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runListed } from './run-listed.ts';

/**
 * PowerShell's parameters as the table has them, each with the shortest beginning that means it: `-W Hidden` is
 * `-WindowStyle Hidden`. The first that a word begins is meant.
 */
const PARAMETERS: readonly (readonly [name: string, shortest: string, takesValue: boolean])[] = [
  ['command', 'c', false],
  ['encodedcommand', 'e', false],
  ['encodedcommand', 'ec', false],
  ['encodedarguments', 'encodeda', true],
  ['executionpolicy', 'ex', true],
  ['executionpolicy', 'ep', true],
  ['file', 'f', false],
  ['windowstyle', 'w', true],
  ['workingdirectory', 'wo', true],
  ['workingdirectory', 'wd', true],
  ['noprofile', 'nop', false],
  ['nologo', 'nol', false],
  ['noninteractive', 'noni', false],
  ['noexit', 'noe', false],
  ['inputformat', 'inp', true],
  ['outputformat', 'o', true],
  ['version', 'v', true],
  ['configurationname', 'configurationn', true],
  ['configurationfile', 'configurationf', true],
  ['custompipename', 'cus', true],
  ['settingsfile', 'settings', true],
  ['psconsolefile', 'ps', true],
  ['interactive', 'i', false],
  ['login', 'l', false],
  ['sta', 'sta', false],
  ['mta', 'mta', false],
];

/**
 * PowerShell: its parameters may be cut short and written in any case; what stands behind `-Command` is one text; and a
 * command that is given in base64 (`-EncodedCommand`) is read like any other. That it was hidden is told as well.
 */
export function runPowershell(command: Command): Output {
  const { name, args, invocation } = command;
  const { read, hidden } = withNames(args, { isCore: name.startsWith('pwsh') });
  if (hidden !== null) addEffects([opaque(hidden, 'text that was hidden by encoding it')], command);
  const words = [...invocation.words.slice(0, 1), ...read];
  return runListed({ ...command, args: read, invocation: { ...invocation, words } });
}

type Named = { readonly read: readonly Argument[]; readonly hidden: string | null };

/** The words with the parameters' whole names. `isCore`: a first word that is none may be a file. */
function withNames(args: readonly Argument[], { isCore }: { readonly isCore: boolean }): Named {
  const read: Argument[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as Argument;
    const parameter = parameterOf(word);
    const rest = args.slice(at + 1);
    if (parameter === null && isOption(word)) read.push(word);
    else if (parameter === null)
      return {
        read: [...read, ...ending(isCore && namesFile(word) ? 'file' : 'command', args.slice(at))],
        hidden: null,
      };
    else if (parameter.name === 'encodedcommand') {
      const hidden = rest[0] === undefined ? null : decodePowershellCommand(rest[0].text);
      if (hidden === null) return { read: [...read, literalArgument('-encodedcommand', word.span), ...rest], hidden };
      const text = literalArgument(hidden, word.span);
      return { read: [...read, literalArgument('-command', word.span), text], hidden };
    } else if (ENDING.has(parameter.name)) return { read: [...read, ...ending(parameter.name, rest)], hidden: null };
    else {
      read.push(literalArgument(`-${parameter.name}`, word.span), ...(parameter.takesValue ? rest.slice(0, 1) : []));
      if (parameter.takesValue) at += 1;
    }
  }
  return { read, hidden: null };
}

/** Parameters behind which no other stands. */
const ENDING = new Set(['command', 'file']);

/** `-Command` takes all words behind it as one text; `-File` a file and the words for it. */
function ending(name: string, rest: readonly Argument[]): readonly Argument[] {
  const [first] = rest;
  if (first === undefined || first.text === '-') return rest;
  const option = literalArgument(`-${name}`, first.span);
  return name === 'file' ? [option, ...rest] : [option, { ...first, text: joinArguments(rest), isPattern: false }];
}

/** PowerShell 7 takes its first word for a file; who writes a command there means it to run. */
function namesFile({ text }: Argument): boolean {
  return text.toLowerCase().endsWith('.ps1') || text.includes('/');
}

function isOption({ text }: Argument): boolean {
  return text.length > 1 && (text.startsWith('-') || (text.startsWith('/') && !text.includes('/', 1)));
}

function parameterOf(word: Argument): { readonly name: string; readonly takesValue: boolean } | null {
  if (!isOption(word)) return null;
  const given = word.text.slice(1).toLowerCase();
  const found = PARAMETERS.find(
    ([name, shortest]) => given.startsWith(shortest) && (name.startsWith(given) || given === shortest),
  );
  return found === undefined ? null : { name: found[0], takesValue: found[2] };
}
