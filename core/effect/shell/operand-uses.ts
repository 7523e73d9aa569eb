import type { ParsedArguments } from './parse-arguments.ts';
import type { OptionRule, ProgramRule, Use } from './program-rule.ts';

function hasOperands(option: OptionRule): option is Exclude<OptionRule, string> {
  return typeof option === 'object' && (option.operands !== undefined || option.last !== undefined);
}

/** What each operand is used for: in their order, the last use repeating, and `last` for the last of several. */
function usesOfOperands(
  { operands = ['text'], last }: { readonly operands?: readonly Use[]; readonly last?: Use },
  count: number,
): readonly Use[] {
  return Array.from({ length: count }, (_, index) => {
    if (last !== undefined && index === count - 1 && count > 1) return last;
    return operands[Math.min(index, operands.length - 1)] as Use;
  });
}

/** How much a use can do, for options that disagree on what an operand is for. */
const STRENGTH: readonly (readonly Use[])[] = [
  ['text'],
  ['read', 'fetch', 'sent', 'field', 'remote', 'requirement', 'server', 'database'],
  ['tree', 'secret'],
  ['write', 'mode', 'package', 'connect', 'enter'],
  ['destination', 'upload', 'mode-tree', 'sql'],
  ['delete', 'delete-tree'],
  ['script', 'code', 'shell', 'command', 'opaque'],
];

/** Where several options say what operands are for, the strongest use of each holds. */
export function strongestUses(rule: ProgramRule, { options, operands }: ParsedArguments): readonly Use[] {
  const overrides = options.map(({ rule: option }) => option).filter(hasOperands);
  const readings = (overrides.length > 0 ? overrides : [rule]).map((given) => usesOfOperands(given, operands.length));
  return operands.map((_, index) =>
    readings
      .map((uses) => uses[index] as Use)
      .reduce((strongest, use) => (strengthOf(use) > strengthOf(strongest) ? use : strongest)),
  );
}

function strengthOf(use: Use): number {
  return STRENGTH.findIndex((uses) => uses.includes(use));
}
