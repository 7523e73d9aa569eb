import { type ApprovalRequest, AT_CLIENT } from '../../core/approval/approval.ts';
import { approvalStatement, signedApprovalText } from '../../core/approval/approval-statement.ts';
import { isFitForClient } from '../../core/approval/approval-transitions.ts';
import { questionMessage } from '../../core/approval/question-message.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { ClientChannel } from '../gateway-ports.ts';
import { answerApproval, showRequest } from './answer-approval.ts';
import type { ClientAnswer, ClientQuestion } from './client-question.ts';
import { openState, type QuestionState, sealState } from './question-state.ts';

/** How long a question can be answered, unless its request ends earlier. */
const OPEN_FOR_MS = 300_000;

/** Why an answer is refused, as it is put on record. */
type Refusal = 'forged' | 'foreign' | 'expired' | 'used' | 'misused' | 'closed';

/**
 * Asks the person at the client that made a call (MCP elicitation), for risk up to medium.
 *
 * What travels through the client says nothing by itself and is worth nothing to anybody else: it is sealed, good once, and
 * only for the approval, action, session and principal it was made for, until it expires or the gateway stops. An answer
 * becomes an answer like any other, signed by a key that only the gateway holds, on the channel `mcp`.
 */
export class QuestionDesk {
  private readonly context: FlowContext;
  private readonly channel: ClientChannel | null;
  /** Of this run: a state from before is refused, so that none is good twice. */
  private readonly run: string;
  private readonly used = new Map<string, number>();

  constructor(context: FlowContext) {
    this.context = context;
    this.channel = context.ports.clientChannel;
    this.run = toHex(context.ports.randomness.bytes(16));
  }

  /**
   * Makes the question for an open request of the caller's own; null where the other channels are to ask: risk above what
   * the operator set, arguments that cannot be shown in full, no key. Raises `approval.unknown` for a request of another
   * principal or session.
   */
  async open(caller: Caller, approval: string, session: string): Promise<ClientQuestion | null> {
    const request = await this.context.ports.stores.approvals.find(approval);
    const isOwn = request?.binding.requester === caller.principal && request.binding.session === session;
    if (request === null || !isOwn)
      throw new GatewayError('approval.unknown', 'open a question: there is no such request of this session');
    const channel = this.channelFor(request);
    const nowMs = this.context.ports.clock.nowMs();
    if (channel === null || request.status !== 'pending' || !(nowMs < request.deadlineMs)) return null;
    const { shown } = await showRequest(this.context, request);
    const asked = shown === null ? null : questionMessage(shown);
    const message = asked === null ? null : redactSecrets(asked).text;
    if (message === null) return null;
    const state: QuestionState = {
      approval: request.id,
      digest: request.binding.actionDigest,
      session,
      principal: caller.principal,
      expiresAtMs: Math.min(request.deadlineMs, nowMs + OPEN_FOR_MS),
      nonce: toHex(this.context.ports.randomness.bytes(16)),
    };
    await this.record('question.opened', { state, actor: 'gateway', data: {}, payload: message });
    return {
      requestState: sealState(state, { cipher: channel.cipher, run: this.run }),
      message,
      expiresAtMs: state.expiresAtMs,
    };
  }

  /**
   * Takes the person's answer: accepting approves, declining denies, cancelling leaves the request to the other channels.
   * Answers whether it is approved now. Raises `question.refused`, on record, for a state that is forged, another's,
   * expired, used, or misused for another call, which spends it, and whatever answering an approval raises.
   */
  async answer(
    caller: Caller,
    { requestState, session, action }: ClientAnswer,
  ): Promise<{ readonly approved: boolean }> {
    const state =
      this.channel === null ? null : openState(requestState, { cipher: this.channel.cipher, run: this.run });
    if (state === null) throw await this.refused('forged', { caller, session, state });
    if (state.principal !== caller.principal || state.session !== session)
      throw await this.refused('foreign', { caller, session, state });
    const nowMs = this.context.ports.clock.nowMs();
    if (!(nowMs < state.expiresAtMs)) throw await this.refused('expired', { caller, session, state });
    if (this.used.has(state.nonce)) throw await this.refused('used', { caller, session, state });
    this.use(state, nowMs);
    if (action === 'misused') throw await this.refused('misused', { caller, session, state });
    const request = await this.context.ports.stores.approvals.find(state.approval);
    const channel = request === null ? null : this.channelFor(request);
    const isOpen = request?.status === 'pending' && request.binding.actionDigest === state.digest;
    if (request === null || channel === null || !isOpen) throw await this.refused('closed', { caller, session, state });
    if (action === 'cancel') {
      await this.record('question.cancelled', { state, actor: AT_CLIENT, data: {}, payload: null });
      return { approved: false };
    }
    return this.give(request, { answer: action === 'accept' ? 'approve' : 'deny', channel });
  }

  private async give(
    request: ApprovalRequest,
    { answer, channel }: { readonly answer: 'approve' | 'deny'; readonly channel: ClientChannel },
  ): Promise<{ readonly approved: boolean }> {
    const { keyId, sign } = channel.approver;
    const given = { answer, scope: 'action', channel: 'mcp', note: '', keyId } as const;
    const text = signedApprovalText(approvalStatement(request), { ...given, approver: AT_CLIENT });
    const signature = toBase64(sign(toUtf8(text)));
    const caller: Caller = { principal: AT_CLIENT, scopes: ['approve'] };
    const view = await answerApproval(this.context, caller, { ...given, id: request.id, signature });
    return { approved: view.request.status === 'approved' };
  }

  /** The channel, where a request may be answered on it now: a key that was withdrawn ends it. */
  private channelFor(request: ApprovalRequest): ClientChannel | null {
    const { elicitation } = this.context.settings;
    const isAllowed = elicitation === 'medium' || (elicitation === 'low' && request.riskLevel !== 'medium');
    if (this.channel === null || !isAllowed || !isFitForClient(request)) return null;
    const key = this.context.ports.approvers.find(this.channel.approver.keyId);
    return key?.principal === AT_CLIENT ? this.channel : null;
  }

  private use({ nonce, expiresAtMs }: QuestionState, nowMs: number): void {
    for (const [old, endMs] of this.used) if (!(nowMs < endMs)) this.used.delete(old);
    this.used.set(nonce, expiresAtMs);
  }

  private async refused(
    why: Refusal,
    { caller, session, state }: { caller: Caller; session: string; state: QuestionState | null },
  ): Promise<GatewayError> {
    await this.record('question.refused', {
      state: { approval: state?.approval ?? null, session },
      actor: caller.principal,
      data: { why },
      payload: null,
    });
    const reason = `answer a question: its state is ${why}, want the one that was given for this call, once`;
    return new GatewayError('question.refused', reason, {
      remedies: ['Make the call again: it is asked about anew.'],
    });
  }

  private async record(
    type: 'question.opened' | 'question.cancelled' | 'question.refused',
    {
      state,
      actor,
      data,
      payload,
    }: {
      readonly state: { readonly approval: string | null; readonly session: string };
      readonly actor: string;
      readonly data: { readonly why?: Refusal };
      readonly payload: string | null;
    },
  ): Promise<void> {
    const atMs = this.context.ports.clock.nowMs();
    const entry = {
      type,
      atMs,
      actor,
      session: state.session,
      action: null,
      data: { ...data, request: state.approval },
    };
    await this.context.sequencer.append({ entries: [{ entry, payload }], changes: () => [] });
  }
}
