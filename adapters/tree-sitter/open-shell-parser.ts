import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import type { ParseShell, ShellScript } from '../../core/effect/shell/syntax.ts';
import { ShellReader } from './read-statements.ts';
import { copyTree } from './syntax-node.ts';

/**
 * Longest time of this thread for one text. Ordinary text takes some microseconds a line; the parser is quadratic where a
 * long line is nothing but errors, and there it is stopped. What it was stopped at is opaque, whatever it would have found.
 * What else the machine does is not counted.
 */
const MAX_PARSE_MS = 30;

function threadTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Opens a parser of shell text on tree-sitter's Bash grammar (WebAssembly, no native code).
 *
 * The parser itself is synchronous. It never throws: a text that it cannot take is a script with a problem.
 */
export async function openShellParser(): Promise<ParseShell> {
  await Parser.init();
  const require = createRequire(import.meta.url);
  const language = await Language.load(await readFile(require.resolve('tree-sitter-bash/tree-sitter-bash.wasm')));
  const parser = new Parser();
  parser.setLanguage(language);
  return (text) => {
    if (hasLongLine(text)) return unreadable(text);
    try {
      return parse(parser, text);
    } catch {
      parser.reset();
      return unreadable(text);
    }
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

function parse(parser: Parser, text: string): ShellScript {
  const deadlineMs = threadTimeMs() + MAX_PARSE_MS;
  const tree = parser.parse(text, null, { progressCallback: () => threadTimeMs() > deadlineMs });
  if (tree === null) {
    parser.reset();
    return unreadable(text);
  }
  const cursor = tree.walk();
  try {
    return new ShellReader(text, (inner) => parse(parser, inner)).readScript(copyTree(cursor));
  } finally {
    cursor.delete();
    tree.delete();
  }
}

function unreadable(text: string): ShellScript {
  return { statements: [], problem: { kind: 'malformed', at: { start: 0, end: text.length } } };
}
