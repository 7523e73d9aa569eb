import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { fail, ok, type Result } from '../../../../core/result.ts';

/**
 * Puts a rule (YAML lines that begin with `- `) at the end of `rules:`, or of another list, in the text of a policy file.
 *
 * Every other character stays as it is, comments included; the result is read again and must be the old document with the
 * rule behind its last one. Fails for a file that does not parse or is written so that a rule cannot be added by adding
 * lines.
 */
export function insertRule(text: string, ruleYaml: string, listName = 'rules'): Result<string, string> {
  const before = parseDocument(text, { uniqueKeys: true });
  const [problem] = before.errors;
  if (problem !== undefined) return fail('it does not parse: see countersign policy lint');
  if (!isMap(before.contents)) return fail('it is no mapping, want a policy');
  const after = withRule(text, { policy: before.contents, ruleYaml, listName });
  if (after === null) return fail(`its ${listName} stand on one line, want one below the other`);
  return addsOnly({ before: text, after, ruleYaml, listName })
    ? ok(after)
    : fail('a rule cannot be added to it by adding lines');
}

function withRule(
  text: string,
  { policy, ruleYaml, listName }: { readonly policy: YAMLMap; readonly ruleYaml: string; readonly listName: string },
): string | null {
  const pair = policy.items.find(({ key }) => isScalar(key) && key.value === listName);
  if (pair === undefined) return `${withLineEnd(text)}\n${listName}:\n${indented(ruleYaml, 2)}`;
  const { value } = pair;
  if (!isSeq(value) || value.items.length === 0) return intoEmpty(text, { pair, ruleYaml, listName });
  if (value.flow === true) return null;
  const indent = columnOf(text, value.range?.[0] ?? 0);
  const last: unknown = value.items.at(-1);
  return insertBelow(text, endOf(last), indented(ruleYaml, indent));
}

/** A list with nothing in it, or with an empty list on its line. */
function intoEmpty(
  text: string,
  { pair, ruleYaml, listName }: { readonly pair: Pair; readonly ruleYaml: string; readonly listName: string },
): string | null {
  const { key, value } = pair;
  const keyEnd = isScalar(key) ? (key.range?.[1] ?? 0) : 0;
  const [start, end] = isSeq(value) ? (value.range ?? [keyEnd, keyEnd]) : [keyEnd, keyEnd];
  const emptied = text.slice(0, start) + text.slice(end);
  return insertBelow(emptied, start, indented(ruleYaml, columnOf(text, keyEnd - listName.length) + 2));
}

/** Puts lines below the line that an offset is on. */
function insertBelow(text: string, offset: number, lines: string): string {
  const lineEnd = text.indexOf('\n', Math.max(0, offset - 1));
  if (lineEnd < 0) return `${withLineEnd(text)}${lines}`;
  return text.slice(0, lineEnd + 1) + lines + text.slice(lineEnd + 1);
}

function addsOnly({
  before,
  after,
  ruleYaml,
  listName,
}: Record<'before' | 'after' | 'ruleYaml' | 'listName', string>): boolean {
  const [old, next, rule] = [before, after, ruleYaml].map((text) => {
    const document = parseDocument(text, { uniqueKeys: true });
    return document.errors.length === 0 ? (document.toJS({ maxAliasCount: 100 }) as unknown) : null;
  }) as [Record<string, unknown>, Record<string, unknown> | null, readonly unknown[]];
  if (next === null) return false;
  const items = old[listName];
  const wanted = { ...old, [listName]: [...(Array.isArray(items) ? (items as readonly unknown[]) : []), ...rule] };
  return isDeepStrictEqual(next, wanted);
}

function endOf(node: unknown): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  return Array.isArray(range) && typeof range[1] === 'number' ? range[1] : 0;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function indented(lines: string, columns: number): string {
  const margin = ' '.repeat(columns);
  return `${lines
    .trimEnd()
    .split('\n')
    .map((line) => `${margin}${line}`)
    .join('\n')}\n`;
}

function withLineEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
