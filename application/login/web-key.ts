import type { AnswerChannel, ApprovalRequest, ApprovalScope } from '../../core/approval/approval.ts';
import { approvalStatement, signedApprovalText } from '../../core/approval/approval-statement.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { ChannelKey } from '../../ports/channel-keys.ts';
import type { WebPlace } from '../../ports/passkeys.ts';
import { answerApproval, findRequest } from '../approval/answer-approval.ts';
import { enrolApprover } from '../approver/approver-desk.ts';
import { refusedOnRecord } from '../approver/refused-on-record.ts';
import { challengeOf, type PresentedFactor } from '../approver/second-factor.ts';
import type { FlowContext } from '../flow-context.ts';
import type { AnswerOrigin, ApprovalView, Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';

/** An answer that is given in the browser, without a signature of the person's own. */
export type WebAnswer = {
  readonly id: string;
  readonly answer: 'approve' | 'deny';
  readonly scope: ApprovalScope;
  readonly note: string;
  readonly factor?: PresentedFactor;
};

/** What would be confirmed with a passkey: which answer, and whose signature goes with it (null for the browser's own). */
export type ChallengeOrder = Pick<WebAnswer, 'id' | 'answer' | 'scope' | 'note'> & {
  readonly signedWith: { readonly keyId: string; readonly channel: AnswerChannel } | null;
  readonly place: WebPlace;
};

/** Answers of people who are logged in in a browser. */
export type WebAnswerFlows = {
  /** Answers a request: the gateway signs with the key of the caller's browsers. Raises whatever answering raises. */
  readonly answerInBrowser: (caller: Caller, input: WebAnswer) => Promise<ApprovalView>;
  /** Options for `navigator.credentials.get`, whose challenge is the digest of the text that is signed, and that text. */
  readonly challengeAnswer: (
    caller: Caller,
    order: ChallengeOrder,
  ) => Promise<{ readonly options: JsonObject; readonly text: string }>;
};

/** The flows about answers in the browser. */
export function webAnswerFlows(context: FlowContext): WebAnswerFlows {
  return {
    answerInBrowser: (caller, input) =>
      refusedOnRecord(context, { caller, id: input.id, channel: 'web' }, () => signInBrowser(context, caller, input)),
    challengeAnswer: async (caller, { id, place, signedWith, ...given }) => {
      const { keyId, channel } = signedWith ?? { keyId: webKeyOf(context, caller).keyId, channel: 'web' as const };
      const request = await findRequest(context, id);
      const parts = { ...given, channel, approver: caller.principal, keyId };
      const challenge = challengeOf(request, parts, context);
      const options = await context.passkeys.beginAnswer(caller.principal, place, challenge);
      return { options, text: textOf(request, parts) };
    },
  };
}

async function signInBrowser(context: FlowContext, caller: Caller, { id, ...given }: WebAnswer): Promise<ApprovalView> {
  const key = webKeyOf(context, caller);
  const request = await findRequest(context, id);
  const text = textOf(request, { ...given, channel: 'web', approver: caller.principal, keyId: key.keyId });
  const signature = toBase64(key.sign(toUtf8(text)));
  const origin = originOf(caller);
  const signed = { ...given, id: request.id, channel: 'web', keyId: key.keyId, signature } as const;
  return answerApproval(context, caller, origin === null ? signed : { ...signed, origin });
}

/** Which browser it was, so that whatever came of a stolen session is found. */
function originOf({ webSession }: Caller): AnswerOrigin | null {
  if (webSession === undefined) return null;
  const { id, way } = webSession;
  return { pairing: `web:${id}`, delivery: null, fingerprint: null, evidence: JSON.stringify({ session: id, way }) };
}

function textOf(request: ApprovalRequest, parts: Parameters<typeof signedApprovalText>[1]): string {
  return signedApprovalText(approvalStatement(request), parts);
}

/** Enrols the key that answers of a person's browsers are signed with, at a login by link. After one was withdrawn it is another. */
export async function enrolWebKey(context: FlowContext, caller: Caller): Promise<void> {
  const key = caller.scopes.includes('approve') ? nextKey(context, caller.principal) : null;
  if (key === null || context.ports.approvers.find(key.keyId) !== null) return;
  const publicKey = toBase64(key.publicKey);
  const held = { channel: 'web' as const, account: caller.principal };
  await enrolApprover(context, caller, { principal: caller.principal, publicKey, held });
}

function webKeyOf(context: FlowContext, caller: Caller): ChannelKey {
  if (caller.webSession === undefined)
    throw new GatewayError('approval.signature', 'answer in the browser: want a person who is logged in there');
  const key = nextKey(context, caller.principal);
  if (key !== null && context.ports.approvers.find(key.keyId) !== null) return key;
  throw new GatewayError('approval.signature', 'answer in the browser: the key of this account was withdrawn', {
    remedies: ['Sign in anew by a link: `countersign dashboard`.'],
  });
}

function nextKey({ ports }: FlowContext, principal: string): ChannelKey | null {
  const withdrawn = ports.approvers
    .list()
    .filter((key) => key.kind === 'channel' && key.channel === 'web' && key.principal === principal)
    .filter(({ withdrawnAtMs }) => withdrawnAtMs !== null).length;
  const pairing = `web-${withdrawn + 1}`;
  return ports.channelKeys?.keyOf({ channel: 'web', user: principal, principal, pairing }) ?? null;
}
