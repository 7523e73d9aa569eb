import type { TotpEvidence } from '../../core/approval/second-factor.ts';
import { fromBase64, toBase64 } from '../../core/encoding/base64.ts';
import { fromHex, toHex } from '../../core/encoding/hex.ts';
import type { PersonRecord } from '../../ports/person-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { factorState } from './factor-state.ts';
import type { PeopleDesk } from './people-desk.ts';

/** How many wrong codes in a row lock a person's codes out, and for how long. */
export const TOTP_LIMITS = { failures: 5, lockedForMs: 900_000, confirmWithinMs: 600_000, maxBegun: 100 } as const;

const SECRET_BYTES = 20;
const DIGITS = 6;

/** An app that is being enrolled: the secret is shown once and counts once a code of it was given. */
export type BegunTotp = { readonly uri: string; readonly secretText: string; readonly expiresAtMs: number };

type Begun = {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly expiresAtMs: number;
  /** The factors that there were, and that were proved (see `factorState`). */
  readonly with: string;
  failures: number;
};

/** A code that was good: what is kept with the answer, and what must be written with it. */
export type SpentCode = { readonly evidence: TotpEvidence; readonly change: StateChange };

/** An app that showed a code of it: what to write, and the factors that there were when it was begun. */
export type ConfirmedApp = Pick<PersonRecord, 'totp' | 'hasHadFactor' | 'failures'> & { readonly begunWith: string };

type DeskParts = { readonly ports: GatewayPorts; readonly people: PeopleDesk };

/**
 * Codes of authenticator apps (RFC 6238) as a second factor.
 *
 * A step of time is good once a person, and none before it afterwards; one step to either side is taken. Five wrong codes in a row
 * lock the person's codes for a quarter of an hour, on record. Secrets are kept sealed.
 */
export class TotpDesk {
  private readonly parts: DeskParts;
  private readonly begun = new Map<string, Begun>();

  constructor(parts: DeskParts) {
    this.parts = parts;
  }

  /** Makes a secret for a person, which counts once `confirm` saw a code of it. */
  async begin(principal: string): Promise<BegunTotp> {
    const { ports, people } = this.parts;
    const codes = this.codes();
    const nowMs = ports.clock.nowMs();
    for (const [id, { expiresAtMs }] of this.begun) if (!(nowMs < expiresAtMs)) this.begun.delete(id);
    const person = people.of(principal);
    if (person.totp !== null)
      throw refused('enrol an authenticator app', 'one that is enrolled, want it removed first');
    if (this.begun.size >= TOTP_LIMITS.maxBegun)
      throw new GatewayError('factor.locked', 'enrol an app: too many begun');
    const secret = ports.randomness.bytes(SECRET_BYTES);
    const expiresAtMs = nowMs + TOTP_LIMITS.confirmWithinMs;
    const id = toHex(ports.randomness.bytes(8));
    this.begun.set(person.id, { id, secret, expiresAtMs, with: factorState(person), failures: 0 });
    return { ...(await codes.describe(secret, principal)), expiresAtMs };
  }

  /**
   * Ends an enrolment with a code of it: answers what to write, where the factors still are what it was begun with. Raises
   * `factor.refused`; after five wrong codes it is to be begun anew.
   */
  async confirm(principal: string, code: string): Promise<ConfirmedApp> {
    const { ports, people } = this.parts;
    const { id: person } = people.of(principal);
    const begun = this.begun.get(person);
    const nowMs = ports.clock.nowMs();
    if (begun === undefined || !(nowMs < begun.expiresAtMs))
      throw refused('confirm an authenticator app', 'no enrolment that was begun within ten minutes');
    const counter = await this.counterOf(code, begun.secret);
    if (counter === null) {
      begun.failures += 1;
      if (begun.failures >= TOTP_LIMITS.failures) this.begun.delete(person);
      throw refused('confirm an authenticator app', 'a code that is not of it');
    }
    // Of two confirmations at once only the first enrols.
    if (!this.begun.delete(person)) throw refused('confirm an authenticator app', 'an enrolment that has ended');
    const sealed = toBase64(ports.cipher.seal(toHex(begun.secret), sealContext(person, begun.id)));
    const totp = { id: begun.id, sealed, enrolledAtMs: nowMs, lastCounter: counter };
    return { totp, hasHadFactor: true, failures: 0, begunWith: begun.with };
  }

