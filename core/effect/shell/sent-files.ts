import { type Argument, argumentFrom } from './argument.ts';

/** What a name of a field is made of, where a file follows it at once (`name@file`). */
const FIELD_NAME = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.[]';
/** What stands before a file behind the name of a field: `name=@file`, `name=<file`, `name:=@file.json`, `Header:@file`. */
const BEFORE_FILE = ['=@', '=<', ':@'];

/** The file whose content a text stands for where it begins with `@`, as in `curl -d @file`; null for text that is sent itself. */
export function fileOfData(argument: Argument): Argument | null {
  return argument.text.startsWith('@') ? argumentFrom(argument, 1) : null;
}

/**
 * The files whose content a field of a form stands for: `curl -F name=@file;type=…`, `--data-urlencode name@file`, HTTPie's
 * `name@file`. None for a field that is sent as it stands.
 */
export function filesOfField(argument: Argument): readonly Argument[] {
  const start = startOfFile(argument.text);
  if (start === null) return [];
  const value = argument.text.slice(start);
  if (value.startsWith('"')) return [{ ...argument, text: value.slice(1, endOf(value, '"', 1)) }];
  const names = value.slice(0, endOf(value, ';', 0)).split(',');
  return names.map((text) => ({ ...argument, text }));
}

function startOfFile(text: string): number | null {
  const marks = BEFORE_FILE.map((mark) => text.indexOf(mark)).filter((at) => at >= 0);
  if (marks.length > 0) return Math.min(...marks) + 2;
  const at = text.indexOf('@');
  const isName = at >= 0 && [...text.slice(0, at)].every((character) => FIELD_NAME.includes(character));
  return isName ? at + 1 : null;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}
