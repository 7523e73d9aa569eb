import type { ApprovalRequest } from '../../core/approval/approval.ts';
import { inSigns } from '../../core/notify/command-sign.ts';
import type { Delivery } from '../../core/notify/delivery.ts';
import { hasArrived } from '../../core/notify/delivery-transitions.ts';
import { parseCommand, type TypedCommand } from '../../core/notify/parse-command.ts';
import { ACCOUNT_RATE, takeTurn } from '../../core/notify/rate-window.ts';
import type { ButtonVerb, ChannelUpdate, UpdateReply } from '../../ports/notification-channel.ts';
import { showRequest } from '../answer-approval.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { promptOf } from '../prompt-of.ts';
import { type AccountOutcome, answerFromAccount } from './answer-from-account.ts';
import { noteLateProof } from './note-late-proof.ts';
import { pairByCode } from './pairing-flows.ts';
import type { AnswerRefusalCode } from './refusal-book.ts';

const MAX_NAME_LENGTH = 256;
const MAX_ACCOUNTS = 10_000;
/** Most requests that one place may hold while the oldest of them is looked for. */
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
 * request still waits. Everything else is refused, recorded, and told in one sentence. An event counts once.
 */
export class UpdateDesk {
  private readonly context: FlowContext;
  private readonly wake: (request: string) => void;
  private readonly underWay = new Set<string>();
  private readonly turns = new Map<string, readonly number[]>();

  constructor(context: FlowContext, { wake }: { readonly wake: (request: string) => void }) {
    this.context = context;
    this.wake = wake;
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
      if (!this.takeTurn(channel, user)) return null;
      return await this.once({ channel, update });
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
      if (command?.kind !== 'pair' && this.context.notify.book.find(channel, update.user) === null) return reply;
      const mark = { scope: `seen:${channel}`, key: update.id, value: '', atMs: this.context.ports.clock.nowMs() };
      await notifications.write([{ kind: 'mark.save', mark, isNew: false }]);
      return reply;
    } finally {
      this.underWay.delete(key);
    }
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
    const { user, place, isPrivate } = update;
    const paired = this.context.notify.book.find(channel, user);
    switch (command.kind) {
      case 'help':
        return tell(
          this.inSigns(
            '/approve ID, /approve ID session, /deny ID REASON, /pending, /whoami, /pair CODE. Without an ID: the oldest.',
            channel,
          ),
        );
      case 'whoami':
        return tell(
          paired === null
            ? `You are ${shown(user)} here, and paired with nobody.`
            : `You are ${shown(user)} here: ${shown(paired.principal)}.`,
        );
      case 'pair': {
        const attempt = await pairByCode(this.context, { channel, user, place }, { typed: command.code, isPrivate });
        return attempt.ok
          ? tell(`Paired: you answer as ${shown(attempt.pairing.principal)}.`)
          : alert(PAIRING_WORDS[attempt.why]);
      }
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
    const waiting = await this.shownHere(known);
    const fits =
      command.id === null
        ? waiting.filter(isPending).slice(0, 1)
        : waiting.filter(({ request }) => request.id.startsWith(command.id ?? ''));
    const [chosen] = fits;
    if (chosen === undefined) return this.refuse(known, 'unknown-request', null);
    if (fits.length > 1) return alert('Several requests begin like this: type more of the ID.');
    const asked = command.kind === 'approve' && command.scope === 'session' ? 'approve-session' : command.kind;
    return this.answer(known, { ...chosen, verb: asked, note: command.kind === 'deny' ? command.reason : '' });
  }

  /** Requests that were shown at this place and can still be answered, oldest first. */
  private async shownHere({ channel, update }: Known): Promise<readonly Pick<Chosen, 'delivery' | 'request'>[]> {
    const { stores } = this.context.ports;
    const query = { channel, to: update.place, states: ['accepted', 'delivered'], order: 'newest' } as const;
    const newest = await stores.notifications.listDeliveries({ ...query, limit: MAX_AT_PLACE });
    const asked = newest.filter(({ purpose }) => purpose === 'question').toReversed();
    const found = await Promise.all(
      asked.map(async (delivery) => ({ delivery, request: await stores.approvals.find(delivery.request ?? '') })),
    );
    return found.flatMap(({ delivery, request }) =>
      request !== null && (request.status === 'pending' || request.status === 'timed-out')
        ? [{ delivery, request }]
        : [],
    );
  }

  private async listPending(known: Known): Promise<UpdateReply> {
    const waiting = (await this.shownHere(known)).filter(({ request }) => request.status === 'pending');
    const ids = waiting.slice(0, 8).map(({ request }) => `${request.id.slice(0, 8)} (${request.riskLevel})`);
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
      evidence: { update: update.id, place: update.place, delivery: delivery.id, fingerprint: delivery.fingerprint },
    });
    return outcome.ok || outcome.why === 'unavailable'
      ? replyTo(outcome)
      : alert(this.inSigns(REFUSAL_WORDS[outcome.why], channel));
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
    if (this.turns.size >= MAX_ACCOUNTS) this.turns.clear();
    this.turns.set(account, times);
    return allowed;
  }
}

function isPending({ request }: { readonly request: ApprovalRequest }): boolean {
  return request.status === 'pending';
}

const REFUSAL_WORDS: { readonly [Why in AnswerRefusalCode]: string } = {
  late: 'Too late: this was decided already, or its time is over.',
  replayed: 'This was handled already.',
  foreign: 'This account is paired with nobody, so it cannot answer. Ask your operator for a code, then /pair CODE.',
  forged: 'This button belongs to no message of ours.',
  'wrong-place': 'This button belongs to a message at another place.',
  'not-shown': 'Not all of it could be shown here, so it cannot be approved here. Deny it, or open the link.',
  'second-factor': 'This needs a second factor, which this place does not have. Deny it, or open the link.',
  'not-permitted': 'You cannot answer this request in this way.',
  'unknown-request': 'No such request waits here. /pending lists those that do.',
};

const PAIRING_WORDS = {
  locked: 'Too many wrong codes: try again in an hour.',
  wrong: 'This is no code that can be used: it may be mistyped, used, or older than an hour.',
  exposed: 'Others can read this, so the code is void now. Ask for a new one and send it to me alone.',
  unavailable: 'It could not be taken now: try again.',
} as const;

function replyTo(outcome: AccountOutcome): UpdateReply {
  if (!outcome.ok) return alert('It could not be recorded, so it does not count: try again.');
  const { status, terms, answers, late } = outcome.view.request;
  if (status === 'denied') return tell('Denied.');
  if (status === 'pending') return tell(`Counted: ${terms.approvers - answers.length} more must approve it.`);
  return tell(late ? 'Approved late: one new attempt is allowed within ten minutes.' : 'Approved.');
}

/** A name of a channel in a sentence: nothing but plain characters. */
function shown(name: string): string {
  return [...name.slice(0, 64)].map((character) => (character > ' ' && character <= '~' ? character : '?')).join('');
}

function tell(text: string): UpdateReply {
  return { text: text.slice(0, 200), isAlert: false };
}

function alert(text: string): UpdateReply {
  return { text: text.slice(0, 200), isAlert: true };
}
