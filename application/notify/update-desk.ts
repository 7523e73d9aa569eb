import type { ApprovalRequest } from '../../core/approval/approval.ts';
import { chooseTyped } from '../../core/notify/choose-typed.ts';
import { inSigns } from '../../core/notify/command-sign.ts';
import type { Delivery } from '../../core/notify/delivery.ts';
import { hasArrived } from '../../core/notify/delivery-transitions.ts';
import { parseCommand, type TypedCommand } from '../../core/notify/parse-command.ts';
import { ACCOUNT_RATE, takeTurn } from '../../core/notify/rate-window.ts';
import type { ButtonVerb, ChannelUpdate, UpdateReply } from '../../ports/notification-channel.ts';
import type { Mark } from '../../ports/notification-store.ts';
import { showRequest } from '../approval/answer-approval.ts';
import { promptOf } from '../approval/prompt-of.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { answerFromAccount } from './answer-from-account.ts';
import { noteLateProof } from './note-late-proof.ts';
import { pairByCode } from './pairing-flows.ts';
import type { AnswerRefusalCode } from './refusal-book.ts';
import { StrangerLimit } from './stranger-limit.ts';
import {
  alert,
  countedReply,
  PAIRING_WORDS,
  plain,
  REFUSAL_WORDS,
  severalWords,
  TYPED_LENGTH,
  tell,
} from './update-replies.ts';

const MAX_NAME_LENGTH = 256;
const MAX_ACCOUNTS = 10_000;
/** Most questions at one place that a typed answer is looked for among. */
const MAX_AT_PLACE = 200;

/** An update with the channel that proved it. */
type Known = { readonly channel: string; readonly update: ChannelUpdate };
/** What is answered, and by which message it was shown. */
type Chosen = {
  readonly delivery: Delivery;
  readonly request: ApprovalRequest;
  readonly verb: ButtonVerb;
  readonly note: string;
};

/**
 * Takes what people do at channels: presses, reactions, typed commands.
 *
 * An answer counts when the account is paired, the message that is answered stands at this very place and was shown whole, and the
 * request still waits. Everything else is refused, recorded, and told in one sentence.
 *
 * Invariant: an event counts once, since it is remembered in the very commit of its answer. Accounts that are paired with nobody are
 * heard a few times an hour, and all of them together not much more often.
 */
export class UpdateDesk {
  private readonly context: FlowContext;
  private readonly wake: (request: string) => void;
  private readonly underWay = new Set<string>();
  private readonly turns = new Map<string, readonly number[]>();
  private readonly strangers: StrangerLimit;

  constructor(context: FlowContext, { wake }: { readonly wake: (request: string) => void }) {
    this.context = context;
    this.wake = wake;
    this.strangers = new StrangerLimit(context.ports.clock);
  }

  /** Handles one update. Never rejects; null where there is nothing to say. */
  async handle(channel: string, update: ChannelUpdate): Promise<UpdateReply | null> {
    const { id, user, place } = update;
    if ([id, user, place].some((name) => name.length > MAX_NAME_LENGTH || !name.isWellFormed())) return null;
    try {
      if (update.act.kind === 'delivery') {
        const request = await noteLateProof(this.context, channel, update.act);
        if (request !== null) this.wake(request);
        return null;
      }
      const isPaired = this.context.notify.book.find(channel, user) !== null;
      if (isPaired) return this.takeTurn(channel, user) ? await this.once({ channel, update }) : null;
      return await this.hearStranger({ channel, update });
    } catch (error) {
      return alert(
        error instanceof GatewayError ? 'It could not be taken now: try again.' : 'The gateway failed: try again.',
      );
    }
  }

  /** The same event never counts twice, whether it comes at the same time or after a restart. */
  private async once(known: Known): Promise<UpdateReply | null> {
    const { channel, update } = known;
    const command = update.act.kind === 'text' ? parseCommand(update.act.text) : null;
    if (update.act.kind === 'text' && command === null) return null;
    const key = JSON.stringify([channel, update.id]);
    const { notifications } = this.context.ports.stores;
    if (this.underWay.has(key)) return this.refuse(known, 'replayed', null);
    this.underWay.add(key);
    try {
      if ((await notifications.findMark(`seen:${channel}`, update.id)) !== null)
        return update.isLookedBack === true ? null : await this.refuse(known, 'replayed', null);
      const reply = command === null ? await this.answerMessage(known) : await this.obey(known, command);
      // Whoever is paired with nobody changes nothing, however often: they write nothing to the store either.
      if (this.context.notify.book.find(channel, update.user) !== null) await this.remember(known);
      return reply;
    } finally {
      this.underWay.delete(key);
    }
  }

