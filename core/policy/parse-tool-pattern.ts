import { fail, ok, type Result } from '../result.ts';
import { compileArgument } from './argument-pattern.ts';
import { compileGlob } from './glob.ts';
import { nearestWord } from './nearest-word.ts';
import { compilePathPattern } from './path-pattern.ts';
import type { ArgumentPattern } from './policy.ts';
import { phraseOf } from './policy-problem.ts';

/** `Tool(pattern)` in its parts. */
export type ToolPattern = { readonly tool: string | null; readonly argument: ArgumentPattern | null };

/** What was found and wanted instead of a readable pattern. */
type PatternProblem = { readonly found: string; readonly wanted: string };

/** Tools whose text is a shell command, and the arguments they have. */
const COMMAND_TOOLS: ReadonlySet<string> = new Set(['Bash', 'PowerShell']);
const COMMAND_ARGUMENTS: readonly string[] = ['command', 'description', 'timeout', 'run_in_background'];
/** Tools whose text is a path. */
const PATH_TOOLS: ReadonlySet<string> = new Set([
  'Read',
  'Write',
  'Edit',
  'MultiEdit',
  'NotebookRead',
  'NotebookEdit',
  'Glob',
  'Grep',
  'LS',
]);

/**
 * Reads `Tool`, `Tool(pattern)`, `Tool(domain:host)` or `Tool(argument:value)`, as agents' own permission rules write them.
 *
 * Both parts are globs; the tool `*` is any tool, the pattern `*` is anything. What another agent would read differently is
 * refused with the form to write instead: the prefix form `Bash(rm:*)`, slashes that are doubled or at the end.
 */
export function parseToolPattern(text: string): Result<ToolPattern, PatternProblem> {
  const open = text.indexOf('(');
  if (open >= 0 && !text.endsWith(')')) return refuse(text, 'a closing parenthesis at the end, as in Read(~/.ssh/**)');
  const name = open < 0 ? text : text.slice(0, open);
  const inner = open < 0 ? null : text.slice(open + 1, -1);
  if (name === '' || hasBlank(name)) return refuse(text, 'a tool name without blanks, as in Bash or mcp__github__*');
  const glob = compileGlob(name, 'text');
  if (!glob.ok) return fail(phraseOf(glob.failure));
  const tool = name === '*' ? null : name;
  if (inner === null || inner === '*') return ok({ tool, argument: null });
  const argument = parseArgument(name, inner);
  return argument.ok ? ok({ tool, argument: argument.value }) : argument;
}

function parseArgument(tool: string, inner: string): Result<ArgumentPattern, PatternProblem> {
  const argument = splitArgument(inner);
  if (COMMAND_TOOLS.has(tool)) {
    const problem = prefixFormProblem(tool, inner, argument);
    if (problem !== null) return fail(problem);
  }
  if (PATH_TOOLS.has(tool) && argument.kind === 'any-of-primary') {
    const path = compilePathPattern(inner);
    if (!path.ok) return fail(phraseOf(path.failure));
  }
  const compiled = compileArgument(argument);
  return compiled.ok ? ok(argument) : fail(phraseOf(compiled.failure));
}

function splitArgument(inner: string): ArgumentPattern {
  const colon = inner.indexOf(':');
  const name = inner.slice(0, Math.max(colon, 0));
  const glob = inner.slice(colon + 1);
  if (!isArgumentName(name) || glob.startsWith('//')) return { kind: 'any-of-primary', glob: inner };
  return name === 'domain' ? { kind: 'domain', glob } : { kind: 'named', name, glob };
}

/** The older form `Bash(git push:*)` means a prefix elsewhere; taken literally here, a forbid in it would never match. */
function prefixFormProblem(tool: string, inner: string, argument: ArgumentPattern): PatternProblem | null {
  if (argument.kind === 'named' && COMMAND_ARGUMENTS.includes(argument.name)) return null;
  const shown = `the prefix form ${tool}(${inner})`;
  if (inner.endsWith(':*')) return { found: shown, wanted: `${tool}(${inner.slice(0, -2)} *)` };
  if (argument.kind !== 'named') return null;
  const meant = nearestWord(argument.name, COMMAND_ARGUMENTS) ?? 'command';
  return { found: `no argument ${argument.name} of ${tool}`, wanted: `${tool}(${meant}:…)` };
}

function isArgumentName(name: string): boolean {
  if (name === '' || name.length > 64 || isDigit(name.charAt(0))) return false;
  return Array.from(name).every((letter) => isLetter(letter) || isDigit(letter) || letter === '_' || letter === '-');
}

function isLetter(letter: string): boolean {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

function isDigit(letter: string): boolean {
  return letter >= '0' && letter <= '9';
}

function hasBlank(text: string): boolean {
  return text.trim().length !== text.length || text.includes(' ') || text.includes('\t') || text.includes('\n');
}

function refuse(text: string, wanted: string): Result<never, PatternProblem> {
  return fail({ found: JSON.stringify(text), wanted });
}
