import { randomBytes } from 'node:crypto';
import type { CountersignClient } from '../../../sdk/client.ts';
import type { WireActResponse } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { statePaths } from '../paths.ts';
import { readDurationMs } from '../read-value.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { explainRefusal } from '../workspace/explain-refusal.ts';
import { findWorkspace, shellWord, WORKSPACE_OPTION, workspaceArgument } from '../workspace/find-workspace.ts';
import { DRY_RUN_OPTION } from '../workspace/look-then-change.ts';
import { type ChangeInput, readChangeFile } from '../workspace/read-change-file.ts';
import { renderAct } from '../workspace/render-act.ts';

const MAX_WAIT_MS = 600_000;

/** Has the gateway carry out a plan or apply a diff. */
export const apply: Command = {
  path: ['apply'],
  summary: 'apply a diff, or carry out a plan, as the gateway judges it: whole or not at all',
  details: [
    'Reads a plan (.json) or a unified diff (.patch, .diff); of standard input (-) an opening brace tells them apart. Shows what changes, the risk and quality with what they come from, and the verdict. Every problem of what is refused is listed.',
    'Ends with 0 when it was done, or would be allowed; 1 when denied; 30 when a person must approve; 50 when it does not apply, the files changed meanwhile, or the checks after it took it back.',
    'You propose it, as whoever the token is; nobody approves what they proposed themselves. Where you are the only approver, propose with the token of an agent (COUNTERSIGN_TOKEN), and approve it yourself.',
  ],
  operands: [{ name: 'file', summary: 'a plan, a diff, or - for standard input', required: true, completes: 'file' }],
  options: [
    DRY_RUN_OPTION,
    WORKSPACE_OPTION,
    { name: 'session', value: 'ID', summary: 'the session it belongs to (default: one of its own)' },
    { name: 'wait', value: 'TIME', summary: 'wait for an answer where a person must approve, at most 10m' },
  ],
  examples: [
    { line: 'countersign apply fix.patch --dry-run', does: 'what it would do, and what the gateway thinks of it' },
    { line: 'git diff | countersign apply - --workspace ../copy', does: 'from another program' },
    { line: 'countersign apply plan.json --wait 5m', does: 'a plan, with time for somebody to approve it' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const file = invocation.operand('file') ?? '';
    const workspace = findWorkspace(invocation, context);
    const waitMs = readWait(invocation.text('wait'));
    const session = invocation.text('session') ?? `cli-${randomBytes(4).toString('hex')}`;
    const isDry = invocation.flag('dry-run');
    const { client } = connectGateway(context);
    const input = await readChangeFile(file, context);
    const place = { session, workspace, surface: 'cli', channel: 'cli', dry_run: isDry, wait_ms: waitMs } as const;
    const answer = await send(client, { input, place }).catch((error: unknown) => {
      throw explainRefusal(error, file);
    });
    if (invocation.json) terminal.json(answer);
    else {
      terminal.out(renderAct(answer, { workspace, isDry, page: terminal }));
      for (const step of nextSteps(answer, { file, session, workspace, context }))
        terminal.err(`  ${terminal.errorStyle.dim('next:')} ${step}`);
    }
    return exitOf(answer, isDry);
  },
};

type Place = Omit<Parameters<CountersignClient['act']['diff']>[0], 'diff'>;

function send(
  client: CountersignClient,
  { input, place }: { readonly input: ChangeInput; readonly place: Place },
): Promise<WireActResponse> {
  return input.kind === 'plan'
    ? client.act.plan({ ...place, plan: input.plan })
    : client.act.diff({ ...place, diff: input.diff });
}

function readWait(text: string | null): number {
  const waitMs = text === null ? 0 : readDurationMs(text, '--wait');
  if (waitMs <= MAX_WAIT_MS) return waitMs;
  throw new CliError('usage', `read --wait: ${JSON.stringify(text)}, want at most 10m`);
}

function exitOf({ verdict, is_done: isDone }: WireActResponse, isDry: boolean): ExitCode {
  if (verdict === 'deny') return EXIT.notOk;
  if (verdict !== 'allow') return EXIT.approvalNeeded;
  return isDone || isDry ? EXIT.ok : EXIT.failed;
}

type Told = {
  readonly file: string;
  /** Null for a session of its own. */
  readonly session: string | null;
  readonly workspace: string;
  readonly context: Context;
};

/** What to do now, a sentence or a command line each. */
function nextSteps(answer: WireActResponse, told: Told): readonly string[] {
  const { verdict, decision, is_done: isDone } = answer;
  if (isDone)
    return decision === null
      ? []
      : [`take it back: countersign undo${workspaceArgument(told.workspace, told.context)}`];
  if (verdict === 'allow') return [];
  const remedies = (decision?.remedies ?? []).map((remedy) => visibleText(remedy));
  return verdict === 'require-approval' ? approvalSteps(answer, told) : remedies;
}

/** Who may approve it, and how it goes on then. A requester never approves their own, so a person alone is told the way out. */
function approvalSteps({ approval }: WireActResponse, told: Told): readonly string[] {
  if (approval === null)
    return ['nobody approves what they proposed: another person must, or propose it with the token of an agent'];
  const { requester } = approval.binding;
  const agentToken = shellWord(statePaths(told.context.environment).agentToken);
  const asAgent = `COUNTERSIGN_TOKEN="$(cat ${agentToken})" ${lineOf({ ...told, session: null })} --wait 5m`;
  return [
    `look at it: countersign approvals show ${approval.id}`,
    ...(requester.startsWith('human:')
      ? [`${visibleText(requester)} proposed it, so another person must approve it; if you are alone: ${asAgent}`]
      : []),
    ...(approval.status === 'pending' ? [`once it is approved: ${lineOf(told)}`] : []),
  ];
}

/** The same command line again; of the same session, since that is what an approval counts for. */
function lineOf({ file, session, workspace, context }: Told): string {
  const words = ['countersign', 'apply', file, ...(session === null ? [] : ['--session', session])]
    .map(shellWord)
    .join(' ');
  return `${words}${workspaceArgument(workspace, context)}`;
}
