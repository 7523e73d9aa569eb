import { APPROVAL_LIMITS, type ApprovalRequest } from '../../core/approval/approval.ts';
import { close, timeOut } from '../../core/approval/approval-transitions.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { EventHub } from '../event-hub.ts';
import type { Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer, NewEntry } from '../log/log-sequencer.ts';
import type { DeliveryPlanner } from '../notify/plan-deliveries.ts';

type DeskParts = {
  readonly ports: GatewayPorts;
  readonly sequencer: LogSequencer;
  readonly events: EventHub;
  /** Plans whom a time-out is told, in the commit that records it; nobody where it is left out. */
  readonly planner?: Pick<DeliveryPlanner, 'forTimeOut'>;
};

type Open = {
  request: ApprovalRequest;
  cancelTimer: () => void;
  readonly waiters: Set<(request: ApprovalRequest) => void>;
};

/**
 * Keeps the requests that wait for a human: their deadlines, and whoever waits for the answer.
 *
 * The store is the truth; the desk survives a restart by reading it again. Silence is denial: at the deadline a request is
 * timed out on record, and only then are its waiters told.
 */
export class ApprovalDesk {
  private readonly parts: DeskParts;
  private readonly open = new Map<string, Open>();

  constructor(parts: DeskParts) {
    this.parts = parts;
  }

  /** How many requests are pending. */
  get pending(): number {
    return this.open.size;
  }

  /** Takes up requests that were pending when the gateway last stopped. */
  async restore(): Promise<void> {
    const pending = await this.parts.ports.stores.approvals.list({
      statuses: ['pending'],
      limit: APPROVAL_LIMITS.maxPending,
    });
    for (const request of pending) this.watch(request);
  }

  /** Starts the clock of a request that has just become durable. */
  watch(request: ApprovalRequest): void {
    const delayMs = Math.max(0, request.deadlineMs - this.parts.ports.clock.nowMs());
    const cancelTimer = this.parts.ports.clock.after(delayMs, () => void this.expire(request.id));
    this.open.set(request.id, { request, cancelTimer, waiters: new Set() });
    this.publish(request, null);
  }

  /** Answers the request when it is no longer pending, or as it is when the wait is over. */
  async await(request: ApprovalRequest, wait: Wait): Promise<ApprovalRequest> {
    const entry = this.open.get(request.id);
    if (entry === undefined || wait.waitMs <= 0 || wait.signal?.aborted === true) return this.latest(request);
    return new Promise((resolve) => {
      const finish = (answered: ApprovalRequest): void => {
        cancelTimer();
        wait.signal?.removeEventListener('abort', giveUp);
        entry.waiters.delete(finish);
        resolve(answered);
      };
      const giveUp = (): void => finish(entry.request);
      const cancelTimer = this.parts.ports.clock.after(wait.waitMs, giveUp);
      entry.waiters.add(finish);
      wait.signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Tells the waiters of a request that it was answered, after the answer has become durable. */
  settle(request: ApprovalRequest, by: string | null): void {
    const entry = this.open.get(request.id);
    if (entry !== undefined) entry.request = request;
    this.publish(request, by);
    if (request.status === 'pending') return;
    this.open.delete(request.id);
    entry?.cancelTimer();
    for (const waiter of [...(entry?.waiters ?? [])]) waiter(request);
  }

  /** Cancels everything that is pending, for instance when everything is halted. */
  async cancelAll(reason: string): Promise<void> {
    await Promise.all([...this.open.values()].map(({ request }) => this.closeRequest(request, reason)));
  }

  /** Cancels what is pending of one session, for instance when its lease ends. */
  async cancelSession(session: string, reason: string): Promise<void> {
    const own = [...this.open.values()].filter(({ request }) => request.binding.session === session);
    await Promise.all(own.map(({ request }) => this.closeRequest(request, reason)));
  }

  /** The timer counts elapsed time: when it fires the deadline has come, whatever the system clock was set to meanwhile. */
  private async expire(id: string): Promise<void> {
    const entry = this.open.get(id);
    if (entry === undefined) return;
    const expired = timeOut(entry.request, Math.max(this.parts.ports.clock.nowMs(), entry.request.deadlineMs));
    await this.write(entry.request, expired, { type: 'approval.timed-out', reason: expired.terms.onTimeout });
  }

  private async closeRequest(request: ApprovalRequest, reason: string): Promise<void> {
    await this.write(request, close(request, 'cancelled'), { type: 'approval.cancelled', reason });
  }

  /** Writes a transition that nobody asked for. When it cannot be written the waiters are told all the same: silence denies. */
  private async write(
    before: ApprovalRequest,
    after: ApprovalRequest,
    { type, reason }: { readonly type: 'approval.timed-out' | 'approval.cancelled'; readonly reason: string },
  ): Promise<void> {
    const atMs = this.parts.ports.clock.nowMs();
    const entry: NewEntry = {
      entry: {
        type,
        atMs,
        actor: 'gateway',
        session: after.binding.session,
        action: after.actionId,
        data: { request: after.id, reason },
      },
      payload: null,
    };
    const changes: readonly StateChange[] = [
      { kind: 'approval.update', request: after, from: ['pending'], answers: before.answers.length },
      { kind: 'action.transition', id: after.actionId, from: ['awaiting-approval'], to: 'denied', atMs },
      ...(type === 'approval.timed-out' ? (this.parts.planner?.forTimeOut(after) ?? []) : []),
    ];
    try {
      const outcome = await this.parts.sequencer.append({ entries: [entry], changes: () => changes });
      if (outcome.ok) this.settle(after, null);
      else await this.takeUpAgain(after.id, before.answers.length);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      this.settle(after, null);
    }
  }

  /** An answer came first: where more are needed the request is still open, and its deadline still holds. */
  private async takeUpAgain(id: string, answers: number): Promise<void> {
    const entry = this.open.get(id);
    const stored = await this.parts.ports.stores.approvals.find(id);
    if (entry === undefined || stored === null || stored.status !== 'pending' || stored.answers.length <= answers)
      return;
    entry.request = stored;
    await this.expire(id);
  }

  private async latest(request: ApprovalRequest): Promise<ApprovalRequest> {
    return this.open.get(request.id)?.request ?? (await this.parts.ports.stores.approvals.find(request.id)) ?? request;
  }

  private publish(request: ApprovalRequest, by: string | null): void {
    const atMs = this.parts.ports.clock.nowMs();
    this.parts.events.publish({ kind: 'approval', atMs, id: request.id, status: request.status, by });
  }
}
