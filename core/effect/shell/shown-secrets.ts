import type { Effect } from '../effect.ts';
import { makeEffect } from '../make-effect.ts';
import { namesSecret } from './code/names-secret.ts';
import type { ShellState } from './shell-state.ts';
import type { Statement, Word } from './syntax.ts';

/** An effect of printing every variable of the environment: some of them are keys. */
export function readsEnvironment(command: string): Effect {
  return makeEffect('secret.read', { kind: 'command', value: command }, { detail: 'print the whole environment' });
}

/** An effect of printing a variable that by its name holds a secret. */
export function readsVariable(name: string): Effect {
  return makeEffect('secret.read', { kind: 'other', value: name }, { detail: 'print a secret of the environment' });
}

/** Variables of the environment among words that by their names hold secrets, and are printed as they are. */
export function secretsShown(words: readonly Word[], state: ShellState): readonly string[] {
  return words.flatMap(({ parts }) =>
    parts.flatMap((part) => {
      if (part.kind !== 'parameter' || part.operator !== null) return [];
      return namesSecret(part.name) && !state.knows(part.name) ? [part.name] : [];
    }),
  );
}

const SEARCHERS = new Set(['grep', 'egrep', 'fgrep', 'rg']);
/** Names of the environment that people look for, and that hold no secret. */
const PLAIN_NAMES = (
  'PATH HOME USER LOGNAME SHELL TERM LANG LC_ALL PWD HOSTNAME EDITOR DISPLAY TZ CI NODE_ENV NODE_OPTIONS NODE_PATH ' +
  'NODE_VERSION NVM_DIR JAVA_HOME PYTHONPATH PYTHONHOME PYTHON_VERSION VIRTUAL_ENV CONDA_PREFIX GOPATH GOROOT GOFLAGS ' +
  'CARGO_HOME RUSTUP_HOME RUST_LOG CUDA_HOME LD_LIBRARY_PATH XDG_RUNTIME_DIR XDG_CONFIG_HOME DEBUG PORT HTTP_PROXY ' +
  'HTTPS_PROXY NO_PROXY PROXY DOCKER_HOST KUBECONFIG RAILS_ENV FLASK_APP DJANGO_SETTINGS_MODULE CFLAGS LDFLAGS'
).split(' ');

/** Tells whether a statement only lets lines through that hold a plain name: `grep PATH` behind `env`. */
export function narrowsToPlainNames(statement: Statement): boolean {
  if (statement.kind !== 'command') return false;
  const [program = '', ...args] = statement.words.map(textOf);
  if (!SEARCHERS.has(program)) return false;
  const operands = args.filter((text) => !text.startsWith('-'));
  if (operands.length !== 1 || !args.every((text) => !text.startsWith('-') || PLAIN_OPTIONS.has(text))) return false;
  const pattern = operands.join('');
  const name = (pattern.startsWith('^') ? pattern.slice(1) : pattern).replace('=', '').toUpperCase();
  return name.length > 1 && PLAIN_NAMES.some((plain) => plain.startsWith(name));
}

/** The text of a word that is nothing else; a text that no program and no variable is named with for any other. */
export function textOf({ parts: [part, ...more] }: Word): string {
  return part?.kind === 'text' && more.length === 0 ? part.text : '?';
}

const PLAIN_OPTIONS = new Set(['-i', '-E', '-F', '-q', '-n', '-w', '-o', '-iE', '-Ei', '-c']);
