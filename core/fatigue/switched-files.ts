import type { Effect } from '../effect/effect.ts';

/** What version control does to files and by whom; what it only reads is of none of these. */
const REPOSITORY: ReadonlySet<Effect['class']> = new Set(['git.commit', 'git.history-rewrite']);
const FILES: ReadonlySet<Effect['class']> = new Set(['file.write', 'file.delete', 'net.fetch']);

/** Subcommands of git that put no version of a file into the workspace, or name each file that they touch. */
const KEEPS: ReadonlySet<string> = new Set(
  (
    'add commit fetch clone push tag branch config remote notes gc prune repack init mv rm update-ref update-index pack-refs reflog ' +
    'maintenance ls-remote symbolic-ref write-tree commit-tree hash-object bundle format-patch archive log show diff status ' +
    'send-email request-pull'
  ).split(' '),
);

/** Subcommands of the forge's program that fetch files. */
const FORGE_WORDS: ReadonlySet<string> = new Set(['checkout', 'sync', 'download']);

/** Subcommands of git that put nothing of what is in files into a repository, from where it could come back. */
const STORES_NOTHING: ReadonlySet<string> = new Set(
  (
    'checkout switch restore reset bisect push fetch pull clone submodule branch tag rm gc prune reflog log show diff status clean ' +
    'remote config'
  ).split(' '),
);

/** Options of a reset that leave the files of the workspace as they are. */
const INDEX_ONLY: ReadonlySet<string> = new Set(['--soft', '--mixed', '--quiet', '--patch', '-q', '-p']);

/** Stands for words that are not written out. */
const UNKNOWN = ['…', '$', '*', '?', '{'] as const;

/** What a line may hide the word `restore` behind. */
const QUOTES = ['"', "'", '\\'] as const;

/**
 * Tells whether version control puts other versions of files into the workspace: another branch, a merge, what was put aside, a
 * patch, a clone. Everything does that is not known to leave the files alone or to name them; `text` is the line of the shell.
 *
 * What comes in so may have been written by anybody, before a person approved what runs it.
 */
export function switchesFiles(effects: readonly Effect[], text: string | null): boolean {
  return effects.some((effect) => isSwitch(effect)) || restores(effects, text ?? '');
}

/** Tells whether version control keeps what is in files, to bring it back. Everything does that is not known not to. */
export function storesFiles(effects: readonly Effect[]): boolean {
  return effects.some(({ class: name, resource }) => {
    if (resource.kind !== 'command' || !REPOSITORY.has(name)) return false;
    const [program = '', command = ''] = resource.value.split(' ').filter((word) => word !== '');
    return program !== 'git' || !STORES_NOTHING.has(command);
  });
}

/** Tells whether version control takes in work of others, or a patch: what nobody wrote as a file here. A clone is a repository of its own. */
export function bringsOthers(effects: readonly Effect[]): boolean {
  return effects.some(({ class: name, resource }) => {
    if (resource.kind !== 'command' || !FILES.has(name)) return false;
    const [program = '', command = ''] = resource.value.split(' ').filter((word) => word !== '');
    return program === 'gh' || (program === 'git' && command !== 'clone');
  });
}

function isSwitch({ class: name, resource }: Effect): boolean {
  const isFiles = FILES.has(name);
  if (resource.kind !== 'command' || !(isFiles || REPOSITORY.has(name))) return false;
  const [program = '', ...words] = resource.value.split(' ').filter((word) => word !== '');
  if (program === 'gh') return words.some((word) => FORGE_WORDS.has(word));
  if (program === 'git') return !leavesFiles(name, words);
  return !isFiles;
}

function leavesFiles(name: Effect['class'], [command = '', ...rest]: readonly string[]): boolean {
  if (KEEPS.has(command)) return true;
  if (rest.some((word) => UNKNOWN.some((each) => word.includes(each)))) return false;
  const [option = '', branch = '-'] = rest;
  if (command === 'checkout')
    return (option === '-b' || option === '--orphan') && rest.length === 2 && !branch.startsWith('-');
  if (command === 'switch') return option === '-c' && rest.length === 2 && !branch.startsWith('-');
  if (command === 'reset') return rest.every((word) => !word.startsWith('-') || INDEX_ONLY.has(word));
  if (command === 'restore') return name === 'git.commit' && rest.length === 0;
  if (command === 'stash') return option === 'drop' || option === 'clear';
  return command === 'worktree' && (option === 'prune' || option === 'lock' || option === 'unlock');
}

/** `git restore` throws away what is in files, whole folders of them, and is a deletion of these for the analyser. */
function restores(effects: readonly Effect[], text: string): boolean {
  if (!effects.some(({ class: name, marks }) => name === 'file.delete' && marks.includes('bulk'))) return false;
  const plain = [...text].filter((character) => !QUOTES.some((each) => each === character)).join('');
  return plain.includes('restore') || text.includes("$'");
}
