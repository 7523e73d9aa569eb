import { literalArgument } from './argument.ts';
import { decodePowershellCommand } from './code/decode-text.ts';
import { opaque } from './findings.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runListed } from './run-listed.ts';

const ENCODED_COMMAND = 'encodedcommand';

/**
 * PowerShell: a command that is given in base64 (`-EncodedCommand`, cut short as one likes) is read like any other; that it
 * was hidden is told as well.
 */
export function runPowershell(command: Command): Output {
  const { args, invocation } = command;
  const at = args.findIndex(({ text }) => isEncoded(text));
  const given = args[at + 1];
  const text = at < 0 || given === undefined ? null : decodePowershellCommand(given.text);
  if (text === null || given === undefined) return runListed(command);
  addEffects([opaque(text, 'text that was hidden by encoding it')], command);
  const decoded = [literalArgument('-Command', given.span), literalArgument(text, given.span)];
  const read = [...args.slice(0, at), ...decoded];
  return runListed({
    ...command,
    args: read,
    invocation: { ...invocation, words: [...invocation.words.slice(0, 1), ...read] },
  });
}

function isEncoded(text: string): boolean {
  const name = text.slice(1).toLowerCase();
  const isOption = text.startsWith('-') || text.startsWith('/');
  return isOption && name !== '' && (ENCODED_COMMAND.startsWith(name) || name === 'ec');
}