  /**
   * Remembers an event that was handled. An answer has remembered it already, in its own commit; what else cannot be remembered now may
   * come again and is then judged again, which is no reason to call it failed.
   */
  private async remember(known: Known): Promise<void> {
    const change = { kind: 'mark.save', mark: this.markOf(known), isNew: true } as const;
    await this.context.ports.stores.notifications.write([change]).catch(() => null);
  }

  private markOf({ channel, update }: Known): Mark {
    return { scope: `seen:${channel}`, key: update.id, value: '', atMs: this.context.ports.clock.nowMs() };
  }

  /** An account that is paired with nobody can type a code, at any time; nothing else of it is looked at beyond the limit. */
  private async hearStranger(known: Known): Promise<UpdateReply | null> {
    const { act, user } = known.update;
    const command = act.kind === 'text' ? parseCommand(act.text) : null;
    if (act.kind === 'text' && command === null) return null;
    const isHeard = this.strangers.hears(known.channel, user);
    if (isHeard) return this.once(known);
    if (command?.kind !== 'pair' || !this.takeTurn(known.channel, user)) {
      this.context.notify.refusals.noteUnheard();
      return null;
    }
    const reply = await this.pair(known, { code: command.code, isRecorded: false });
    return reply.isAlert ? null : reply;
  }

  /** A press or a reaction. */
  private async answerMessage(known: Known): Promise<UpdateReply | null> {
    const { channel, update } = known;
    const { act, place } = update;
    if (act.kind !== 'press' && act.kind !== 'react') return null;
    const delivery = act.kind === 'press' ? await this.pressed(act.handle) : await this.reactedTo(known, act.reference);
    // A reaction to what is no question of ours is nobody's business.
    if (delivery === null) return act.kind === 'react' ? null : this.refuse(known, 'forged', null);
    if (delivery.channel !== channel || delivery.to !== place)
      return this.refuse(known, 'wrong-place', delivery.request);
    const verb = act.kind === 'react' ? act.verb : delivery.handles.find(({ handle }) => handle === act.handle)?.verb;
    const request = await this.context.ports.stores.approvals.find(delivery.request ?? '');
    if (request === null || verb === undefined) return this.refuse(known, 'forged', delivery.request);
    if (request.status !== 'pending' || this.context.ports.clock.nowMs() >= request.deadlineMs)
      return this.refuse(known, 'late', request.id);
    return this.answer(known, { delivery, request, verb, note: '' });
  }

  private pressed(handle: string): Promise<Delivery | null> {
    return this.context.ports.stores.notifications.findByHandle(handle);
  }

  private async reactedTo({ channel, update }: Known, reference: string): Promise<Delivery | null> {
    const query = { channel, to: update.place, reference, order: 'newest', limit: 1 } as const;
    const [delivery] = await this.context.ports.stores.notifications.listDeliveries(query);
    return delivery?.purpose === 'question' ? delivery : null;
  }

  private async obey(known: Known, command: TypedCommand): Promise<UpdateReply> {
    const { channel, update } = known;
    const { user } = update;
    const paired = this.context.notify.book.find(channel, user);
    switch (command.kind) {
      case 'help':
        return tell(
          this.inSigns(
            '/approve ID, /approve ID session, /deny ID REASON, /pending, /whoami, /pair CODE. Without an ID: the only one that waits.',
            channel,
          ),
        );
      case 'whoami':
        return tell(
          paired === null
            ? `You are ${plain(user)} here, and paired with nobody.`
            : `You are ${plain(user)} here: ${plain(paired.principal)}.`,
        );
      case 'pair':
        return this.pair(known, { code: command.code, isRecorded: true });
      case 'unreadable':
        return alert(`That was not understood: ${this.inSigns(command.wanted, channel)}.`);
      case 'pending':
        return paired === null ? this.refuse(known, 'foreign', null) : this.listPending(known);
      case 'approve':
      case 'deny':
        return paired === null ? this.refuse(known, 'foreign', null) : this.answerTyped(known, command);
    }
  }

  private async answerTyped(
    known: Known,
    command: Extract<TypedCommand, { kind: 'approve' | 'deny' }>,
  ): Promise<UpdateReply> {
    const { channel, update } = known;
    const { people, notify } = this.context;
    const choice = chooseTyped(await this.shownHere(known), {
      answer: command.kind,
      id: command.id,
      atMs: update.atMs,
      principal: notify.book.find(channel, update.user)?.principal ?? '',
      personOf: people.personOf,
    });
    switch (choice.kind) {
      case 'none':
        return this.refuse(known, 'unknown-request', null);
      case 'ambiguous':
        return this.refuse(known, 'unclear', null);
      case 'older':
        return this.refuse(known, 'older', choice.shown.request.id);
      case 'several':
        await this.refuse(known, 'unclear', null);
        return alert(this.inSigns(severalWords(choice.waiting.map(({ request }) => request)), channel));
      case 'chosen': {
        const asked = command.kind === 'approve' && command.scope === 'session' ? 'approve-session' : command.kind;
        return this.answer(known, {
          ...choice.shown,
          verb: asked,
          note: command.kind === 'deny' ? command.reason : '',
        });
      }
    }
  }

