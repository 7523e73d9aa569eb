import { CountersignError } from './error.ts';
import { type ApproverKey, signText } from './sign-approval.ts';
import type { WireSafeModeExit, WireSafeModeQuestion } from './wire.ts';

/** First line of what a person signs to end safe mode. */
const DOMAIN = 'countersign-safe-mode/v1';

/** Who ends safe mode, with which key, and why. */
export type SafeModeExit = {
  /** The principal the token stands for, for example `human:anna`. */
  readonly approver: string;
  readonly keyId: string;
  /** What was found and mended; 20 to 2,000 characters. */
  readonly reason: string;
};

/**
 * The exact text a person signs to end safe mode: domain, approver and key, reason, statement; a line each.
 *
 * Approver, key and reason are JSON strings, so that nothing can add a word or a line: two answers never share a text.
 */
export function signedSafeModeText(statement: string, { approver, keyId, reason }: SafeModeExit): string {
  return [DOMAIN, `${JSON.stringify(approver)} ${JSON.stringify(keyId)}`, JSON.stringify(reason), statement].join('\n');
}

/**
 * Signs the answer that ends safe mode with the person's Ed25519 key (RFC 8032), for `client.leaveSafeMode`.
 *
 * Raises `unexpected-answer` when the statement asks for anything but leaving safe mode under this question's nonce: then
 * nothing is signed.
 */
export async function signSafeModeExit(
  question: Pick<WireSafeModeQuestion, 'nonce' | 'statement'>,
  { privateKey, ...exit }: SafeModeExit & { readonly privateKey: ApproverKey },
): Promise<WireSafeModeExit> {
  if (!isAboutSafeMode(question)) {
    throw new CountersignError('unexpected-answer', 'sign the end of safe mode: the statement is about something else');
  }
  const signature = await signText(signedSafeModeText(question.statement, exit), privateKey);
  return { nonce: question.nonce, reason: exit.reason, key_id: exit.keyId, signature };
}

function isAboutSafeMode({ nonce, statement }: Pick<WireSafeModeQuestion, 'nonce' | 'statement'>): boolean {
  let stated: unknown;
  try {
    stated = statement.includes('\n') ? null : JSON.parse(statement);
  } catch {
    return false;
  }
  if (typeof stated !== 'object' || stated === null) return false;
  const { change, nonce: given } = stated as { readonly [field: string]: unknown };
  return change === 'leave-safe-mode' && given === nonce;
}
