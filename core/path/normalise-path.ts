/**
 * Turns a path as an agent wrote it into an absolute one: `~` becomes the home, relative paths start at `cwd`, and `.`,
 * `..` and repeated slashes are resolved lexically (POSIX). Links are not followed: see `Facts.realPaths`.
 *
 * Null for a path that cannot name a file: empty, with a NUL byte, or longer than 4,096 characters.
 */
export function normalisePath(
  path: string,
  { cwd, home }: { readonly cwd: string; readonly home: string },
): string | null {
  if (path === '' || path.includes('\0') || path.length > 4_096) return null;
  const segments: string[] = [];
  for (const segment of absolutePath(path, { cwd, home }).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

function absolutePath(path: string, { cwd, home }: { readonly cwd: string; readonly home: string }): string {
  if (path === '~') return home;
  if (path.startsWith('~/')) return `${home}/${path.slice(2)}`;
  return path.startsWith('/') ? path : `${cwd}/${path}`;
}

/** Tells whether a normalised path is `root` itself or lies below it; `/a/bc` is not below `/a/b`. */
export function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);
}

/** The last segment of a normalised path; empty for `/`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
