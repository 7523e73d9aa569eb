import type { TreeCursor } from 'web-tree-sitter';

/** A node of the parser's tree, copied out of WebAssembly in one walk: asking there for each property costs more. */
export type SyntaxNode = {
  readonly type: string;
  /** False for punctuation and keywords, whose type is their text. */
  readonly isNamed: boolean;
  /** True for what the parser had to imagine: the text ends too early. */
  readonly isMissing: boolean;
  /** Code units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
};

/** How deep a tree may be; what lies deeper is a node of type `ERROR`. */
const MAX_DEPTH = 400;

/** Copies the node under a cursor, which is left where it was. */
export function copyNode(cursor: TreeCursor, depth = 0): SyntaxNode {
  const children: SyntaxNode[] = [];
  const isTooDeep = depth >= MAX_DEPTH;
  if (!isTooDeep && cursor.gotoFirstChild()) {
    do children.push(copyNode(cursor, depth + 1));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return {
    type: isTooDeep ? 'ERROR' : cursor.nodeType,
    isNamed: cursor.nodeIsNamed,
    isMissing: cursor.nodeIsMissing,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children,
  };
}
