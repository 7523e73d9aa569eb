import { canBeCompensated, compensationsFor, MAX_COMPENSATIONS } from '../../core/compensation/compensation.ts';
import type { DecisionRecord } from '../../core/decision-record.ts';
import { type ActionRecord, type ActionStatus, RELEASED_STATUSES } from '../../ports/action-store.ts';
import type { CompensationRecord } from '../../ports/compensation-store.ts';
import type { SessionRecord } from '../../ports/session-store.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { readDecision } from '../log/read-decision.ts';
import { MAX_SNAPSHOTS } from '../workspace/keep-present.ts';
import { type Undone, undoChanges } from '../workspace/undo-changes.ts';
import { type KeptCompensation, withCall } from './compensation-desk.ts';
import type { Reverted, RevertOrder } from './revert-actions.ts';
import { ownToolOf, type ReadyInverse } from './run-inverses.ts';

/** What a revert would do, as things stand. */
export type RevertPlan = {
  readonly session: SessionRecord;
  /** The action that is named, as it was decided; null for a whole session. */
  readonly target: DecisionRecord | null;
  /** What was let through and still counts, newest first. */
  readonly actions: readonly ActionRecord[];
  readonly files: readonly Undone[];
  /** Inverses to run, in their order, each with the action that it undoes. */
  readonly inverses: readonly ReadyInverse[];
  /** Inverses that run, and those of which nobody knows whether they ran. */
  readonly running: readonly KeptCompensation[];
  readonly left: Reverted['left'];
};

/** Most actions of one revert, and how many are read at once. */
const MAX_ACTIONS = 10_000;
const PAGE = 1_000;

/** What was let through once. Some of it may count again although it was taken back: an undo can be redone. */
const WITH_EFFECTS: readonly ActionStatus[] = [...RELEASED_STATUSES, 'rolled-back', 'compensated'];

/**
 * Finds out what a revert would do, and changes nothing. Raises `action.unknown`, `auth.forbidden` for another's session,
 * `checkpoint.nothing` where nothing can be taken back, `input.too-large` for more than 10,000 actions.
 */
export async function surveyRevert(context: FlowContext, caller: Caller, order: RevertOrder): Promise<RevertPlan> {
  const { session, target, oldestFirst: found } = await findActions(context, caller, order);
  const registered = await registeredIn(context, session);
  const oldestFirst = await withoutReverts(context, found, { target, registered });
  const files = await filesOf(context, caller, { session, actions: oldestFirst, order });
  const changed = new Set(files.flatMap((file) => file.actions));
  const counts = ({ id, status }: ActionRecord): boolean => RELEASED_STATUSES.includes(status) || changed.has(id);
  const actions = oldestFirst.filter(counts).toReversed();
  const ids = oldestFirst.map(({ id }) => id);
  const known = await inversesOf(context, registered, new Set(ids));
  const inverses: ReadyInverse[] = [];
  for (const kept of compensationsFor(ids, known))
    inverses.push({ kept, undone: await likeOf(context, oldestFirst, kept) });
  const running = known.filter(({ state }) => state === 'running' || state === 'unknown');
  const isNothing = files.length + inverses.length + running.length === 0;
  if (isNothing && !order.rerun && !order.dryRun) throw nothing(session.id);
  const withInverse = new Set(known.map(({ action }) => action));
  const left = await leftOf(
    context,
    actions.filter(({ id }) => !withInverse.has(id)),
  );
  const decided = target === null ? null : await decisionOf(context, target);
  if (order.rerun && (decided === null || ownToolOf(decided.action) === 'undo'))
    throw new GatewayError(
      'input.invalid',
      'run again: want one action that is no undo, and whose payload is not erased',
    );
  return { session, target: decided, actions, files, inverses, running, left };
}

type Found = {
  readonly session: SessionRecord;
  readonly target: ActionRecord | null;
  readonly oldestFirst: readonly ActionRecord[];
};

async function findActions(context: FlowContext, { principal }: Caller, { what }: RevertOrder): Promise<Found> {
  const { actions } = context.ports.stores;
  const target = what.kind === 'action' ? await actions.find(what.action) : null;
  const id = what.kind === 'session' ? what.session : (target?.session ?? null);
  const session = id === null ? null : ((await context.sessions.find(id))?.record ?? null);
  const isOwn = principal.startsWith('human:') || session?.principal === principal;
  if (session === null || !isOwn)
    throw new GatewayError(
      'action.unknown',
      `revert ${what.kind === 'action' ? what.action : what.session}: no such ${what.kind} of yours`,
    );
  const newest: ActionRecord[] = [];
  for (;;) {
    const page = await actions.listBySession(session.id, { before: newest.at(-1)?.id ?? null, limit: PAGE });
    const place = page.findIndex((record) => record.id === target?.id);
    newest.push(...(place < 0 ? page : page.slice(0, place + 1)));
    if (newest.length > MAX_ACTIONS)
      throw new GatewayError(
        'input.too-large',
        `revert session ${session.id}: found more than ${MAX_ACTIONS} actions`,
        {
          remedies: ['Revert from a later action on: `countersign revert ACTION`.'],
        },
      );
    if (place < 0 && page.length === PAGE) continue;
    if (place < 0 && target !== null)
      throw new GatewayError('log.corrupt', `revert ${target.id}: it is not among the actions of its session`);
    return { session, target, oldestFirst: newest.reverse().filter(mayHaveEffects) };
  }
}

