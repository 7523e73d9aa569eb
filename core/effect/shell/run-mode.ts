import { knownText } from './argument.ts';
import { effectOfCommand } from './findings.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runListed } from './run-listed.ts';

/**
 * `chmod`, `install`, `mkdir`: what their tables say; and modes by which a file runs with the rights of its owner or group,
 * or by which everybody may write to a whole tree.
 */
export function runWithMode(command: Command): Output {
  const { name, args } = command;
  const modes = name.endsWith('chmod') ? args.map((argument) => knownText(argument) ?? '') : modesIn(command);
  const isTree = modes.some((text) => text === '--recursive' || (isLetters(text) && text.includes('R')));
  const lending = modes.find(lendsRights);
  const opening = isTree ? modes.find(opensToAll) : undefined;
  if (lending !== undefined) tell(command, lending, 'let a file run with the rights of its owner or group');
  if (opening !== undefined) tell(command, opening, 'let everybody write to a whole folder');
  return runListed(command);
}

function tell(command: Command, mode: string, detail: string): void {
  addEffects([effectOfCommand('config.modify', `${command.name} ${mode}`, { detail })], command);
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

/** `4755`, `u+s`, `=xs`: sets the user's or the group's identity (chmod(1)); the sticky bit does not. */
function lendsRights(mode: string): boolean {
  if (isOctal(mode)) return mode.length > 3 && '234567'.includes(mode.charAt(mode.length - 4));
  return clausesOf(mode).some(({ letters }) => letters.includes('s'));
}

/** `777`, `o+w`, `a=rw`: everybody may write. */
function opensToAll(mode: string): boolean {
  if (isOctal(mode)) return '2367'.includes(mode.charAt(mode.length - 1));
  return clausesOf(mode).some(({ who, letters }) => (who.includes('o') || who.includes('a')) && letters.includes('w'));
}

function isOctal(mode: string): boolean {
  return mode.length >= 3 && mode.length <= 5 && [...mode].every((digit) => digit >= '0' && digit <= '7');
}

type Clause = { readonly who: string; readonly letters: string };

/** What a symbolic mode gives, and to whom; nothing for a word that is none. */
function clausesOf(mode: string): readonly Clause[] {
  return mode.split(',').flatMap((clause) => {
    const operator = [...clause].findIndex((character) => character === '+' || character === '=');
    const who = clause.slice(0, Math.max(0, operator));
    const letters = clause.slice(operator + 1);
    const isClause = operator >= 0 && [...who].every((letter) => 'ugoa'.includes(letter));
    return isClause && [...letters].every((letter) => 'rwxXstugo+-='.includes(letter)) ? [{ who, letters }] : [];
  });
}
