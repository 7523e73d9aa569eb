/**
 * Variables that say how much to print, for whom, in which language and on which port: none names a file, a host or a program.
 * Any other may lead a program to code, settings or machines that nobody has looked at.
 */
const VARIABLES: ReadonlySet<string> = new Set(
  (
    'CI TZ LANG LANGUAGE LC_ALL LC_CTYPE LC_COLLATE LC_MESSAGES LC_NUMERIC LC_TIME NO_COLOR FORCE_COLOR CLICOLOR CLICOLOR_FORCE ' +
    'COLORTERM PY_COLORS TERM COLUMNS LINES NODE_ENV BABEL_ENV RAILS_ENV RACK_ENV MIX_ENV APP_ENV RUST_BACKTRACE RUST_LOG ' +
    'RUST_TEST_THREADS DEBUG VERBOSE LOG_LEVEL PORT GOOS GOARCH GOARM GOMAXPROCS GO111MODULE CGO_ENABLED CARGO_TERM_COLOR ' +
    'CARGO_INCREMENTAL CARGO_NET_OFFLINE PYTHONUNBUFFERED PYTHONDONTWRITEBYTECODE PYTHONHASHSEED PYTHONIOENCODING PYTHONUTF8 ' +
    'NODE_NO_WARNINGS DEBIAN_FRONTEND POSIXLY_CORRECT DO_NOT_TRACK NEXT_TELEMETRY_DISABLED DOTNET_CLI_TELEMETRY_OPTOUT ' +
    'HOMEBREW_NO_AUTO_UPDATE PIP_DISABLE_PIP_VERSION_CHECK PIP_NO_INPUT TF_IN_AUTOMATION TF_INPUT GIT_TERMINAL_PROMPT ' +
    'GIT_OPTIONAL_LOCKS GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL ' +
    'GIT_COMMITTER_DATE HF_HUB_DISABLE_XET HF_HUB_OFFLINE TOKENIZERS_PARALLELISM'
  ).split(' '),
);

/** What NODE_OPTIONS may hold: nothing that loads code. */
const NODE_FLAGS: ReadonlySet<string> = new Set([
  '--experimental-vm-modules',
  '--experimental-strip-types',
  '--enable-source-maps',
  '--no-warnings',
  '--trace-warnings',
]);
const NODE_MEMORY = '--max-old-space-size=';

/** Endings of variables that name a pager, an editor or a prompt for passwords, and the programs that do nothing as one. */
const SHOWERS = ['PAGER', 'EDITOR', 'VISUAL', 'BROWSER', 'ASKPASS'];
const DO_NOTHING: ReadonlySet<string> = new Set(['cat', 'true', 'false', 'less', 'more', ':', 'echo']);

/**
 * Tells whether a variable, as `name=value`, leaves any program what it is without it. The list is closed: whatever is not in
 * it counts as a change of what runs. Nothing as the value takes a setting away, but for `PATH`, where it names the folder one is in.
 */
export function isHarmlessSetting(setting: string): boolean {
  const end = setting.indexOf('=');
  const name = setting.slice(0, end);
  const value = setting.slice(end + 1);
  if (VARIABLES.has(name) || (value === '' && name !== 'PATH')) return true;
  if (name === 'NODE_OPTIONS')
    return value.split(' ').every((flag) => NODE_FLAGS.has(flag) || flag.startsWith(NODE_MEMORY));
  return SHOWERS.some((ending) => name.endsWith(ending)) && DO_NOTHING.has(value);
}
