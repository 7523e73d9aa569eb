import { type Host, parseHost, parseUrl } from '../effect/url/parse-url.ts';
import { fail, type Result } from '../result.ts';
import { compileGlob, type Glob, hasWildcard, matchGlob } from './glob.ts';

/** One host in every spelling a rule could name it by, the normal form first. */
export type HostSpelling = readonly string[];

/**
 * Compiles a pattern over host names, for example `*.example.com`, in any case. A literal address may be written in any
 * spelling; it is reduced to its normal form.
 *
 * Refuses a scheme, port, path, user name, blank or non-ASCII character. The failure is a phrase `found …, want …`.
 */
export function compileHostPattern(pattern: string): Result<Glob, string> {
  const text = pattern.toLowerCase();
  const colonsOutside = text.startsWith('[') ? text.slice(text.indexOf(']') + 1) : text;
  if (!hasOnlyHostCharacters(text) || colonsOutside.includes(':')) {
    return fail(`found ${JSON.stringify(pattern)}, want a host such as *.example.com, without scheme, port or path`);
  }
  const address = hasWildcard(text) ? null : parseHost(text);
  return compileGlob(address === null ? text : normalForm(address), 'text');
}

/** All spellings of a host as it is dialled. */
export function spellHost(host: Host): HostSpelling {
  const normal = normalForm(host);
  return normal === host.name ? [normal] : [normal, host.name];
}

/** The host that a URL is dialled at; null when the URL cannot be read safely. */
export function hostOfUrl(url: string): HostSpelling | null {
  const parsed = parseUrl(url.trim());
  return parsed === null ? null : spellHost(parsed.host);
}

/** The host of a name or literal address; null when it is none. */
export function hostOfName(name: string): HostSpelling | null {
  const host = parseHost(name);
  return host === null ? null : spellHost(host);
}

/** Tells whether a restriction on the pattern concerns the host: any of its spellings matches. */
export function concernsHost(pattern: Glob, host: HostSpelling): boolean {
  return host.some((name) => matchGlob(pattern, name) !== 'no');
}

/** Tells whether the pattern covers the host in its normal form, the one that is dialled. */
export function coversHost(pattern: Glob, host: HostSpelling): boolean {
  const [normal = ''] = host;
  return matchGlob(pattern, normal) === 'yes';
}

function hasOnlyHostCharacters(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    const isWord = (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
    if (!isWord && !'-._*?{},[]:'.includes(character)) return false;
  }
  return true;
}

function normalForm(host: Host): string {
  if (host.kind === 'name') return host.name;
  if (host.kind === 'ipv6') return `[${host.groups.map((group) => group.toString(16)).join(':')}]`;
  return [24, 16, 8, 0].map((shift) => Math.floor(host.value / 2 ** shift) % 256).join('.');
}
