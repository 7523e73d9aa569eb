import type { AnswerChannel, ApprovalRequest } from '../../core/approval/approval.ts';
import { AT_TERMINAL, type Delivery } from '../../core/notify/delivery.ts';
import { drop, takeUpEdit, takeUpSending } from '../../core/notify/delivery-transitions.ts';
import type { ChannelKind, HandleUpdate, NotificationChannel } from '../../ports/notification-channel.ts';
import { showRequest } from '../approval/answer-approval.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ApprovalView } from '../gateway.ts';
import { type ChannelHealth, ChannelState, terminalChannel } from './channel-state.ts';
import { DeliveryProgress } from './delivery-progress.ts';
import { type KnownAccount, pairKnownAccounts } from './pair-known.ts';
import { endExpired, endUnkeyed } from './pairing-flows.ts';
import { DeliverySender, isOutdated } from './send-delivery.ts';
import { UpdateDesk } from './update-desk.ts';

/** Most messages on their way through one channel at a time. */
const MAX_FLIGHTS = 8;
/** Most messages taken up at a time. */
const PAGE = 500;
/** Most requests that are looked at together after a start: between them everything else has its turn. */
const TAKEN_UP = 8;
/** How many are looked at to find when the next one is due. */
const NEXT = 64;
/** How soon what is due is looked at again where all of it was due already and nothing came of it. */
const STUCK_MS = 30_000;
/** How soon a pass is tried again that failed, for instance since the store was busy. */
const AGAIN_MS = 1_000;
/** How long the ids of updates are remembered. */
const SEEN_FOR_MS = 7 * 86_400_000;
/** How long deliveries are kept about which there is nothing left to do. */
const KEPT_FOR_MS = 30 * 86_400_000;
const HOUR_MS = 3_600_000;

/** What messages are about; the view is made when it is needed. */
type About = { readonly request: ApprovalRequest; readonly view: () => Promise<ApprovalView> };

/**
 * Carries the outbox to people: sends what is due, goes on to the next step where nobody was reached, edits every message once its
 * request is over.
 *
 * The store is the truth: whatever is left to do is found there again after a restart. Nothing here is waited for by a decision,
 * and nothing here decides.
 */
export class NotifyDesk {
  private readonly context: FlowContext;
  private readonly sender: DeliverySender;
  private readonly progress: DeliveryProgress;
  private readonly updates: UpdateDesk;
  private readonly states = new Map<string, ChannelState>();
  /** Deliveries that are being sent or edited, with their channels. */
  private readonly flights = new Map<string, string>();
  /** Requests whose messages want editing while their channel is busy, by channel. */
  private readonly held = new Map<string, Set<string>>();
  private readonly reconciling = new Map<string, { again: boolean; done: Promise<void> }>();
  private readonly stops = new Set<() => void>();
  private cancelTimer = (): void => {};
  private isAwake = false;
  private isClosed = false;

  constructor(context: FlowContext, { isWatched }: { readonly isWatched: () => boolean }) {
    this.context = context;
    this.sender = new DeliverySender(context);
    this.progress = new DeliveryProgress(context, { sender: this.sender, wake: () => this.wake() });
    this.updates = new UpdateDesk(context, { wake: (request) => this.look(request) });
    this.states.set(AT_TERMINAL, new ChannelState(terminalChannel(isWatched), context.ports.clock.nowMs()));
  }

  /** Begins to send, with these channels. What was left undone before is taken up. */
  start(channels: readonly NotificationChannel[]): void {
    for (const channel of channels) {
      this.states.set(channel.name, new ChannelState(channel, this.context.ports.clock.nowMs()));
      const on = ANSWERED_ON[channel.kind];
      if (channel.abilities.answers && on !== null) this.context.notify.answersOn.set(channel.name, on);
      const { commandSign } = channel.abilities;
      if (commandSign !== undefined) this.context.notify.signs.set(channel.name, commandSign);
    }
    this.stops.add(
      this.context.events.subscribe((event) => {
        if (event.kind === 'approval') this.look(event.id);
        // What is held back may be told of.
        else if (event.kind === 'decision' && event.verdict === 'defer') this.wake();
      }),
    );
    const wake = (): void => this.wake();
    this.context.notify.onPlanned.add(wake);
    this.stops.add(() => this.context.notify.onPlanned.delete(wake));
    void this.takeUp();
    this.tidy();
  }

  /** What a channel hands the updates to that it has proved. */
  handler(channel: string): HandleUpdate {
    return (update) => this.updates.handle(channel, update);
  }

  /** Puts on record that a request came for a channel whose proof does not hold. Nobody is known to have sent it. Never rejects. */
  noteForged(channel: string): Promise<void> {
    const update = { id: '', user: '', place: '' };
    return this.context.notify.refusals.record({ why: 'forged', channel, update, request: null, principal: null });
  }

