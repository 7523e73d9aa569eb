import { type Argument, argumentFrom, UNKNOWN } from './argument.ts';
import { usesOfFilter } from './code/filter.ts';
import type { Use } from './program-rule.ts';

/** A word, or a part of one, and what it is used for. */
export type PartOfUse = { readonly use: Use; readonly argument: Argument };

/** The plain uses that a use of several things is made of; null for one that is plain itself. */
export function partsOfUse(use: Use, argument: Argument): readonly PartOfUse[] | null {
  return PARTS[use]?.(argument) ?? null;
}

const PARTS: { readonly [Name in Use]?: (argument: Argument) => readonly PartOfUse[] } = {
  beside: (argument) => [
    { use: 'read', argument },
    ...(argument.text.includes('://') ? [] : [{ use: 'write', argument: withoutEnding(argument) } as const]),
  ],
  pair: partsOfPair,
  'named-read': (argument) => named(argument).map((file) => ({ use: 'read', argument: file })),
  'named-write': (argument) => named(argument).map((file) => ({ use: 'write', argument: file })),
  filter: partsOfFilter,
  'filter-or-file': (argument) => [
    ...partsOfFilter(argument),
    ...(isFilter(argument.text) ? [] : [{ use: 'read', argument } as const]),
  ],
};

/** What is made of a file usually has its name and another ending; `..` and `...` have none. */
function withoutEnding(argument: Argument): Argument {
  const { text } = argument;
  const start = text.lastIndexOf('/') + 1;
  const stem = text.slice(start, text.lastIndexOf('.'));
  return [...stem].some((character) => character !== '.')
    ? { ...argument, text: text.slice(0, start + stem.length) }
    : argument;
}

function partsOfPair(argument: Argument): readonly PartOfUse[] {
  const { text } = argument;
  const colon = text.includes('://') ? -1 : text.indexOf(':');
  if (colon < 0) return [{ use: 'read', argument }];
  return [
    { use: 'read', argument: { ...argument, text: text.slice(0, colon) } },
    { use: 'write', argument: argumentFrom(argument, colon + 1) },
  ];
}

function named(argument: Argument): readonly Argument[] {
  return argument.text.split(',').map((part) => ({ ...argument, text: part.slice(part.indexOf('=') + 1) }));
}

function partsOfFilter(argument: Argument): readonly PartOfUse[] {
  return usesOfFilter(argument.text).map(({ use, value }) => ({
    use,
    argument: { ...argument, text: value ?? UNKNOWN },
  }));
}

/** Signs that filters are made with and hardly any name of a file. */
const SIGNS = ['|', '(', '"', '[', '{', '='];

function isFilter(text: string): boolean {
  return text === '.' || SIGNS.some((sign) => text.includes(sign));
}
