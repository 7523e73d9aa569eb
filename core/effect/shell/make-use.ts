import { normalisePath } from '../../path/normalise-path.ts';
import { isInWorkspace } from '../action-place.ts';
import type { Effect } from '../effect.ts';
import { makeEffect } from '../make-effect.ts';
import { analyseSql } from '../sql/analyse-sql.ts';
import { actsOf, effectOfAct } from './acts-of-rule.ts';
import { type Argument, isKnown, joinArguments, knownText, literalArgument, UNKNOWN } from './argument.ts';
import { effectsOfUse, runsUnseen, shown, type UsePlace } from './emit-use.ts';
import { opaque } from './findings.ts';
import { FORKS, forksWithoutEnd } from './forks-without-end.ts';
import { knownFile } from './known-files.ts';
import type { Act, ProgramRule, Use } from './program-rule.ts';
import { addEffects, type Invocation, MAX_CODE, type RunContext } from './run-context.ts';
import type { ShellState } from './shell-state.ts';
import { actsOfUnlisted, isUnlisted } from './unlisted-program.ts';

/** What is around a word that is used: the command it stands in, the state and the text. */
export type Surroundings = {
  readonly invocation: Invocation;
  readonly state: ShellState;
  readonly context: RunContext;
};

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

/** A program, and where a word of it is used. */
export type Using = { readonly rule: ProgramRule; readonly place: UsePlace; readonly around: Surroundings };

/** Makes the use of a word: effects are found, and what it runs is run. */
export function makeUse(use: Use, argument: Argument, { rule, place, around }: Using): void {
  const text = knownText(argument);
  if (use === 'shell') return runText(argument, rule, around);
  if (use === 'command') return runRest([argument], around);
  if (use === 'script') runKnownScript(argument, rule, { place, around });
  if (use === 'code') return readCode(text, rule, { place, around });
  if (use === 'sql') return runSql(text, rule, { place, around });
  addEffects(effectsOfUse(use, argument, place), around);
}

/** A text of one name that no table knows is, for who runs code of the project, one of its scripts. */
function runText(argument: Argument, { does }: ProgramRule, around: Surroundings): void {
  const acts = isUnlisted(argument.text, around) ? actsOfUnlisted(actsOf(does)) : null;
  if (acts === null) return runShellText(argument, around);
  addEffects(
    acts.map((act) => placed(effectOfAct(act, argument.text), around)),
    around,
  );
}

/** Runs the text that an argument holds, in a state of its own. */
export function runShellText(argument: Argument, { invocation, state, context }: Surroundings): void {
  const at = invocation.at;
  context.runText(argument.text, { state: state.fork(), at, stdin: invocation.stdin }, context);
}

/** Programs that run others hand a text with blanks in it, or what stands behind `-c`, to a shell. */
export function runRest(words: readonly Argument[], around: Surroundings & { readonly runner?: readonly Act[] }): void {
  const { invocation, state, context, runner = [] } = around;
  const [first, second] = words;
  const name = knownText(first);
  const acts = name !== null && isUnlisted(name, around) ? actsOfUnlisted(runner) : null;
  if (acts !== null)
    return addEffects(
      acts.map((act) => placed(effectOfAct(act, shownAll(words)), around)),
      around,
    );
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
export const PROGRAMS: ReadonlySet<Use> = new Set(['script', 'code', 'shell', 'sql', 'command']);
/** Names of the standard input. */
export const STANDARD_INPUT = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/** Classes of what a program changes in the folder it works in, without naming it. */
const LOCAL: ReadonlySet<Effect['class']> = new Set(['git.commit', 'git.history-rewrite', 'file.write', 'file.delete']);

/** What runs, or is changed, in a folder outside of the workspace is nobody's project. */
export function placed(effect: Effect, { state, context }: Surroundings): Effect {
  if (state.cwd === null || !(effect.marks.includes('unseen-code') || LOCAL.has(effect.class))) return effect;
  const path = normalisePath(state.cwd, { cwd: '/', home: context.place.home });
  if (path === null || context.place.workspaces.length === 0 || isInWorkspace(path, context.place)) return effect;
  return { ...effect, marks: [...effect.marks, 'outside-workspace'] };
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

/** Words as people see them. */
export function shownAll(args: readonly Argument[]): string {
  return shown({ text: joinArguments(args) });
}
