import { isHiddenPoint } from '../../trust/hidden-characters.ts';
import { codePointText } from './code-point-name.ts';
import { asciiLookOf, plainTwinOf, scriptOf } from './look-alike-letter.ts';

/** What a character is for somebody who looks at it. */
export type GlyphKind = 'blank' | 'hidden' | 'tag' | 'right-to-left' | 'word' | 'sign';

/** One character with everything that decides how it is shown. */
export type Glyph = {
  readonly character: string;
  readonly point: number;
  /** `U+0430`. */
  readonly text: string;
  readonly kind: GlyphKind;
  /** Stands above or below a letter, and is seen. */
  readonly isMark: boolean;
  /** Combines with what stands before it, in whatever way. */
  readonly combines: boolean;
  /** Columns of a terminal: an estimate on the wide side, for layout only. */
  readonly columns: 0 | 1 | 2;
  /** What it is drawn like wherever it stands; null for what looks like itself. */
  readonly look: string | null;
  /** Of letters that could be taken for Latin ones; null for digits and for all others. */
  readonly script: string | null;
  /** The plain letter or digit that it is drawn like. */
  readonly twin: string | null;
  /** The remark that shows it where its number was named before. */
  readonly again: string;
};

/** One class, one character at a time: linear. */
const WORD = /^[\p{L}\p{N}]$/u;
const MARK = /^[\p{Mn}\p{Mc}]$/u;
const ENCLOSING = /^\p{Me}$/u;
const COMBINING = /^\p{M}$/u;
const OBJECT_REPLACEMENT = 0xfffc;

/** Characters that are remembered: more than any honest text has. */
const MAX_KNOWN = 16_384;

/** Looks at each character of a text once, however often it stands there. */
export class Glyphs {
  private readonly known = new Map<number, Glyph>();

  /** The character that begins at an offset of a text, which lies within it. */
  at(text: string, offset: number): Glyph {
    const point = text.codePointAt(offset) as number;
    const found = this.known.get(point);
    if (found !== undefined) return found;
    const glyph = glyphOf(point);
    if (this.known.size < MAX_KNOWN) this.known.set(point, glyph);
    return glyph;
  }
}

/** A letter or digit of ASCII. */
export function isAsciiWord(point: number): boolean {
  return (point >= 0x30 && point <= 0x39) || (point >= 0x41 && point <= 0x5a) || (point >= 0x61 && point <= 0x7a);
}

function glyphOf(point: number): Glyph {
  const character = String.fromCodePoint(point);
  const isHidden = isHiddenPoint(point);
  const isMark = MARK.test(character) && !isHidden;
  const combines = isMark || (ENCLOSING.test(character) && !isHidden);
  const look = asciiLookOf(character);
  const kind = kindOf({ character, point, look, isHidden: isHidden || combines });
  const script = point >= 0x30 && point <= 0x39 ? null : scriptOf(point);
  const text = codePointText(point);
  const columns = columnsOf(character, point);
  const twin = plainTwinOf(character);
  const like = kind === 'hidden' ? null : (look ?? twin);
  const again = like === null ? `⟨${text}⟩` : `⟨${character} ${text}≈${like}⟩`;
  return { character, point, text, kind, isMark, combines, columns, look, script, twin, again };
}

function columnsOf(character: string, point: number): 0 | 1 | 2 {
  if (point < 0x300) return 1;
  if (COMBINING.test(character)) return 0;
  return point >= 0x1100 && (point < 0x2000 || point > 0x2bff) ? 2 : 1;
}

function kindOf({
  character,
  point,
  look,
  isHidden,
}: Pick<Glyph, 'character' | 'point' | 'look'> & { readonly isHidden: boolean }): GlyphKind {
  if (point === 0x20) return 'blank';
  if (point > 0x20 && point < 0x7f) return isAsciiWord(point) ? 'word' : 'sign';
  if (point >= 0xe0000 && point <= 0xe007f) return 'tag';
  if (isHidden || point === OBJECT_REPLACEMENT) return 'hidden';
  if (isRightToLeft(point)) return 'right-to-left';
  return WORD.test(character) && look === null ? 'word' : 'sign';
}

/** Scripts that are written from right to left (Unicode blocks of bidirectional classes R and AL). */
function isRightToLeft(point: number): boolean {
  return (
    (point >= 0x590 && point <= 0x8ff) ||
    (point >= 0xfb1d && point <= 0xfdff) ||
    (point >= 0xfe70 && point <= 0xfefc) ||
    (point >= 0x10800 && point <= 0x10fff) ||
    (point >= 0x1e800 && point <= 0x1efff)
  );
}
