import { counted } from '../../counted.ts';
import { findHideableSecrets } from '../../secret/find-hideable-secrets.ts';
import type { SecretSpan } from '../../secret/secret-span.ts';
import { Glyphs } from './glyph.ts';
import { isShownAsItIs, type VisibleUnits, visibleUnits } from './visible-units.ts';

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
  const secretsIn = secretsByLine(text);
  const place = { columns: ROW_COLUMNS - indent, glyphs: new Glyphs() };
  let at = 0;
  let start = 0;
  while (at < lines.length) {
    const line = lines[at] as string;
    let end = at + 1;
    while (end < lines.length && lines[end] === line) end += 1;
    const count = end - at;
    const shown = rowsOfLine({ line, head: at === 0 ? head : '', secrets: secretsIn(start, line.length) }, place);
    for (let copy = 0; copy < Math.min(count, MAX_EQUAL); copy++) for (const row of shown) rows.push(margin + row);
    if (count > MAX_EQUAL) rows.push(`${margin}⟨the line above ${counted(count - MAX_EQUAL, 'time')} more⟩`);
    at = end;
    start += count * (line.length + 1);
  }
  return rows;
}

type Place = { readonly columns: number; readonly glyphs: Glyphs };
type Line = { readonly line: string; readonly head: string; readonly secrets: readonly SecretSpan[] };

function rowsOfLine({ line, head, secrets }: Line, place: Place): readonly string[] {
  const isShort = head.length + line.length <= place.columns;
  if (isShort && secrets.length === 0 && isShownAsItIs(line)) return [head + line];
  const units = visibleUnits(line, { glyphs: place.glyphs, secrets });
  return wrapUnits(head === '' ? units : [head, ...units], place);
}

const NONE: readonly SecretSpan[] = [];

/**
 * The secrets of a text line by line, asked for in order: they are looked for in the whole, since a private key has many lines, and each
 * lies within one.
 */
function secretsByLine(text: string): (start: number, length: number) => readonly SecretSpan[] {
  const secrets = findHideableSecrets(text);
  let next = 0;
  return (start, length) => {
    while (next < secrets.length && (secrets[next] as SecretSpan).start < start) next += 1;
    const from = next;
    while (next < secrets.length && (secrets[next] as SecretSpan).end <= start + length) next += 1;
    if (next === from) return NONE;
    return secrets
      .slice(from, next)
      .map(({ kind, start: begins, end }) => ({ kind, start: begins - start, end: end - start }));
  };
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
function wrapUnits(units: VisibleUnits, place: Place): readonly string[] {
  const lines = new RowWriter(place.columns);
  for (const unit of units) {
    const width = widthOf(unit, place.glyphs);
    if (width <= place.columns - CONTINUES.length || unit.startsWith('⟨')) lines.add(unit, width);
    else for (const character of unit) lines.add(character, widthOf(character, place.glyphs));
  }
  return lines.end();
}

/** Puts pieces into rows, one after the other. */
class RowWriter {
  private readonly columns: number;
  private readonly rows: string[] = [];
  private row = '';
  private width = 0;

  constructor(columns: number) {
    this.columns = columns;
  }

  add(piece: string, width: number): void {
    if (this.width + width > this.columns && this.width > (this.rows.length === 0 ? 0 : CONTINUES.length)) {
      this.rows.push(this.row);
      this.row = CONTINUES;
      this.width = CONTINUES.length;
    }
    this.row += piece;
    this.width += width;
  }

  end(): readonly string[] {
    this.rows.push(this.row);
    return this.rows;
  }
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
