import type { Node } from 'web-tree-sitter';
import { problemAt } from '../../../core/source/place-in-text.ts';
import type { SyntaxProblem } from '../../../core/source/source-outline.ts';

/** Returns where an element of JSX is closed by another name than its own, which the grammar lets pass. */
export function elementProblems(root: Node, text: string): readonly SyntaxProblem[] {
  return root.descendantsOfType('jsx_element').flatMap((element) => {
    const open = nameOf(element, 'open_tag');
    const close = nameOf(element, 'close_tag');
    if (open === close) return [];
    const at = element.childForFieldName('close_tag')?.startIndex ?? element.startIndex;
    return [problemAt(text, at, `found \`</${close}>\`, want \`</${open}>\``)];
  });
}

function nameOf(element: Node, tag: string): string {
  return element.childForFieldName(tag)?.childForFieldName('name')?.text ?? '';
}

/**
 * Returns the text with a value in the place of each element of JSX, for a compiler that knows no JSX, or null where a part
 * of an element stands alone.
 */
export function withoutElements(root: Node, text: string): string | null {
  let replaced = '';
  let at = 0;
  for (const { type, startIndex, endIndex, hasError } of root.descendantsOfType(PARTS)) {
    // What is in an element is gone with it.
    if (startIndex < at) continue;
    if (hasError || !WHOLE.has(type)) return null;
    replaced += `${text.slice(at, startIndex)}null`;
    at = endIndex;
  }
  return replaced + text.slice(at);
}

const WHOLE = new Set(['jsx_element', 'jsx_self_closing_element']);
const PARTS = [...WHOLE, 'jsx_opening_element', 'jsx_closing_element', 'jsx_attribute', 'jsx_text', 'jsx_expression'];
