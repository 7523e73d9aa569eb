import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import type { ParseShell, ShellScript } from '../../core/effect/shell/syntax.ts';
import { ShellReader } from './read-statements.ts';
import { copyTree } from './syntax-node.ts';
import { openThreadDeadline } from './thread-deadline.ts';
import { withoutCoprocesses } from './without-coprocesses.ts';
import { withoutExtendedGlobs } from './without-extended-globs.ts';

/**
 * Longest time of this thread for one text, with the texts within it that are parsed on their own. Ordinary text takes
 * some microseconds a line; the parser is quadratic where a long line is nothing but errors, and there it is stopped. What it was stopped at is opaque, whatever it would have found.
 * What else the machine does is not counted.
 */
const MAX_PARSE_MS = 25;

/**
 * Opens a parser of shell text on tree-sitter's Bash grammar (WebAssembly, no native code).
 *
 * The parser itself is synchronous. It never throws: a text that it cannot take is a script with a problem.
 */
export async function openShellParser(): Promise<ParseShell> {
  await Parser.init();
  const require = createRequire(import.meta.url);
  const language = await Language.load(await readFile(require.resolve('tree-sitter-bash/tree-sitter-bash.wasm')));
  const newParser = (): Parser => {
    const made = new Parser();
    made.setLanguage(language);
    return made;
  };
  let parser: Parser | null = newParser();
  return remembered((text) => {
    if (hasLongLine(text)) return unreadable(text);
    try {
      parser ??= newParser();
      const allowance = { isLate: openThreadDeadline(MAX_PARSE_MS), coprocesses: MAX_COPROCESSES };
      const script = parse(parser, text, allowance);
      return script.problem === null ? script : (parsePlain(parser, text, allowance) ?? script);
    } catch {
      // Whatever stopped it may have left it in the middle of a step: it is given up as it is.
      parser = null;
      return unreadable(text);
    }
  });
}

/** Longest text whose tree is kept, and how many are. */
const LONGEST_KEPT = 4_096;
const MOST_KEPT = 8;

/**
 * Keeps the trees of the last few short texts: each question about an action parses its line again. One with a problem is not kept: it may
 * have been stopped for its time, and might be read the next time.
 */
function remembered(parse: ParseShell): ParseShell {
  const kept = new Map<string, ShellScript>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const script = parse(text);
    if (text.length > LONGEST_KEPT || script.problem !== null) return script;
    const oldest = kept.size < MOST_KEPT ? undefined : kept.keys().next().value;
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(text, script);
    return script;
  };
}

/** Longest line that is parsed: in a longer one the parser can be stopped only after a long step. */
const MAX_LINE_LENGTH = 16_384;

function hasLongLine(text: string): boolean {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    if (end - start > MAX_LINE_LENGTH) return true;
    start = end + 1;
  }
  return text.length - start > MAX_LINE_LENGTH;
}

/** How deep coprocesses that are compound commands may stand in one another. */
const MAX_COPROCESSES = 8;

/** What is left for a text: the texts within it, which are parsed on their own, have no more. */
type Allowance = { readonly isLate: () => boolean; readonly coprocesses: number };

function parse(parser: Parser, text: string, allowance: Allowance): ShellScript {
  const { isLate, coprocesses } = allowance;
  const tree = parser.parse(text, null, { progressCallback: isLate });
  if (tree === null) {
    parser.reset();
    return unreadable(text);
  }
  const cursor = tree.walk();
  try {
    const root = copyTree(cursor);
    const plain = coprocesses > 0 ? withoutCoprocesses(text, root) : null;
    if (plain !== null) return parse(parser, plain, { isLate, coprocesses: coprocesses - 1 });
    return new ShellReader(text, (inner) => parse(parser, inner, allowance)).readScript(root);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** The text with its extended patterns read as what they select; null where it has none, or that cannot be parsed either. */
function parsePlain(parser: Parser, text: string, allowance: Allowance): ShellScript | null {
  const plain = withoutExtendedGlobs(text);
  const script = plain === null ? null : parse(parser, plain.text, allowance);
  return plain === null || script?.problem !== null ? null : withPlaces(script, plain.placeOf);
}

/** A tree with every place moved. Places are where `start` and `end` are numbers. */
function withPlaces<Value>(value: Value, placeOf: (offset: number) => number): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => withPlaces(item, placeOf)) as Value;
  const moved = Object.entries(value).map(([name, item]: [string, unknown]) => {
    const isPlace = (name === 'start' || name === 'end') && typeof item === 'number';
    return [name, isPlace ? placeOf(item) : withPlaces(item, placeOf)] as const;
  });
  return Object.fromEntries(moved) as Value;
}

function unreadable(text: string): ShellScript {
  return { statements: [], problem: { kind: 'malformed', at: { start: 0, end: text.length } } };
}
