import type { ActionPlace } from './action-place.ts';
import type { Effect } from './effect.ts';
import { EFFECT_TABLE } from './effect-table.ts';
import { isBesideWorkspace } from './make-effect.ts';
import { literalArgument } from './shell/argument.ts';
import { readCode } from './shell/code/read-code.ts';
import { Findings, type Found, opaque } from './shell/findings.ts';
import type { FloorFinding } from './shell/floor-finding.ts';
import { RULE_NAMES, ruleOfProgram } from './shell/program-catalogue.ts';
import { isListed, runCommand } from './shell/run-command.ts';
import { MAX_CODE, NO_INPUT, newBudget, type RunContext } from './shell/run-context.ts';
import { forbidOnly, runStatements, runText } from './shell/run-script.ts';
import { ShellState } from './shell/shell-state.ts';
import type { ShellScript } from './shell/syntax.ts';

/** What a shell text does: every effect with its place in the text, and what no approval can let through. */
export type ShellAnalysis = { readonly found: readonly Found[]; readonly floor: FloorFinding | null };

/** Longest shell text that is read; a longer one is refused by the hard floor. */
export const MAX_SHELL_LENGTH = 100_000;

/**
 * Reduces a shell text to effects by running it over what is known: words are expanded, variables, folders and functions
 * followed, texts within texts run as well, and every program is looked up in the catalogue.
 *
 * What cannot be resolved in an executing position is `shell.opaque`, never nothing. A text that ends before a quote or a
 * bracket is closed is refused where what stands before does anything (model §3). Total; equal texts at equal places have
 * equal effects.
 */
export function analyseShell(text: string, place: ActionPlace, language: ShellLanguage = 'shell'): ShellAnalysis {
  const problem = boundsProblem(text);
  const whole = { start: 0, end: text.length };
  if (problem !== null)
    return {
      found: [{ effect: opaque(text, problem), at: whole }],
      floor: { rule: 'floor.unparsable', reason: problem },
    };
  const findings = new Findings();
  const budget = newBudget();
  const context: RunContext = {
    place,
    findings,
    parse: place.surroundings.parseShell,
    readCode: (code, content) => {
      budget.code += content.length;
      return budget.code > MAX_CODE ? { uses: [], isUnderstood: false } : readCode(code, content);
    },
    ruleOf: ruleOfProgram,
    isListed,
    rules: RULE_NAMES,
    budget,
    documents: new Map(),
    origin: null,
    isNarrowed: false,
    isTaken: false,
    depth: 0,
    runCommand,
    runStatements,
    runText,
  };
  if (language === 'shell') runWhole(text, context);
  else runOther(text, language, context);
  if (misleads(text)) findings.add([opaque(text, 'characters that make people read another text')], whole);
  if (findings.found.length === 0) findings.add([harmless(text)], whole);
  return { found: findings.found, floor: findings.floor };
}

/** The language of a shell tool's text. */
export type ShellLanguage = 'shell' | 'powershell' | 'cmd';

function runWhole(text: string, context: RunContext): void {
  const { place, findings } = context;
  const script = context.parse(text);
  runStatements(script.statements, { state: new ShellState(place.cwd), context });
  noteProblem(script, text, findings);
  if (script.problem !== null) forbidOnly(text, { state: new ShellState(place.cwd), context });
}

/** Text of another shell is read as that shell's program given on a command line would be; the floor is looked for as well. */
function runOther(text: string, language: 'powershell' | 'cmd', context: RunContext): void {
  const at = { start: 0, end: text.length };
  const [program, option] = language === 'cmd' ? ['cmd', '/c'] : ['pwsh', '-Command'];
  const words = [program, option, text].map((word) => literalArgument(word, at));
  const state = new ShellState(context.place.cwd);
  context.runCommand({ words, stdin: NO_INPUT, environment: new Map(), at }, state, context);
  forbidOnly(text, { state, context });
}

/** A text that does nothing but print has an effect all the same: every action has one. */
function harmless(text: string): Effect {
  const value = text.slice(0, 256);
  return {
    class: 'file.read',
    resource: { kind: 'command', value, provenance: 'unknown' },
    detail: 'change nothing',
    reversibility: 'reversible',
    marks: [],
  };
}

/** A shell refuses what it cannot parse; how much of it runs before, no two shells agree on. */
function noteProblem({ problem }: ShellScript, text: string, findings: Findings): void {
  if (problem === null) return;
  const doesSomething = findings.found.some(
    ({ effect: { class: effectClass, marks } }) =>
      EFFECT_TABLE[effectClass].floor >= EFFECT_TABLE['file.delete'].floor ||
      (effectClass === 'file.write' && isBesideWorkspace({ marks })),
  );
  if (problem.kind === 'incomplete' && doesSomething) {
    findings.forbid({ rule: 'floor.unparsable', reason: 'it ends before a quote, a bracket or a command is complete' });
  }
  findings.add([opaque(text.slice(problem.at.start), 'it cannot be parsed from here on')], problem.at);
}

function boundsProblem(text: string): string | null {
  if (text.length > MAX_SHELL_LENGTH) return `it is longer than ${MAX_SHELL_LENGTH} characters`;
  return text.includes('\0') ? 'it holds a NUL character' : null;
}

/** Terminal escapes and bidirectional controls (UAX 9): what is shown is not what runs. */
function misleads(text: string): boolean {
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code === 0x1b || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return true;
  }
  return false;
}
