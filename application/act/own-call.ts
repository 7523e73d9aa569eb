import type { Action, Surface } from '../../core/action/action.ts';
import type { InputProblem } from '../../core/action/parse-action.ts';
import type { Decision, Verdict } from '../../core/decision.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Facts, PlanFacts } from '../../core/facts.ts';
import type { Channel } from '../../core/policy/policy.ts';
import { authorizeAction, checkAction } from '../decide/authorize-action.ts';
import { reportOutcome } from '../decide/report-outcome.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Authorization, Caller, Proposal, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { OWN_ORIGIN } from './own-origin.ts';
import type { PlanDesk } from './plan-desk.ts';
import type { Turns } from './turns.ts';

export { OWN_ORIGIN } from './own-origin.ts';

/** The tools that the gateway has itself, so that an agent can work without a shell and without touching a file. */
export const OWN_TOOLS = [
  'list_files',
  'read_file',
  'write_file',
  'apply_diff',
  'propose_plan',
  'run_test',
  'git_commit',
  'undo',
] as const;
export type OwnTool = (typeof OWN_TOOLS)[number];

/** A call of one of the gateway's own tools. `args` are as the caller gave them, not yet looked at. */
export type OwnCall = {
  readonly tool: OwnTool;
  readonly args: JsonObject;
  /** Says what would happen; asks and changes nothing, and records no more than that a change was refused. */
  readonly dryRun: boolean;
  readonly session: string;
  readonly workspace: string;
  readonly onBehalfOf: string;
  readonly surface: Surface;
  readonly channel: Channel;
  readonly callId: string | null;
  readonly idempotencyKey: string | null;
};

/** What became of a call. */
export type OwnOutcome = {
  readonly verdict: Verdict;
  /** Null where there was nothing to decide: the model said that nothing is to be changed. */
  readonly decision: Decision | null;
  /** Null in a dry run. */
  readonly authorization: Authorization | null;
  /** True where it was carried out, whole. */
  readonly isDone: boolean;
  /** For the model: what happened, or what it may do instead. */
  readonly text: string;
  /** The same for programs. */
  readonly detail: JsonObject;
};

/** What the tools share: the flows' context, the plans that are bound, who calls and how long they wait. */
export type OwnRun = {
  readonly context: FlowContext;
  readonly plans: PlanDesk;
  readonly caller: Caller;
  readonly call: OwnCall;
  readonly wait: Wait;
  /** The turns of drafts: what a change would be is worked out for few at once. */
  readonly drafts: Turns;
  /** Unknown to everybody else, and new with each start: digests that hold it tell nothing of what they are of. */
  readonly salt: string;
  /** Where the workspace was, without links, when the call came: files are read and written there, and programs run there. */
  readonly realWorkspace: string;
};

/** What is proposed: the arguments as people see them, and what the gateway computed of the change. */
export type OwnProposal = {
  readonly args: JsonObject;
  readonly plan?: string;
  readonly facts?: PlanFacts;
  /** What the gateway will run it in; none where nothing is said. */
  readonly sandbox?: Facts['sandbox'];
};

/** A call that was decided; `authorization` is null in a dry run. */
export type DecidedCall = {
  readonly verdict: Verdict;
  readonly decision: Decision;
  readonly authorization: Authorization | null;
};

/**
 * Decides a call like any other action, or says in a dry run what the decision would be.
 *
 * Raises `files.outside-root` where the workspace leads elsewhere by then: while a person is asked, a link may be turned; and
 * `input.invalid` where the session turned out to be at home in another workspace.
 */
export async function decideOwn(
  run: OwnRun,
  { args, plan = null, facts, sandbox = 'none' }: Omit<OwnProposal, 'plan'> & { readonly plan?: string | null },
): Promise<DecidedCall> {
  const { context, caller, call, wait } = run;
  const proposal = proposalOf(call, { tool: call.tool, args, plan });
  const input = { caller, proposal, sandbox, ...(facts === undefined ? {} : { planFacts: facts }) };
  if (call.dryRun) {
    const { action, decision } = await checkAction(context, input);
    requireOwnWorkspace(call, action);
    return { verdict: decision.verdict, decision, authorization: null };
  }
  const authorization = await authorizeAction(context, input, wait);
  if (authorization.verdict === 'allow') await requireSamePlace(run, authorization.action);
  return { verdict: authorization.verdict, decision: authorization.decision, authorization };
}

