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
/** How many nodes a tree may have; in the place of what comes after them is one of type `ERROR`. */
const MAX_NODES = 10_000;

/** Copies a tree, the node under the cursor first. The cursor is left anywhere. */
export function copyTree(cursor: TreeCursor): SyntaxNode {
  return new TreeCopier(cursor).copy(0);
}

class TreeCopier {
  private readonly cursor: TreeCursor;
  private count = 0;

  constructor(cursor: TreeCursor) {
    this.cursor = cursor;
  }

  copy(depth: number): SyntaxNode {
    const { cursor } = this;
    this.count += 1;
    const children: SyntaxNode[] = [];
    const isCut = depth >= MAX_DEPTH || this.count >= MAX_NODES;
    if (!isCut && cursor.gotoFirstChild()) {
      do children.push(this.copy(depth + 1));
      while (this.count < MAX_NODES && cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    const { startIndex: start, endIndex: end } = cursor;
    return {
      type: isCut ? 'ERROR' : cursor.nodeType,
      isNamed: cursor.nodeIsNamed,
      // What is missing takes no place.
      isMissing: start === end && cursor.nodeIsMissing,
      start,
      end,
      children,
    };
  }
}
