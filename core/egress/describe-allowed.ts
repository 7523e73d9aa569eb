import type { EgressRule } from './egress-rule.ts';

const MAX_SHOWN = 20;

/** What is allowed, a line for each rule, so that a program that was refused knows where it may go: at most twenty, then how many more. */
export function describeAllowed(rules: readonly EgressRule[]): readonly string[] {
  if (rules.length === 0) return ['nothing: this run has no network'];
  const lines = rules.slice(0, MAX_SHOWN).map(describeRule);
  const more = rules.length - lines.length;
  return more === 0 ? lines : [...lines, `and ${more} more`];
}

function describeRule({ text, scope, methods, paths }: EgressRule): string {
  const what = scope.kind === 'any' ? `${text} (every public host)` : text;
  const how = [
    ...(methods === null ? [] : [methods.join(', ')]),
    ...(paths === null ? [] : [`below ${paths.join(', ')}`]),
  ];
  return how.length === 0 ? what : `${what}, only ${how.join(' ')}`;
}
