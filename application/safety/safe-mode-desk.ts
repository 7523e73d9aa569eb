import { fromBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import {
  SAFE_MODE_ANSWER_MS,
  SAFE_MODE_REASON,
  type SafeModeQuestion,
  safeModeStatement,
  signedSafeModeText,
} from '../../core/incident/safe-mode-statement.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { EmergencyDesk } from './emergency-desk.ts';

/** Questions that may be open at once; the oldest gives way. */
const MAX_QUESTIONS = 16;

/** A question to whoever wants to end safe mode, with the statement to sign. */
export type SafeModeChallenge = SafeModeQuestion & { readonly statement: string };

/** A signed answer that ends safe mode. `signature` is base64 over `signedSafeModeText`. */
export type SafeModeAnswer = {
  readonly nonce: string;
  readonly reason: string;
  readonly keyId: string;
  readonly signature: string;
};

type DeskParts = { readonly ports: GatewayPorts; readonly emergency: EmergencyDesk };

/**
 * Switches safe mode. Entering takes one person and is in force at once; leaving takes a person's signature.
 *
 * What is signed is a question the gateway made: for this log, once, within five minutes. Questions live in memory only: a
 * restart and every new entry of safe mode make those that are open worthless. Safe mode itself survives a restart.
 */
export class SafeModeDesk {
  private readonly parts: DeskParts;
  private readonly open = new Map<string, SafeModeChallenge>();

  constructor(parts: DeskParts) {
    this.parts = parts;
  }

  /** Makes the gateway read-only. Raises `auth.forbidden` for an agent, whatever its token may do. */
  async enter({ principal }: Caller, reason: string): Promise<void> {
    refuseAgent(principal, 'enter safe mode');
    this.open.clear();
    await this.parts.emergency.enterSafeMode(principal, reason);
  }

  /** Asks for a signature that ends safe mode; raises `emergency.not-in-safe-mode` when there is nothing to end. */
  ask({ principal }: Caller): SafeModeChallenge {
    refuseAgent(principal, 'leave safe mode');
    this.requireSafeMode();
    const { clock, logSigner, randomness } = this.parts.ports;
    const createdAtMs = clock.nowMs();
    const question = {
      nonce: toHex(randomness.bytes(16)),
      origin: logSigner.origin,
      createdAtMs,
      expiresAtMs: createdAtMs + SAFE_MODE_ANSWER_MS,
    };
    const challenge = { ...question, statement: safeModeStatement(question) };
    this.open.set(challenge.nonce, challenge);
    const [oldest] = this.open.keys();
    if (this.open.size > MAX_QUESTIONS && oldest !== undefined) this.open.delete(oldest);
    return challenge;
  }

  /**
   * Ends safe mode with a signed answer to an open question. The caller must be the person whose key signed.
   *
   * Raises `emergency.safe-mode-refused` for a question that is unknown, used or too old, and for a signature that does not
   * hold; `input.invalid` for a reason that is too short or too long.
   */
  async leave({ principal }: Caller, answer: SafeModeAnswer): Promise<void> {
    refuseAgent(principal, 'leave safe mode');
    this.requireSafeMode();
    checkReason(answer.reason);
    const { nonce, reason, keyId, signature } = answer;
    const challenge = this.open.get(nonce);
    if (challenge === undefined || !(this.parts.ports.clock.nowMs() < challenge.expiresAtMs))
      throw refused('the question is unknown, was answered or is older than five minutes, want a new one');
    const statement = { text: challenge.statement, approver: principal, ...answer };
    if (!this.isSigned(statement)) throw refused(`the signature is not by a key of ${principal} that counts`);
    // Used up before anything is waited for: of two answers that race one finds it gone.
    this.open.delete(nonce);
    await this.parts.emergency.leaveSafeMode(principal, { key: keyId, nonce, rationale: reason, signature });
  }

  private isSigned({
    text,
    approver,
    ...answer
  }: SafeModeAnswer & { readonly text: string; readonly approver: string }) {
    const { approvers, verifySignature } = this.parts.ports;
    const key = approvers.find(answer.keyId);
    const signature = fromBase64(answer.signature);
    if (key === null || signature === null || key.principal !== approver) return false;
    const message = toUtf8(signedSafeModeText(text, { approver, keyId: answer.keyId, reason: answer.reason }));
    return verifySignature({ algorithm: 'ed25519', publicKey: key.publicKey, message, signature });
  }

  private requireSafeMode(): void {
    if (this.parts.emergency.read().safeMode) return;
    throw new GatewayError('emergency.not-in-safe-mode', 'leave safe mode: the gateway is not in it');
  }
}

function refuseAgent(principal: string, action: string): void {
  if (principal.startsWith('human:')) return;
  throw new GatewayError('auth.forbidden', `${action}: ${principal}, want a person`);
}

function checkReason(reason: string): void {
  const { min, max } = SAFE_MODE_REASON;
  const { length } = reason.trim();
  if (length >= min && reason.length <= max) return;
  throw new GatewayError('input.invalid', `leave safe mode: a reason of ${length} characters, want ${min} to ${max}`);
}

function refused(found: string): GatewayError {
  return new GatewayError('emergency.safe-mode-refused', `leave safe mode: ${found}`, {
    remedies: ['Leave it with `countersign safe-mode off`, which asks anew and signs with your key.'],
  });
}
