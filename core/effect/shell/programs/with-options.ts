import type { OptionRule, ProgramRule } from '../program-rule.ts';

type Named<Rule> = { readonly [names: string]: Rule };
type Options = Named<OptionRule>;
type Subcommands = Named<ProgramRule>;

/**
 * Lets options that a program takes anywhere stand after each of its subcommands, to any depth.
 *
 * What a subcommand says of an option itself wins, name by name.
 */
export function withOptions(options: Options, subcommands: Subcommands): Subcommands {
  return Object.fromEntries(Object.entries(subcommands).map(([names, rule]) => [names, withOptionsOf(options, rule)]));
}

function withOptionsOf(options: Options, rule: ProgramRule): ProgramRule {
  const merged = { ...rule, options: overriding(options, rule.options ?? {}) };
  return rule.subcommands === undefined ? merged : { ...merged, subcommands: withOptions(options, rule.subcommands) };
}

/** The entries of both, where `own` wins name by name. No name is left twice. */
export function overriding<Rule>(rules: Named<Rule>, own: Named<Rule>): Named<Rule> {
  return { ...without(rules, own), ...own };
}

function without<Rule>(rules: Named<Rule>, own: Named<Rule>): Named<Rule> {
  const taken = new Set(Object.keys(own).flatMap((names) => names.split(' ')));
  return Object.fromEntries(
    Object.entries(rules)
      .map(([names, rule]) => [names.split(' ').filter((name) => !taken.has(name)), rule] as const)
      .filter(([names]) => names.length > 0)
      .map(([names, rule]) => [names.join(' '), rule]),
  );
}
