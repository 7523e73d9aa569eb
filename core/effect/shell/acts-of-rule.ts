import type { Effect } from '../effect.ts';
import { LISTENS } from './acts.ts';
import { type Argument, knownText } from './argument.ts';
import { effectOfCommand } from './findings.ts';
import { type GivenOption, type ParsedArguments, useOfValue } from './parse-arguments.ts';
import type { Act, ProgramRule, VerbRule } from './program-rule.ts';

/** A rule's acts as a list. */
export function actsOf(does: Act | readonly Act[] | undefined): readonly Act[] {
  if (does === undefined) return [];
  return Array.isArray(does) ? (does as readonly Act[]) : [does as Act];
}

/** What an option does by being given, and with the value that it is given: one that is not known may be any. */
export function actsOfOption({ rule, value }: Pick<GivenOption, 'rule' | 'value'>): readonly Act[] {
  if (typeof rule === 'string') return [];
  return [...actsOf(rule.does), ...actsOfValue(rule.verbs ?? [], value)];
}

function actsOfValue(verbs: readonly VerbRule[], value: Argument | null): readonly Act[] {
  if (value === null) return [];
  return knownText(value) === null ? verbs.flatMap(({ does }) => actsOf(does)) : (actsOfWord(verbs, value) ?? []);
}

/**
 * What a program does whatever its words; where an option says on which address it listens, or does something instead, that
 * decides in its place.
 */
export function actsOfProgram({ does }: ProgramRule, { options }: ParsedArguments): readonly Act[] {
  if (options.some(({ rule }) => typeof rule === 'object' && rule.isInstead === true)) return [];
  const saysWhere = options.some(({ rule }) => useOfValue(rule) === 'listen');
  return actsOf(does).filter((act) => act !== LISTENS || !saysWhere);
}

/** What the first verb that is known does; null where none is. */
export function actsOfVerbs({ verbs = [] }: ProgramRule, { operands }: ParsedArguments): readonly Act[] | null {
  for (const operand of operands) {
    const acts = actsOfWord(verbs, operand);
    if (acts !== null) return acts;
  }
  return null;
}

function actsOfWord(verbs: readonly VerbRule[], word: Argument): readonly Act[] | null {
  const text = knownText(word);
  const rule =
    text === null ? undefined : verbs.find((candidate) => candidate.verbs.some((verb) => isVerb(text, verb)));
  return rule === undefined ? null : actsOf(rule.does);
}

function isVerb(word: string, pattern: string): boolean {
  if (!pattern.endsWith('*')) return word === pattern;
  return word.startsWith(pattern.slice(0, -1));
}

/** The effect of an act of a command. */
export function effectOfAct(act: Act, command: string): Effect {
  if (typeof act === 'string') return effectOfCommand(act, command, { detail: command.slice(0, 80) });
  const { class: effectClass, detail = command.slice(0, 80), marks = [], isReversible = false } = act;
  return effectOfCommand(effectClass, command, { detail, marks, isReversible });
}
