/** Options that name a program, another place or code to run: then it is not the project's own task any more. */
const FAR_OPTIONS = [
  '-exec',
  '-toolexec',
  '-vettool',
  '-S',
  '-C',
  '--exec',
  '--eval',
  '--shell',
  '--script-shell',
  '--prefix',
  '--cwd',
  '--dir',
  '--directory',
  '--makefile',
  '--file',
  '--manifest-path',
  '--rootdir',
  '--root',
  '--node-options',
  '--target-dir',
  '--init-script',
  '--userconfig',
  '--use',
  '--globalconfig',
  '--justfile',
  '--taskfile',
  '--rakefile',
  '--basetemp',
  '--install-types',
  '--onSuccess',
  '--on-success',
] as const;

/** Options whose value is a file of code or settings that the command loads. */
const CODE_OPTIONS: ReadonlySet<string> = new Set([
  '-c',
  '-r',
  '--config',
  '--require',
  '--import',
  '--loader',
  '--plugin',
  '--setup-file',
]);

/** Options whose value is a text to look for in names of tests: it may hold blanks. */
const FILTERS: ReadonlySet<string> = new Set([
  '-k',
  '-m',
  '-t',
  '-g',
  '-run',
  '--grep',
  '--testNamePattern',
  '--filter',
]);

/**
 * Tells whether no word of a command leads out of the workspace, sets anything, names a program, or is more than one word; texts
 * that only filter names of tests may be.
 */
export function staysInside(words: readonly string[]): boolean {
  return words.every((word, at) => {
    if (FAR_OPTIONS.some((option) => word === option || word.startsWith(`${option}=`))) return false;
    const isFilter = words
      .slice(0, at)
      .slice(-1)
      .some((before) => FILTERS.has(before));
    return isInside(word) && (isFilter || (!setsSomething(word) && !word.includes(' ')));
  });
}

/** `name=value`, which make and others take for a variable. An option with a value is none; one that sets two things is. */
function setsSomething(word: string): boolean {
  return word.includes('=') && (!word.startsWith('-') || word.indexOf('=') !== word.lastIndexOf('='));
}

/** Tells whether a word of a command can name nothing beyond the workspace: no absolute path, no home, no way up, no address. */
export function isInside(word: string): boolean {
  const value = word.startsWith('-') ? word.slice(word.indexOf('=') + 1) : word;
  const options = word.startsWith('-') && word.includes('/') && !word.includes('=');
  if (options || value.startsWith('/') || value.startsWith('~') || value.includes('://')) return false;
  return value.split('/').every((segment) => segment !== '..');
}

/** The files of code and settings that a command loads by an option, such as `--config a.js` and `--require=./b`. */
export function loadedFiles(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    const end = word.indexOf('=');
    if (end > 0) return CODE_OPTIONS.has(word.slice(0, end)) ? [word.slice(end + 1)] : [];
    return isLoaded(words, at) ? [word] : [];
  });
}

/** The words that are neither options nor what such an option loads. */
export function namedWords(words: readonly string[]): readonly string[] {
  return words.filter((word, at) => !word.startsWith('-') && !isLoaded(words, at));
}

function isLoaded(words: readonly string[], at: number): boolean {
  return words
    .slice(0, at)
    .slice(-1)
    .some((before) => CODE_OPTIONS.has(before));
}
