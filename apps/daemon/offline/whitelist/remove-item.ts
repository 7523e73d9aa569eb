import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import { fail, ok, type Result } from '../../../../core/result.ts';

/**
 * Takes one item out of a list of a policy file by taking out its lines; the list goes with its last item.
 *
 * Every other character stays as it is; the result is read again and must be the old document without the item. Fails for a file
 * that is written so that this cannot be done by taking out lines.
 */
export function removeItem(
  text: string,
  { listName, at }: { readonly listName: string; readonly at: number },
): Result<string, string> {
  const before = parseDocument(text, { uniqueKeys: true });
  const pair = isMap(before.contents)
    ? before.contents.items.find(({ key }) => isScalar(key) && key.value === listName)
    : undefined;
  const list = pair?.value;
  if (pair === undefined || !isSeq(list) || list.flow === true) return fail(`its ${listName} are no list of lines`);
  const item = list.items[at];
  if (!isNode(item) || item.range == null) return fail(`its ${listName} have no such item`);
  const isLast = list.items.length === 1;
  const first = isLast && isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : item.range[0];
  const after = withoutLines(text, { first, end: item.range[1] });
  return losesOnly({ before: text, after, listName, at })
    ? ok(after)
    : fail('an item cannot be taken out of it by lines');
}

function withoutLines(text: string, { first, end }: { readonly first: number; readonly end: number }): string {
  const from = text.lastIndexOf('\n', first - 1) + 1;
  const lineEnd = text.indexOf('\n', Math.max(from, end - 1));
  return text.slice(0, from) + (lineEnd < 0 ? '' : text.slice(lineEnd + 1));
}

function losesOnly({
  before,
  after,
  listName,
  at,
}: {
  readonly before: string;
  readonly after: string;
  readonly listName: string;
  readonly at: number;
}): boolean {
  const old = read(before);
  const next = read(after);
  if (old === null || next === null) return false;
  const { [listName]: items, ...rest } = old;
  const left = Array.isArray(items) ? items.filter((_, index) => index !== at) : [];
  return isDeepStrictEqual(next, left.length === 0 ? rest : { ...old, [listName]: left });
}

function read(text: string): Record<string, unknown> | null {
  const document = parseDocument(text, { uniqueKeys: true });
  try {
    return document.errors.length === 0 ? (document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>) : null;
  } catch {
    // What the item was an anchor of is nothing without it.
    return null;
  }
}
