import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Action } from '../../../core/action/action.ts';
import type { Verdict } from '../../../core/decision.ts';
import type { Places } from '../environment.ts';
import { tellProblem } from '../tell-problem.ts';
import { type ActionPlace, readActionLine } from './action-line.ts';
import { describeVerdict } from './describe-verdict.ts';
import { explainAction } from './explain/explain-action.ts';
import { type Evaluator, openEvaluator } from './open-evaluator.ts';
import { errorLine, verdictLine } from './verdict-line.ts';

const EXIT_OF: { readonly [Name in Verdict]: number } = { allow: 0, deny: 1, 'require-approval': 30, defer: 30 };
const USAGE = 2;
const FLUSH_CHARACTERS = 65_536;

/**
 * Runs `check` and `explain`: decides without any effect. Exit 0 allow, 1 deny, 30 a human would be asked, 2 bad usage.
 *
 * `explain` answers data, which the command line draws. A lone web address is taken for a fetch of it.
 */
export async function runCheck(command: 'check' | 'explain', args: readonly string[], places: Places): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      batch: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      tool: { type: 'string' },
      args: { type: 'string' },
      cwd: { type: 'string' },
      workspace: { type: 'string' },
    },
  });
  const cwd = values.cwd ?? process.cwd();
  const place = { cwd, workspace: values.workspace ?? cwd };
  const evaluator = await openEvaluator(places);
  if (values.batch) return runBatch(evaluator, place);
  const line = oneLine({ tool: values.tool, args: values.args, command: positionals.join(' ') });
  const read = line === null ? null : readActionLine(line, place);
  if (read === null || !read.ok) {
    const message =
      read === null ? `${command}: found no action, want a command line, or --tool and --args` : read.failure;
    return tellProblem({ message }, { json: values.json, exitCode: USAGE });
  }
  if (command === 'explain') return explain(evaluator, read.value.action);
  const decision = evaluator.evaluate(read.value.action);
  process.stdout.write(values.json ? `${JSON.stringify(verdictLine(null, decision))}\n` : describeVerdict(decision));
  return EXIT_OF[decision.verdict];
}

async function explain(evaluator: Evaluator, action: Action): Promise<number> {
  const explanation = explainAction(evaluator, action);
  await write(`${JSON.stringify(explanation)}\n`);
  return EXIT_OF[explanation.verdict];
}

function oneLine({
  tool,
  args,
  command,
}: {
  readonly tool: string | undefined;
  readonly args: string | undefined;
  readonly command: string;
}): string | null {
  if (tool === undefined && command === '') return null;
  if (tool === undefined)
    return JSON.stringify(isWebAddress(command) ? { tool: 'WebFetch', args: { url: command } } : { cmd: command });
  return `{"tool":${JSON.stringify(tool)},"args":${args ?? '{}'}}`;
}

/** A web address and nothing beside it: as a shell line it would run nothing either. */
function isWebAddress(text: string): boolean {
  if (!text.startsWith('https://') && !text.startsWith('http://')) return false;
  const [first = '', ...assignments] = text.split('&');
  const isOneWord = [...text].every((character) => character > ' ' && !SHELL_CHARACTERS.has(character));
  return isOneWord && first !== '' && assignments.every((part) => part.includes('=')) && URL.canParse(text);
}

/** With one of these a text could be more than one word to a shell. */
const SHELL_CHARACTERS: ReadonlySet<string> = new Set(';|<>()`$\'"\\{}');

/** Answers one verdict line for each line read, in order; a line that cannot be read is answered by a deny. Empty lines are skipped. */
async function runBatch(evaluator: Evaluator, place: ActionPlace): Promise<number> {
  let buffer = '';
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const read = readActionLine(line, place);
    const answer = read.ok
      ? verdictLine(read.value.id, evaluator.evaluate(read.value.action))
      : errorLine(read.failure);
    buffer += `${JSON.stringify(answer)}\n`;
    if (buffer.length >= FLUSH_CHARACTERS) {
      await write(buffer);
      buffer = '';
    }
  }
  await write(buffer);
  return 0;
}

function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
