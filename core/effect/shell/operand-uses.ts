import type { ParsedArguments } from './parse-arguments.ts';
import type { OptionRule, ProgramRule, Use } from './program-rule.ts';

type Reading = Pick<ProgramRule, 'operands' | 'last' | 'only'>;

function hasOperands(option: OptionRule): option is Exclude<OptionRule, string> {
  return typeof option === 'object' && (option.operands !== undefined || option.last !== undefined);
}

/** What each operand is used for: in their order, the last use repeating, and `last` for the last of several. */
function usesOfOperands({ operands = ['text'], last, only }: Reading, count: number): readonly Use[] {
  if (only !== undefined && count === 1) return [only];
  return Array.from({ length: count }, (_, index) => {
    if (last !== undefined && index === count - 1 && count > 1) return last;
    return operands[Math.min(index, operands.length - 1)] as Use;
  });
}

/** How much a use can do, for options that disagree on what an operand is for. */
const STRENGTH: readonly (readonly Use[])[] = [
  ['text'],
  ['look'],
  ['filter', 'filter-or-file'],
  [
    'read',
    'fetch',
    'sent',
    'field',
    'remote',
    'requirement',
    'repository',
    'image',
    'server',
    'database',
    'named-read',
  ],
  ['tree', 'secret'],
  ['write', 'beside', 'pair', 'named-write', 'mode', 'package', 'connect', 'listen', 'mount', 'enter'],
  ['destination', 'upload', 'mode-tree', 'sql'],
  ['delete', 'delete-tree'],
  ['script', 'code', 'shell', 'command', 'opaque'],
];

/** Where several options say what operands are for, the strongest use of each holds. */
export function strongestUses(rule: ProgramRule, { options, operands }: ParsedArguments): readonly Use[] {
  const readings = readingsOf(rule, options).map((given) => usesOfOperands(given, operands.length));
  return operands.map((_, index) => strongestOf(readings.map((uses) => uses[index] as Use)));
}

/** The use of operands that a file or the input names (`tar -T`); null where no option says that there are any. */
export function useOfListed(rule: ProgramRule, { options }: ParsedArguments): Use | null {
  if (!options.some(({ rule: option }) => typeof option === 'object' && option.lists === true)) return null;
  return strongestOf(readingsOf(rule, options).map(({ operands }) => operands?.at(-1) ?? 'text'));
}

function readingsOf(rule: ProgramRule, options: ParsedArguments['options']): readonly Reading[] {
  const overrides = options.map(({ rule: option }) => option).filter(hasOperands);
  return overrides.length > 0 ? overrides : [rule];
}

function strongestOf(uses: readonly Use[]): Use {
  return uses.reduce((strongest, use) => (strengthOf(use) > strengthOf(strongest) ? use : strongest));
}

function strengthOf(use: Use): number {
  return STRENGTH.findIndex((uses) => uses.includes(use));
}
