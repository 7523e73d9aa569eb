import type { Action } from '../action/action.ts';
import type { Effect, EffectClass, EffectMark } from '../effect/effect.ts';
import { isHarmlessSetting } from '../effect/shell/harmless-settings.ts';
import type { ParseShell } from '../effect/shell/syntax.ts';
import { isWithin } from '../path/normalise-path.ts';
import { isLook, isStaging } from './calm-git.ts';
import { isInside, loadedFiles } from './inside-words.ts';
import { type CommandVector, isLog, plainCommands } from './literal-words.ts';
import { isProjectCommand, isProjectInstall } from './project-command.ts';
import { shellTextOf } from './shell-text.ts';
import { changesTasks } from './task-files.ts';
import { unwrapCommand } from './unwrap-command.ts';

/** Programs that only print, as they may stand beside a project's command. */
const READERS: ReadonlySet<string> = new Set(
  'cat head tail grep egrep fgrep rg wc sort uniq cut ls echo printf true pwd date nl tr column'.split(' '),
);

/** What a shell may be told: to stop at the first failure, and to print what it does. */
const SHELL_OPTIONS: ReadonlySet<string> = new Set([
  '-e',
  '-u',
  '-x',
  '-eu',
  '-ex',
  '-eux',
  '-o',
  '-euo',
  '-exo',
  '-euxo',
  'pipefail',
]);

/** Work on files of the workspace. Whatever touches the machine, the network or other people is none. */
const WORK: ReadonlySet<EffectClass> = new Set([
  'file.read',
  'file.write',
  'file.metadata',
  'process.run',
  'package.install',
  'git.commit',
]);

const HARMLESS_MARKS: readonly EffectMark[] = ['project-only', 'unseen-code'];

/**
 * Tells whether an action is ordinary work in the workspace, as a trusted session may do it unasked: all that it does lies in
 * the workspace and can be undone by the checkpoint, and code that nobody has read runs only as a project's own test, build or
 * check (see `isProjectCommand`) or as what its lock file pins, on a line where every command is written out.
 */
export function isTrustedWork(action: Action, effects: readonly Effect[], parse: ParseShell): boolean {
  if (effects.length === 0 || !effects.every((effect) => canBePutBack(effect, action.workspace))) return false;
  return !effects.some(isUnseen) || runsProjectOnly(action, effects, parse);
}

/** Tells whether an action is a project's own test, build or check and nothing beside it: what a trusted folder is trusted for. */
export function isProjectWork(action: Action, effects: readonly Effect[], parse: ParseShell): boolean {
  return effects.some(isUnseen) && isTrustedWork(action, effects, parse);
}

/** Tells whether an effect runs code that nobody has read. */
export function isUnseen({ marks }: Effect): boolean {
  return marks.includes('unseen-code');
}

function canBePutBack({ class: name, resource, reversibility, marks }: Effect, workspace: string): boolean {
  if (!WORK.has(name) || reversibility === 'irreversible') return false;
  if (marks.some((mark) => !HARMLESS_MARKS.includes(mark))) return false;
  if (resource.kind === 'path') return isWithin(resource.value, workspace);
  const isProjectOnly = marks.includes('project-only') && name === 'package.install';
  const isCalm = resource.kind === 'command' && (reversibility === 'reversible' || isProjectOnly);
  return isCalm && wordsOf(resource.value).every(isInside);
}

function runsProjectOnly(action: Action, effects: readonly Effect[], parse: ParseShell): boolean {
  if (!isWithin(action.cwd, action.workspace)) return false;
  const text = shellTextOf(action);
  const commands = text === null ? null : plainCommands(text, parse);
  if (commands === null || !commands.every(isOrdinary)) return false;
  if (!effects.filter(isUnseen).every((effect) => isKnownRun(effect) || isLoaded(effect, commands))) return false;
  const own = commands.some(({ words }) => isStaging(words))
    ? effects.filter(({ class: name }) => name !== 'git.commit')
    : effects;
  return own.every(({ class: name }) => CALM.has(name)) || writesAsChecked(commands, own);
}

/** What unseen code may be called by: a task of the project, or an installation of what it pins. */
function isKnownRun({ class: name, resource }: Effect): boolean {
  const words = wordsOf(resource.value);
  return name === 'package.install' ? isProjectInstall(words) : isProjectCommand(words);
}

/** A file of settings that one of these commands names by an option, and loads: `vite --config a.js build`. */
function isLoaded({ class: name, resource }: Effect, commands: readonly CommandVector[]): boolean {
  const [program, file, ...more] = wordsOf(resource.value);
  if (name !== 'process.run' || file?.includes('.') !== true || more.length > 0) return false;
  return commands.some(({ words }) => {
    const own = unwrapCommand(words);
    return own[0] === program && loadedFiles(own).includes(file);
  });
}

/** What runs, as the analyser names it: its words, a blank between two. */
function wordsOf(command: string): readonly string[] {
  return command.split(' ').filter((word) => word !== '');
}

const CALM: ReadonlySet<EffectClass> = new Set(['process.run', 'file.read', 'package.install']);

/**
 * Of what a line writes nothing is known to the code that it runs. Only what tests, builds and formats may write, in files that
 * do not say what tasks run: a line that does both in any other way is asked about.
 */
function writesAsChecked(commands: readonly CommandVector[], effects: readonly Effect[]): boolean {
  const writes = effects.filter(({ class: name }) => !CALM.has(name));
  if (!writes.every(({ class: name }) => name === 'file.write') || changesTasks(writes)) return false;
  return commands.every(({ words: [program = ''] }) => program === 'cd' || !READERS.has(program));
}

function isOrdinary({ words, variables }: CommandVector, at: number): boolean {
  if (!variables.every(isHarmlessSetting)) return false;
  const [program = '', ...rest] = words;
  if (program === 'cd') return at === 0 && rest.length === 1 && rest.every((word) => word !== '-' && isInside(word));
  if (READERS.has(program)) return rest.every(isInside);
  if (rest.length === 1 && rest.includes('--version') && !program.includes('/')) return true;
  if (program === 'set') return rest.every((word) => SHELL_OPTIONS.has(word));
  if (program === 'git') return isStaging(words) || isLook(words);
  if (program === 'tee') return rest.every((word) => word === '-a' || isLog(word));
  return isProjectCommand(words) || isProjectInstall(words);
}
