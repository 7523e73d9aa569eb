/**
 * What snapshots leave out: by the names at the end of a path.
 *
 * `path`: names with `/` between them, anywhere in the workspace: `node_modules`, `.git/objects`. In a name `*` stands for any
 * characters; a name `**` for any number of folders. `beside`: only where one of these names stands in the same folder, since
 * `target` is a folder of results beside a `Cargo.toml` and may be anything elsewhere.
 */
export type Exclusion = { readonly path: string; readonly beside?: readonly string[]; readonly why: string };

const INSTALLED = 'installed packages: a package manager brings them back';
const BUILT = 'results of a build: it makes them again';
const CACHE = 'a cache: it fills itself again';
const HISTORY = "the version control's own store of contents";
const UNFINISHED = 'a file of the gateway that is being written';
const LOCK = 'a lock, of use only to the process that holds it';

/**
 * What is left out unless a caller says otherwise: what tools make again by themselves, and the contents of version control,
 * which only grow. Its refs, index, HEAD and settings are kept, so that branches come back.
 */
export const USUAL_EXCLUSIONS: readonly Exclusion[] = [
  ...['.git/objects', '.git/lfs', '.git/annex/objects', '.git/modules/**/objects', '.git/modules/**/lfs'].map(
    (path) => ({
      path,
      why: HISTORY,
    }),
  ),
  ...['.hg/store', '.svn/pristine', '.jj/repo/store'].map((path) => ({ path, why: HISTORY })),
  ...['.git/**/*.lock', '.git/gc.pid', '.git/fsmonitor--daemon'].map((path) => ({ path, why: LOCK })),
  ...['node_modules', 'bower_components', '.venv', 'venv', '.tox', '.nox', '.pnpm-store', 'vendor/bundle', '.eggs'].map(
    (path) => ({ path, why: INSTALLED }),
  ),
  ...['__pycache__', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.cache', '.gradle', '.parcel-cache'].map(
    (path) => ({
      path,
      why: CACHE,
    }),
  ),
  ...['.turbo', '.next/cache', '.terraform/providers', '.dart_tool', '.yarn/cache', '.npm'].map((path) => ({
    path,
    why: CACHE,
  })),
  { path: '.countersign-*-*', why: UNFINISHED },
  ...['elm-stuff', 'DerivedData'].map((path) => ({ path, why: BUILT })),
  { path: 'target', beside: ['Cargo.toml', 'pom.xml', 'build.sbt'], why: BUILT },
  { path: 'build', beside: ['build.gradle', 'build.gradle.kts'], why: BUILT },
  { path: '_build', beside: ['mix.exs', 'rebar.config', 'dune-project'], why: BUILT },
  { path: 'deps', beside: ['mix.exs'], why: INSTALLED },
];

/** Answers why a path is left out, or null. */
export type FindExclusion = (
  path: string,
  look: {
    /** True for a path that snapshots hold already: then marks that stand beside it no longer count. */
    readonly isKnown: boolean;
    readonly isBeside: (name: string) => boolean;
  },
) => string | null;

type Compiled = { readonly names: readonly string[]; readonly beside: readonly string[]; readonly why: string };

/**
 * Compiles exclusions for looking at many paths.
 *
 * A rule with `beside` never takes out what snapshots hold: whoever could lay a `Cargo.toml` beside a folder could end its
 * being kept. A name alone cannot be misused so: to get it a folder must be moved, and snapshots see it go.
 */
export function compileExclusions(exclusions: readonly Exclusion[]): FindExclusion {
  const byName = new Map<string, Compiled[]>();
  const patterns: Compiled[] = [];
  for (const { path, beside = [], why } of exclusions) {
    const names = path.split('/');
    const last = names.at(-1) ?? '';
    const compiled = { names, beside, why };
    if (last.includes('*')) patterns.push(compiled);
    else byName.set(last, [...(byName.get(last) ?? []), compiled]);
  }
  return (path, { isKnown, isBeside }) => {
    const last = path.slice(path.lastIndexOf('/') + 1);
    for (const rules of [byName.get(last) ?? [], patterns]) {
      for (const { names, beside, why } of rules) {
        if (!fitsName(last, names.at(-1) ?? '')) continue;
        if (beside.length > 0 && (isKnown || !beside.some(isBeside))) continue;
        if (endsWithNames(path.split('/'), names)) return why;
      }
    }
    return null;
  };
}

/**
 * True where the last names of a path fit a rule. From the end of both, `**` takes as little as it can and is given one more
 * name when the rest does not fit: the number of steps is at most the path's names times the rule's, as only the last `**` met
 * is ever tried again.
 */
function endsWithNames(path: readonly string[], rule: readonly string[]): boolean {
  let [at, of] = [path.length - 1, rule.length - 1];
  let retry: { at: number; readonly of: number } | null = null;
  while (of >= 0) {
    const wanted = rule[of] ?? '';
    const found = at < 0 ? undefined : path[at];
    if (wanted === '**') {
      of -= 1;
      retry = { at, of };
    } else if (found !== undefined && fitsName(found, wanted)) {
      [at, of] = [at - 1, of - 1];
    } else if (retry !== null && retry.at > 0) {
      retry = { at: retry.at - 1, of: retry.of };
      ({ at, of } = retry);
    } else return false;
  }
  return true;
}

/** True where a name fits a pattern in which `*` stands for any characters; linear but for one retry a star (as above). */
function fitsName(name: string, pattern: string): boolean {
  if (!pattern.includes('*')) return name === pattern;
  let [at, of] = [0, 0];
  let retry: { at: number; readonly of: number } | null = null;
  while (at < name.length) {
    if (pattern[of] === '*') {
      of += 1;
      retry = { at, of };
    } else if (of < pattern.length && pattern[of] === name[at]) {
      [at, of] = [at + 1, of + 1];
    } else if (retry !== null) {
      retry = { at: retry.at + 1, of: retry.of };
      ({ at, of } = retry);
    } else return false;
  }
  while (pattern[of] === '*') of += 1;
  return of === pattern.length;
}
