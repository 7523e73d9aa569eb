import type { Style } from '../terminal/style.ts';

/** Shows how a text changes: lines taken out in red, put in in green, the rest left away. Both are short settings files. */
export function showDiff(before: string, after: string, style: Style): string {
  const old = before === '' ? [] : before.trimEnd().split('\n');
  const fresh = after === '' ? [] : after.trimEnd().split('\n');
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const removed = old.slice(start, old.length - end).map((line) => style.red(`- ${line}`));
  const added = fresh.slice(start, fresh.length - end).map((line) => style.green(`+ ${line}`));
  return [...removed, ...added].join('\n');
}