  /**
   * Uses up a code for one thing, named by `purpose`. Raises `factor.locked` while the person is locked out, `factor.refused`, on
   * record, for a wrong or used code and for somebody who has no app.
   */
  async spend(principal: string, code: string, purpose: string): Promise<SpentCode> {
    const { people, ports } = this.parts;
    const before = this.unlocked(principal);
    const secret = before.totp === null ? null : this.secretOf(before);
    if (before.totp === null || secret === null) throw refused('check a code', 'nobody with an authenticator app');
    const counter = await this.counterOf(code, secret);
    // While the code was looked at another may have been used, wrong ones may have been counted, or the app removed.
    const { totp } = this.unlocked(principal);
    if (counter === null || totp?.id !== before.totp.id || !(counter > totp.lastCounter))
      throw await this.failed(principal, counter === null ? 'wrong' : 'used');
    const change = people.change(principal, () => ({ totp: { ...totp, lastCounter: counter }, failures: 0 }));
    const seal = toBase64(ports.cipher.seal(purpose, evidenceContext(before.id, totp.id, counter)));
    return { evidence: { kind: 'totp', enrolment: totp.id, counter, seal }, change };
  }

  /** Tells whether kept evidence is the gateway's own over this purpose, of an app that still is enrolled. */
  holds(principal: string, { enrolment, counter, seal }: TotpEvidence, purpose: string): boolean {
    const { people, ports } = this.parts;
    const { id, totp } = people.of(principal);
    const sealed = fromBase64(seal);
    if (totp === null || totp.id !== enrolment || sealed === null) return false;
    return ports.cipher.open(sealed, evidenceContext(id, enrolment, counter)) === purpose;
  }

  private unlocked(principal: string): PersonRecord {
    const person = this.parts.people.of(principal);
    const leftMs = person.lockedUntilMs - this.parts.ports.clock.nowMs();
    if (!(leftMs > 0)) return person;
    const reason = `check a code: ${TOTP_LIMITS.failures} wrong ones in a row, want a wait of ${Math.ceil(leftMs / 60_000)} min`;
    throw new GatewayError('factor.locked', reason);
  }

  private async failed(principal: string, why: 'wrong' | 'used'): Promise<GatewayError> {
    const { people, ports } = this.parts;
    const lockedUntilMs = ports.clock.nowMs() + TOTP_LIMITS.lockedForMs;
    const failures = people.of(principal).failures + 1;
    const isLocked = failures >= TOTP_LIMITS.failures;
    await people.update(principal, () => (isLocked ? { failures: 0, lockedUntilMs } : { failures }), {
      type: 'factor.refused',
      actor: principal,
      data: { failures, kind: 'totp', locked_until_ms: isLocked ? lockedUntilMs : null, why },
    });
    return refused('check a code', `a code that is ${why}, want a new one of the app`);
  }

  private async counterOf(code: string, secret: Uint8Array): Promise<number | null> {
    const isCode = code.length === DIGITS && [...code].every((digit) => digit >= '0' && digit <= '9');
    return isCode ? this.codes().counterOf(code, { secret, nowMs: this.parts.ports.clock.nowMs() }) : null;
  }

  private secretOf({ id, totp }: PersonRecord): Uint8Array | null {
    const sealed = totp === null ? null : fromBase64(totp.sealed);
    const opened =
      sealed === null || totp === null ? null : this.parts.ports.cipher.open(sealed, sealContext(id, totp.id));
    return opened === null ? null : fromHex(opened);
  }

  private codes(): NonNullable<GatewayPorts['oneTimeCodes']> {
    const { oneTimeCodes } = this.parts.ports;
    if (oneTimeCodes !== undefined) return oneTimeCodes;
    throw new GatewayError('not-built', 'use an authenticator app: this gateway was opened without codes');
  }
}

function sealContext(person: string, enrolment: string): string {
  return `countersign-totp-secret/v1 ${JSON.stringify([person, enrolment])}`;
}

function evidenceContext(person: string, enrolment: string, counter: number): string {
  return `countersign-totp-evidence/v1 ${JSON.stringify([person, enrolment, counter])}`;
}

function refused(action: string, found: string): GatewayError {
  return new GatewayError('factor.refused', `${action}: found ${found}`);
}
