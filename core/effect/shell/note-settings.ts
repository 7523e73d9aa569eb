import { normalisePath } from '../../path/normalise-path.ts';
import { isInWorkspace } from '../action-place.ts';
import { isKnown, literalArgument, UNKNOWN } from './argument.ts';
import { effectsOfUse, type UsePlace } from './emit-use.ts';
import { effectOfCommand } from './findings.ts';
import { isHarmlessSetting } from './harmless-settings.ts';
import type { Use } from './program-rule.ts';
import { addEffects, type Command } from './run-context.ts';
import type { ShellState } from './shell-state.ts';

/** Beginnings of variables that a shell was usually given when it began: assigning one changes it for every program after. */
const INHERITED = (
  'GIT_ XDG_ LD_ DYLD_ NODE_ NPM_ npm_ YARN_ PNPM_ PYTHON PIP_ UV_ CARGO RUST GO JAVA MAVEN GRADLE SSL_ CURL_ GH_ DOCKER KUBE ' +
  'AWS_ BASH_ LESS PERL RUBY GEM_ BUNDLE PHP TERM LC_ LANG TMP TEMP MAKE SSH_ GPG GNUPG MAN VIRTUAL_ OPENSSL_'
).split(' ');
const INHERITED_NAMES: ReadonlySet<string> = new Set(
  'HOME PATH USER LOGNAME SHELL ENV PAGER EDITOR VISUAL BROWSER'.split(' '),
);

/** Tells whether a variable is likely one of the environment, so that programs see what is assigned to it. */
export function isInherited(name: string): boolean {
  return (
    INHERITED_NAMES.has(name) ||
    name.toLowerCase().endsWith('_proxy') ||
    INHERITED.some((beginning) => name.startsWith(beginning))
  );
}

/** Notes an assignment that lasts: programs see it where it was exported, or was in the environment before. */
export function noteAssignment(state: ShellState, name: string, value: string): void {
  if (state.exportsAll || isInherited(name)) state.export(name, value);
}

/**
 * Marks a program that runs with a variable which may lead it elsewhere: other settings, other code, another host. What it does
 * then is not what its name says, as with a file of the project that nobody has read.
 */
export function noteSettings(command: Command): void {
  const { invocation, state } = command;
  for (const [name, value] of [...state.exports, ...invocation.environment]) {
    if (isTame(name, value, command)) continue;
    const setting = `${name}=${value}`.replaceAll(UNKNOWN, '…');
    const detail = 'run a program with a variable that may lead it elsewhere';
    addEffects([effectOfCommand('process.run', setting, { detail, marks: ['unseen-code'] })], command);
    if (isSource(name)) noteSources(value, command);
    const use = useOfFolder(name, value);
    if (use !== null)
      addEffects(effectsOfUse(use, literalArgument(value, invocation.at), placeOfSetting(command)), command);
  }
}

/** Endings of variables that say from where packages come, or through which machine everything goes. */
const SOURCES =
  'INDEX_URL _INDEX REGISTRY GOPROXY _PROXY FIND_LINKS MIRROR REGISTRY_SERVER HOSTED_URL GEM_HOST CHANNEL_ALIAS BOTTLE_DOMAIN'.split(
    ' ',
  );

function isSource(name: string): boolean {
  const upper = name.toUpperCase();
  return SOURCES.some((ending) => upper.endsWith(ending));
}

/** Variables of git that name the repository it works on, or a part of it. */
const REPOSITORIES: ReadonlyMap<string, Use> = new Map<string, Use>([
  ['GIT_DIR', 'script'],
  ['GIT_COMMON_DIR', 'script'],
  ['GIT_WORK_TREE', 'write'],
  ['GIT_INDEX_FILE', 'write'],
  ['GIT_OBJECT_DIRECTORY', 'write'],
]);

/** What git does to what a variable names: settings, and programs with them, come from there; traces go where a path is whole. */
function useOfFolder(name: string, value: string): Use | null {
  const use = REPOSITORIES.get(name);
  if (use !== undefined) return use;
  return name.startsWith('GIT_TRACE') && value.startsWith('/') ? 'write' : null;
}

/** A machine that is no known server of packages counts as it does in an option (`--index-url`). */
function noteSources(value: string, command: Command): void {
  const place = placeOfSetting(command);
  for (const address of value.replaceAll('|', ',').replaceAll(' ', ',').split(','))
    addEffects(effectsOfUse('requirement', literalArgument(address, command.invocation.at), place), command);
}

function placeOfSetting({ name, state, context }: Command): UsePlace {
  return { cwd: state.cwd, command: name, context };
}

/** Variables that name folders in which an interpreter looks for code. */
const SEARCHED: ReadonlySet<string> = new Set(['PYTHONPATH', 'RUBYLIB', 'PERL5LIB']);

/**
 * The variables of one command without those by which it loads code of the project, as its tests do: that is marked like any
 * code of the project that nobody has read. What lasts is kept, since the folder one stands in may change.
 */
export function withoutProject(
  environment: ReadonlyMap<string, string>,
  { state, context }: Pick<Command, 'state' | 'context'>,
): ReadonlyMap<string, string> {
  const isProject = (folder: string): boolean => {
    const path = isKnown({ text: folder }) ? normalisePath(folder, { cwd: state.cwd ?? '/', home: '/' }) : null;
    return path !== null && isInWorkspace(path, context.place);
  };
  return new Map([...environment].filter(([name, value]) => !SEARCHED.has(name) || !value.split(':').every(isProject)));
}

function isTame(name: string, value: string, command: Command): boolean {
  return name === 'PATH' ? isTamePath(value, command) : isHarmlessSetting(`${name}=${value}`);
}

/** Folders in which programs are looked for: all known, and none that agents write to unasked. */
function isTamePath(value: string, { context: { place } }: Command): boolean {
  return value.split(':').every((folder) => isElsewhere(folder, place));
}

function isElsewhere(folder: string, place: Command['context']['place']): boolean {
  const path = isKnown({ text: folder }) && folder.startsWith('/') ? normalisePath(folder, place) : null;
  return path !== null && !isInWorkspace(path, place);
}
