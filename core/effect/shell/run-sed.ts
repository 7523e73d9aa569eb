import type { Argument } from './argument.ts';
import { effectsOfUse } from './emit-use.ts';
import { opaque } from './findings.ts';
import { parseArguments } from './parse-arguments.ts';
import type { ProgramRule, Use } from './program-rule.ts';
import { RuleNames } from './rule-names.ts';
import { type Command, type Output, placeOfFinding } from './run-context.ts';
import { readSedScript } from './sed-script.ts';

const SED: ProgramRule = {
  options: {
    '-n --quiet --silent -E -r --regexp-extended -s --separate -u --unbuffered -z --null-data --posix --debug --sandbox':
      'flag',
    '-b --binary --follow-symlinks': 'flag',
    '-e --expression': 'text',
    '-f --file': 'read',
    '-i --in-place': { takes: 'text', isOptional: true },
    '-l --line-length': 'text',
  },
};

const SED_OPTIONS = new RuleNames([SED]).optionsOf([SED]);

/** `sed`: it reads its files, or writes them with `-i`; its script may read, write and run as well. */
export function runSed(command: Command): Output {
  const { options, operands } = parseArguments(command.args, { options: SED_OPTIONS });
  const scripts = options.filter(({ name }) => name === '-e' || name === '--expression').map(({ value }) => value);
  const isFromFile = options.some(({ name }) => name === '-f' || name === '--file');
  const hasScript = scripts.length > 0 || isFromFile;
  const inPlace = options.some(({ name }) => name === '-i' || name === '--in-place');
  // BSD's -i takes the next word as a suffix: an empty one can only be that.
  const files = operands.filter(({ text }) => text !== '').slice(hasScript ? 0 : 1);
  const first = operands.find(({ text }) => text !== '');
  if (command.args.some(({ text }) => text === '--help' || text === '--version')) return null;
  for (const script of hasScript ? scripts : [first ?? null]) if (script !== null) readScript(command, script);
  if (isFromFile) add(command, 'opaque', command.args[0] as Argument);
  for (const file of files) {
    add(command, 'read', file);
    if (inPlace) add(command, 'write', file);
  }
  return null;
}

function readScript(command: Command, script: Argument): void {
  const { context, invocation, state } = command;
  const at = placeOfFinding(invocation.at, context);
  // What is not known in a script most often stands in a replacement; a line end in it could begin another command.
  const text = script.text;
  const { uses, isUnderstood } = readSedScript(text);
  if (!isUnderstood) context.findings.add([opaque(`sed ${text}`, 'a script of sed that is not understood')], at);
  for (const { use, value } of uses) {
    const argument: Argument = { ...script, text: value, isPattern: false };
    if (use === 'shell') context.runText(value, { state: state.fork(), at: invocation.at }, context);
    else add(command, use, argument);
  }
}

function add({ context, invocation, state, name }: Command, use: Use, argument: Argument): void {
  context.findings.add(
    effectsOfUse(use, argument, { cwd: state.cwd, command: name, context }),
    placeOfFinding(invocation.at, context),
  );
}
