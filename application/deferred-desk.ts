import { isWindowOpen } from '../core/policy/window.ts';
import type { ActionRecord } from '../ports/action-store.ts';
import { reconsiderAction } from './authorize-action.ts';
import type { FlowContext } from './flow-context.ts';
import { readDecision } from './read-decision.ts';

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
export class DeferredDesk {
  private readonly context: FlowContext;
  private cancelTimer: () => void = () => undefined;
  private isClosed = false;

  constructor(context: FlowContext) {
    this.context = context;
    this.lookLater();
  }

  /** No action is taken up any more. */
  close(): void {
    this.isClosed = true;
    this.cancelTimer();
  }

  private lookLater(): void {
    if (this.isClosed) return;
    this.cancelTimer = this.context.ports.clock.after(LOOK_EVERY_MS, () => {
      // An error changes nothing: what was deferred stays so, and the next look tries again.
      void this.takeUp()
        .catch(() => undefined)
        .then(() => this.lookLater());
    });
  }

  private async takeUp(): Promise<void> {
    const { ports, policies, emergency } = this.context;
    const { window } = policies.current.policy.settings;
    const nowMs = ports.clock.nowMs();
    const minute = window === null ? 0 : ports.clock.minuteOfDay(nowMs, window.timeZone);
    if (!isWindowOpen(window, minute) || emergency.read().halt !== null) return;
    for (const record of await ports.stores.actions.listByStatus('deferred', MAX_AT_ONCE)) {
      if (this.isClosed) return;
      await this.reconsider(record, nowMs);
    }
  }

  private async reconsider(record: ActionRecord, nowMs: number): Promise<void> {
    const { stores, cipher, hash } = this.context.ports;
    const isStale = nowMs - record.createdAtMs > STALE_AFTER_MS;
    const session = isStale ? null : await stores.sessions.find(record.session);
    const kept =
      session?.endedAtMs === null ? await readDecision(record.logIndex, { ledger: stores.ledger, cipher, hash }) : null;
    const isAsked =
      kept !== null && (await reconsiderAction(this.context, { action: kept.action, channel: kept.facts.channel }));
    if (!isAsked) await this.lapse(record);
  }

  private async lapse({ id, session, logIndex }: ActionRecord): Promise<void> {
    const { ports, sequencer } = this.context;
    const atMs = ports.clock.nowMs();
    const data = { decision: logIndex, result: 'lapsed', reason: 'the window opened, and nobody waits for it' };
    await sequencer.append({
      entries: [{ entry: { type: 'outcome', atMs, actor: 'gateway', session, action: id, data }, payload: null }],
      changes: () => [{ kind: 'action.transition', id, from: ['deferred'], to: 'denied', atMs }],
    });
  }
}