  /** Questions that were shown at this place, oldest first. */
  private async shownHere({ channel, update }: Known): Promise<readonly Pick<Chosen, 'delivery' | 'request'>[]> {
    const { stores } = this.context.ports;
    const query = { channel, to: update.place, states: ['accepted', 'delivered'], order: 'newest' } as const;
    const newest = await stores.notifications.listDeliveries({ ...query, limit: MAX_AT_PLACE });
    const asked = newest.filter(({ purpose }) => purpose === 'question').toReversed();
    const found = await Promise.all(
      asked.map(async (delivery) => ({ delivery, request: await stores.approvals.find(delivery.request ?? '') })),
    );
    return found.flatMap(({ delivery, request }) => (request === null ? [] : [{ delivery, request }]));
  }

  private async listPending(known: Known): Promise<UpdateReply> {
    const waiting = (await this.shownHere(known)).filter(({ request }) => request.status === 'pending');
    const ids = waiting.slice(0, 8).map(({ request }) => `${request.id.slice(0, TYPED_LENGTH)} (${request.riskLevel})`);
    return tell(ids.length === 0 ? 'Nothing waits here.' : `Waiting here, oldest first: ${ids.join(', ')}.`);
  }

  private async answer(known: Known, { delivery, request, verb, note }: Chosen): Promise<UpdateReply> {
    const { channel, update } = known;
    const paired = this.context.notify.book.find(channel, update.user);
    if (paired === null) return this.refuse(known, 'foreign', request.id);
    if (!hasArrived(delivery) && verb !== 'deny') return this.refuse(known, 'not-shown', request.id);
    if (verb !== 'deny' && request.terms.secondFactor) return this.refuse(known, 'second-factor', request.id);
    if (verb !== 'deny' && !(await this.wasShownWhole(delivery, request)))
      return this.refuse(known, 'not-shown', request.id);
    const outcome = await answerFromAccount(this.context, {
      account: { channel, user: update.user, principal: paired.principal },
      requestId: request.id,
      verb,
      note,
      evidence: {
        update: update.id,
        place: update.place,
        delivery: delivery.id,
        fingerprint: delivery.fingerprint,
        seen: this.markOf(known),
      },
    });
    if (outcome.ok) return countedReply(outcome.view);
    return outcome.why === 'unavailable'
      ? alert('It could not be recorded, so it does not count: try again.')
      : alert(this.inSigns(REFUSAL_WORDS[outcome.why], channel));
  }

  private async pair(
    { channel, update: { user, place, isPrivate } }: Known,
    { code, isRecorded }: { readonly code: string; readonly isRecorded: boolean },
  ): Promise<UpdateReply> {
    const attempt = await pairByCode(this.context, { channel, user, place }, { typed: code, isPrivate, isRecorded });
    return attempt.ok
      ? tell(`Paired: you answer as ${plain(attempt.pairing.principal)}.`)
      : alert(PAIRING_WORDS[attempt.why]);
  }

  /** Whether the message showed all of what would be approved now: the document is made again, and must be the same. */
  private async wasShownWhole({ answerable, fingerprint }: Delivery, request: ApprovalRequest): Promise<boolean> {
    if (answerable !== 'all') return false;
    return promptOf(this.context, await showRequest(this.context, request)).fingerprint === fingerprint;
  }

  private async refuse(
    { channel, update }: Known,
    why: AnswerRefusalCode,
    request: string | null,
  ): Promise<UpdateReply> {
    const principal = this.context.notify.book.find(channel, update.user)?.principal ?? null;
    await this.context.notify.refusals.record({ why, channel, update, request, principal });
    return alert(this.inSigns(REFUSAL_WORDS[why], channel));
  }

  private inSigns(words: string, channel: string): string {
    return inSigns(words, this.context.notify.signs.get(channel) ?? '/');
  }

  private takeTurn(channel: string, user: string): boolean {
    const account = JSON.stringify([channel, user]);
    const { allowed, times } = takeTurn(this.turns.get(account) ?? [], this.context.ports.clock.nowMs(), ACCOUNT_RATE);
    this.turns.delete(account);
    this.turns.set(account, times);
    for (const oldest of this.turns.keys()) if (this.turns.size > MAX_ACCOUNTS) this.turns.delete(oldest);
    return allowed;
  }
}
