import type { CountersignClient } from '../../../sdk/client.ts';
import type { WireRun, WireShownRun } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { readDurationMs } from '../read-value.ts';
import { showSummary } from '../run/show-summary.ts';
import { formatCountdown, formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

const RUN_OPERAND = {
  name: 'RUN',
  summary: 'its session, for example run-1a2b3c4d, or its id',
  required: true,
} as const;
const REASON_OPTION = { name: 'reason', value: 'TEXT', summary: 'why, for the record' } as const;

const HEADINGS = ['RUN', 'STATE', 'HELD BY', 'STARTED', 'LEFT', 'PROGRAM'];

/** Lists runs. */
export const runsList: Command = {
  path: ['runs', 'list'],
  summary: 'list programs that run in sandboxes, and those that ended lately',
  examples: [{ line: 'countersign runs list', does: 'what runs now' }],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const runs = await client.runs.list();
    const { terminal } = context;
    if (invocation.json) terminal.json({ runs });
    else if (runs.length === 0) terminal.out('nothing runs');
    else
      terminal.out(
        renderTable({ headings: HEADINGS, rows: runs.map(rowOf), heading: terminal.style.dim, page: terminal }),
      );
    return EXIT.ok;
  },
};

/** Shows one run. */
export const runsShow: Command = {
  path: ['runs', 'show'],
  summary: 'show a run, and what became of it',
  operands: [RUN_OPERAND],
  examples: [{ line: 'countersign runs show run-1a2b3c4d', does: 'its files, hosts and decisions' }],
  run: (invocation, context) => withRun(invocation, context, (client, { id }) => client.runs.show(id)),
};

/** Ends a run. */
export const runsStop: Command = {
  path: ['runs', 'stop'],
  summary: 'end a run, with everything in it',
  operands: [RUN_OPERAND],
  options: [REASON_OPTION],
  examples: [{ line: 'countersign runs stop run-1a2b3c4d --reason "it loops"', does: 'end it now' }],
  run: (invocation, context) =>
    withRun(invocation, context, (client, { id }) => client.runs.stop(id, reasonOf(invocation, 'stopped by a person'))),
};

/** Freezes a run. */
export const runsFreeze: Command = {
  path: ['runs', 'freeze'],
  summary: 'stop everything in a run, to go on later',
  operands: [RUN_OPERAND],
  options: [REASON_OPTION],
  examples: [{ line: 'countersign runs freeze run-1a2b3c4d', does: 'hold it while you look' }],
  run: (invocation, context) =>
    withRun(invocation, context, (client, { id }) =>
      client.runs.freeze(id, reasonOf(invocation, 'frozen by a person')),
    ),
};

/** Resumes a run. */
export const runsResume: Command = {
  path: ['runs', 'resume'],
  summary: 'let a frozen run go on',
  operands: [RUN_OPERAND],
  examples: [{ line: 'countersign runs resume run-1a2b3c4d', does: 'go on where it was stopped' }],
  run: (invocation, context) => withRun(invocation, context, (client, { id }) => client.runs.resume(id)),
};

/** Renews a run. */
export const runsRenew: Command = {
  path: ['runs', 'renew'],
  summary: 'give a run more time',
  operands: [RUN_OPERAND],
  options: [{ name: 'lease', value: 'TIME', summary: 'from now on, 60m at most (default: 30m)' }],
  examples: [{ line: 'countersign runs renew run-1a2b3c4d --lease 45m', does: 'let it work on' }],
  run: (invocation, context) => {
    const leaseMs = readDurationMs(invocation.text('lease') ?? '30m', '--lease');
    return withRun(invocation, context, (client, { id }) => client.runs.renew(id, leaseMs));
  },
};

/** Takes over or drops what a run changed. */
export const runsReview: Command = {
  path: ['runs', 'review'],
  summary: 'take the changes of a run over, or drop them',
  details: [
    'Only for runs that were started with --changes review. What is taken over is undone like any other change.',
  ],
  operands: [RUN_OPERAND],
  options: [
    { name: 'apply', value: null, summary: 'make the changes in the workspace' },
    { name: 'drop', value: null, summary: 'forget them' },
  ],
  examples: [{ line: 'countersign runs review run-1a2b3c4d --apply', does: 'make its changes in the workspace' }],
  run: (invocation, context) => {
    const isApplied = invocation.flag('apply');
    if (isApplied === invocation.flag('drop'))
      throw usageError({ path: ['runs', 'review'] }, ['want exactly one of --apply and --drop']);
    const verdict = isApplied ? 'apply' : 'drop';
    return withRun(invocation, context, (client, { id }) => client.runs.review(id, { verdict }));
  },
};

function rowOf(run: WireRun): readonly string[] {
  const isOver = run.state === 'ended' || run.state === 'reviewing';
  return [
    run.session,
    run.state,
    run.isolation,
    formatTime(run.started_at_ms),
    isOver ? '' : formatCountdown(run.expires_at_ms, Date.now()),
    visibleText(run.program),
  ];
}

async function withRun(
  invocation: Invocation,
  context: Context,
  change: (client: CountersignClient, run: WireRun) => Promise<WireShownRun>,
): Promise<ExitCode> {
  const { client } = connectGateway(context);
  const named = invocation.operand('RUN') ?? '';
  const known = await client.runs.list();
  const found = known.find(({ id, session }) => id === named || session === named);
  if (found === undefined)
    throw new CliError('failed', `find run ${JSON.stringify(named)}: there is none`, {
      remedies: ['See them: `countersign runs list`.'],
    });
  const shown = await change(client, found);
  if (invocation.json) context.terminal.json(shown);
  else if (shown.summary !== null) showSummary(shown.run, shown.summary, context);
  else context.terminal.out(`${shown.run.session} ${shown.run.state}: ${visibleText(shown.run.program)}`);
  return EXIT.ok;
}

function reasonOf(invocation: Invocation, fallback: string): string {
  return invocation.text('reason') ?? fallback;
}
