import type { CountersignClient } from '../../../sdk/client.ts';
import type { WireReverted, WireRevertRequest } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { findActionId } from '../workspace/find-checkpoint.ts';
import { findWorkspace, WORKSPACE_OPTION } from '../workspace/find-workspace.ts';
import { DRY_RUN_OPTION, mayChange, YES_OPTION } from '../workspace/look-then-change.ts';
import { countActions, renderReverted } from '../workspace/render-revert.ts';

/** Takes actions of a session back, inside files and elsewhere. */
export const revert: Command = {
  path: ['revert'],
  summary: 'take back what a session did from an action on, or all of it: files, and the rest by inverses',
  details: [
    'Shows what would happen and asks. Files are put back in one change. What an action did elsewhere is taken back by the inverse that the agent registered for it, if any: it is judged like any other action, and may need approval; then revert again.',
    'Nothing of the log is taken back: a revert is a new entry, and later checkpoints stay, marked as history.',
  ],
  operands: [
    {
      name: 'action',
      summary: 'the action and everything its session did after it; the end of the id is enough where it changed files',
      required: false,
    },
  ],
  options: [
    { name: 'session', value: 'ID', summary: 'everything that this session did, instead of an action' },
    { name: 'rerun', value: null, summary: 'propose the action again afterwards' },
    WORKSPACE_OPTION,
    DRY_RUN_OPTION,
    { name: 'force', short: 'f', value: null, summary: 'put paths back although somebody changed them since' },
    YES_OPTION,
  ],
  examples: [
    { line: 'countersign revert 4f1c22a9 --dry-run', does: 'look at what taking it back would do' },
    { line: 'countersign revert 4f1c22a9 --rerun', does: 'take it back, and do it again' },
    { line: 'countersign revert --session 7c6f1d --yes', does: 'a whole task, without being asked' },
  ],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const request = await requestOf(client, { invocation, context });
    const isDry = invocation.flag('dry-run');
    if (isDry || !(invocation.json && invocation.flag('yes'))) {
      const planned = await client.reverts.revert({ ...request, dry_run: true });
      if (!invocation.json) show(`Revert ${countActions(planned.actions.length)}`, planned, context);
      if (isDry) return endLook(planned, { invocation, context });
      refuseConflicts(planned, invocation);
      const question = `Revert ${countActions(planned.actions.length)} of session ${visibleText(planned.session)}?`;
      if (!(await mayChange(question, { invocation, context }))) return EXIT.notOk;
    }
    const reverted = await client.reverts.revert(request);
    if (invocation.json) context.terminal.json(reverted);
    else show(titleOf(reverted, context), reverted, context);
    return exitOf(reverted);
  },
};

async function requestOf(
  client: CountersignClient,
  { invocation, context }: { readonly invocation: Invocation; readonly context: Context },
): Promise<WireRevertRequest> {
  const part = invocation.operand('action');
  const session = invocation.text('session');
  const rerun = invocation.flag('rerun');
  if ((part === null) === (session === null))
    throw usageError({ path: ['revert'] }, ['want an action or --session, one of them']);
  if (rerun && session !== null) throw usageError({ path: ['revert'] }, ['--rerun with --session, want an action']);
  const how = { rerun, force: invocation.flag('force') };
  if (session !== null) return { ...how, session };
  return { ...how, action: await findActionId(client, { part: part ?? '', root: findWorkspace(invocation, context) }) };
}

function show(title: string, reverted: WireReverted, { terminal }: Context): void {
  terminal.out(terminal.style.bold(title));
  for (const line of renderReverted(reverted, terminal)) terminal.out(line);
}

/** What became of it: a tick only where nothing waits and nothing was refused. */
function titleOf(reverted: WireReverted, { terminal: { style } }: Context): string {
  const actions = countActions(reverted.actions.length);
  if (reverted.verdict !== 'allow') return `not reverted: ${visibleText(reverted.reason ?? reverted.verdict)}`;
  return exitOf(reverted) === EXIT.ok
    ? `${style.green('✓')} reverted ${actions}`
    : `reverted ${actions}, but not all of it`;
}

function endLook(
  planned: WireReverted,
  { invocation, context: { terminal } }: { readonly invocation: Invocation; readonly context: Context },
): ExitCode {
  if (invocation.json) terminal.json(planned);
  else terminal.err('nothing was changed');
  return conflictsOf(planned) > 0 && !invocation.flag('force') ? EXIT.notOk : EXIT.ok;
}

function refuseConflicts(planned: WireReverted, invocation: Invocation): void {
  const count = conflictsOf(planned);
  if (count === 0 || invocation.flag('force')) return;
  throw new CliError(
    'failed',
    `revert: ${count === 1 ? '1 path was' : `${count} paths were`} changed since by somebody else or cannot be put back, want none`,
    {
      remedies: ['Keep what is worth keeping, then overwrite the rest with --force; the present state is kept first.'],
    },
  );
}

function conflictsOf({ files }: WireReverted): number {
  return files.reduce((sum, { conflicts }) => sum + conflicts.length, 0);
}

/** What waits for a person is `approvalNeeded`; what was refused, failed or could not be put back is `notOk`. */
function exitOf({ verdict, inverses, again, files }: WireReverted): ExitCode {
  if (files.some(({ unreached }) => unreached.length > 0)) return EXIT.notOk;
  const statuses = new Set(inverses.map(({ status }) => status));
  const verdicts = [verdict, ...(again === null ? [] : [again.verdict])];
  if (statuses.has('refused') || statuses.has('failed') || verdicts.includes('deny')) return EXIT.notOk;
  return statuses.has('awaiting-approval') || verdicts.some((one) => one !== 'allow') ? EXIT.approvalNeeded : EXIT.ok;
}