  /** Pairs the mailboxes that the operator wrote down (see `pairKnownAccounts`); answers what could not be done. */
  async pairKnown(accounts: readonly KnownAccount[]): Promise<readonly string[]> {
    const mailboxes = accounts.filter(({ channel }) => this.states.get(channel)?.channel.kind === 'email');
    return pairKnownAccounts(this.context, mailboxes);
  }

  /** How every channel does. */
  health(): readonly ChannelHealth[] {
    const nowMs = this.context.ports.clock.nowMs();
    return [...this.states.values()].map((state) => state.health(nowMs));
  }

  /** Looks soon whether something is due. */
  wake(): void {
    if (this.isAwake || this.isClosed) return;
    this.isAwake = true;
    this.context.ports.clock.afterPending(() => {
      this.isAwake = false;
      void this.pass();
    });
  }

  /** Looks at the messages of one request now. */
  look(request: string): void {
    void this.looked(request);
  }

  /** Ends when the messages were looked at; what is sent for it may be on its way still. */
  private looked(request: string): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    const running = this.reconciling.get(request);
    if (running !== undefined) {
      running.again = true;
      return running.done;
    }
    const begun = { again: false, done: Promise.resolve() };
    this.reconciling.set(request, begun);
    begun.done = this.reconcile(request);
    return begun.done;
  }

  /** Ends the work; what is under way is taken up at the next start. */
  close(): void {
    this.isClosed = true;
    this.sender.close();
    this.cancelTimer();
    for (const stop of this.stops) stop();
  }

  /** Everything that was not settled when the gateway last ended, page by page. */
  private async takeUp(): Promise<void> {
    try {
      let after: string | null = null;
      do {
        const page: readonly Delivery[] = await this.context.ports.stores.notifications.listDeliveries({
          unsettled: true,
          after,
          limit: PAGE,
        });
        await this.takeUpPage(page);
        after = page.length < PAGE ? null : (page.at(-1)?.id ?? null);
      } while (after !== null && !this.isClosed);
      this.wake();
    } catch {
      this.later(() => void this.takeUp());
    }
  }

  /** A few at a time: however much is left over, the gateway answers meanwhile. */
  private async takeUpPage(page: readonly Delivery[]): Promise<void> {
    const { clock } = this.context.ports;
    for (const delivery of page) {
      const due = takeUpEdit(delivery, clock.nowMs());
      if (due !== delivery) await this.sender.save(due);
      if (delivery.request === null) void this.carry([delivery], null);
    }
    const requests = [...new Set(page.flatMap(({ request }) => (request === null ? [] : [request])))];
    for (let first = 0; first < requests.length; first += TAKEN_UP) {
      await Promise.all(requests.slice(first, first + TAKEN_UP).map((request) => this.looked(request)));
      await new Promise<void>((resolve) => clock.afterPending(resolve));
    }
  }

  private tidy(): void {
    const { clock, stores } = this.context.ports;
    const beforeMs = clock.nowMs() - SEEN_FOR_MS;
    const scopes = [...this.states.keys()].flatMap((name) => [`seen:${name}`, `pairing-guard:${name}`]);
    const forget = { kind: 'delivery.forget', beforeMs: clock.nowMs() - KEPT_FOR_MS } as const;
    const changes = [forget, ...scopes.map((scope) => ({ kind: 'mark.forget', scope, beforeMs }) as const)];
    void stores.notifications.write(changes).catch(() => null);
    void endExpired(this.context)
      .then(() => endUnkeyed(this.context))
      .catch(() => null);
    this.later(() => this.tidy(), HOUR_MS);
  }

  private async pass(): Promise<void> {
    if (this.isClosed) return;
    const { clock, stores } = this.context.ports;
    try {
      const free = new Map([...this.states.keys()].map((name) => [name, MAX_FLIGHTS - this.inFlight(name)]));
      for (const delivery of await stores.notifications.listDue(clock.nowMs(), PAGE)) {
        const left = free.get(delivery.channel) ?? 1;
        if (left > 0 && !this.flights.has(delivery.id)) this.lookAt(delivery);
        free.set(delivery.channel, left - 1);
      }
      this.lookAtHeld();
      await this.schedule();
    } catch {
      this.later(() => this.wake());
    }
  }

  /** Takes up as many as each channel has room for. */
  private lookAtHeld(): void {
    for (const [channel, requests] of this.held) {
      const taken = [...requests].slice(0, Math.max(0, MAX_FLIGHTS - this.inFlight(channel)));
      for (const request of taken) {
        requests.delete(request);
        this.look(request);
      }
    }
  }

  private inFlight(channel: string): number {
    return [...this.flights.values()].filter((name) => name === channel).length;
  }

  /** Wakes when the next message is due. What is due already waits for a flight to end, which wakes too. */
  private async schedule(): Promise<void> {
    const { clock, stores } = this.context.ports;
    const due = await stores.notifications.listDue(Number.MAX_SAFE_INTEGER, NEXT);
    const times = due.map((delivery) => Math.min(delivery.dueAtMs ?? Infinity, delivery.editDueAtMs ?? Infinity));
    const later = times.filter((atMs) => atMs > clock.nowMs());
    const isFull = later.length === 0 && due.length === NEXT;
    const next = isFull ? clock.nowMs() + STUCK_MS : Math.min(...later);
    if (!Number.isFinite(next) || this.isClosed) return;
    this.cancelTimer();
    this.cancelTimer = clock.after(next - clock.nowMs(), () => this.wake());
  }

  private later(callback: () => void, delayMs = AGAIN_MS): void {
    if (this.isClosed) return;
    const cancel = this.context.ports.clock.after(delayMs, () => {
      this.stops.delete(cancel);
      callback();
    });
    this.stops.add(cancel);
  }

  private lookAt(delivery: Delivery): void {
    if (delivery.request !== null) this.look(delivery.request);
    else void this.carry([delivery], null);
  }

  private async reconcile(request: string): Promise<void> {
    try {
      const { stores } = this.context.ports;
      const found = await stores.approvals.find(request);
      const deliveries = await stores.notifications.listDeliveries({ request, limit: 100 });
      if (found !== null) await this.advance(found, deliveries);
      else await this.progress.giveUp(deliveries);
    } catch {
      this.later(() => this.look(request));
    }
    const again = this.reconciling.get(request)?.again === true;
    this.reconciling.delete(request);
    if (again) this.look(request);
    else if ([...this.held.values()].some(({ size }) => size > 0)) this.wake();
  }

  private async advance(request: ApprovalRequest, deliveries: readonly Delivery[]): Promise<void> {
    const idle = deliveries.filter(({ id }) => !this.flights.has(id));
    await this.progress.advance(request, { deliveries, idle });
    let view: Promise<ApprovalView> | null = null;
    // The action may be large: it is read once, and only where something of it is shown now.
    await this.carry(idle, { request, view: () => (view ??= showRequest(this.context, request)) });
  }

  /** Sends and edits what is due of these. */
  private async carry(deliveries: readonly Delivery[], about: About | null): Promise<void> {
    const request = about?.request ?? null;
    const nowMs = this.context.ports.clock.nowMs();
    for (const given of deliveries) {
      const state = this.states.get(given.channel);
      if (this.flights.has(given.id) || (await this.isUnknown(given, state)) || state === undefined) continue;
      const delivery = given.state === 'sending' ? takeUpSending(given, nowMs) : given;
      if (delivery !== given && !(await this.sender.save(delivery))) continue;
      const isEdit = this.mustEdit(delivery, request);
      if (!isEdit && !this.mustSend(delivery, request)) continue;
      const view = about === null ? null : await about.view();
      if (isEdit && view !== null) this.fly(delivery, () => this.sender.edit(delivery, state, view));
      else this.fly(delivery, () => this.sender.send(delivery, state, view));
    }
  }

  /** A channel that is no longer configured reaches nobody: its messages go to the next step. */
  private async isUnknown(delivery: Delivery, state: ChannelState | undefined): Promise<boolean> {
    if (state !== undefined) return false;
    if (!delivery.settled && delivery.state !== 'standby') await this.sender.save(drop(delivery));
    return true;
  }

  private mustEdit(delivery: Delivery, request: ApprovalRequest | null): boolean {
    if (request === null || delivery.settled || !isOutdated(delivery, request)) return false;
    return delivery.editDueAtMs === null || delivery.editDueAtMs <= this.context.ports.clock.nowMs();
  }

  private mustSend({ state, dueAtMs, purpose }: Delivery, request: ApprovalRequest | null): boolean {
    const isWaiting = (state === 'queued' || state === 'failed') && dueAtMs !== null;
    if (!isWaiting || dueAtMs > this.context.ports.clock.nowMs()) return false;
    return purpose !== 'question' || request?.status === 'pending';
  }

  private fly(delivery: Delivery, work: () => Promise<boolean>): void {
    const { id, channel, request } = delivery;
    if (this.isClosed || this.flights.has(id)) return;
    if (this.inFlight(channel) >= MAX_FLIGHTS) {
      const held = this.held.get(channel) ?? new Set();
      this.held.set(channel, request === null ? held : held.add(request));
      return;
    }
    this.flights.set(id, channel);
    const goOn = (): void => {
      if (request !== null) this.look(request);
      this.wake();
    };
    const landed = (isWritten: boolean): void => {
      this.flights.delete(id);
      // Everything else has its turn in between, whatever comes of it.
      if (isWritten) this.context.ports.clock.afterPending(goOn);
      else this.later(goOn);
    };
    work().then(landed, () => landed(false));
  }
}

/** How an answer from each kind of channel is named; null for those on which nobody answers. */
const ANSWERED_ON: { readonly [Kind in ChannelKind]: AnswerChannel | null } = {
  telegram: 'telegram',
  discord: 'discord',
  slack: 'slack',
  email: 'email',
  sms: null,
  'web-push': null,
  webhook: null,
};
