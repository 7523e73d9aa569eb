import type { Reopened } from '../../ports/workspace-files.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { asGatewayError } from './write-workspace.ts';

/** A workspace that a person opened again, and what became of the change that had closed it. */
export type ReopenedWorkspace = Pick<Reopened, 'root' | 'result'> & {
  /** Place of the first record in the log. */
  readonly logIndex: number;
};

/**
 * Opens a workspace again that a change left neither made nor undone: that change is finished or undone where it is possible
 * after all, else the files are taken as they stand.
 *
 * On record before and after. Raises `files.*` where the workspace stays closed, `log.unwritable`.
 */
export async function reopenWorkspace(
  context: FlowContext,
  { principal }: Caller,
  root: string,
): Promise<ReopenedWorkspace> {
  const { ports, closed } = context;
  const logIndex = await note(context, { by: principal, root, stage: 'reopening' });
  let reopened: Reopened;
  try {
    reopened = await ports.workspaces.files.reopen(root);
  } catch (error) {
    const refusal = asGatewayError(error);
    await note(context, { by: principal, root, stage: 'failed', result: refusal.code }).catch(() => undefined);
    throw refusal;
  }
  const atMs = ports.clock.nowMs();
  for (const one of [reopened.root, reopened.journal]) closed.forget(one, atMs);
  const { result } = reopened;
  await note(context, { by: principal, root: reopened.root, stage: 'reopened', result });
  return { root: reopened.root, result, logIndex };
}

type Note = { readonly by: string; readonly root: string; readonly stage: string; readonly result?: string };

async function note({ ports, sequencer }: FlowContext, { by, root, ...data }: Note): Promise<number> {
  const base = { type: 'workspace.changed' as const, atMs: ports.clock.nowMs(), session: null, action: null };
  const outcome = await sequencer.append({
    entries: [{ entry: { ...base, actor: by, data }, payload: JSON.stringify({ root }) }],
    changes: () => [],
  });
  if (outcome.ok) return outcome.firstIndex;
  throw new GatewayError('log.unwritable', `record that ${root} is opened again: ${outcome.conflict}`);
}
