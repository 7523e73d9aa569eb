import { isKnown, UNKNOWN } from './argument.ts';
import { expandToText, expandWord } from './expand-word.ts';
import type { Expansion } from './expansion.ts';
import type { ShellState, ShellValue } from './shell-state.ts';
import type { Assignment, Word } from './syntax.ts';

/** Evaluates assignments into a state, in their order; answers the values of plain ones by name. */
export function assignAll(
  assignments: readonly Assignment[],
  { expansion, state }: { readonly expansion: Expansion; readonly state: ShellState },
): ReadonlyMap<string, string> {
  const environment = new Map<string, string>();
  for (const { name, values, isArray, isPartial, isElement } of assignments) {
    const around = { ...expansion, state };
    const texts = isArray
      ? values.flatMap((word) => expandWord(word, around).map(({ text }) => text))
      : values.map((word) => expandToText(word, around));
    const value: ShellValue = isArray ? texts : (texts.at(-1) ?? '');
    state.assign(name, isElement ? UNKNOWN : isPartial ? added(state, name, value) : value);
    if (isArray) continue;
    const given = name === 'PATH' ? values.map((word) => pathWithin(word, around)) : texts;
    environment.set(name, given.at(-1) ?? '');
  }
  return environment;
}

/** What `PATH` becomes, the folders before it as far as they are known: those a text does not set are the machine's. */
function pathWithin(word: Word, around: Expansion): string {
  const state = around.state.fork();
  state.assign('PATH', state.exports.get('PATH') ?? USUAL_PATH);
  return expandToText(word, { ...around, state });
}

const USUAL_PATH = '/usr/bin';

function added(state: ShellState, name: string, value: ShellValue): ShellValue {
  if (!state.knows(name)) return UNKNOWN;
  const before = state.valueOf(name);
  if (typeof before === 'string') return typeof value === 'string' ? before + value : UNKNOWN;
  return typeof value === 'string' ? UNKNOWN : [...before, ...value];
}

/** Variables whose value is a command, or a file that is loaded, by the programs that read them. */
const RUN_BY_PROGRAMS = new Set([
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'LD_AUDIT',
  'DYLD_INSERT_LIBRARIES',
  'DYLD_LIBRARY_PATH',
  'BASH_ENV',
  'ENV',
  'PROMPT_COMMAND',
  'PS4',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_EXTERNAL_DIFF',
  'GIT_PAGER',
  'GIT_EDITOR',
  'GIT_SEQUENCE_EDITOR',
  'GIT_ASKPASS',
  'GIT_PROXY_COMMAND',
  'GIT_CONFIG',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_EXEC_PATH',
  'GIT_TEMPLATE_DIR',
  'SSH_ASKPASS',
  'SUDO_ASKPASS',
  'PAGER',
  'MANPAGER',
  'LESSOPEN',
  'LESSCLOSE',
  'LESSKEY',
  'EDITOR',
  'VISUAL',
  'BROWSER',
  'PYTHONSTARTUP',
  'PYTHONPATH',
  'PYTHONHOME',
  'PERL5OPT',
  'PERL5LIB',
  'PERL5DB',
  'RUBYOPT',
  'RUBYLIB',
  'JAVA_TOOL_OPTIONS',
  '_JAVA_OPTIONS',
  'TAR_OPTIONS',
  'RSYNC_RSH',
  'DOCKER_HOST',
  'KUBECONFIG',
  'WGETRC',
  'CURL_HOME',
  'INPUTRC',
  'GCONV_PATH',
  'OPENSSL_CONF',
  'BASH_CMDS',
  'BASH_ALIASES',
  'LUA_INIT',
  'PHPRC',
  'PHP_INI_SCAN_DIR',
  'ZDOTDIR',
  'SHELL',
  'DOTNET_STARTUP_HOOKS',
  'CARGO_BUILD_RUSTC_WRAPPER',
  'MAKEFILES',
  'npm_config_script_shell',
  'NPM_CONFIG_SCRIPT_SHELL',
]);
/** Every tool has its own name for these: `GH_PAGER`, `KUBE_EDITOR`. */
const RUN_BY_ENDING = ['_PAGER', '_EDITOR', '_ASKPASS'];
/** Forms in which the name of a compiler or tool is more than that, or leads where anybody puts programs. */
const COMMANDS = [' -c ', './', '/tmp', ';', '|', '$'];
/** Those that hold a command only in some forms: the words that give them one. */
const RUN_IN_SOME_FORMS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['NODE_OPTIONS', ['--require', '-r ', '--import', '--loader', '--experimental-loader']],
  ...['RUSTC', 'RUSTDOC', 'RUSTC_WRAPPER', 'RUSTC_WORKSPACE_WRAPPER'].map((name) => [name, ['/']] as const),
  ['MAKEFLAGS', ['--eval', '--file', 'SHELL=']],
  ['GOFLAGS', ['-toolexec', '-exec', '-vettool', '-overlay', '-modfile']],
  ['RUSTFLAGS', ['linker=']],
  ...['CC', 'CXX', 'CPP', 'FC', 'LD', 'AR', 'AS', 'RANLIB', 'NM', 'STRIP', 'OBJCOPY'].map(
    (name) => [name, COMMANDS] as const,
  ),
  ...['PS0', 'PS1', 'PS2'].map((name) => [name, ['$(', '`']] as const),
]);
/** Variables that decide what a shell remembers of what was run. */
const HISTORY = new Set(['HISTFILE', 'HISTSIZE', 'HISTFILESIZE', 'HISTCONTROL', 'HISTIGNORE', 'HISTTIMEFORMAT']);
const HARMLESS_VALUES = new Set(['', 'cat', 'true', 'less', 'more', ':', '0', '1']);

/** The assignment among these that makes programs run or load something else; null when there is none. */
export function changesWhatRuns(environment: ReadonlyMap<string, string>): string | null {
  for (const [name, value] of environment) {
    const forms = RUN_IN_SOME_FORMS.get(name) ?? (isToolOfTarget(name) ? ['/', ...COMMANDS] : undefined);
    if (forms?.some((form) => `${value} `.includes(form)) === true) return `${name}=${value}`;
    const isRun =
      RUN_BY_PROGRAMS.has(name) ||
      RUN_BY_ENDING.some((ending) => name.endsWith(ending)) ||
      name.startsWith('GIT_CONFIG_') ||
      name.startsWith('BASH_FUNC_');
    if (isRun && !HARMLESS_VALUES.has(value)) return `${name}=${value.replaceAll(UNKNOWN, '…')}`;
    if (HISTORY.has(name)) return `${name}=${value.replaceAll(UNKNOWN, '…')}`;
    if (name === 'PATH' && !isKnownPath(value)) return `PATH=${value.replaceAll(UNKNOWN, '…')}`;
  }
  return null;
}

/** Cargo runs what these name for each target: `CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER`. */
function isToolOfTarget(name: string): boolean {
  return name.startsWith('CARGO_TARGET_') && ['_RUNNER', '_LINKER'].some((ending) => name.endsWith(ending));
}

/** Folders of other programs may come first; one that is relative, or that anybody writes to, may not. */
function isKnownPath(value: string): boolean {
  return value.split(':').every((folder) => {
    if (!isKnown({ text: folder })) return true;
    return (
      folder.startsWith('/') &&
      !folder.startsWith('/tmp') &&
      !folder.startsWith('/var/tmp') &&
      !folder.startsWith('/dev/shm')
    );
  });
}
