import { findSecrets } from '../secret/find-secrets.ts';
import { secretNameOf } from '../secret/secret-name.ts';

/** What a program needs to find its tools, its language and a place for temporary files. Nothing that opens a door. */
const PASSED_ON: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'JAVA_HOME',
  'GOPATH',
  'GOROOT',
  'CARGO_HOME',
  'RUSTUP_HOME',
]);

/** Set for every check: nobody is there to answer, and colours are noise. */
const FIXED: Readonly<Record<string, string>> = { CI: 'true', NO_COLOR: '1', TERM: 'dumb' };

/** Longest value that is passed on. */
const MAX_VALUE_LENGTH = 32_768;

/**
 * The environment that a check's program gets: a short list of the gateway's own variables, and those that the operator
 * named. Everything else is left out, and so is every variable whose name or value is that of a secret, named or not.
 */
export function checkEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  { named }: { readonly named: readonly string[] },
): Readonly<Record<string, string>> {
  const passed = Object.entries(own).flatMap(([name, value]) =>
    value !== undefined && isWanted(name, named) && isHarmless(name, value) ? [[name, value] as const] : [],
  );
  return { ...Object.fromEntries(passed), ...FIXED };
}

/** Why an operator cannot have a variable passed on; null where nothing speaks against it. */
export function variableProblem(name: string): string | null {
  if (!isVariableName(name)) return 'a name of letters, digits and `_`';
  if (secretNameOf(name) !== null) return 'a name that is not that of a secret';
  const upper = name.toUpperCase();
  const loadsCode = CODE_NAMES.includes(upper) || CODE_PREFIXES.some((prefix) => upper.startsWith(prefix));
  return loadsCode ? 'a variable that loads no code into programs' : null;
}

/** Variables by which every program that starts runs code of somebody's choice. */
const CODE_PREFIXES = ['LD_', 'DYLD_', 'GIT_', 'BASH_FUNC_'];
const CODE_NAMES = [
  'ENV',
  'BASH_ENV',
  'NODE_OPTIONS',
  'PYTHONSTARTUP',
  'PYTHONPATH',
  'PERL5OPT',
  'PERL5LIB',
  'RUBYOPT',
  'RUBYLIB',
  'JAVA_TOOL_OPTIONS',
];

function isWanted(name: string, named: readonly string[]): boolean {
  return PASSED_ON.has(name) || name.startsWith('LC_') || named.includes(name);
}

function isHarmless(name: string, value: string): boolean {
  if (variableProblem(name) !== null || value.length > MAX_VALUE_LENGTH || value.includes('\0')) return false;
  return findSecrets(value).length === 0;
}

function isVariableName(name: string): boolean {
  if (name === '' || name.length > 64 || (name.charAt(0) >= '0' && name.charAt(0) <= '9')) return false;
  return [...name.toLowerCase()].every((letter) => LETTERS.includes(letter));
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789_';