/**
 * What the decision would be of a call of one of the gateway's tools in the place of this one. Nothing is recorded, nobody is
 * asked, no file is read.
 */
export async function foreseeOwn(
  { context, caller, call }: OwnRun,
  { tool, args }: { readonly tool: OwnTool; readonly args: JsonObject },
): Promise<Decision> {
  const proposal = proposalOf(call, { tool, args, plan: null });
  const { action, decision } = await checkAction(context, { caller, proposal });
  requireOwnWorkspace(call, action);
  return decision;
}

function proposalOf(
  call: OwnCall,
  { tool, args, plan }: { readonly tool: OwnTool; readonly args: JsonObject; readonly plan: string | null },
): Proposal {
  return {
    id: null,
    session: call.session,
    onBehalfOf: call.onBehalfOf,
    surface: call.surface,
    tool: { name: tool, origin: OWN_ORIGIN, digest: null },
    args,
    cwd: call.workspace,
    workspace: call.workspace,
    plan,
    idempotencyKey: call.idempotencyKey,
    callId: call.callId,
    subagent: null,
    channel: call.channel,
  };
}

/** Two first calls of a session at once may each find that nobody began it: the workspace it has now is the one that counts. */
function requireOwnWorkspace({ tool, workspace }: OwnCall, action: Action): void {
  if (action.workspace === workspace) return;
  throw new GatewayError(
    'input.invalid',
    `call ${tool}: found workspace ${workspace}, want that of the session: ${action.workspace}`,
    { remedies: ['Begin another session for another workspace.'] },
  );
}

async function requireSamePlace(run: OwnRun, action: Action): Promise<void> {
  const { workspace, tool } = run.call;
  const actionId = action.id;
  try {
    requireOwnWorkspace(run.call, action);
  } catch (error) {
    await reportOwn(run, actionId, { error: 'input.invalid' });
    throw error;
  }
  const real = run.context.ports.pathResolver.resolve([workspace])[workspace] ?? workspace;
  if (real === run.realWorkspace) return;
  await reportOwn(run, actionId, { error: 'files.outside-root' });
  const wanted = `want ${run.realWorkspace}, as when it was called`;
  throw new GatewayError('files.outside-root', `call ${tool}: found that ${workspace} leads to ${real}, ${wanted}`);
}

/** The answer to a call that was not carried out: why, and what may be done instead. */
export function notDone(
  { verdict, decision, authorization }: Awaited<ReturnType<typeof decideOwn>>,
  detail: JsonObject,
): OwnOutcome {
  const approval = authorization?.approval?.request ?? null;
  const asked =
    approval?.status === 'pending' ? `Approval ${approval.id} is open: make the same call again once it is given.` : '';
  const opening = verdict === 'allow' ? 'It would be allowed.' : `Not done (${verdict}): ${decision.reason}.`;
  const text = [opening, ...decision.remedies, asked].filter((line) => line !== '').join(' ');
  return { verdict, decision, authorization, isDone: false, text, detail };
}

/** Records what became of a call that was released; `error` is a short word, null where it was carried out. */
export async function reportOwn(
  { context, caller }: OwnRun,
  actionId: string,
  { error, response = null }: { readonly error: string | null; readonly response?: string | null },
): Promise<void> {
  await reportOutcome(context, caller, {
    by: { actionId },
    result: error === null ? 'completed' : 'failed',
    error,
    durationMs: null,
    response,
  });
}

/** Raises `plan.invalid` with every problem at once. */
export function refuseInvalid(what: string, problems: readonly InputProblem[]): never {
  const listed = problems.slice(0, 100);
  const message = `${what}: ${listed.map(({ path, found, wanted }) => `${path}: ${found}, want ${wanted}`).join('; ')}`;
  throw new GatewayError('plan.invalid', message.slice(0, 8_000), {
    problems: listed,
    remedies: ['Read the files again, mend every problem that is listed, and propose all of it again.'],
  });
}
