import type { Effect } from '../effect/effect.ts';
import { baseName, isWithin } from '../path/normalise-path.ts';
import { isInside } from './inside-words.ts';

/** Endings of files that programs load as code. */
const CODE_ENDINGS: ReadonlySet<string> = new Set(
  (
    'js mjs cjs jsx ts mts cts tsx vue svelte py pyc pyi pyx rb pl pm php lua tcl r jl sh bash zsh fish ps1 bat cmd go rs java kt ' +
    'kts scala groovy clj swift c h cc cpp hpp m mm cs fs vb ex exs erl hs ml nim zig pas sql awk sed so dylib dll node wasm ' +
    'jar class exe elc el vim rake gemspec'
  ).split(' '),
);

/** Folders in which a file without an ending is a program or a part of one as well. */
const CODE_FOLDERS: ReadonlySet<string> = new Set(
  'bin script scripts tool tools lib libs src hack build test tests ci hooks packages modules plugins'.split(' '),
);

/**
 * Tells whether effects write what a program may load as code: a file with the ending of one, also by a pattern, or whatever has
 * no ending in a folder of programs, that folder itself included.
 */
export function writesCode(effects: readonly Effect[], workspace: string): boolean {
  return effects.some(({ class: name, resource }) => {
    if (name !== 'file.write' || resource.kind !== 'path') return false;
    const [, ...endings] = baseName(resource.value).split('.');
    if (endings.length > 0) return CODE_ENDINGS.has(endings.slice(-1).join('').toLowerCase());
    const place = isWithin(resource.value, workspace) ? resource.value.slice(workspace.length) : resource.value;
    return place.split('/').some((folder) => CODE_FOLDERS.has(folder));
  });
}

/** Subcommands of git that say where its remotes are, and which branch stands for what. */
const REMOTE_WORDS: ReadonlySet<string> = new Set([
  'remote',
  'config',
  'init',
  'branch',
  'checkout',
  'switch',
  'symbolic-ref',
]);

/** Folders whose files are settings of a repository, or programs that it runs when something is pushed. */
const REPOSITORY_FOLDERS: ReadonlySet<string> = new Set(['.git', '.husky']);
const REPOSITORY_FILES: ReadonlySet<string> = new Set([
  '.gitconfig',
  '.gitmodules',
  'lefthook.yml',
  '.pre-commit-config.yaml',
]);

/**
 * Tells whether effects change where a repository sends and takes from: its remotes, its settings, the branch that is checked out,
 * or the hooks that run before it sends.
 */
export function changesRemotes(effects: readonly Effect[]): boolean {
  return effects.some(({ class: name, resource }) => {
    const [program, word = ''] = resource.kind === 'command' ? resource.value.trim().split(' ') : [];
    if (program !== undefined) return program === 'git' && REMOTE_WORDS.has(word) && !isLook(name, resource.value);
    const folders = resource.value.split('/');
    const isOfRepository = folders.some((folder) => REPOSITORY_FOLDERS.has(folder));
    return name === 'file.write' && (isOfRepository || REPOSITORY_FILES.has(baseName(resource.value)));
  });
}

/** `git branch` that only lists; the one that sets what a branch is pushed to is a look for the analyser as well. */
function isLook(name: Effect['class'], command: string): boolean {
  return (
    name === 'file.read' && !command.split(' ').some((word) => word.startsWith('-u') || word.startsWith('--set-up'))
  );
}

/** Options of bundlers after which the outcome is what is in the code that they are given, and nothing else. */
const BUNDLE_OPTIONS: ReadonlySet<string> = new Set(
  '--bundle --minify --sourcemap --keep-names --format --target --platform --outfile --outdir --tree-shaking --log-level'.split(
    ' ',
  ),
);

/**
 * Tells whether a command only puts code of the workspace together: what it writes is what was there. By a closed table: code is
 * given by files that are code, and no option puts in another text, another meaning of a name or another way to read a file.
 */
export function isBundling([program = '', ...words]: readonly string[]): boolean {
  if (program !== 'esbuild') return false;
  return words.every((word) => {
    if (word.startsWith('-')) return BUNDLE_OPTIONS.has(word.split('=').slice(0, 1).join(''));
    return isInside(word) && CODE_ENDINGS.has(word.split('.').slice(-1).join(''));
  });
}
