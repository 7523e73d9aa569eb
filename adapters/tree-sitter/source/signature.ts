import type { Node } from 'web-tree-sitter';

/** Something a file offers to others, by the name they use. */
export type Export = { readonly name: string; readonly signature: string };

/** How many exports a file is asked for, and how long a signature is: what lies beyond is cut. */
const MAX_EXPORTS = 1_000;
const MAX_SIGNATURE_LENGTH = 4_000;

/** Collects exports up to the bound; a name may stand more than once, as overloads do. */
export class ExportList {
  readonly exports: Export[] = [];

  add(name: string, signature: string): void {
    if (this.exports.length < MAX_EXPORTS) this.exports.push({ name, signature });
  }
}

/**
 * Returns the text of a declaration up to its body, without comments and with every run of white space as one blank, so that
 * two signatures are equal when their tokens are. Without a body, it is the whole declaration.
 */
export function signatureOf(node: Node, until: Node | null = node.childForFieldName('body')): string {
  return textBetween(node, until?.startIndex ?? node.endIndex);
}

/** The text of a node up to an offset, as `signatureOf` gives it. */
export function textBetween(node: Node, end: number): string {
  const text = node.text;
  const from = node.startIndex;
  let parts = '';
  let at = from;
  for (const comment of node.descendantsOfType(['comment', 'line_comment', 'block_comment'])) {
    if (comment.startIndex < at || comment.startIndex >= end) continue;
    parts += `${text.slice(at - from, comment.startIndex - from)} `;
    at = comment.endIndex;
  }
  if (at < end) parts += text.slice(at - from, end - from);
  return parts.split(/\s+/).join(' ').trim().slice(0, MAX_SIGNATURE_LENGTH);
}

/** The text of a field, or the empty text. */
export function fieldText(node: Node, field: string): string {
  return node.childForFieldName(field)?.text ?? '';
}
