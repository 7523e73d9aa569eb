import { knownText } from './argument.ts';
import { effectOfCommand } from './findings.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runListed } from './run-listed.ts';

/** `chmod`, `install`, `mkdir`: what their tables say; and modes by which a file runs with the rights of its owner or group. */
export function runWithMode(command: Command): Output {
  const { name, args } = command;
  const modes = name.endsWith('chmod') ? args.map((argument) => knownText(argument) ?? '') : modesIn(command);
  const mode = modes.find(lendsRights);
  if (mode !== undefined)
    addEffects(
      [
        effectOfCommand('config.modify', `${name} ${mode}`, {
          detail: 'let a file run with the rights of its owner or group',
        }),
      ],
      command,
    );
  return runListed(command);
}

/** The values of `-m` and `--mode`, in the same word or the next. */
function modesIn({ args }: Command): readonly string[] {
  return args.flatMap(({ text }, index) => {
    if (text.startsWith('--mode=')) return [text.slice('--mode='.length)];
    if (text === '--mode' || (isLetters(text) && text.endsWith('m'))) return [args[index + 1]?.text ?? ''];
    return isLetters(text) && text.includes('m') ? [text.slice(text.indexOf('m') + 1)] : [];
  });
}

function isLetters(text: string): boolean {
  return text.startsWith('-') && !text.startsWith('--');
}

const SET_BITS = '234567';

/** `4755`, `u+s`, `=xs`: sets the user's or the group's identity (chmod(1)); the sticky bit does not. */
function lendsRights(mode: string): boolean {
  const isOctal = mode.length >= 4 && mode.length <= 5 && [...mode].every((digit) => digit >= '0' && digit <= '7');
  if (isOctal) return SET_BITS.includes(mode.charAt(mode.length - 4));
  return mode.split(',').some((clause) => {
    const operator = [...clause].findIndex((character) => character === '+' || character === '=');
    const isMode = operator >= 0 && [...clause.slice(0, operator)].every((who) => 'ugoa'.includes(who));
    const letters = clause.slice(operator + 1);
    return isMode && letters.includes('s') && [...letters].every((letter) => 'rwxXstugo+-='.includes(letter));
  });
}
