import type { Action } from '../../core/action/action.ts';
import type { InputProblem } from '../../core/action/parse-action.ts';
import { type InverseCall, MAX_COMPENSATIONS } from '../../core/compensation/compensation.ts';
import { parseCompensation } from '../../core/compensation/parse-compensation.ts';
import { type ActionRecord, RELEASED_STATUSES } from '../../ports/action-store.ts';
import type { CompensationRecord } from '../../ports/compensation-store.ts';
import { OWN_ORIGIN, OWN_TOOLS } from '../act/own-call.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { type EntryHead, readDecision, readPayload } from '../log/read-decision.ts';

/** A compensation with its call; null for both where the payload that holds them was erased. */
export type KeptCompensation = CompensationRecord & {
  readonly inverse: InverseCall | null;
  readonly note: string | null;
};

/** Which compensations: of one session or of all, oldest first, behind the one of the action `after`. */
export type CompensationQuery = {
  readonly session: string | null;
  readonly after: string | null;
  readonly limit: number;
};

/**
 * Keeps the inverse of an action, on record, for a revert to run. It permits nothing: every gate judges it then.
 *
 * Only the action's own principal registers, and only for what was allowed and not taken back; `input` is read by
 * `parseCompensation`. Raises `action.unknown`, `action.state`, `input.invalid` with every problem, `input.too-large` beyond
 * 1,000 in a session.
 */
export async function registerCompensation(
  context: FlowContext,
  caller: Caller,
  { action: id, input }: { readonly action: string; readonly input: unknown },
): Promise<KeptCompensation> {
  const { stores, clock } = context.ports;
  const record = await stores.actions.find(id);
  if (record === null || record.principal !== caller.principal)
    throw new GatewayError('action.unknown', 'register an inverse: no such action of this principal');
  refuseTakenBack(record);
  const action = await actionOf(context, record);
  const existing = await stores.compensations.find(id);
  const wasAllowed = RELEASED_STATUSES.includes(record.status);
  const nowMs = clock.nowMs();
  const parsed = parseCompensation(input, { action, wasAllowed, principal: caller.principal, existing, nowMs });
  if (!parsed.ok) throw invalid(parsed.failure);
  const strange = problemsOfTool(parsed.value.inverse);
  if (strange.length > 0) throw invalid(strange);
  if (existing === null) await refuseTooMany(context, record.session);
  const { inverse, note, registeredAtMs, state, ranAs } = parsed.value;
  const kept = { action: id, session: record.session, principal: record.principal, registeredAtMs, state, ranAs };
  const entry = {
    type: 'compensation.registered' as const,
    atMs: nowMs,
    actor: caller.principal,
    session: record.session,
    action: id,
    data: { decision: record.logIndex, replaces: existing?.logIndex ?? null, tool: inverse.tool.name },
  };
  const outcome = await context.sequencer.append({
    entries: [{ entry, payload: JSON.stringify({ inverse, note }) }],
    changes: (logIndex) => [{ kind: 'compensation.register', record: { ...kept, logIndex } }],
  });
  if (outcome.ok) return { ...kept, inverse, note, logIndex: outcome.firstIndex };
  throw new GatewayError('action.state', `register an inverse of ${id}: an earlier one runs or has run, want none`);
}

/**
 * Compensations with their calls. An agent sees those of its own sessions, and names one; raises `auth.forbidden` for another's.
 */
export async function listCompensations(
  context: FlowContext,
  caller: Caller,
  query: CompensationQuery,
): Promise<readonly KeptCompensation[]> {
  if (!caller.scopes.includes('read')) await requireOwnSession(context, caller, query.session);
  const records = await context.ports.stores.compensations.list(query);
  return Promise.all(records.map((record) => withCall(context, record)));
}

/** A compensation with its call, read from the log. Raises `log.corrupt` for a payload that is not the one recorded. */
export async function withCall({ ports }: FlowContext, record: CompensationRecord): Promise<KeptCompensation> {
  const { ledger } = ports.stores;
  const [entry] = await ledger.readEntries({ fromIndex: record.logIndex, limit: 1 });
  if (entry === undefined)
    throw new GatewayError('log.corrupt', `read the inverse of ${record.action}: entry ${record.logIndex} is missing`);
  const text = await readPayload(record.logIndex, JSON.parse(entry.text) as EntryHead, { ...ports, ledger });
  if (text === null) return { ...record, inverse: null, note: null };
  const { inverse, note } = JSON.parse(text) as { readonly inverse: InverseCall; readonly note: string };
  return { ...record, inverse, note };
}

async function requireOwnSession(
  { sessions }: FlowContext,
  { principal }: Caller,
  session: string | null,
): Promise<void> {
  const owner = session === null ? null : ((await sessions.find(session))?.record.principal ?? null);
  if (owner === principal) return;
  throw new GatewayError(
    'auth.forbidden',
    `list compensations: found ${session ?? 'no session'}, want one of your own`,
  );
}

async function actionOf({ ports }: FlowContext, { id, logIndex }: ActionRecord): Promise<Action> {
  const decision = await readDecision(logIndex, { ...ports, ledger: ports.stores.ledger });
  if (decision !== null) return decision.action;
  throw new GatewayError('log.no-payload', `register an inverse of ${id}: what the action was is erased`);
}

function refuseTakenBack({ id, status }: ActionRecord): void {
  if (status !== 'rolled-back' && status !== 'compensated') return;
  throw new GatewayError('action.state', `register an inverse of ${id}: it is ${status}, want one that still counts`);
}

async function refuseTooMany({ ports }: FlowContext, session: string): Promise<void> {
  const known = await ports.stores.compensations.list({ session, after: null, limit: MAX_COMPENSATIONS });
  if (known.length < MAX_COMPENSATIONS) return;
  throw new GatewayError(
    'input.too-large',
    `register an inverse: session ${session} has ${known.length}, want fewer than ${MAX_COMPENSATIONS}`,
  );
}

/** The gateway's own origin stands for its own tools and nothing else. */
function problemsOfTool({ tool: { name, origin } }: InverseCall): readonly InputProblem[] {
  if (origin !== OWN_ORIGIN || OWN_TOOLS.some((own) => own === name)) return [];
  return [{ path: '$.inverse.tool.name', found: JSON.stringify(name), wanted: `one of ${OWN_TOOLS.join(', ')}` }];
}

function invalid(problems: readonly InputProblem[]): GatewayError {
  const listed = problems.map(({ path, found, wanted }) => `${path}: ${found}, want ${wanted}`);
  return new GatewayError('input.invalid', `register an inverse: ${listed.join('; ')}`, { problems });
}
