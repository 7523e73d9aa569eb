import { CountersignError } from './error.ts';
import { type ApproverKey, signText } from './sign-approval.ts';
import type { WireTrustAnswer, WireTrustQuestion } from './wire-fatigue.ts';

/** First line of what a person signs to trust a session. */
const DOMAIN = 'countersign-session-trust/v1';

/** The exact text a person signs: domain, approver and key as JSON strings, statement; a line each. */
export function signedTrustText(statement: string, by: { readonly approver: string; readonly keyId: string }): string {
  return [DOMAIN, `${JSON.stringify(by.approver)} ${JSON.stringify(by.keyId)}`, statement].join('\n');
}

/**
 * Signs trust in a session with the person's Ed25519 key (RFC 8032), for `client.prompts.trust`.
 *
 * Raises `unexpected-answer` when the statement is about another session, another time or something else: then nothing is signed.
 */
export async function signTrust(
  question: Pick<WireTrustQuestion, 'nonce' | 'statement' | 'session' | 'expires_at_ms'>,
  { privateKey, ...by }: { readonly approver: string; readonly keyId: string; readonly privateKey: ApproverKey },
): Promise<WireTrustAnswer> {
  if (!isAboutSession(question))
    throw new CountersignError('unexpected-answer', 'sign trust in a session: the statement is about something else');
  const signature = await signText(signedTrustText(question.statement, by), privateKey);
  return { nonce: question.nonce, key_id: by.keyId, signature };
}

function isAboutSession({ nonce, statement, session, expires_at_ms: endMs }: Parameters<typeof signTrust>[0]): boolean {
  let stated: unknown;
  try {
    stated = statement.includes('\n') ? null : JSON.parse(statement);
  } catch {
    return false;
  }
  if (typeof stated !== 'object' || stated === null) return false;
  const named = stated as { readonly [field: string]: unknown };
  const isSame = named['nonce'] === nonce && named['session'] === session && named['expires_at_ms'] === endMs;
  return isSame && named['trust'] === 'session';
}
