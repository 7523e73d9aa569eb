import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Decision, Verdict } from '../../../core/decision.ts';
import type { Places } from '../environment.ts';
import { type ActionPlace, readActionLine } from './action-line.ts';
import { explainDecision } from './explain.ts';
import { type Evaluator, openEvaluator } from './open-evaluator.ts';
import { errorLine, verdictLine } from './verdict-line.ts';

const EXIT_OF: { readonly [Name in Verdict]: number } = { allow: 0, deny: 1, 'require-approval': 30, defer: 30 };
const USAGE = 2;
const FLUSH_CHARACTERS = 65_536;

/** Runs `check` and `explain`: decides without any effect. Exit 0 allow, 1 deny, 30 a human would be asked, 2 bad usage. */
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
    process.stderr.write(
      `countersign: ${read === null ? `${command}: found no action, want a command line, or --tool and --args` : read.failure}\n`,
    );
    return USAGE;
  }
  const decision = evaluator.evaluate(read.value.action);
  print(decision, { json: values.json, detailed: command === 'explain' });
  return EXIT_OF[decision.verdict];
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
  if (tool === undefined) return command === '' ? null : JSON.stringify({ cmd: command });
  return `{"tool":${JSON.stringify(tool)},"args":${args ?? '{}'}}`;
}

function print(decision: Decision, { json, detailed }: { readonly json: boolean; readonly detailed: boolean }): void {
  if (json) process.stdout.write(`${JSON.stringify(detailed ? decision : verdictLine(null, decision))}\n`);
  else process.stdout.write(explainDecision(decision, { detailed }));
}

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
