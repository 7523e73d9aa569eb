import { normalisePath } from '../../path/normalise-path.ts';
import { isInWorkspace } from '../action-place.ts';
import type { Effect } from '../effect.ts';
import { makeEffect } from '../make-effect.ts';
import { analyseSql } from '../sql/analyse-sql.ts';
import { RUNS_PACKAGE } from './acts.ts';
import { type Argument, isKnown, joinArguments, knownText, literalArgument, UNKNOWN } from './argument.ts';
import { effectsOfUse, runsUnseen, shown, type UsePlace } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { FORKS, forksWithoutEnd } from './forks-without-end.ts';
import { knownFile } from './known-files.ts';
import { effectsOfHiddenOptions } from './option-powers.ts';
import { type GivenOption, mayBeOption, type ParsedArguments, parseArguments, useOfValue } from './parse-arguments.ts';
import type { Act, OptionRule, ProgramRule, Use } from './program-rule.ts';
import { addEffects, type Invocation, MAX_CODE, type RunContext } from './run-context.ts';
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

type Surroundings = { readonly invocation: Invocation; readonly state: ShellState; readonly context: RunContext };

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
  const acts = [...actsOf(rule.does), ...(ofVerbs ?? [])];
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
        isUnseen: isUnseenAnyway && !acts.includes(RUNS_PACKAGE),
      });
    makeUse(use, operand, { rule, place, around: { ...around, state } });
  }
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
function strongestUses(rule: ProgramRule, { options, operands }: ParsedArguments): readonly Use[] {
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

/** Makes the uses of options' values; answers the state with the folder that they lead to. */
function usesOfOptions(
  options: readonly GivenOption[],
  { name, rule: program }: { readonly name: string; readonly rule: ProgramRule },
  around: Surroundings,
): ShellState {
  let { state } = around;
  for (const { rule, value, rest } of options) {
    const place: UsePlace = { cwd: state.cwd, command: name, context: around.context };
    if (typeof rule === 'object')
      addEffects(
        actsOf(rule.does).map((act) => placed(effectOfAct(act, name), { ...around, state })),
        around,
      );
    const use = useOfValue(rule);
    if (use === null || value === null) continue;
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

/** The folder that a word leads to from a state's; null where it cannot be told. */
export function folderOf(argument: Argument, state: ShellState): string | null {
  const text = knownText(argument);
  if (text === null || argument.isPattern) return null;
  const path = pathFrom(state.cwd, text);
  return path !== null && path.length > MAX_FOLDER ? null : path;
}

function pathFrom(cwd: string | null, text: string): string | null {
  if (text.startsWith('/')) return text;
  if (cwd === null || text === '') return cwd;
  return `${cwd === '/' ? '' : cwd}/${text}`;
}

/** Longest path of a folder that is followed, that of Linux (PATH_MAX): no program can be in a longer one. */
const MAX_FOLDER = 4_096;

type Using = { readonly rule: ProgramRule; readonly place: UsePlace; readonly around: Surroundings };

function makeUse(use: Use, argument: Argument, { rule, place, around }: Using): void {
  const text = knownText(argument);
  if (use === 'shell') return runShellText(argument, around);
  if (use === 'command') return runRest([argument], around);
  if (use === 'script') runKnownScript(argument, rule, { place, around });
  if (use === 'code') return readCode(text, rule, { place, around });
  if (use === 'sql') return runSql(text, rule, { place, around });
  addEffects(effectsOfUse(use, argument, place), around);
}

/** Runs the text that an argument holds, in a state of its own. */
export function runShellText(argument: Argument, { invocation, state, context }: Surroundings): void {
  const at = invocation.at;
  context.runText(argument.text, { state: state.fork(), at, stdin: invocation.stdin }, context);
}

/** Programs that run others hand a text with blanks in it, or what stands behind `-c`, to a shell. */
function runRest(words: readonly Argument[], around: Surroundings & { readonly isUnseen?: boolean }): void {
  const { invocation, state, context, isUnseen = false } = around;
  const [first, second] = words;
  const name = isUnseen ? knownText(first) : null;
  // What a project's runner runs and no table knows is the project's: code that nobody has read.
  if (name !== null && isUnlisted(name, around))
    return addEffects([placed(runsUnseen(shownAll(words)), { invocation, state, context })], around);
  if (first?.text === '-c' && second !== undefined) runShellText(second, around);
  else if (first?.text.includes(' ') === true) runShellText({ ...first, text: joinArguments(words) }, around);
  else context.runCommand({ ...invocation, words }, state.fork(), context);
}

/** A script that this text wrote is read as the program's code. */
function runKnownScript(file: Argument, rule: Using['rule'], using: Omit<Using, 'rule'>): void {
  const { stdin } = using.around.invocation;
  const isInput = STANDARD_INPUT.has(file.text) && stdin.kind !== 'none';
  const text = isInput ? (stdin.kind === 'text' ? stdin.text : UNKNOWN) : knownFile(file, using.around);
  if (typeof text !== 'string') return rule.input === 'sql' ? runSqlFile(file, using) : undefined;
  if (rule.input === 'sql') runSql(isKnown({ text }) ? text : null, rule, using);
  else if (isInput || rule.language !== undefined) readCode(text, rule, using);
}

function isUnlisted(name: string, { state, context }: Surroundings): boolean {
  const isPlain = [...name].every((character) => character > ' ' && character < '\u007f' && character !== '/');
  const isKnown = state.functionOf(name) !== null || state.aliasOf(name) !== null || context.isListed(name);
  return name !== '' && !name.startsWith('-') && isPlain && !isKnown;
}

function readCode(text: string | null, { language }: ProgramRule, { place, around }: Omit<Using, 'rule'>): void {
  if (text === null || language === undefined)
    return addEffects([opaque(place.command, 'code that is not known')], around);
  if (forksWithoutEnd(language, text)) around.context.findings.forbid(FORKS);
  const { uses, isUnderstood } = around.context.readCode(language, text);
  if (!isUnderstood)
    addEffects([opaque(`${place.command}: ${text}`, `${language} code that is not understood`)], around);
  if (
    WITH_OPTIONS.has(language) &&
    uses.some(({ use }) => STARTS.has(use)) &&
    GIVES_OPTIONS.some((mark) => text.includes(mark))
  )
    addEffects([runsUnseen(place.command)], around);
  const isMany = REPEATS.some((word) => text.includes(word));
  for (const { use: found, value } of uses) {
    const use = found === 'delete' && value === null && isMany ? 'delete-tree' : found;
    const argument: Argument = {
      text: value ?? UNKNOWN,
      isPattern: false,
      maySplit: false,
      span: around.invocation.at,
    };
    makeUse(use, argument, { rule: { language }, place, around });
  }
}

/** What stands in code that goes through many things: what it deletes and nobody knows may then be as many. */
const REPEATS = 'for while until each loop map walk glob listdir readdir scandir ChildItem gci popen ls dir Dir'.split(
  ' ',
);

/** Uses that start another program. */
const STARTS: ReadonlySet<Use> = new Set(['shell', 'command']);
/** By what code may give that program another folder or other variables (`cwd`, `env` of `child_process` and `proc_open`), or hide it. */
const WITH_OPTIONS: ReadonlySet<string> = new Set(['javascript', 'php']);
const GIVES_OPTIONS = ['cwd', 'env', '{', '[', 'JSON'];

/** Uses of an operand that is the program itself: with one of them, standard input is only data. */
const PROGRAMS: ReadonlySet<Use> = new Set(['script', 'code', 'shell', 'sql', 'command']);
const STANDARD_INPUT = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

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
  const isAlone = parsed.operands.length === 0 || uses[0] === 'connect' || PROGRAMS.has(uses[0] ?? 'text');
  if (isData || (!isAlone && around.invocation.stdin.kind === 'none')) return;
  if (parsed.options.some(({ rule }) => PROGRAMS.has(useOfValue(rule) as Use))) return;
  const { stdin, at } = around.invocation;
  const text = stdin.kind === 'text' ? stdin.text : UNKNOWN;
  const argument: Argument = { text, isPattern: false, maySplit: false, span: at };
  const isKnownInput = isKnown(argument);
  if (!isKnownInput) return addEffects([opaque(place.command, 'it runs what it reads from its input')], around);
  makeUse(input, argument, { rule, place, around });
}

/** Null where no verb is known. */
function actsOfVerbs({ verbs = [] }: ProgramRule, { operands }: ParsedArguments): readonly Act[] | null {
  for (const operand of operands) {
    const text = knownText(operand);
    const rule =
      text === null ? undefined : verbs.find((candidate) => candidate.verbs.some((verb) => isVerb(text, verb)));
    if (rule !== undefined) return actsOf(rule.does);
  }
  return null;
}

function isVerb(word: string, pattern: string): boolean {
  if (!pattern.endsWith('*')) return word === pattern;
  return word.startsWith(pattern.slice(0, -1));
}

/** A rule's acts as a list. */
export function actsOf(does: Act | readonly Act[] | undefined): readonly Act[] {
  if (does === undefined) return [];
  return Array.isArray(does) ? (does as readonly Act[]) : [does as Act];
}

/** The effect of an act of a command. */
export function effectOfAct(act: Act, command: string): Effect {
  if (typeof act === 'string') return effectOfCommand(act, command, { detail: command.slice(0, 80) });
  const { class: effectClass, detail = command.slice(0, 80), marks = [], isReversible = false } = act;
  return effectOfCommand(effectClass, command, { detail, marks, isReversible });
}

/** Classes of what a program changes in the folder it works in, without naming it. */
const LOCAL: ReadonlySet<Effect['class']> = new Set(['git.commit', 'git.history-rewrite', 'file.write', 'file.delete']);

/** What runs, or is changed, in a folder outside of the workspace is nobody's project. */
function placed(effect: Effect, { state, context }: Surroundings): Effect {
  if (state.cwd === null || !(effect.marks.includes('unseen-code') || LOCAL.has(effect.class))) return effect;
  const path = normalisePath(state.cwd, { cwd: '/', home: context.place.home });
  if (path === null || context.place.workspaces.length === 0 || isInWorkspace(path, context.place)) return effect;
  return { ...effect, marks: [...effect.marks, 'outside-workspace'] };
}

/** An effect of running a program that is in no table. */
export function unknownProgram(command: string): Effect {
  return effectOfCommand('unknown', command, { detail: 'run a program that is not known' });
}

/** A file of SQL that nobody has read. */
function runSqlFile(file: Argument, { around }: Omit<Using, 'rule'>): void {
  const resource = { kind: 'statement', value: shown(file) } as const;
  const effect = makeEffect('db.write', resource, { detail: 'run the SQL of a file', marks: ['unseen-code'] });
  addEffects([effect], around);
}

/** What an SQL text does to the database, and to files, hosts and shells through it. */
function runSql(text: string | null, { dialect = 'any' }: ProgramRule, { place, around }: Omit<Using, 'rule'>): void {
  const { context, invocation } = around;
  context.budget.code += text?.length ?? 0;
  if (text === null || context.budget.code > MAX_CODE) {
    const resource = { kind: 'statement', value: place.command.slice(0, 256) } as const;
    return addEffects([makeEffect('unknown', resource, { detail: 'run SQL that is not known' })], around);
  }
  const { effects, uses } = analyseSql(text, { parseSql: context.place.surroundings.parseSql, dialect });
  addEffects(effects, around);
  for (const { use, value } of uses)
    makeUse(use, literalArgument(value ?? UNKNOWN, invocation.at), { rule: { dialect, input: 'sql' }, place, around });
}

/** A program with its arguments, as effects name what runs. */
function callText(name: string, args: readonly Argument[]): string {
  return args.length === 0 ? name : `${name} ${shownAll(args)}`;
}

function shownAll(args: readonly Argument[]): string {
  return shown({ text: joinArguments(args) });
}
