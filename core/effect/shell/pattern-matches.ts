import { normalisePath } from '../../path/normalise-path.ts';
import { compileGlob, matchGlob } from '../../policy/glob.ts';

/** Files with secrets that a pattern may be meant to reach without naming them; below the home folder, and from the root. */
const UNDER_HOME = [
  '.ssh/id_rsa',
  '.ssh/id_ed25519',
  '.ssh/id_ecdsa',
  '.aws/credentials',
  '.kube/config',
  '.docker/config.json',
  '.config/gh/hosts.yml',
  '.gnupg/private-keys-v1.d/key',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '.pgpass',
  '.git-credentials',
  '.bash_history',
  '.zsh_history',
];
const FROM_ROOT = ['/etc/shadow', '/etc/gshadow', '/etc/sudoers', '/proc/self/environ', '/proc/1/environ'];

/**
 * The files with secrets that a pattern of file names matches (XCU 2.14): well-known ones, and `.env` in any folder. A
 * leading dot is matched by a dot alone, and a bracket expression counts as any character.
 */
export function secretsMatching(
  pattern: string,
  { cwd, home }: { readonly cwd: string; readonly home: string },
): readonly string[] {
  const path = normalisePath(pattern, { cwd, home });
  if (path === null) return [];
  const segments = path.split('/').slice(1);
  const wellKnown = [...UNDER_HOME.map((name) => `${home}/${name}`), ...FROM_ROOT].filter((secret) => {
    const names = secret.split('/').slice(1);
    return names.length === segments.length && names.every((name, index) => matches(segments[index] as string, name));
  });
  const isEnvironment = matches(segments.at(-1) as string, '.env');
  return isEnvironment ? [...wellKnown, `/${[...segments.slice(0, -1), '.env'].join('/')}`] : wellKnown;
}

function matches(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  if (pattern === name) return true;
  const glob = compileGlob(withoutBrackets(pattern), 'path');
  return glob.ok && matchGlob(glob.value, name) === 'yes';
}

/** `[a-z]` is one character; a bracket that is not closed stands for itself. */
function withoutBrackets(pattern: string): string {
  let text = '';
  for (let at = 0; at < pattern.length; at++) {
    const close = pattern[at] === '[' ? pattern.indexOf(']', at + 2) : -1;
    text += close < 0 ? pattern.charAt(at) : '?';
    if (close >= 0) at = close;
  }
  return text;
}
