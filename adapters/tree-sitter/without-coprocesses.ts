import type { SyntaxNode } from './syntax-node.ts';

/** What a compound command begins with, which the grammar takes for a word behind `coproc`. */
const OPENERS = new Set(['{', 'if', 'while', 'until', 'for', 'case', 'select', '[[', '((']);
const KEYWORD = 'coproc';

/**
 * Puts blanks in the place of `coproc` and its name wherever they stand before a compound command (`coproc { a; }`,
 * `coproc name ( a )`), which the grammar does not know: every place in the text stays the same, and what the coprocess
 * runs is read as commands. Answers null where there is nothing to take away; `coproc` before a simple command is left.
 *
 * Each call takes away at least one, so that a caller who goes on with the answer comes to an end.
 */
export function withoutCoprocesses(text: string, root: SyntaxNode): string | null {
  if (!text.includes(KEYWORD)) return null;
  const spans: { readonly start: number; readonly end: number }[] = [];
  const visit = (node: SyntaxNode): void => {
    const opener = node.type === 'command' ? openerOf(node, text) : null;
    if (opener !== null) spans.push({ start: node.start, end: opener.start });
    node.children.forEach(visit);
  };
  visit(root);
  if (spans.length === 0) return null;
  let plain = '';
  let at = 0;
  for (const { start, end } of spans) {
    plain += text.slice(at, start) + ' '.repeat(end - start);
    at = end;
  }
  return plain + text.slice(at);
}

/** The node with which the compound command behind `coproc`, or behind `coproc name`, begins; null where none does. */
function openerOf({ children }: SyntaxNode, text: string): SyntaxNode | null {
  const [name, first, second] = children;
  if (name === undefined || text.slice(name.start, name.end) !== KEYWORD) return null;
  return [first, second].find((node) => node !== undefined && isOpener(node, text)) ?? null;
}

function isOpener({ type, start, end }: SyntaxNode, text: string): boolean {
  return type === 'subshell' || OPENERS.has(text.slice(start, end));
}
