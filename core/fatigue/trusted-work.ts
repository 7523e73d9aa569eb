import type { Action } from '../action/action.ts';
import type { Effect, EffectClass, EffectMark } from '../effect/effect.ts';
import type { ParseShell } from '../effect/shell/syntax.ts';
import { cataloguedUses } from '../effect/tool-catalogue.ts';
import { isWithin } from '../path/normalise-path.ts';
import { type CommandVector, plainCommands } from './literal-words.ts';
import { isInside, isProjectCommand } from './project-command.ts';

/** Programs that only print, as they may stand beside a project's command. */
const READERS: ReadonlySet<string> = new Set(
  'cat head tail grep egrep fgrep rg wc sort uniq cut ls echo printf true pwd date nl tr column'.split(' '),
);

/** Variables that say how much to print, and for whom. Any other may lead a program astray. */
const VARIABLES: ReadonlySet<string> = new Set(
  'CI TZ LANG LC_ALL NO_COLOR FORCE_COLOR NODE_ENV RUST_BACKTRACE RUST_LOG DEBUG VERBOSE GOOS GOARCH CGO_ENABLED'.split(
    ' ',
  ),
);

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
 * check (see `isProjectCommand`), on a line where every command is written out.
 */
export function isTrustedWork(action: Action, effects: readonly Effect[], parse: ParseShell): boolean {
  if (effects.length === 0 || !effects.every((effect) => canBePutBack(effect, action.workspace))) return false;
  return !effects.some(isUnseen) || runsProjectOnly(action, effects, parse);
}

/** Tells whether an action is a project's own test, build or check and nothing beside it: what a trusted folder is trusted for. */
export function isProjectWork(action: Action, effects: readonly Effect[], parse: ParseShell): boolean {
  return effects.some(isUnseen) && isTrustedWork(action, effects, parse);
}

function isUnseen({ marks }: Effect): boolean {
  return marks.includes('unseen-code');
}

function canBePutBack({ class: name, resource, reversibility, marks }: Effect, workspace: string): boolean {
  if (!WORK.has(name) || reversibility === 'irreversible') return false;
  if (marks.some((mark) => !HARMLESS_MARKS.includes(mark))) return false;
  if (resource.kind === 'path') return isWithin(resource.value, workspace);
  const isProjectOnly = marks.includes('project-only') && !marks.includes('unseen-code');
  return reversibility === 'reversible' ? resource.kind === 'command' : isProjectOnly;
}

/** Of what the line writes nothing is known to the code that it runs: a line that does both is asked about. */
function runsProjectOnly(action: Action, effects: readonly Effect[], parse: ParseShell): boolean {
  if (!isWithin(action.cwd, action.workspace)) return false;
  if (effects.some(({ class: name }) => name !== 'process.run' && name !== 'file.read')) return false;
  if (!effects.filter(isUnseen).every(({ resource }) => isProjectCommand(wordsOf(resource.value)))) return false;
  const text = shellTextOf(action);
  const commands = text === null ? null : plainCommands(text, parse);
  return commands?.every(isOrdinary) === true;
}

/** What runs, as the analyser names it: its words, a blank between two. */
function wordsOf(command: string): readonly string[] {
  return command.split(' ').filter((word) => word !== '');
}

/** The text of a call of a shell that reads POSIX text; null for any other tool. */
export function shellTextOf({ tool, args }: Action): string | null {
  const uses = cataloguedUses(tool.origin, tool.name) ?? [];
  const [only] = uses;
  if (only === undefined || uses.length !== 1 || only.kind !== 'shell' || only.language !== 'shell') return null;
  const text = Object.hasOwn(args, only.argument) ? args[only.argument] : undefined;
  return typeof text === 'string' ? text : null;
}

function isOrdinary({ words, variables }: CommandVector): boolean {
  if (!variables.every((name) => VARIABLES.has(name))) return false;
  const [program = '', ...rest] = words;
  if (program === 'cd') return rest.length === 1 && rest.every((word) => word !== '-' && isInside(word));
  if (READERS.has(program)) return rest.every(isInside);
  return isProjectCommand(words);
}
