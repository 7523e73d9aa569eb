import type { Effect } from '../effect.ts';
import { actsOfOption, actsOfProgram, actsOfVerbs, effectOfAct } from './acts-of-rule.ts';
import { type Argument, isKnown, knownText, literalArgument, ONE_OF_MANY, UNKNOWN } from './argument.ts';
import { shown, type UsePlace } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import {
  folderOf,
  makeUse,
  PROGRAMS,
  placed,
  runRest,
  STANDARD_INPUT,
  type Surroundings,
  shownAll,
  type Using,
} from './make-use.ts';
import { strongestUses, useOfListed } from './operand-uses.ts';
import { effectsOfHiddenOptions } from './option-powers.ts';
import { type GivenOption, mayBeOption, type ParsedArguments, parseArguments, useOfValue } from './parse-arguments.ts';
import type { OptionRule, ProgramRule, Use } from './program-rule.ts';
import { addEffects } from './run-context.ts';
import type { ShellState } from './shell-state.ts';

/** A program's rule with what it is applied to. */
type Application = {
  readonly rule: ProgramRule;
  /** The rules around it, the innermost first: a program's options hold for its subcommands. */
  readonly rules: readonly ProgramRule[];
  readonly args: readonly Argument[];
  /** The program and its subcommands as written. */
  readonly name: string;
};

/**
 * Applies what is known of a program to its arguments: effects are found, and whatever the arguments run is run.
 *
 * `words` begins with the program. A program that only prints its help or version does nothing.
 */
export function applyRule(rule: ProgramRule, around: Surroundings): void {
  const [program, ...args] = around.invocation.words;
  apply({ rule, rules: [rule], args, name: (program as Argument).text }, around);
}

function apply(application: Application, around: Surroundings): void {
  const { rule, rules, args } = application;
  const hasSubcommands = rule.subcommands !== undefined;
  const parsed = parseArguments(args, {
    options: around.context.rules.optionsOf(rules),
    style: rules.find(({ style }) => style !== undefined)?.style,
    stopAtOperand: hasSubcommands || rule.stopsAtOperand === true,
  });
  if (isAskingForHelp(args, parsed)) return;
  const [first] = parsed.operands;
  // A program with subcommands that runs a command besides takes every other word for one.
  const isCommand = first !== undefined && rule.operands?.[0] === 'command' && !isSubcommand(rule, first, around);
  if (hasSubcommands && first !== undefined && !isCommand) applySubcommand(application, parsed, around);
  else finish(application, parsed, around);
}

function isSubcommand(rule: ProgramRule, word: Argument, { context }: Surroundings): boolean {
  return isKnown(word) && context.rules.subcommandOf(rule, word.text) !== null;
}

const HELP = new Set(['--help', '--version']);
const SHORT_HELP = new Set(['-h', '-V', '-v', '-?', '-help', '-version', 'help', 'version']);

/** Help wins over everything else where a program parses its options first; a short form only where it stands alone. */
function isAskingForHelp(args: readonly Argument[], { options, operands }: ParsedArguments): boolean {
  const last = knownText(args.at(-1));
  if (last !== null && HELP.has(last) && !options.some(({ rule }) => doesSomething(rule)) && operands.length <= 1)
    return true;
  return args.length === 1 && last !== null && SHORT_HELP.has(last) && options.length === 0;
}

function doesSomething(rule: OptionRule): boolean {
  return typeof rule === 'object' ? rule.does !== undefined : rule !== 'flag' && rule !== 'text';
}

function applySubcommand(
  { rule, rules, args, name }: Application,
  parsed: ParsedArguments,
  around: Surroundings,
): void {
  const word = parsed.operands[0] as Argument;
  const text = knownText(word);
  const place = parsed.places[0] as number;
  const folder = usesOfOptions(parsed.options, { name, rule }, around);
  const inner = { ...around, state: folder };
  const known = text === null ? null : around.context.rules.subcommandOf(rule, text);
  const full = `${name} ${shown(word)}`;
  if (known === null) {
    const effect = text === null ? opaque(full, 'a subcommand that is not known') : unknownProgram(full);
    return addEffects([effect], around);
  }
  const outer = rule.hasOwnOptionsFirst === true ? rules.slice(1) : rules;
  apply({ rule: known, rules: [known, ...outer], args: args.slice(place + 1), name: full }, inner);
}

