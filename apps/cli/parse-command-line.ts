import { parseArgs } from 'node:util';
import { CliError } from './cli-error.ts';
import { type Command, GLOBAL_OPTIONS, type OperandSpec, type OptionSpec } from './command.ts';
import { Invocation } from './invocation.ts';
import { nearestName } from './nearest-name.ts';

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/**
 * Reads the arguments after a command's own words.
 *
 * Raises a usage error that names every problem at once: unknown options with the one that was probably meant, missing and
 * surplus values, a choice that is none. For a command that passes arguments on, everything unknown is kept in `passed`.
 */
export function parseCommandLine(command: Command, args: readonly string[]): Invocation {
  const specs = [...(command.options ?? []), ...GLOBAL_OPTIONS];
  if (command.passesTo !== undefined) return splitPassed(specs, args);
  const tokens = tokenise(specs, args);
  const problems: string[] = [];
  const options = readOptions(specs, { tokens, problems });
  const operands = readOperands(command.operands ?? [], { tokens, problems, needsAll: !options.has('help') });
  if (problems.length > 0) throw usageError(command, problems);
  return new Invocation({ passed: passedArgs(tokens, args), operands, options });
}

/** Says what is wrong with a command line, with the way to its help. */
export function usageError(command: Pick<Command, 'path'>, problems: readonly string[]): CliError {
  const name = ['countersign', ...command.path].join(' ');
  return new CliError('usage', `${name}: ${problems.join('; ')}`, { remedies: [`See \`${name} --help\`.`] });
}

function tokenise(specs: readonly OptionSpec[], args: readonly string[]): readonly Token[] {
  const options: { [name: string]: { type: 'string' | 'boolean'; short?: string; multiple: boolean } } = {};
  for (const { name, short, value } of specs) {
    options[name] = { type: value === null ? 'boolean' : 'string', multiple: true, ...(short ? { short } : {}) };
  }
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

type Reading = { readonly tokens: readonly Token[]; readonly problems: string[] };

function readOptions(specs: readonly OptionSpec[], { tokens, problems }: Reading): Map<string, (string | true)[]> {
  const found = new Map<string, (string | true)[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = specs.find(({ name }) => name === token.name);
    const problem = spec === undefined ? unknownOption(token.rawName, specs) : misuse(spec, token.value);
    if (problem !== null) problems.push(problem);
    const given = found.get(token.name) ?? [];
    if (given.length > 0 && spec?.value !== null && spec?.multiple !== true) {
      problems.push(`option ${token.rawName} given twice, want it once`);
    }
    found.set(token.name, [...given, token.value ?? true]);
  }
  return found;
}

function unknownOption(rawName: string, specs: readonly OptionSpec[]): string {
  const names = specs.map(({ name }) => `--${name}`);
  const meant = nearestName(rawName, names);
  return `unknown option ${rawName}${meant === null ? '' : `, did you mean ${meant}?`}`;
}

function misuse({ name, value, choices }: OptionSpec, given: string | undefined): string | null {
  if (value === null) return given === undefined ? null : `option --${name} takes no value, found ${quote(given)}`;
  if (given === undefined) return `option --${name} without a value, want ${value}`;
  if (choices === undefined || choices.includes(given)) return null;
  return `option --${name} ${quote(given)}, want ${oneOf(choices)}`;
}

function readOperands(
  specs: readonly OperandSpec[],
  { tokens, problems, needsAll }: Reading & { readonly needsAll: boolean },
): Map<string, readonly string[]> {
  const values = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const found = new Map<string, readonly string[]>();
  let at = 0;
  for (const spec of specs) {
    const taken = values.slice(at, spec.many === true ? values.length : at + 1);
    at += taken.length;
    if (taken.length > 0) found.set(spec.name, taken);
    else if (spec.required && needsAll)
      problems.push(`no ${spec.name}, want ${spec.choices === undefined ? spec.summary : oneOf(spec.choices)}`);
    const bad = spec.choices === undefined ? undefined : taken.find((value) => spec.choices?.includes(value) !== true);
    if (bad !== undefined) problems.push(`${spec.name} ${quote(bad)}, want ${oneOf(spec.choices ?? [])}`);
  }
  const surplus = values.slice(at);
  if (surplus.length > 0) problems.push(`unexpected ${surplus.map(quote).join(', ')}, want nothing more`);
  return found;
}

/** The arguments without `--no-color` and `--help`, which no child needs. */
function passedArgs(tokens: readonly Token[], args: readonly string[]): readonly string[] {
  const own = new Set(tokens.flatMap((token) => (isOwn(token) ? [token.index] : [])));
  return args.filter((_, index) => !own.has(index));
}

function isOwn(token: Token): boolean {
  return token.kind === 'option' && (token.name === 'no-color' || token.name === 'help');
}

/** Takes the switches and options the CLI knows out of the arguments; the rest goes on as it is. Nothing after `--` is ours. */
function splitPassed(specs: readonly OptionSpec[], args: readonly string[]): Invocation {
  const options = new Map<string, (string | true)[]>();
  const passed: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      passed.push(...args.slice(index + 1));
      break;
    }
    const spec = specs.find(({ name, short }) => arg === `--${name}` || (short !== undefined && arg === `-${short}`));
    if (spec === undefined) passed.push(arg);
    else if (spec.value === null) options.set(spec.name, [true]);
    else options.set(spec.name, [args[++index] ?? '']);
  }
  return new Invocation({ passed, operands: new Map(), options });
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function oneOf(choices: readonly string[]): string {
  return choices.join(', ');
}
