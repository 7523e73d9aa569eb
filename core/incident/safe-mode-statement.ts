import { canonicalJson } from '../encoding/canonical-json.ts';

/** First line of what a person signs to end safe mode, so that a signature can never be taken for one of another kind. */
const DOMAIN = 'countersign-safe-mode/v1';

/** How long a question to end safe mode stays open. */
export const SAFE_MODE_ANSWER_MS = 300_000;

/** The shortest and longest reason for ending safe mode, in characters. */
export const SAFE_MODE_REASON = { min: 20, max: 2_000 } as const;

/** A question to a person: whether this gateway shall leave safe mode. Times in milliseconds since 1970. */
export type SafeModeQuestion = {
  /** 32 hexadecimal digits; makes every question another, so that no signature answers two. */
  readonly nonce: string;
  /** The name of the gateway's log: a signature for one gateway is worth nothing at another. */
  readonly origin: string;
  readonly createdAtMs: number;
  /** An answer from here on is too late. */
  readonly expiresAtMs: number;
};

/** The statement of a question: one line of canonical JSON that names exactly what would be ended, and until when. */
export function safeModeStatement({ nonce, origin, createdAtMs, expiresAtMs }: SafeModeQuestion): string {
  return canonicalJson({
    change: 'leave-safe-mode',
    created_at_ms: createdAtMs,
    expires_at_ms: expiresAtMs,
    log: origin,
    nonce,
  });
}

/** Who ends safe mode, with which key, and why. */
export type SafeModeExit = { readonly approver: string; readonly keyId: string; readonly reason: string };

/**
 * The exact text a person signs to end safe mode: domain, approver and key, reason, statement; a line each.
 *
 * Approver, key and reason are JSON strings, so that nothing can add a word or a line: two answers never share a text.
 */
export function signedSafeModeText(statement: string, { approver, keyId, reason }: SafeModeExit): string {
  return [DOMAIN, `${JSON.stringify(approver)} ${JSON.stringify(keyId)}`, JSON.stringify(reason), statement].join('\n');
}
