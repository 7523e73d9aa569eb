import type { ApprovalAnswer, ApprovalRequest } from '../../core/approval/approval.ts';
import { approvalStatement, signedApprovalText } from '../../core/approval/approval-statement.ts';
import type { SecondFactor } from '../../core/approval/second-factor.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { WebPlace } from '../../ports/passkeys.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { FlowContext } from '../flow-context.ts';

/** What came with an answer beside its signature: a code, or a passkey's assertion and where the browser stood. */
export type PresentedFactor =
  | { readonly kind: 'totp'; readonly code: string }
  | { readonly kind: 'passkey'; readonly response: unknown; readonly place: WebPlace };

/** A second factor that held, and what must be written with the answer. */
export type SpentFactor = { readonly evidence: SecondFactor; readonly change: StateChange };

type SignedParts = Parameters<typeof signedApprovalText>[1];

/** The challenge of a passkey for one answer: SHA-256 of the signed approval text, base64url. So the assertion signs exactly that. */
export function challengeOf(
  request: ApprovalRequest,
  answer: SignedParts,
  { ports: { hash } }: Pick<FlowContext, 'ports'>,
): string {
  const digest = toBase64(hash(toUtf8(signedApprovalText(approvalStatement(request), answer))));
  return digest.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Checks what came with an answer and uses it up. Raises `factor.refused` or `factor.locked`. */
export async function spendFactor(
  context: FlowContext,
  presented: PresentedFactor,
  { request, answer }: { readonly request: ApprovalRequest; readonly answer: ApprovalAnswer },
): Promise<SpentFactor> {
  const challenge = challengeOf(request, answer, context);
  if (presented.kind === 'totp') return context.totp.spend(answer.approver, presented.code, challenge);
  return context.passkeys.spend(answer.approver, presented, challenge);
}

/** Checks once more that the second factor of an answer holds: the same answer, and a factor that still is enrolled. */
export function factorHolds(context: FactorContext, request: ApprovalRequest, answer: ApprovalAnswer): boolean {
  const { secondFactor } = answer;
  if (secondFactor === undefined) return false;
  const challenge = challengeOf(request, answer, context);
  if (secondFactor.kind === 'totp') return context.totp.holds(answer.approver, secondFactor, challenge);
  return context.passkeys.holds(answer.approver, secondFactor, challenge);
}

/** What checking needs. */
export type FactorContext = Pick<FlowContext, 'ports' | 'totp' | 'passkeys' | 'people'>;
