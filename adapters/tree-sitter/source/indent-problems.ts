import type { Node } from 'web-tree-sitter';
import { problemAt } from '../../../core/source/place-in-text.ts';
import type { SyntaxProblem } from '../../../core/source/source-outline.ts';

/**
 * Returns where the lines of a Python text are indented as Python refuses, which the grammar lets pass: a block without a
 * statement, a statement further in than those beside it.
 *
 * Only lines that are indented with blanks alone are compared; what a tab is worth is not decided here.
 */
export function indentProblems(root: Node, text: string): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  for (const suite of [root, ...root.descendantsOfType('block')]) {
    const statements = suite.namedChildren.filter(({ isExtra }) => !isExtra);
    const first = statements[0];
    if (first === undefined && suite.type === 'block')
      problems.push(problemAt(text, suite.startIndex, 'found no statement, want an indented block'));
    const wanted = suite.type === 'module' ? 0 : indentOf(first, text);
    const odd = statements.find((statement) => {
      const found = indentOf(statement, text);
      return found !== null && wanted !== null && found !== wanted;
    });
    if (odd !== undefined)
      problems.push(
        problemAt(text, odd.startIndex, `found ${indentOf(odd, text)} blanks before a statement, want ${wanted}`),
      );
  }
  return problems;
}

/** How many blanks stand before a node on its line, or null where anything else does. */
function indentOf(node: Node | undefined, text: string): number | null {
  if (node === undefined) return null;
  let start = node.startIndex;
  while (start > 0 && text.charAt(start - 1) === ' ') start -= 1;
  return start === 0 || text.charAt(start - 1) === '\n' ? node.startIndex - start : null;
}
