import type { Effect } from '../effect/effect.ts';
import { loadedFiles } from './inside-words.ts';
import { unwrapCommand } from './unwrap-command.ts';

/** Programs whose first operand is a file of code that they run. */
const INTERPRETERS: ReadonlySet<string> = new Set(
  (
    'node nodejs deno bun tsx ts-node jiti swc-node python python2 python3 pypy pypy3 ruby perl php lua luajit tclsh Rscript ' +
    'julia elixir groovy bash sh dash zsh ksh fish osascript pwsh'
  ).split(' '),
);

/** Subcommands of interpreters that the file stands behind. */
const RUN_WORDS: ReadonlySet<string> = new Set(['run']);

/** Options of interpreters that change nothing of which code is run, and take no value. */
const PLAIN_OPTIONS: ReadonlySet<string> = new Set(
  (
    '--experimental-strip-types --experimental-vm-modules --enable-source-maps --no-warnings --trace-warnings --expose-gc ' +
    '-u -B -x --allow-read --allow-env --allow-write --allow-run --allow-net'
  ).split(' '),
);

/** A file of code that a command runs by its place, and what it hands to it. */
export type ScriptRun = { readonly file: string; readonly operands: readonly string[] };

/**
 * Finds the file of code that a command names: `node tools/a.js`, `./tools/a.sh`, `python3 a.py x`. Null where it runs none by
 * its place, or has an option that this table does not know.
 */
export function scriptOf(words: readonly string[]): ScriptRun | null {
  const [program = '', ...rest] = words;
  if (program.includes('/')) return { file: program, operands: rest };
  if (!INTERPRETERS.has(program)) return null;
  const after = RUN_WORDS.has(rest[0] ?? '') ? rest.slice(1) : rest;
  const at = after.findIndex((word) => !PLAIN_OPTIONS.has(word));
  const file = after[at];
  return file === undefined || file.startsWith('-') ? null : { file, operands: after.slice(at + 1) };
}

/**
 * Names the files of code that effects run by their places, and those that an option loads. Behind an option that is not known any word may be the file: then all
 * are named.
 */
export function scriptsRun(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap(({ class: name, resource }) => {
    if (name !== 'process.run') return [];
    const words = unwrapCommand(resource.value.split(' ').filter((word) => word !== ''));
    const script = scriptOf(words);
    const loaded = loadedFiles(words);
    if (script !== null) return [script.file, ...loaded];
    return INTERPRETERS.has(words[0] ?? '') ? words.slice(1).filter((word) => !word.startsWith('-')) : loaded;
  });
}
