import { counted } from '../../counted.ts';
import { isJsonObject, type Json, type JsonObject } from '../../encoding/json.ts';
import { sentenceRows, visibleRows } from './visible-rows.ts';
import { visibleText } from './visible-units.ts';

/** Deeper values are shown as JSON. */
const MAX_DEPTH = 8;
const INDENT = 2;
/** Stands before every row of a text of several lines, so that none of them passes for an argument. */
const GUTTER = '│ ';

/**
 * Every argument, whole: its name, and its value as text, or with its type where it is no text.
 *
 * Members of lists and objects stand below their name, two columns further in; a text of several lines stands behind `│`.
 */
export function argumentRows(args: JsonObject): readonly string[] {
  const entries = Object.entries(args);
  if (entries.length === 0) return ['(no arguments)'];
  return entries.flatMap(([name, value]) => rowsOf(nameText(name), value, 0));
}

function rowsOf(name: string, value: Json, depth: number): readonly string[] {
  const indent = depth * INDENT;
  if (typeof value === 'string') return rowsOfText(name, value, indent);
  if (typeof value !== 'object' || value === null)
    return rowsOfLine(`${name} = ${String(value)}`, typeName(value), indent);
  const members: readonly (readonly [string, Json])[] = isJsonObject(value)
    ? Object.entries(value).map(([key, item]) => [nameText(key), item] as const)
    : value.map((item, index) => [String(index + 1), item] as const);
  const sort = isJsonObject(value) ? 'object' : 'list';
  if (members.length === 0) return rowsOfLine(`${name} =`, `empty ${sort}`, indent);
  if (depth >= MAX_DEPTH)
    return [...rowsOfLine(`${name} =`, `${sort} as JSON`, indent), ...gutterRows(JSON.stringify(value), indent)];
  return [
    ...rowsOfLine(name, `${sort} of ${members.length}`, indent),
    ...members.flatMap(([key, item]) => rowsOf(key, item, depth + 1)),
  ];
}

function typeName(value: number | boolean | null): string {
  return value === null ? 'null' : typeof value === 'number' ? 'number' : 'true or false';
}

function rowsOfText(name: string, text: string, indent: number): readonly string[] {
  if (text === '') return rowsOfLine(`${name} =`, 'empty text', indent);
  const lines = text.split('\n').length;
  if (lines === 1) return visibleRows(text, { indent, head: `${name} = ` });
  return [...rowsOfLine(`${name} =`, `text of ${counted(lines, 'line')}`, indent), ...gutterRows(text, indent)];
}

function rowsOfLine(line: string, remark: string, indent: number): readonly string[] {
  return sentenceRows(`${line} ⟨${remark}⟩`, { indent });
}

function gutterRows(text: string, indent: number): readonly string[] {
  const margin = ' '.repeat(indent);
  return visibleRows(text, { indent: GUTTER.length + indent }).map(
    (row) => `${margin}${GUTTER}${row.slice(indent + GUTTER.length)}`,
  );
}

/** A name as it stands where it is plain, and as a JSON string where it could hold an `=` or pass for something else. */
function nameText(name: string): string {
  const isPlain = name !== '' && [...name].every((character) => isNameCharacter(character));
  return isPlain ? name : visibleText(JSON.stringify(name));
}

function isNameCharacter(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9') ||
    '_-.'.includes(character)
  );
}
