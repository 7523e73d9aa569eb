import { type EndOfRun, isOf } from './characters.ts';

/** A part of a token: fixed text, or so many characters of a set: [set, least, most]. */
export type ShapePiece = string | readonly [set: number, least: number, most: number];

/** How keys of one kind are written: fixed text first, by which they are found. */
export type TokenShape = {
  /** The id of the rule, for people and for policy. */
  readonly kind: string;
  readonly shape: readonly [string, ...ShapePiece[]];
  /** Least entropy of what follows the fixed text, in bits a character; 2.5 where it is not said. */
  readonly entropy?: number;
  /** The last six characters are a checksum of the rest. Where it is right nothing else is asked. */
  readonly checksum?: true;
  /** Stands between blanks, quotes or brackets, never inside a path or a name: its own characters say too little. */
  readonly alone?: true;
};

/** A text with the reader of its runs. */
export type ScannedText = { readonly text: string; readonly endOfRun: EndOfRun };

/**
 * Where a token of this shape ends that starts at an offset; null where none does.
 *
 * Takes as many characters of each set as there are, and never goes back. What would go on in the last set is something
 * longer, and no such token.
 */
export function matchShape({ text, endOfRun }: ScannedText, start: number, { shape }: TokenShape): number | null {
  let at = start;
  let last = 0;
  for (const piece of shape) {
    if (typeof piece === 'string') {
      if (!text.startsWith(piece, at)) return null;
      at += piece.length;
      last = 0;
    } else {
      const [set, least, most] = piece;
      const end = Math.min(endOfRun(at, set), at + most);
      if (end - at < least) return null;
      at = end;
      last = set;
    }
  }
  return isOf(text, at, last) ? null : at;
}
