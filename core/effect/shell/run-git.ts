import { isWithin, normalisePath } from '../../path/normalise-path.ts';
import { isInOtherWorkspace, isInWorkspace } from '../action-place.ts';
import type { Effect, EffectClass } from '../effect.ts';
import { type Argument, isKnown, joinArguments } from './argument.ts';
import { effectsOfUse, shown } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { isTameSetting } from './git-settings.ts';
import { folderOf } from './make-use.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runListed } from './run-listed.ts';
import { addEffectsOfApply } from './run-patch.ts';

/** Addresses by which git runs a command, or takes an open file, in the place of a connection (gitremote-helpers). */
const HELPERS = ['ext::', 'fd::'];

/**
 * `git`: what its table says; and what stands in addresses: commands that are run in the place of a connection, and hosts
 * that are no public servers. A clone writes into a folder of its own; `apply` does what a known diff does.
 */
export function runGit(command: Command): Output {
  noteFolder(command);
  for (const argument of command.args) addEffects(effectsOfHelper(argument), command);
  const at = command.args.findIndex(({ text }) => text === 'clone');
  if (at >= 0) addEffects(effectsOfClone(command.args.slice(at + 1), command), command);
  if (command.args[0]?.text === 'apply') addEffectsOfApply(command, command.args.slice(1));
  const args = withoutTameSettings(command.args);
  const words = [...command.invocation.words.slice(0, 1), ...args];
  return runListed({ ...command, args, invocation: { ...command.invocation, words } });
}

/** Its words but for `-c name=value` before the subcommand, where the setting runs nothing. */
function withoutTameSettings(args: readonly Argument[]): readonly Argument[] {
  const kept: Argument[] = [];
  let at = 0;
  for (let text = args[at]?.text; text?.startsWith('-') === true; text = args[at]?.text) {
    const count = text === '-C' || GIT_VALUES.has(text) ? 2 : 1;
    const value = args[at + 1];
    const isTame = text === '-c' && value !== undefined && isKnown(value) && isTameSetting(value.text);
    if (!isTame) kept.push(...args.slice(at, at + count));
    at += count;
  }
  return [...kept, ...args.slice(at)];
}

/** Programs that ask git about the folder they stand in. */
export function runInRepository(command: Command): Output {
  noteFolder(command);
  return runListed(command);
}

/** git's own options with a value, which stand before the subcommand. */
const GIT_VALUES: ReadonlySet<string> = new Set(
  '-c --git-dir --work-tree --namespace --super-prefix --attr-source --config-env'.split(' '),
);

/** Folders that anybody writes to. */
const OPEN_FOLDERS = ['/tmp', '/var/tmp', '/dev/shm'];

/**
 * git takes its settings, and programs with them, from the folder it stands in: from any with the files `HEAD`, `objects` and
 * `refs`, without a `.git` (a bare repository). Of the workspace itself that is known, as `.git` and `HEAD` are not written
 * unasked; a folder below it can be such a one, made of the agent's own files, and so can a folder that is not known. Where
 * somebody looked and found none, that holds until the line itself changes anything.
 */
function noteFolder(command: Command): void {
  const { args, invocation, context } = command;
  const [option] = args;
  if (args.length === 1 && (option?.text === '--version' || option?.text === '--help')) return;
  const { folder, words } = folderOfGit(command);
  if (RUNS_NOTHING.some((start) => start.every((word, index) => words[index]?.text === word))) return;
  if (folder !== null && (!isMadeHere(folder, context.place) || isSeenToShare(folder, context))) return;
  const text = shown({ text: joinArguments(invocation.words) });
  const detail = 'run git in a folder that may bring settings of its own';
  addEffects([effectOfCommand('process.run', text, { detail, marks: ['unseen-code'] })], command);
}

/** Subcommands that run nothing which a repository's settings name. */
const RUNS_NOTHING: readonly (readonly string[])[] = [
  ['init'],
  ['rev-parse'],
  ['remote', 'add'],
  ['remote', 'get-url'],
];

/** Where git works, and its words from the subcommand on: each `-C` leads on from the one before. */
function folderOfGit({ args, state, context }: Command): {
  readonly folder: string | null;
  readonly words: readonly Argument[];
} {
  const at = state.fork();
  let index = 0;
  for (; args[index]?.text.startsWith('-') === true; index++) {
    const { text } = args[index] as Argument;
    const value = args[index + 1];
    if (text === '-C' && value !== undefined) at.cwd = folderOf(value, at);
    if (text === '-C' || GIT_VALUES.has(text)) index += 1;
  }
  const folder = at.cwd === null ? null : normalisePath(at.cwd, { cwd: '/', home: context.place.home });
  return { folder, words: args.slice(index) };
}

/** Tells whether agents write to a folder unasked, or others do; the root of the workspace is the repository one works in. */
function isMadeHere(folder: string, place: Command['context']['place']): boolean {
  if (place.workspaces.includes(folder)) return false;
  const isOpen = OPEN_FOLDERS.some((open) => isWithin(folder, open));
  return isOpen || isInWorkspace(folder, place) || isInOtherWorkspace(folder, place);
}

/** Effects after which a folder is still as it was when it was looked at: nothing is put there but git's own objects. */
const LEAVES_FOLDERS: ReadonlySet<EffectClass> = new Set(['file.read', 'git.commit', 'git.push']);

function isSeenToShare(folder: string, { place, findings }: Command['context']): boolean {
  const isUnchanged = findings.found.every(({ effect }) => LEAVES_FOLDERS.has(effect.class));
  return isUnchanged && place.surroundings.sharesRepository?.(folder) === true;
}

function effectsOfHelper({ text }: Argument): readonly Effect[] {
  const runs = HELPERS.some((helper) => text.startsWith(helper));
  return runs ? [opaque(`git ${text}`, 'an address that runs a command')] : [];
}

/** Without a folder, the last part of the address names it. */
function effectsOfClone(args: readonly Argument[], { state, context }: Command): readonly Effect[] {
  const last = args.at(-1);
  if (last === undefined || last.text.startsWith('-') || !isKnown(last)) return [];
  const isAddress = last.text.includes(':');
  const path = last.text.endsWith('/') ? last.text.slice(0, -1) : last.text;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  const folder = isAddress ? (name.endsWith('.git') ? name.slice(0, -'.git'.length) : name) : last.text;
  if (folder === '') return [];
  return effectsOfUse('write', { ...last, text: folder }, { cwd: state.cwd, command: 'git clone', context });
}
