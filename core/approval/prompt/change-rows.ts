import { makeHunks } from '../../diff/make-hunks.ts';
import { concatBytes } from '../../encoding/bytes.ts';
import { isJsonObject, type Json, type JsonObject } from '../../encoding/json.ts';
import { fromUtf8, toUtf8 } from '../../encoding/utf8.ts';
import { visibleRows } from './visible-rows.ts';

/** How tools name a text that is replaced, and what replaces it. */
const PAIRS = [
  ['old_string', 'new_string'],
  ['old_str', 'new_str'],
  ['old_text', 'new_text'],
  ['oldText', 'newText'],
] as const;

/** So much context that all of both texts is shown. */
const WHOLE = 1_000_000;

type Edit = { readonly before: string; readonly after: string };

/**
 * What an edit would change, as a unified diff of all of both texts: lines taken away behind `-`, added behind `+`, kept behind a
 * blank. Empty for a call that replaces no text; the arguments say everything then.
 */
export function changeRows(args: JsonObject): readonly string[] {
  const edits = editsOf(args);
  return edits.flatMap((edit, index) => [
    ...(edits.length === 1 ? [] : [`⟨edit ${index + 1} of ${edits.length}⟩`]),
    ...rowsOfEdit(edit),
  ]);
}

function editsOf(args: JsonObject): readonly Edit[] {
  const whole = editIn(args);
  const listed: Json | undefined = args['edits'];
  const edits = Array.isArray(listed) ? (listed as readonly Json[]).map(editIn) : [];
  return [whole, ...edits].filter((edit) => edit !== null);
}

function editIn(value: Json): Edit | null {
  if (!isJsonObject(value)) return null;
  for (const [before, after] of PAIRS) {
    const [old, fresh] = [value[before], value[after]];
    if (typeof old === 'string' && typeof fresh === 'string') return { before: old, after: fresh };
  }
  return null;
}

function rowsOfEdit({ before, after }: Edit): readonly string[] {
  if (before === after) return ['⟨both texts are the same⟩'];
  const hunks = makeHunks(toUtf8(`${before}\n`), toUtf8(`${after}\n`), WHOLE);
  const text = hunks === null ? null : fromUtf8(concatBytes(hunks));
  if (text === null) return [...rowsOfBlock('-', before.split('\n')), ...rowsOfBlock('+', after.split('\n'))];
  return rowsOfHunks(text.split('\n').slice(0, -1));
}

/** Lines with the same mark in a row stand together, so that equal ones are counted. */
function rowsOfHunks(lines: readonly string[]): readonly string[] {
  const rows: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const mark = (lines[at] as string).charAt(0);
    let end = at + 1;
    while (end < lines.length && (lines[end] as string).charAt(0) === mark) end += 1;
    const block = lines.slice(at, end).map((line) => line.slice(1));
    if (mark !== '@') for (const row of rowsOfBlock(mark, block)) rows.push(row);
    at = end;
  }
  return rows;
}

function rowsOfBlock(mark: string, lines: readonly string[]): readonly string[] {
  return visibleRows(lines.join('\n'), { indent: 2 }).map((row) => `${mark} ${row.slice(2)}`);
}