function mayHaveEffects({ status }: ActionRecord): boolean {
  return WITH_EFFECTS.includes(status);
}

/** Inverses of a session, by what is stored of them. */
function registeredIn({ ports }: FlowContext, { id }: SessionRecord): Promise<readonly CompensationRecord[]> {
  return ports.stores.compensations.list({ session: id, after: null, limit: MAX_COMPENSATIONS });
}

type Reverts = { readonly target: ActionRecord | null; readonly registered: readonly CompensationRecord[] };

/**
 * Leaves out what took other actions back: undos and inverses. They are not taken back with what they undid, or that would come
 * back; one that is named is.
 */
async function withoutReverts(
  context: FlowContext,
  actions: readonly ActionRecord[],
  { target, registered }: Reverts,
): Promise<readonly ActionRecord[]> {
  const runs = new Set(registered.map(({ ranAs }) => ranAs));
  const kept: ActionRecord[] = [];
  for (const record of actions) {
    const isNamed = record.id === target?.id;
    if (!isNamed && runs.has(record.id)) continue;
    const decided = isNamed || record.toolName !== 'undo' ? null : await decisionOf(context, record);
    if (decided === null || ownToolOf(decided.action) !== 'undo') kept.push(record);
  }
  return kept;
}

type Whose = {
  readonly session: SessionRecord;
  readonly actions: readonly ActionRecord[];
  readonly order: RevertOrder;
};

/** What leading the files back would change, for each root that the actions changed. */
async function filesOf(
  context: FlowContext,
  caller: Caller,
  { session, actions, order: { force } }: Whose,
): Promise<readonly Undone[]> {
  const ids = new Set(actions.map(({ id }) => id));
  const kept = await context.ports.workspaces.snapshots.list({ session: session.id, limit: MAX_SNAPSHOTS });
  const changed = kept.filter(({ reason, action }) => reason === 'before' && action !== null && ids.has(action));
  const files: Undone[] = [];
  for (const root of new Set(changed.map((snapshot) => snapshot.root))) {
    const what = { kind: 'actions', actions: ids } as const;
    try {
      files.push(await undoChanges(context, caller, { root, what, within: session.id, force, dryRun: true }));
    } catch (error) {
      if (!(error instanceof GatewayError) || error.code !== 'checkpoint.nothing') throw error;
    }
  }
  return files;
}

function inversesOf(
  context: FlowContext,
  registered: readonly CompensationRecord[],
  ids: ReadonlySet<string>,
): Promise<readonly KeptCompensation[]> {
  return Promise.all(registered.filter(({ action }) => ids.has(action)).map((record) => withCall(context, record)));
}

async function likeOf(
  context: FlowContext,
  actions: readonly ActionRecord[],
  kept: KeptCompensation,
): Promise<ReadyInverse['undone']> {
  const record = actions.find(({ id }) => id === kept.action);
  const decided = record === undefined ? null : await decisionOf(context, record);
  return decided === null ? null : { like: decided.action, channel: decided.facts.channel };
}

async function leftOf(context: FlowContext, actions: readonly ActionRecord[]): Promise<Reverted['left']> {
  const left: Reverted['left'][number][] = [];
  for (const record of actions) {
    const effects = (await decisionOf(context, record))?.decision.effects ?? [];
    if (canBeCompensated(effects))
      left.push({ action: record.id, effects: [...new Set(effects.map((effect) => effect.class))] });
  }
  return left;
}

function decisionOf({ ports }: FlowContext, { logIndex }: ActionRecord): Promise<DecisionRecord | null> {
  return readDecision(logIndex, { ...ports, ledger: ports.stores.ledger });
}

function nothing(session: string): GatewayError {
  return new GatewayError(
    'checkpoint.nothing',
    `revert session ${session}: no file was changed, and no inverse is registered that was not run`,
    { remedies: ['Register inverses with `POST /v1/actions/{id}/compensation`.'] },
  );
}
