/**
 * The branches that a plain `git push` names, or null where the line does not say: options that change what is pushed, no
 * remote, a variable, or anything but words.
 *
 * Only the form `git push [-u] <remote> <branch or source:destination> …` is read. Of `source:destination` the destination
 * counts, without `refs/heads/`.
 */
export function pushedBranches(command: string): readonly string[] | null {
  const [git, push, ...rest] = command
    .trim()
    .split(' ')
    .filter((word) => word !== '');
  if (git !== 'git' || push !== 'push') return null;
  const words = rest.filter((word) => word !== '-u' && word !== '--set-upstream');
  const [remote, ...refs] = words;
  if (remote === undefined || refs.length === 0 || !words.every(isPlainWord)) return null;
  return refs.map((ref) => destinationOf(ref));
}

function destinationOf(ref: string): string {
  const destination = ref.slice(ref.lastIndexOf(':') + 1);
  return destination.startsWith('refs/heads/') ? destination.slice('refs/heads/'.length) : destination;
}

/** Letters, digits and what stands in names of remotes and branches. HEAD names no branch. */
function isPlainWord(word: string): boolean {
  if (word.startsWith('-') || word === 'HEAD' || word === '@') return false;
  return [...word].every(
    (letter) =>
      (letter >= 'a' && letter <= 'z') ||
      (letter >= 'A' && letter <= 'Z') ||
      (letter >= '0' && letter <= '9') ||
      '-_./:@'.includes(letter),
  );
}
