import type { Effect } from '../effect.ts';
import { literalArgument, UNKNOWN } from './argument.ts';
import { effectsOfUse, type UsePlace } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { useOfValue } from './parse-arguments.ts';
import type { Act, OptionRule, ProgramRule, Use } from './program-rule.ts';

/** What an option can do by which a program is made to do anything. */
const ANYTHING: ReadonlySet<Use> = new Set([
  'command',
  'shell',
  'code',
  'script',
  'opaque',
  'delete',
  'delete-tree',
  'upload',
]);

/**
 * What changes the workspace only, or runs what the project or its settings bring: no more than a sandbox with a checkpoint makes
 * harmless. Given in words it counts as what it is; a word that only might be it counts as code that nobody has read.
 */
const CONTAINED: ReadonlySet<string> = new Set([
  'file.read',
  'file.write',
  'file.metadata',
  'git.commit',
  'git.history-rewrite',
  'process.run',
  'shell.opaque',
]);

/**
 * What a word that is not known could make of a program if it were an option: anything, where an option can run or send or delete
 * something; what a sandbox makes harmless, where options do no more than run the project's own code or change its repository;
 * writing some file, where none can do more than write what the program prints; nothing, where options only change that.
 */
export function effectsOfHiddenOptions(rules: readonly ProgramRule[], place: UsePlace): readonly Effect[] {
  const options = rules.flatMap((rule) => Object.values(rule.options ?? {}));
  if (options.some(canDoAnything)) return [opaque(place.command, 'a word that may be an option')];
  const written = options.some(writes)
    ? effectsOfUse('write', literalArgument(UNKNOWN, { start: 0, end: 0 }), place)
    : [];
  return options.some(actsContained) ? [...written, runsHidden(place.command)] : written;
}

function runsHidden(command: string): Effect {
  return effectOfCommand('process.run', command, {
    detail: 'take a word that is not known for an option',
    marks: ['unseen-code'],
  });
}

function canDoAnything(option: OptionRule): boolean {
  const use = useOfValue(option);
  return (use !== null && ANYTHING.has(use)) || actsOfOption(option).some((act) => !CONTAINED.has(act));
}

function actsContained(option: OptionRule): boolean {
  return actsOfOption(option).some((act) => act !== 'file.write' && act !== 'file.read');
}

function writes(option: OptionRule): boolean {
  return useOfValue(option) === 'write' || actsOfOption(option).includes('file.write');
}

/** The classes of what giving an option does. */
function actsOfOption(option: OptionRule): readonly string[] {
  const does = typeof option === 'object' ? (option.does ?? []) : [];
  const acts = Array.isArray(does) ? (does as readonly Act[]) : [does as Act];
  return acts.map((act) => (typeof act === 'string' ? act : act.class));
}
