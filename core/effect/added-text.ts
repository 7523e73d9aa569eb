import { baseName } from '../path/normalise-path.ts';
import type { EffectSurroundings } from './surroundings.ts';
import { parseUrl } from './url/parse-url.ts';

/** Scripts that npm and its like run by themselves when somebody installs. */
const INSTALL_SCRIPTS = [
  'preinstall',
  'install',
  'postinstall',
  'prepare',
  'preprepare',
  'postprepare',
  'prepublish',
] as const;
/** Keys of a package's manifest whose value is a link for people. */
const LINKS = ['homepage', '"url"', 'repository', 'bugs', 'funding', '$schema', 'author', 'license'] as const;
const ELSEWHERE = [
  '"git+',
  '"git:',
  '"git@',
  '"github:',
  '"gitlab:',
  '"bitbucket:',
  '"http:',
  '"https:',
  '"file:',
] as const;
/** Files that say where packages come from, and the words before an address that does. */
const LOCKS: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'cargo.lock',
  'poetry.lock',
  'uv.lock',
  'pdm.lock',
  'pipfile',
  'pipfile.lock',
  'gemfile',
  'gemfile.lock',
  'composer.lock',
  'requirements.txt',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'pip.conf',
]);
const SOURCE_WORDS = [
  'resolved',
  'resolution',
  'tarball',
  'registry',
  'source',
  'index',
  'git',
  'remote',
  '@ ',
  'dist',
] as const;

/**
 * What is risky about a text that is added to a file: a script that runs at installation, a dependency from elsewhere than
 * a registry, a package that is locked to a host nobody knows. Null where nothing is; what was there before is not seen.
 */
export function hazardOfAdded(
  path: string,
  added: string,
  { isKnownHost }: Pick<EffectSurroundings, 'isKnownHost'>,
): string | null {
  if (added === '') return null;
  const name = baseName(path).toLowerCase();
  if (name === 'package.json') return hazardOfManifest(added);
  if (isGitConfiguration(name, added)) return 'add settings by which git runs programs';
  if (!LOCKS.has(name)) return null;
  const isUnknown = added.split('\n').some((line) => {
    const at = line.indexOf('://');
    const before = line.slice(0, Math.max(0, at)).toLowerCase();
    return at >= 0 && SOURCE_WORDS.some((word) => before.includes(word)) && !isKnownSource(line, at, isKnownHost);
  });
  return isUnknown ? 'take packages from a host that the policy does not know' : null;
}

/** Sections of git's settings that name programs, or files with more settings (git-config). */
const GIT_SECTIONS = [
  '[core]',
  '[alias]',
  '[filter "',
  '[diff "',
  '[merge "',
  '[include]',
  '[includeif "',
  '[pager]',
] as const;
/** Keys of them that nothing else has. */
const GIT_KEYS = ['fsmonitor', 'sshcommand', 'hookspath', 'textconv', 'gitproxy', 'smudge', 'askpass'] as const;

/**
 * Settings of git under any name: a folder with such a file beside others is a repository. In a file whose name has no ending, or ends
 * in `config`, a section is enough; in others it takes a key that only git has.
 */
function isGitConfiguration(name: string, added: string): boolean {
  const lines = added.split('\n').map((line) => line.trim().toLowerCase());
  if (!lines.some((line) => GIT_SECTIONS.some((section) => line.startsWith(section)))) return false;
  const isPlain = !name.includes('.', 1) || name.endsWith('config');
  return isPlain || lines.some((line) => GIT_KEYS.some((key) => line.startsWith(key) && line.includes('=')));
}

function hazardOfManifest(added: string): string | null {
  if (INSTALL_SCRIPTS.some((script) => isKey(added, `"${script}"`))) return 'add a script that runs at installation';
  const isElsewhere = added
    .split('\n')
    .some((line) => ELSEWHERE.some((start) => line.includes(start)) && !LINKS.some((word) => line.includes(word)));
  return isElsewhere ? 'add a dependency from elsewhere than a registry' : null;
}

/** The text has the word as a key, a colon behind it. */
function isKey(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (
      text
        .slice(at + word.length, at + word.length + 16)
        .trimStart()
        .startsWith(':')
    )
      return true;
  }
  return false;
}

function isKnownSource(line: string, mark: number, isKnownHost: EffectSurroundings['isKnownHost']): boolean {
  let end = mark + 3;
  while (end < line.length && !' "\'`<>,)'.includes(line.charAt(end))) end++;
  const url = parseUrl(`https${line.slice(mark, end)}`);
  return url !== null && isKnownHost(url.host.name);
}
