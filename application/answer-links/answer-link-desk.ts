import type { PromptDocument } from '../../core/approval/prompt-document.ts';
import { wantsCodeByMail } from '../../core/notify/answer-strength.ts';
import type { Delivery, DeliveryVerb } from '../../core/notify/delivery.ts';
import type { AnswerLinkClaims, LinkSigner } from '../../ports/link-signer.ts';
import type { Mark } from '../../ports/notification-store.ts';
import type { ApprovalView } from '../gateway.ts';
import type { AccountAnswer, AccountOutcome } from '../notify/answer-from-account.ts';
import type { RefusedAnswer } from '../notify/refusal-book.ts';

/** What whoever opens a link is shown: the question with what may be pressed, or one sentence that says why there is nothing to press. */
export type AnswerLinkPage =
  | {
      readonly kind: 'question';
      readonly document: PromptDocument;
      readonly verbs: readonly DeliveryVerb[];
      /** Whether an approval wants a code of an authenticator app. */
      readonly wantsCode: boolean;
      /** Why it can only be denied here; null where it can be approved. */
      readonly denyOnly: string | null;
      /** Milliseconds since 1970. */
      readonly answerByMs: number;
    }
  | { readonly kind: 'told'; readonly isAnswer: boolean; readonly text: string };

/** What links need of the flows around them. */
export type AnswerLinkParts = {
  readonly signer: LinkSigner;
  readonly nowMs: () => number;
  readonly findDelivery: (id: string) => Promise<Delivery | null>;
  /** Raises nothing: null for a request that is not there. */
  readonly findView: (request: string) => Promise<ApprovalView | null>;
  readonly promptOf: (view: ApprovalView) => PromptDocument;
  /** Whose mailbox it is; null for nobody's. */
  readonly principalOf: (channel: string, user: string) => string | null;
  /** Whether the person behind a principal has an authenticator app. */
  readonly hasCodes: (principal: string) => boolean;
  /** What remembers in the store that the link of a delivery was used. */
  readonly markOf: (delivery: string) => Mark;
  readonly wasUsed: (delivery: string) => Promise<boolean>;
  /** Marks the link of a delivery as used, for good; false where it was before. Of many at once one gets true. */
  readonly use: (delivery: string) => Promise<boolean>;
  readonly answer: (given: AccountAnswer) => Promise<AccountOutcome>;
  readonly refuse: (refused: RefusedAnswer) => Promise<void>;
};

type OpenLink = {
  readonly claims: AnswerLinkClaims;
  readonly delivery: Delivery;
  readonly page: AnswerLinkPage;
  readonly fingerprint: string;
};

const USED = 'This link was used. A link answers once.';
const EXPIRED = 'This link has expired: the time for an answer is over, and silence is denial.';
const GONE = 'There is nothing to answer here any more.';

/**
 * Answers by links in mails: opening one shows what is asked and changes nothing; a second step answers, once.
 *
 * A link is bound to its request, its mailbox and what the mail showed, and ends with the request. What is of high risk is approved only with a
 * code of an authenticator app. What is critical, or is no longer what the mail showed, can only be denied. What the gateway did not seal is
 * null, whatever is wrong with it.
 */
export class AnswerLinkDesk {
  private readonly parts: AnswerLinkParts;

  constructor(parts: AnswerLinkParts) {
    this.parts = parts;
  }

  /** What a link leads to; null for a token that is not ours. Changes nothing, however often it is called. */
  async show(token: string): Promise<AnswerLinkPage | null> {
    const link = await this.open(token);
    return link?.page ?? null;
  }

  /** The token of the form on a link's page, for the browser that it is shown in. */
  formFor(form: { readonly token: string; readonly browser: string }): string {
    return this.parts.signer.sealForm(form);
  }

  /**
   * Takes the second step: an answer by a form that this gateway showed in this browser. Null for a token that is not ours.
   *
   * The link is used up before the answer is given, so that no two answers come of one; where a code is wanted, in the answer's own commit,
   * so that a mistyped one can be typed again. Whatever does not count is recorded.
   */
  async answer(
    token: string,
    given: { readonly formToken: string; readonly browser: string; readonly verb: string; readonly code: string },
  ): Promise<AnswerLinkPage | null> {
    const link = await this.open(token);
    if (link === null) {
      await this.parts.refuse(UNSEALED);
      return null;
    }
    const { page, claims } = link;
    if (!this.parts.signer.isForm(given.formToken, { token, browser: given.browser })) {
      await this.record(claims, 'forged');
      return told('This page was open for too long, or in another browser. Open the link in the mail again.');
    }
    if (page.kind === 'told') {
      await this.record(claims, page.text === USED ? 'replayed' : 'late');
      return page;
    }
    const verb = page.verbs.find((one) => one === given.verb);
    if (verb === undefined) {
      await this.record(claims, page.denyOnly === null ? 'not-permitted' : 'second-factor');
      return told(page.denyOnly ?? 'That cannot be pressed here. Open the link in the mail again.');
    }
    if (page.wantsCode && verb !== 'deny') return this.give(link, { verb, code: given.code });
    if (await this.parts.use(claims.delivery)) return this.give(link, { verb, code: null });
    await this.record(claims, 'replayed');
    return told(USED);
  }