function finish({ rule, rules, args, name }: Application, parsed: ParsedArguments, around: Surroundings): void {
  const { context } = around;
  const state = usesOfOptions(parsed.options, { name, rule }, around);
  if (parsed.options.some(({ rule: option }) => typeof option === 'object' && option.isHarmless === true)) return;
  const place: UsePlace = { cwd: state.cwd, command: name, context };
  const ofVerbs = rule.verbs === undefined ? [] : actsOfVerbs(rule, parsed);
  const acts = [...actsOfProgram(rule, parsed), ...(ofVerbs ?? [])];
  if (ofVerbs === null && acts.length === 0) addEffects([unknownProgram(callText(name, parsed.operands))], around);
  addEffects(
    acts.map((act) => placed(effectOfAct(act, callText(name, args)), { ...around, state })),
    around,
  );
  const isUnseenAnyway = acts.some((act) => typeof act === 'object' && act.marks?.includes('unseen-code') === true);
  if (!isUnseenAnyway && optionsAmong(args, { rule, parsed }).some(mayBeOption))
    addEffects(effectsOfHiddenOptions(rules, place), around);
  const uses = strongestUses(rule, parsed);
  for (const [index, operand] of parsed.operands.entries()) {
    const use = uses[index] as Use;
    if (use === 'command')
      return runRest(args.slice(parsed.places[index]), {
        ...around,
        state,
        runner: [...acts, ...parsed.options.flatMap(actsOfOption)],
      });
    makeUse(use, operand, { rule, place, around: { ...around, state } });
  }
  const listed = useOfListed(rule, parsed);
  const some = literalArgument(ONE_OF_MANY, around.invocation.at);
  if (listed !== null) makeUse(listed, some, { rule, place, around: { ...around, state } });
  readInput({ rule, uses }, parsed, { place, around: { ...around, state } });
}

/** The words that a program may take for options: none behind `--`, nor behind the operand at which its options end. */
function optionsAmong(
  args: readonly Argument[],
  { rule, parsed }: { readonly rule: ProgramRule; readonly parsed: ParsedArguments },
): readonly Argument[] {
  const end = rule.stopsAtOperand === true ? (parsed.places[0] ?? args.length) + 1 : args.length;
  const dashes = args.findIndex(({ text }) => text === '--');
  return args.slice(0, dashes >= 0 ? Math.min(dashes, end) : end);
}

/** Makes the uses of options' values; answers the state with the folder that they lead to. */
function usesOfOptions(
  options: readonly GivenOption[],
  { name, rule: program }: { readonly name: string; readonly rule: ProgramRule },
  around: Surroundings,
): ShellState {
  let { state } = around;
  for (const option of options) {
    const { rule, rest } = option;
    const place: UsePlace = { cwd: state.cwd, command: name, context: around.context };
    addEffects(
      actsOfOption(option).map((act) => placed(effectOfAct(act, name), { ...around, state })),
      around,
    );
    const use = useOfValue(rule);
    const value = use === 'listen' ? addressOf(option, around.invocation) : option.value;
    if (use === null || value === null) continue;
    if (typeof rule === 'object' && rule.runs !== undefined) runWords(value, rule.runs, { ...around, state });
    if (use === 'command' && rest !== undefined) {
      runRest([value, ...rest], { ...around, state });
      continue;
    }
    if (use === 'enter') {
      state = state.fork();
      state.cwd = folderOf(value, state);
    } else makeUse(use, value, { rule: program, place, around: { ...around, state } });
  }
  return state;
}

/** The address on which a server waits: without one, every address, but where the option then means this machine's own. */
function addressOf({ rule, value }: GivenOption, { at }: Surroundings['invocation']): Argument | null {
  const isPort = [...(value?.text ?? '')].every((digit) => digit >= '0' && digit <= '9');
  if (isPort && typeof rule === 'object' && rule.isOwn === true) return null;
  return value ?? literalArgument('', at);
}

/** What comes in on standard input, where it is a program and no operand names another. */
function readInput(
  { rule, uses }: { readonly rule: ProgramRule; readonly uses: readonly Use[] },
  parsed: ParsedArguments,
  { place, around }: Omit<Using, 'rule'>,
): void {
  const { input } = rule;
  if (input === undefined || input === 'text') return;
  const isData = parsed.operands.some(
    ({ text }, index) => PROGRAMS.has(uses[index] as Use) && !STANDARD_INPUT.has(text),
  );
  // A client of a database opens a session with the one that it is told of; other programs work on what they are given.
  const isSession = input !== 'code' || uses[0] === 'database';
  const isAlone = parsed.operands.length === 0 || uses[0] === 'connect' || PROGRAMS.has(uses[0] ?? 'text');
  if (isData || (!isAlone && !isSession && around.invocation.stdin.kind === 'none')) return;
  if (parsed.options.some(({ rule }) => PROGRAMS.has(useOfValue(rule) as Use))) return;
  const { stdin, at } = around.invocation;
  const text = stdin.kind === 'text' ? stdin.text : UNKNOWN;
  const argument: Argument = { text, isPattern: false, maySplit: false, span: at };
  const isKnownInput = isKnown(argument);
  if (!isKnownInput) return addEffects([opaque(place.command, 'it runs what it reads from its input')], around);
  makeUse(input, argument, { rule, place, around });
}

/** Runs the program whose words a value holds. */
function runWords(
  value: Argument,
  { program, between }: OptionRuns,
  { invocation, state, context }: Surroundings,
): void {
  const words = [program, ...value.text.split(between)].map((text) => ({ ...value, text }));
  context.runCommand({ ...invocation, words }, state.fork(), context);
}

type OptionRuns = { readonly program: string; readonly between: string };

/** An effect of running a program that is in no table. */
export function unknownProgram(command: string): Effect {
  return effectOfCommand('unknown', command, { detail: 'run a program that is not known' });
}

/** A program with its arguments, as effects name what runs. */
function callText(name: string, args: readonly Argument[]): string {
  return args.length === 0 ? name : `${name} ${shownAll(args)}`;
}
