import { parseHost, parseUrl } from '../effect/url/parse-url.ts';
import { fail, type Result } from '../result.ts';
import { compileGlob, type Glob, hasWildcard, matchGlob } from './glob.ts';

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
  return compileGlob(address === null ? text : address.name, 'text');
}

/** The host that a URL is dialled at, in its normal form; null when the URL cannot be read safely. */
export function hostOfUrl(url: string): string | null {
  return parseUrl(url.trim())?.host.name ?? null;
}

/** A host name or literal address in its normal form; null when it is none. */
export function hostOfName(name: string): string | null {
  return parseHost(name)?.name ?? null;
}

/** Tells whether a restriction on the pattern concerns a host in its normal form. */
export function concernsHost(pattern: Glob, host: string): boolean {
  return matchGlob(pattern, host) !== 'no';
}

/** Tells whether the pattern covers a host in its normal form, the one that is dialled. */
export function coversHost(pattern: Glob, host: string): boolean {
  return matchGlob(pattern, host) === 'yes';
}

function hasOnlyHostCharacters(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    const isWord = (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
    if (!isWord && !'-._*?{},[]:'.includes(character)) return false;
  }
  return true;
}
