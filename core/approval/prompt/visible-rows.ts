import { Glyphs } from './glyph.ts';
import { counted, type VisibleUnits, visibleUnits } from './visible-units.ts';

/** Columns of a row: with a channel's own gutter it fits a terminal of 80. */
export const ROW_COLUMNS = 72;
/** Begins a row that goes on with the line above. No text can show it (see `visibleUnits`). */
const CONTINUES = '↳ ';
/** Equal lines in a row that are shown; more are counted. */
const MAX_EQUAL = 3;

/** Where rows stand: columns from the left, which they leave free in front of every row; `head` stands before the first. */
type RowOptions = { readonly indent?: number; readonly head?: string };

/**
 * A text as rows of at most 72 columns: one line of it begins one row, and what does not fit goes on behind `↳`.
 *
 * Nothing is left out: joined, the rows of a line are the line. More than three equal lines in a row are counted instead.
 */
export function visibleRows(text: string, { indent = 0, head = '' }: RowOptions = {}): readonly string[] {
  const margin = ' '.repeat(indent);
  const rows: string[] = [];
  const lines = text.split('\n');
  const glyphs = new Glyphs();
  let at = 0;
  while (at < lines.length) {
    let end = at + 1;
    while (end < lines.length && lines[end] === lines[at]) end += 1;
    const count = end - at;
    const units = visibleUnits(lines[at] as string, glyphs);
    const place = { columns: ROW_COLUMNS - indent, glyphs };
    const shown = wrapUnits(at === 0 && head !== '' ? [head, ...units] : units, place);
    for (let copy = 0; copy < Math.min(count, MAX_EQUAL); copy++) for (const row of shown) rows.push(margin + row);
    if (count > MAX_EQUAL) rows.push(`${margin}⟨the line above ${counted(count - MAX_EQUAL, 'time')} more⟩`);
    at = end;
  }
  return rows;
}

/** A sentence of ours, with what it quotes made visible already, as rows that are broken between words. */
export function sentenceRows(sentence: string, { indent = 0 }: RowOptions = {}): readonly string[] {
  const margin = ' '.repeat(indent);
  const place = { columns: ROW_COLUMNS - indent, glyphs: new Glyphs() };
  return wrapUnits(splitSentence(sentence), place).map((row) => margin + row.trimEnd());
}

/** Words with the blank that follows them; remarks stay whole. */
function splitSentence(sentence: string): VisibleUnits {
  const units: string[] = [];
  let start = 0;
  let isRemark = false;
  for (let at = 0; at < sentence.length; at++) {
    const character = sentence.charAt(at);
    if (character === '⟨') {
      if (at > start) units.push(sentence.slice(start, at));
      start = at;
      isRemark = true;
    }
    if (character === '⟩') isRemark = false;
    if (character === '⟩' || (character === ' ' && !isRemark)) {
      units.push(sentence.slice(start, at + 1));
      start = at + 1;
    }
  }
  units.push(sentence.slice(start));
  return units;
}

/** Breaks before a unit that no longer fits; one wider than a row is broken between characters, a remark never. */
function wrapUnits(
  units: VisibleUnits,
  { columns, glyphs }: { readonly columns: number; readonly glyphs: Glyphs },
): readonly string[] {
  const rows: string[] = [];
  let row = '';
  let width = 0;
  const add = (piece: string, pieceWidth: number): void => {
    if (width + pieceWidth > columns && width > (rows.length === 0 ? 0 : CONTINUES.length)) {
      rows.push(row);
      row = CONTINUES;
      width = CONTINUES.length;
    }
    row += piece;
    width += pieceWidth;
  };
  for (const unit of units) {
    const unitWidth = widthOf(unit, glyphs);
    const isWhole = unit.startsWith('⟨') || unitWidth <= columns - CONTINUES.length;
    if (isWhole) add(unit, unitWidth);
    else for (const character of unit) add(character, widthOf(character, glyphs));
  }
  rows.push(row);
  return rows;
}

function widthOf(text: string, glyphs: Glyphs): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) {
    const glyph = text.charCodeAt(at) < 0x300 ? null : glyphs.at(text, at);
    width += glyph?.columns ?? 1;
    at += (glyph?.character.length ?? 1) - 1;
  }
  return width;
}
