import type { OptionRule, ProgramRule } from './program-rule.ts';

/** Option rules by name, for a program with the rules around it. */
export type OptionIndex = {
  readonly get: (name: string) => OptionRule | undefined;
  readonly has: (name: string) => boolean;
  /** The rules of every name that begins so. */
  readonly startingWith: (prefix: string) => readonly (readonly [string, OptionRule])[];
};

type NamesOfRule = {
  readonly options: ReadonlyMap<string, OptionRule>;
  readonly subcommands: ReadonlyMap<string, ProgramRule>;
};

/**
 * Finds options and subcommands in rules by each of their names.
 *
 * The names of the rules it is made with, and of their subcommands, are taken apart once; those of any other rule whenever
 * it is asked for. Nothing changes after it is made, so that all texts share one.
 */
export class RuleNames {
  private readonly names: ReadonlyMap<ProgramRule, NamesOfRule>;

  constructor(rules: Iterable<ProgramRule> = []) {
    this.names = namesOfAll(rules);
  }

  /** The options of rules, the innermost first: of two that know a name, the first holds. */
  optionsOf(rules: readonly ProgramRule[]): OptionIndex {
    const maps = rules.filter(({ options }) => options !== undefined).map((rule) => this.namesOf(rule).options);
    const get = (name: string): OptionRule | undefined => {
      for (const map of maps) {
        const found = map.get(name);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return {
      get,
      has: (name) => get(name) !== undefined,
      startingWith: (prefix) =>
        maps.flatMap((map) => [...map].filter(([name, rule]) => name.startsWith(prefix) && get(name) === rule)),
    };
  }

  /** The rule of a subcommand, or the one for all others; null where there is neither. */
  subcommandOf(rule: ProgramRule, name: string): ProgramRule | null {
    const { subcommands } = this.namesOf(rule);
    return subcommands.get(name) ?? subcommands.get('*') ?? null;
  }

  private namesOf(rule: ProgramRule): NamesOfRule {
    return this.names.get(rule) ?? namesIn(rule);
  }
}

function namesOfAll(rules: Iterable<ProgramRule>): ReadonlyMap<ProgramRule, NamesOfRule> {
  const names = new Map<ProgramRule, NamesOfRule>();
  const add = (rule: ProgramRule): void => {
    if (names.has(rule)) return;
    names.set(rule, namesIn(rule));
    for (const inner of Object.values(rule.subcommands ?? {})) add(inner);
  };
  for (const rule of rules) add(rule);
  return names;
}

function namesIn({ options = {}, subcommands = {} }: ProgramRule): NamesOfRule {
  return { options: byName(options), subcommands: byName(subcommands) };
}

/** The first that has a name keeps it. */
function byName<Rule>(rules: { readonly [names: string]: Rule }): ReadonlyMap<string, Rule> {
  const index = new Map<string, Rule>();
  for (const [names, rule] of Object.entries(rules)) {
    for (const name of names.split(' ')) if (!index.has(name)) index.set(name, rule);
  }
  return index;
}
