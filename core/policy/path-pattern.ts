import { isWithin } from '../path/normalise-path.ts';
import { fail, ok, type Result } from '../result.ts';
import { expandBraces } from './expand-braces.ts';
import { compileGlob, GLOB_LIMITS, type Glob, type GlobAnswer, hasWildcard, matchGlob } from './glob.ts';

/** The folders that `~/` and relative patterns start at: absolute and normalised. */
export type PathPlaces = { readonly home: string; readonly workspace: string };

/** A compiled path pattern; build it once with `compilePathPattern`. */
export type PathPattern = { readonly source: string; readonly alternatives: readonly AnchoredGlob[] };

type AnchoredGlob = {
  readonly base: 'root' | 'home' | 'workspace';
  /** Matched against the path below the base; null for the base itself. */
  readonly below: Glob | null;
  /** For a pattern that ends in a whole tree: the tree's own top, null when that is the base. */
  readonly top: { readonly below: Glob | null } | null;
  /** Folders below the base that hold no wildcard; the rest of the pattern lies under them. */
  readonly literal: string;
};

/**
 * Compiles a path pattern: `/abs`, `~/` for the home, anything else under the workspace; globs of the `path` dialect.
 *
 * Refuses what no normalised path can match: `.` and `..` segments, repeated and trailing slashes, NUL. The failure is a
 * phrase `found …, want …`.
 */
export function compilePathPattern(pattern: string): Result<PathPattern, string> {
  if (pattern.length > GLOB_LIMITS.patternLength) {
    return fail(`found a pattern of ${pattern.length} characters, want at most ${GLOB_LIMITS.patternLength}`);
  }
  const expanded = expandBraces(pattern);
  if (!expanded.ok) return expanded;
  const alternatives: AnchoredGlob[] = [];
  for (const text of expanded.value) {
    const anchored = anchor(text);
    if (!anchored.ok) return anchored;
    alternatives.push(anchored.value);
  }
  return ok({ source: pattern, alternatives });
}

/** Tells whether the pattern covers this normalised absolute path, and nothing more than was written. */
export function matchPath(pattern: PathPattern, path: string, places: PathPlaces): GlobAnswer {
  let answer: GlobAnswer = 'no';
  for (const alternative of pattern.alternatives) {
    const found = matchBelow(alternative.below, belowBase(path, baseOf(alternative, places)));
    if (found === 'yes') return 'yes';
    if (found === 'too-long') answer = found;
  }
  return answer;
}

/**
 * Tells whether a restriction on the pattern concerns this path: it matches, or it is the top of the tree that the pattern
 * speaks of (`/srv/**` concerns `/srv`).
 */
export function concernsPath(pattern: PathPattern, path: string, places: PathPlaces): GlobAnswer {
  let answer: GlobAnswer = 'no';
  for (const alternative of pattern.alternatives) {
    const rest = belowBase(path, baseOf(alternative, places));
    if (rest === null) continue;
    const found = matchBelow(alternative.below, rest);
    if (found === 'yes' || (alternative.top !== null && matchBelow(alternative.top.below, rest) === 'yes'))
      return 'yes';
    if (found === 'too-long') answer = found;
  }
  return answer;
}

/** Tells whether removing this path as a whole would remove the place that the pattern speaks of. */
export function liesWithin(pattern: PathPattern, path: string, places: PathPlaces): boolean {
  return pattern.alternatives.some((alternative) => {
    const base = baseOf(alternative, places);
    return isWithin(alternative.literal === '' ? base : joined(base, alternative.literal), path);
  });
}

/** Tells whether a pattern says itself where it starts: at the root or at the home. */
export function isAnchored(pattern: string): boolean {
  return pattern.startsWith('/') || pattern === '~' || pattern.startsWith('~/');
}

function anchor(text: string): Result<AnchoredGlob, string> {
  const { base, rest } = splitBase(text);
  if (text === '') return fail('found an empty pattern, want a path');
  const problem = rest === '' ? null : segmentProblem(text, rest);
  if (problem !== null) return fail(problem);
  const folders = rest === '**' ? '' : rest.endsWith('/**') ? rest.slice(0, -3) : null;
  return ok({
    base,
    below: globOf(rest),
    top: folders === null ? null : { below: globOf(folders) },
    literal: literalFolders(rest),
  });
}

function splitBase(text: string): { readonly base: AnchoredGlob['base']; readonly rest: string } {
  if (text.startsWith('/')) return { base: 'root', rest: text.slice(1) };
  if (text === '~' || text.startsWith('~/')) return { base: 'home', rest: text.slice(2) };
  if (text === '.' || text.startsWith('./')) return { base: 'workspace', rest: text.slice(2) };
  return { base: 'workspace', rest: text };
}

function segmentProblem(text: string, rest: string): string | null {
  if (rest.includes('\0')) return 'found a NUL character, want a path';
  for (const segment of rest.split('/')) {
    if (segment === '.' || segment === '..')
      return `found a segment ${segment} in ${text}, want a pattern without . and ..`;
  }
  if (rest.endsWith('/')) return `found a trailing slash in ${text}, want ${text}** for all that is in the folder`;
  if (rest.startsWith('/') || rest.includes('//')) return `found // in ${text}, want single slashes`;
  return null;
}

function globOf(rest: string): Glob | null {
  const glob = compileGlob(rest, 'path');
  return glob.ok ? glob.value : null;
}

function literalFolders(rest: string): string {
  const segments = rest.split('/');
  const wild = segments.findIndex(hasWildcard);
  return segments.slice(0, wild < 0 ? segments.length : wild).join('/');
}

function baseOf(alternative: AnchoredGlob, places: PathPlaces): string {
  if (alternative.base === 'root') return '/';
  return alternative.base === 'home' ? places.home : places.workspace;
}

/** What stands below the base; empty for the base itself, null for a path elsewhere. */
function belowBase(path: string, base: string): string | null {
  if (path === base) return '';
  if (base === '/') return path.startsWith('/') ? path.slice(1) : null;
  return path.startsWith(base) && path.charCodeAt(base.length) === SLASH ? path.slice(base.length + 1) : null;
}

const SLASH = 0x2f;

function matchBelow(below: Glob | null, rest: string | null): GlobAnswer {
  if (rest === null) return 'no';
  if (below === null) return rest === '' ? 'yes' : 'no';
  return rest === '' ? 'no' : matchGlob(below, rest);
}

function joined(base: string, rest: string): string {
  return base === '/' ? `/${rest}` : `${base}/${rest}`;
}
