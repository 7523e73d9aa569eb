import { APPROVAL_LIMITS, type ApprovalRequest } from '../../core/approval/approval.ts';
import { isAuthor } from '../../core/approval/approval-transitions.ts';
import { AT_TERMINAL, type Delivery } from '../../core/notify/delivery.ts';
import { drop, hasArrived, keepStandby, queueNow, settle } from '../../core/notify/delivery-transitions.ts';
import { isReached, stepToBegin } from '../../core/notify/next-step.ts';
import type { FlowContext } from '../flow-context.ts';
import { type DeliverySender, finalAtMs, isOutdated } from './send-delivery.ts';

/**
 * What becomes of the messages of a request beside sending and editing them: the next step begins, or nothing is left to do.
 *
 * Invariant: every message is settled in the end, so that a start takes up no more than what is under way.
 */
export class DeliveryProgress {
  private readonly context: FlowContext;
  private readonly sender: Pick<DeliverySender, 'save'>;
  private readonly wake: () => void;

  constructor(
    context: FlowContext,
    { sender, wake }: { readonly sender: Pick<DeliverySender, 'save'>; readonly wake: () => void },
  ) {
    this.context = context;
    this.sender = sender;
    this.wake = wake;
  }

  /** Goes on with all messages of a request; `idle` are those that are not on their way just now. */
  async advance(
    request: ApprovalRequest,
    { deliveries, idle }: { readonly deliveries: readonly Delivery[]; readonly idle: readonly Delivery[] },
  ): Promise<void> {
    const questions = deliveries.filter(({ purpose }) => purpose === 'question');
    if (request.status === 'pending') {
      const tried = this.tried(questions, (delivery) => this.isAnswerable(delivery, request));
      await this.beginNext(questions, stepToBegin(tried, request.terms.approvers));
    } else for (const delivery of idle) await this.finish(delivery, request);
    await this.finishNotices(deliveries.filter(({ purpose }) => purpose === 'timed-out'));
  }

  /** Leaves nothing to do about a request that is gone. */
  async giveUp(deliveries: readonly Delivery[]): Promise<void> {
    for (const delivery of deliveries.filter(({ settled }) => !settled))
      await this.sender.save(hasArrived(delivery) ? settle(delivery) : drop(delivery));
  }

  /** What is looked at to know whom a step has reached. */
  private tried(
    deliveries: readonly Delivery[],
    isAnswerable: (delivery: Delivery) => boolean,
  ): Parameters<typeof stepToBegin>[0] {
    const { people } = this.context;
    return deliveries.map((delivery) => ({
      state: delivery.state,
      step: delivery.step,
      person: delivery.person === null ? null : people.personOf(delivery.person),
      isAnswerable: isAnswerable(delivery),
    }));
  }

  /**
   * Tells whether a question can be answered where it stands, by whom it was brought to. An alert is none, nor a message that offers no more
   * than a denial (unless a second factor is wanted, which no message offers), nor one to whoever may not approve it. Who watches a terminal can.
   */
  private isAnswerable({ channel, person, answerable }: Delivery, { binding, terms }: ApprovalRequest): boolean {
    const { personOf } = this.context.people;
    if (channel === AT_TERMINAL) return true;
    if (answerable === 'none' || (answerable === 'deny' && !terms.secondFactor)) return false;
    if (person === null) return true;
    const own = personOf(person);
    return own !== personOf(binding.requester) && !isAuthor(terms, { person: own, personOf });
  }

  /** Begins a step where the ones before reached too few: at once, and not at the next attempt. */
  private async beginNext(deliveries: readonly Delivery[], step: number | null): Promise<void> {
    if (step === null) return;
    const nowMs = this.context.ports.clock.nowMs();
    const begun = deliveries.filter((one) => one.state === 'standby' && one.step === step);
    for (const delivery of begun) await this.sender.save(queueNow(delivery, nowMs));
    this.wake();
  }

  /** What a request that is over leaves to do: nothing that was not sent is sent, and what is up to date for good is settled. */
  private async finish(delivery: Delivery, request: ApprovalRequest): Promise<void> {
    if (delivery.purpose !== 'question' || delivery.settled) return;
    const isOver = finalAtMs(request, this.context.ports.clock.nowMs()) === null;
    if (!hasArrived(delivery)) await this.sender.save(drop(delivery));
    else if (isOver && !isOutdated(delivery, request)) await this.sender.save(settle(delivery));
  }

  /** Goes on to the next step, or gives up what need not be told any more: for a day a report may come that it never arrived. */
  private async finishNotices(notices: readonly Delivery[]): Promise<void> {
    const tried = this.tried(notices, () => true);
    if (!isReached(tried, 1)) return this.beginNext(notices, stepToBegin(tried, 1));
    const nowMs = this.context.ports.clock.nowMs();
    for (const delivery of notices.filter(({ state }) => state === 'standby')) {
      const untilMs = delivery.createdAtMs + APPROVAL_LIMITS.reviewForMs;
      const after = nowMs < untilMs ? keepStandby(delivery, untilMs) : drop(delivery);
      if (after !== delivery) await this.sender.save(after);
    }
  }
}
