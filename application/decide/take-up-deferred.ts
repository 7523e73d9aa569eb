import { isWindowOpen } from '../../core/policy/window.ts';
import type { ActionRecord } from '../../ports/action-store.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { readDecision } from '../log/read-decision.ts';
import { lookRegularly, type RegularLook } from '../look-regularly.ts';
import { reconsiderAction } from './authorize-action.ts';

const LOOK_EVERY_MS = 60_000;
/** Most actions that are taken up at one opening; the rest wait for the next look, a minute later. */
const MAX_AT_ONCE = 100;
/** Older than a day, nobody knows any more what an action was for. */
const STALE_AFTER_MS = 24 * 60 * 60 * 1_000;

/**
 * Takes up what was held back when the window opens: every deferred action is evaluated from the start (model §4).
 *
 * Where a human must be asked the request is opened now, and an approval lets the agent propose the same action once more.
 * Nothing runs by itself: whoever waited for the answer has been told to come back. What would be allowed now lapses, and
 * is allowed when it is proposed again.
 */
export function takeUpDeferred(context: FlowContext): RegularLook {
  const { ports, policies, emergency } = context;
  return lookRegularly(ports.clock, {
    everyMs: LOOK_EVERY_MS,
    look: async (isOver) => {
      const { window } = policies.current.policy.settings;
      const minute = window === null ? 0 : ports.clock.minuteOfDay(ports.clock.nowMs(), window.timeZone);
      if (!isWindowOpen(window, minute) || emergency.read().halt !== null) return;
      for (const record of await ports.stores.actions.listByStatus('deferred', { after: null, limit: MAX_AT_ONCE })) {
        if (isOver()) return;
        // One that cannot be taken up now holds up no other.
        await reconsider(context, record).catch(() => undefined);
      }
    },
  });
}

async function reconsider(context: FlowContext, record: ActionRecord): Promise<void> {
  const { stores, cipher, hash, clock } = context.ports;
  const isStale = clock.nowMs() - record.createdAtMs > STALE_AFTER_MS;
  const session = isStale ? null : await stores.sessions.find(record.session);
  const kept =
    session?.endedAtMs === null ? await readDecision(record.logIndex, { ledger: stores.ledger, cipher, hash }) : null;
  try {
    const isAsked =
      kept !== null && (await reconsiderAction(context, { action: kept.action, channel: kept.facts.channel }));
    if (!isAsked) await lapse(context, record, 'the window opened, and nobody waits for it');
  } catch (error) {
    // An agent can break the policy of its own workspace: what it holds back for that is not looked at again and again.
    if (!(error instanceof GatewayError) || error.code !== 'policy.invalid') throw error;
    await lapse(context, record, 'the window opened, and the policy of its workspace cannot be read');
  }
}

async function lapse(
  { ports, sequencer }: FlowContext,
  { id, session, logIndex }: ActionRecord,
  reason: string,
): Promise<void> {
  const atMs = ports.clock.nowMs();
  const data = { decision: logIndex, result: 'lapsed', reason };
  await sequencer.append({
    entries: [{ entry: { type: 'outcome', atMs, actor: 'gateway', session, action: id, data }, payload: null }],
    changes: () => [{ kind: 'action.transition', id, from: ['deferred'], to: 'denied', atMs }],
  });
}
