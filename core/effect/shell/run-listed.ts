import { applyRule, unknownProgram } from './apply-rule.ts';
import { joinArguments } from './argument.ts';
import { runsUnseen, shown } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { rememberFile } from './known-files.ts';
import { knownOutput } from './known-output.ts';
import { LOADS_PROJECT } from './loads-project.ts';
import { effectsOfRealTargets } from './real-targets.ts';
import { type Command, type Output, placeOfFinding } from './run-context.ts';

/** A program by what the tables know of it. */
export function runListed(command: Command): Output {
  const { name, args, invocation, state, context } = command;
  const rule = context.ruleOf(name);
  const at = placeOfFinding(invocation.at, context);
  if (rule === null) {
    const isVersion = args.length === 1 && ['--version', '--help'].includes(args[0]?.text ?? '');
    if (isScriptFile(name) || isScriptOfPackage(name)) {
      context.findings.add([runsUnseen(shown({ text: joinArguments(invocation.words) }))], at);
      return null;
    }
    const effect = isVersion
      ? effectOfCommand('process.run', name, { detail: 'print its version or help' })
      : unknownProgram(shown({ text: joinArguments(invocation.words) }));
    context.findings.add([effect], at);
    return null;
  }
  const before = context.findings.found.length;
  context.findings.add(effectsOfRealTargets(command), at);
  applyRule(rule, { invocation, state, context });
  const runsAnyway = context.findings.found.slice(before).some(({ effect }) => effect.marks.includes('unseen-code'));
  if (LOADS_PROJECT.has(name) && !runsAnyway)
    context.findings.add([runsUnseen(shown({ text: joinArguments(invocation.words) }))], at);
  const output = knownOutput(name, args, invocation.stdin);
  if (name === 'tee') for (const file of args) rememberFile(file, output, command);
  if (output !== null && DECODERS.has(name))
    context.findings.add([opaque(output, 'text that was hidden by encoding it')], at);
  return output;
}

/** Programs of which the output is known only where they take apart what stands encoded in the line itself. */
const DECODERS = new Set(['base64', 'xxd', 'openssl', 'rev', 'tr']);

const SCRIPT_PREFIXES = ['npm:', 'pnpm:', 'yarn:', 'bun:', 'node:', 'deno:'];

/** `npm:build` or `npm:test:*`, as runners of many commands (`concurrently`) write scripts of the project. */
export function isScriptOfPackage(name: string): boolean {
  return SCRIPT_PREFIXES.some((prefix) => name.startsWith(prefix) && name.length > prefix.length);
}

const SCRIPT_ENDINGS = ['.py', '.sh', '.js', '.mjs', '.cjs', '.ts', '.mts', '.rb', '.pl', '.php', '.bash'];

/** A name that ends as scripts do: no program is named so, and runners (`uv run x.py`) take a file of the project. */
function isScriptFile(name: string): boolean {
  return SCRIPT_ENDINGS.some((ending) => name.endsWith(ending));
}
