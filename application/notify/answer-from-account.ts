import type { ApprovalScope } from '../../core/approval/approval.ts';
import { signedApprovalText } from '../../core/approval/approval-statement.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import { wantsCodeByMail } from '../../core/notify/answer-strength.ts';
import type { Pairing } from '../../core/notify/pairing.ts';
import type { ButtonVerb } from '../../ports/notification-channel.ts';
import type { Mark } from '../../ports/notification-store.ts';
import { answerApproval, findRequest, showRequest } from '../approval/answer-approval.ts';
import type { PresentedFactor } from '../approver/second-factor.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ApprovalView } from '../gateway.ts';
import { GatewayError, type GatewayErrorCode } from '../gateway-error.ts';
import type { AnswerRefusalCode } from './refusal-book.ts';

/** What a person answered at an account that cannot sign, after its channel proved that it came from there. */
export type AccountAnswer = {
  readonly account: {
    /** The channel's name in the configuration, or `web` for a browser that is logged in. */
    readonly channel: string;
    /** The channel's own id of the account. */
    readonly user: string;
    /** Whose account the caller takes it for; the pairing must say the same. */
    readonly principal: string;
  };
  /** The request's id, or the beginning of it. */
  readonly requestId: string;
  readonly verb: ButtonVerb;
  /** What the person tells the agent; empty for nothing. */
  readonly note: string;
  readonly evidence: {
    /** The channel's own id of the event. */
    readonly update: string;
    /** Where it happened, as the channel names the place. */
    readonly place: string;
    /** The message that was answered; null where the person did not answer one. */
    readonly delivery: string | null;
    /** Of the document that was shown (`PromptDocument.fingerprint`); null where none was. */
    readonly fingerprint: string | null;
    /** Written with the answer (see `AnswerOrigin`). */
    readonly seen?: Mark;
  };
  /** What came along beside the account itself; left out where nothing did. */
  readonly factor?: PresentedFactor;
};

/** What became of an answer: the request as it is now, or why the answer does not count. */
export type AccountOutcome =
  | { readonly ok: true; readonly view: ApprovalView }
  | { readonly ok: false; readonly why: AnswerRefusalCode | 'unavailable'; readonly reason: string };

/**
 * Answers a request for a person whose account cannot sign: the gateway signs with the key of the account's pairing.
 *
 * The caller has checked that the answer came from the account, and that what was answered was shown whole. Everything else is
 * the one flow for answers (`answerApproval`): who is first, the terms, the scope, the key that must be enrolled still. Whatever
 * does not count is recorded with the account. Never throws but for a mistake of our own.
 */
export async function answerFromAccount(context: FlowContext, given: AccountAnswer): Promise<AccountOutcome> {
  const { channel, user, principal } = given.account;
  const pairing = context.notify.book.find(channel, user);
  if (pairing === null || pairing.principal !== principal)
    return refuse(context, given, {
      why: 'foreign',
      reason: 'this account is paired with nobody, or with somebody else',
    });
  try {
    const view = await sign(context, given, pairing);
    return { ok: true, view };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const why = whyRefused(error.code);
    if (why === null) return { ok: false, why: 'unavailable', reason: error.message };
    return refuse(context, given, { why, reason: error.message });
  }
}

async function sign(context: FlowContext, given: AccountAnswer, pairing: Pairing): Promise<ApprovalView> {
  const { channel, user, principal } = given.account;
  const { channelKeys } = context.ports;
  const on = context.notify.answersOn.get(channel);
  if (channelKeys === undefined || on === undefined || pairing.keyId === null)
    throw new GatewayError('approval.scope', `answer ${given.requestId}: nobody answers on ${channel}`);
  const key = channelKeys.keyOf({ channel, user, principal, pairing: pairing.id });
  const request = await findRequest(context, given.requestId);
  const { statement } = await showRequest(context, request);
  const answer = given.verb === 'deny' ? 'deny' : 'approve';
  if (on === 'email' && answer === 'approve' && given.factor === undefined && wantsCodeByMail(request))
    throw new GatewayError('approval.second-factor-required', `answer ${request.id}: ${NOT_BY_MAIL}`);
  const scope: ApprovalScope = given.verb === 'approve-session' ? 'session' : 'action';
  const text = signedApprovalText(statement, {
    answer,
    scope,
    channel: on,
    approver: principal,
    keyId: key.keyId,
    note: given.note,
  });
  const { delivery, fingerprint, update, place, seen } = given.evidence;
  const caller = { principal, scopes: ['approve'] } as const;
  return answerApproval(context, caller, {
    id: request.id,
    answer,
    scope,
    note: given.note,
    channel: on,
    keyId: key.keyId,
    signature: toBase64(key.sign(toUtf8(text))),
    ...(given.factor === undefined ? {} : { factor: given.factor }),
    origin: {
      pairing: pairing.id,
      delivery,
      fingerprint,
      evidence: JSON.stringify({ place, update, user }),
      ...(seen === undefined ? {} : { seen }),
    },
  });
}

const NOT_BY_MAIL = 'a mailbox alone approves medium risk at most, want a code of an authenticator app too';

/** Codes that mean that the answer does not count; any other means that it could not be taken now. */
const WHY: { readonly [Code in GatewayErrorCode]?: AnswerRefusalCode } = {
  'approval.decided': 'late',
  'approval.expired': 'late',
  'approval.unknown': 'unknown-request',
  'approval.ambiguous': 'unknown-request',
  'approval.second-factor-required': 'second-factor',
  'factor.refused': 'second-factor',
  'factor.locked': 'second-factor',
  'approval.scope': 'not-permitted',
  'approval.signature': 'not-permitted',
  'auth.self-approval': 'not-permitted',
  'auth.forbidden': 'not-permitted',
  'log.no-payload': 'not-shown',
  'input.invalid': 'not-permitted',
};

/** Why an answer that failed like this does not count; null where it could not be taken now and may be given again. */
export function whyRefused(code: GatewayErrorCode): AnswerRefusalCode | null {
  return WHY[code] ?? null;
}

async function refuse(
  context: FlowContext,
  { account, requestId, evidence }: AccountAnswer,
  { why, reason }: { readonly why: AnswerRefusalCode; readonly reason: string },
): Promise<AccountOutcome> {
  const paired = context.notify.book.find(account.channel, account.user);
  await context.notify.refusals.record({
    why,
    channel: account.channel,
    update: { id: evidence.update, user: account.user, place: evidence.place },
    request: requestId.length <= 16 ? requestId : null,
    principal: paired?.principal ?? null,
  });
  return { ok: false, why, reason };
}