  private async give(
    { claims, fingerprint }: OpenLink,
    { verb, code }: { readonly verb: DeliveryVerb; readonly code: string | null },
  ): Promise<AnswerLinkPage> {
    const { channel, to, request, delivery } = claims;
    const seen = code === null ? {} : { seen: this.parts.markOf(delivery) };
    const outcome = await this.parts.answer({
      account: { channel, user: to, principal: this.parts.principalOf(channel, to) ?? 'nobody' },
      requestId: request,
      verb,
      note: '',
      evidence: { update: `${delivery}.link`, place: to, delivery, fingerprint, ...seen },
      ...(code === null ? {} : { factor: { kind: 'totp', code } }),
    });
    if (outcome.ok) return { kind: 'told', isAnswer: true, text: thanks(verb, outcome.view) };
    if (code !== null && outcome.why === 'second-factor')
      return told(`Your answer did not count: ${outcome.reason}. Open the link in the mail again.`);
    const again = outcome.why === 'unavailable' ? ' Answer it in the dashboard or with `countersign approvals`.' : '';
    return told(`Your answer did not count: ${outcome.reason}.${again}`);
  }

  /** A link with what it leads to now; null for what this gateway did not seal, or did not send like this. */
  private async open(token: string): Promise<OpenLink | null> {
    const claims = this.parts.signer.open(token);
    const delivery = claims === null ? null : await this.parts.findDelivery(claims.delivery);
    if (claims === null || delivery === null || !isOf(delivery, claims)) return null;
    const view = await this.parts.findView(claims.request);
    const over = await this.whyOver(claims, view);
    if (over !== null || view === null) return { claims, delivery, page: told(over ?? GONE), fingerprint: '' };
    const document = this.parts.promptOf(view);
    const hasCodes = this.parts.hasCodes(this.parts.principalOf(claims.channel, claims.to) ?? '');
    const denyOnly = whyDenyOnly({ claims, delivery, view, document, hasCodes });
    const verbs = delivery.handles.map(({ verb }) => verb).filter((verb) => denyOnly === null || verb === 'deny');
    const wantsCode = denyOnly === null && wantsCodeByMail(view.request);
    const answerByMs = claims.expiresAtMs;
    const page: AnswerLinkPage = { kind: 'question', document, verbs, wantsCode, denyOnly, answerByMs };
    return { claims, delivery, page, fingerprint: document.fingerprint };
  }

  private async whyOver(claims: AnswerLinkClaims, view: ApprovalView | null): Promise<string | null> {
    if (await this.parts.wasUsed(claims.delivery)) return USED;
    if (view === null) return GONE;
    if (view.request.status !== 'pending') return overText(view);
    const nowMs = this.parts.nowMs();
    return nowMs >= claims.expiresAtMs || nowMs >= view.request.deadlineMs ? EXPIRED : null;
  }

  private record({ channel, delivery, to, request }: AnswerLinkClaims, why: RefusedAnswer['why']): Promise<void> {
    const update = { id: `${delivery}.link`, user: to, place: to };
    return this.parts.refuse({ why, channel, update, request, principal: this.parts.principalOf(channel, to) });
  }
}

const UNSEALED: RefusedAnswer = {
  why: 'forged',
  channel: 'answer-links',
  update: { id: '', user: '', place: '' },
  request: null,
  principal: null,
};

function isOf({ channel, to, request, purpose }: Delivery, claims: AnswerLinkClaims): boolean {
  return purpose === 'question' && channel === claims.channel && to === claims.to && request === claims.request;
}

function whyDenyOnly({
  claims,
  delivery,
  view: { request, shown },
  document,
  hasCodes,
}: {
  readonly claims: AnswerLinkClaims;
  readonly delivery: Delivery;
  readonly view: ApprovalView;
  readonly document: PromptDocument;
  readonly hasCodes: boolean;
}): string | null {
  if (request.riskLevel === 'critical' || request.terms.secondFactor)
    return 'This is critical and needs a second factor: here it can only be denied. Approve it in the dashboard.';
  if (wantsCodeByMail(request) && (!hasCodes || delivery.answerable !== 'all'))
    return 'This is of high risk, which a mailbox alone does not approve: here it can only be denied. Approve it in the dashboard. With an authenticator app (`countersign approvers totp`) a mail like this can be approved with a code.';
  if (shown === null) return 'What this is about was erased: it can only be denied.';
  if (delivery.answerable !== 'all') return 'The mail could not show all of it: here it can only be denied.';
  if (document.fingerprint !== claims.fingerprint || delivery.fingerprint !== claims.fingerprint)
    return 'This is not what the mail showed any more: here it can only be denied.';
  return null;
}

function thanks(verb: DeliveryVerb, { request }: ApprovalView): string {
  if (verb === 'deny') return 'Denied. The action does not run.';
  if (request.status === 'pending') return 'Your approval counts. It still needs another person.';
  return verb === 'approve' ? 'Approved, once.' : 'Approved, for this session.';
}

function overText({ request }: ApprovalView): string {
  const last = request.answers.at(-1);
  if (request.status === 'timed-out') return EXPIRED;
  if (last === undefined || (request.status !== 'approved' && request.status !== 'denied')) return GONE;
  return `This was ${request.status} already, by ${last.approver}.`;
}

function told(text: string): AnswerLinkPage {
  return { kind: 'told', isAnswer: false, text };
}
