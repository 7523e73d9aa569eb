import type { CodeReading, CodeUse } from '../code-use.ts';
import { wordSet } from './code-value.ts';

/** What a language's functions do that are called on a command line. */
type Calls = {
  /** Functions and values that only compute and print. */
  readonly pure: ReadonlySet<string>;
  /** Functions that run what is in the folders and files that they are given, or the project where they are given none. */
  readonly runs: ReadonlySet<string>;
  /** Functions that print the one call that they are given. */
  readonly prints: ReadonlySet<string>;
};

const R: Calls = {
  pure: wordSet(
    `sessionInfo utils::sessionInfo packageVersion utils::packageVersion R.version.string R.version R.Version version pi
    Sys.time Sys.Date Sys.info getwd date R.home .libPaths capabilities nlevels`,
  ),
  runs: wordSet(
    `library devtools::test devtools::check devtools::document devtools::build devtools::load_all devtools::lint
    devtools::spell_check devtools::build_vignettes devtools::run_examples devtools::check_man testthat::test_local
    testthat::test_dir testthat::test_file testthat::test_package tinytest::test_all lintr::lint_package lintr::lint_dir
    lintr::lint styler::style_pkg styler::style_dir styler::style_file covr::package_coverage pkgdown::build_site
    pkgdown::build_reference pkgdown::build_articles pkgdown::check_pkgdown rmarkdown::render bookdown::render_book
    quarto::quarto_render knitr::knit roxygen2::roxygenise roxygen2::roxygenize rcmdcheck::rcmdcheck targets::tar_make
    cpp11::cpp_register renv::restore renv::status source`,
  ),
  prints: wordSet('print cat message'),
};

const JULIA: Calls = {
  pure: wordSet('versioninfo VERSION Pkg.status pi'),
  runs: wordSet('Pkg.test Pkg.instantiate Pkg.build Pkg.precompile Pkg.resolve Pkg.activate include'),
  prints: wordSet('println print show display'),
};

/** Longest text that is looked at: what is called on a command line is short. */
const MAX_LENGTH = 4_096;
/** Calls in calls. */
const MAX_DEPTH = 4;

type Scan = { readonly calls: Calls; readonly uses: CodeUse[]; isUnderstood: boolean };

/** Reads R as far as `readCalls` does. */
export function readR(text: string): CodeReading {
  return readCalls(text, R);
}

/** Reads Julia as far as `readCalls` does. */
export function readJulia(text: string): CodeReading {
  return readCalls(text, JULIA);
}

/**
 * Reads code that is a list of calls of known functions with constants as arguments, such as `devtools::test()` or
 * `using Pkg; Pkg.test()`. Everything else is not understood. Linear in the text.
 */
function readCalls(text: string, calls: Calls): CodeReading {
  if (text.length > MAX_LENGTH) return { uses: [], isUnderstood: false };
  const scan: Scan = { calls, uses: [], isUnderstood: true };
  for (const { text: statement, at } of statementsOf(text)) readStatement(scan, statement, { at, depth: 0 });
  return { uses: scan.uses, isUnderstood: scan.isUnderstood };
}

/** Texts between semicolons and line ends outside of quotes. */
function statementsOf(text: string): readonly { readonly text: string; readonly at: number }[] {
  const statements: { readonly text: string; readonly at: number }[] = [];
  let start = 0;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ';' || character === '\n') {
      statements.push({ text: text.slice(start, at), at: start });
      start = at + 1;
    }
  }
  return [...statements, { text: text.slice(start), at: start }];
}

type Place = { readonly at: number; readonly depth: number };

function readStatement(scan: Scan, given: string, { at, depth }: Place): void {
  const text = given.trim();
  if (text === '' || (depth === 0 && loadsModules(scan, text, at))) return;
  const open = text.indexOf('(');
  const name = open < 0 ? text : text.slice(0, open);
  const inside = open < 0 ? '' : text.slice(open + 1, -1);
  const isCall = open > 0 && text.endsWith(')');
  if (isCall && scan.calls.prints.has(name) && depth < MAX_DEPTH && constantsIn(inside) === null)
    return readStatement(scan, inside, { at, depth: depth + 1 });
  const constants = constantsIn(inside);
  const isKnown = scan.calls.pure.has(name) || (isCall && (scan.calls.runs.has(name) || scan.calls.prints.has(name)));
  if ((open >= 0 && !isCall) || constants === null || !isKnown) scan.isUnderstood = false;
  else if (scan.calls.runs.has(name)) addRuns(scan, constants, at);
}

/** `using A, B`, `import A`: whatever is loaded is code of somebody's. */
function loadsModules(scan: Scan, text: string, at: number): boolean {
  const isLoad = scan.calls === JULIA && (text.startsWith('using ') || text.startsWith('import '));
  if (!isLoad) return false;
  if (text.slice(text.indexOf(' ') + 1).trim() !== 'Pkg') addRuns(scan, [], at);
  if (![...text].every((character) => isOfName(character) || ' ,:'.includes(character))) scan.isUnderstood = false;
  return true;
}

function addRuns(scan: Scan, paths: readonly string[], at: number): void {
  const span = { start: at, end: at };
  for (const value of paths.length === 0 ? ['.'] : paths) scan.uses.push({ use: 'script', value, at: span });
}

/** The texts among arguments that are texts, numbers and names, with or without a name of their own; null for anything else. */
function constantsIn(text: string): readonly string[] | null {
  const texts: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const end = text.indexOf(character, at + 1);
      const value = text.slice(at + 1, end);
      if (end < 0 || value.includes('\\') || value.includes('$')) return null;
      texts.push(value);
      at = end;
    } else if (!isOfName(character) && !' ,='.includes(character)) return null;
  }
  return texts;
}

function isOfName(character: string): boolean {
  const code = character.toLowerCase().charCodeAt(0);
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || character === '_' || character === '.';
}
