import type { PasskeyEvidence } from '../../core/approval/second-factor.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { EnrolledApprover, PasskeyDetails } from '../../ports/approver-registry.ts';
import type { NewPasskey, WebPlace } from '../../ports/passkeys.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { factorState } from './factor-state.ts';
import { LoginChallenges } from './login-challenges.ts';
import type { PeopleDesk } from './people-desk.ts';

/** How long a challenge is good for, how many of one person are open at most, and how many uses are remembered. */
export const CHALLENGE_LIMITS = { openForMs: 300_000, maxOpen: 100, maxUsed: 10_000 } as const;

type Challenge = {
  readonly purpose: 'register' | 'answer';
  readonly person: string;
  readonly endsAtMs: number;
  /** Of a registration: the factors that there were, and that were proved (see `factorState`). */
  readonly with?: string;
};

/** A passkey that is enrolled, with what it is known by. */
export type EnrolledPasskey = EnrolledApprover & { readonly passkey: PasskeyDetails };

/** An assertion that held: whose passkey it is of, and what must be written. */
export type SpentPasskey = {
  readonly key: EnrolledPasskey;
  readonly evidence: PasskeyEvidence;
  readonly change: StateChange;
};

type DeskParts = { readonly ports: GatewayPorts; readonly people: PeopleDesk };

/**
 * Passkeys (W3C Web Authentication, Level 3), with the person verified by the authenticator every time.
 *
 * A challenge is opened for one purpose and person, is good once and for five minutes, in this run of the gateway. One for logging in
 * is nobody's yet, and nothing is kept of it until it was used. An assertion is good once: its signature is remembered for as long as
 * a request can be answered.
 */
export class PasskeyDesk {
  private readonly parts: DeskParts;
  private readonly open = new Map<string, Challenge>();
  private readonly used = new Set<string>();
  private readonly logins: LoginChallenges;

  constructor(parts: DeskParts) {
    const { hash, randomness } = parts.ports;
    this.parts = parts;
    this.logins = new LoginChallenges({ hash, bytes: (count) => randomness.bytes(count) });
  }

  /** The passkeys of a person that count, through whichever account; with `rpId` those of one host. */
  of(principal: string, rpId: string | null = null): readonly EnrolledPasskey[] {
    const { people, ports } = this.parts;
    const person = people.personOf(principal);
    return ports.approvers
      .list()
      .filter(isPasskey)
      .filter((key) => key.withdrawnAtMs === null && people.personOf(key.principal) === person)
      .filter(({ passkey }) => rpId === null || passkey.rpId === rpId);
  }

  /** Options for making a passkey on a host. */
  async beginRegistration(principal: string, { rpId }: Pick<WebPlace, 'rpId'>): Promise<JsonObject> {
    if (isAddress(rpId)) {
      const reason = `enrol a passkey: found the address ${rpId}, want a page whose host has a name`;
      throw new GatewayError('factor.refused', reason, {
        remedies: ['Open the gateway as http://localhost, with its port.'],
      });
    }
    const { people, ports } = this.parts;
    const challenge = this.randomChallenge();
    const person = people.personOf(principal);
    this.remember(challenge, { purpose: 'register', person, with: factorState(people.of(principal)) });
    const known = this.of(principal, rpId).map(({ passkey }) => passkey.credentialId);
    const userHandle = urlSafe(ports.hash(toUtf8(`countersign-person/v1 ${person}`)));
    return this.passkeys().registrationOptions({ rpId, challenge, account: principal, userHandle, known });
  }

  /** Checks what an authenticator made; it counts where the factors still are `begunWith`. Raises `factor.refused`. */
  async finishRegistration(
    principal: string,
    response: unknown,
    place: WebPlace,
  ): Promise<NewPasskey & { readonly begunWith: string }> {
    const begun = this.take(this.passkeys().challengeOf(response), {
      purpose: 'register',
      person: this.parts.people.personOf(principal),
    });
    if (begun?.with !== undefined) {
      const { challenge, with: begunWith } = begun;
      const made = await this.passkeys().verifyRegistration(response, { ...place, challenge });
      if (made !== null) return { ...made, begunWith };
    }
    throw refused('enrol a passkey', 'a registration that does not hold');
  }

  /** Options for logging in with whichever passkey the browser has of a host. */
  async beginLogin({ rpId }: Pick<WebPlace, 'rpId'>): Promise<JsonObject> {
    const endsAtMs = this.parts.ports.clock.nowMs() + CHALLENGE_LIMITS.openForMs;
    const challenge = this.logins.make({ rpId, endsAtMs });
    return this.passkeys().assertionOptions({ rpId, challenge, allowed: [] });
  }

  /** Checks an assertion that logs in. Raises `factor.refused`. */
  async finishLogin(response: unknown, place: WebPlace): Promise<SpentPasskey> {
    const challenge = this.passkeys().challengeOf(response);
    const key = this.byCredential(response);
    const now = { rpId: place.rpId, nowMs: this.parts.ports.clock.nowMs() };
    if (challenge === null || key === null || !this.logins.holds(challenge, now))
      throw refused('log in', 'an assertion that does not hold');
    // Several signatures of one key can stand for the same assertion, so the challenge itself is used up.
    return this.check(key, response, { ...place, challenge, once: [challenge] });
  }

  /** Options for confirming one answer: the challenge is the digest of what is signed. Raises `factor.refused` for somebody without one. */
  async beginAnswer(principal: string, { rpId }: Pick<WebPlace, 'rpId'>, challenge: string): Promise<JsonObject> {
    const allowed = this.of(principal, rpId).map(({ passkey }) => passkey.credentialId);
    if (allowed.length === 0) throw refused('confirm an answer', `nobody with a passkey of ${rpId}`);
    this.remember(challenge, { purpose: 'answer', person: this.parts.people.personOf(principal) });
    return this.passkeys().assertionOptions({ rpId, challenge, allowed });
  }

  /** Uses up an assertion for one answer. Raises `factor.refused`. */
  async spend(
    principal: string,
    { response, place }: { readonly response: unknown; readonly place: WebPlace },
    challenge: string,
  ): Promise<SpentPasskey> {
    const person = this.parts.people.personOf(principal);
    const isOpen = this.take(challenge, { purpose: 'answer', person }) !== null;
    const key = this.byCredential(response);
    if (!isOpen || key === null || this.parts.people.personOf(key.principal) !== person)
      throw refused('confirm an answer', 'an assertion that does not hold');
    return this.check(key, response, { ...place, challenge });
  }

  /** Tells whether kept evidence holds over a challenge, by a passkey of this person that still counts. */
  holds(principal: string, evidence: PasskeyEvidence, challenge: string): boolean {
    const key = this.of(principal).find(({ keyId }) => keyId === evidence.keyId);
    if (key === undefined) return false;
    const { publicKey, passkey } = key;
    return this.passkeys().holds(evidence, { challenge, rpId: passkey.rpId, publicKey });
  }

  private async check(
    key: EnrolledPasskey,
    response: unknown,
    { once = [], ...expected }: WebPlace & { readonly challenge: string; readonly once?: readonly string[] },
  ): Promise<SpentPasskey> {
    const { people } = this.parts;
    const { keyId, passkey, principal } = key;
    if (passkey.rpId !== expected.rpId) throw refused('check an assertion', 'a passkey of another host');
    const count = countOf(people, key);
    const checked = await this.passkeys().verifyAssertion(response, { ...expected, passkey: { ...passkey, count } });
    const uses = checked === null ? [] : [checked.evidence.signature, ...once];
    const isNew = !uses.some((use) => this.used.has(use));
    const isSame = countOf(people, key) === count && this.of(principal).some((one) => one.keyId === keyId);
    if (checked === null || !isNew || !isSame) throw refused('check an assertion', 'one that does not hold');
    for (const use of uses) this.noteUsed(use);
    const change = people.change(principal, ({ passkeyCounts }) => ({
      passkeyCounts: [...passkeyCounts.filter((one) => one.keyId !== keyId), { keyId, count: checked.count }],
    }));
    return { key, evidence: { ...checked.evidence, keyId }, change };
  }

  private byCredential(response: unknown): EnrolledPasskey | null {
    const credential = this.passkeys().credentialOf(response);
    const known = this.parts.ports.approvers.list().filter(isPasskey);
    return known.find((key) => key.withdrawnAtMs === null && key.passkey.credentialId === credential) ?? null;
  }

  private remember(challenge: string, given: Omit<Challenge, 'endsAtMs'>): void {
    const nowMs = this.parts.ports.clock.nowMs();
    for (const [known, { endsAtMs }] of this.open) if (!(nowMs < endsAtMs)) this.open.delete(known);
    // The oldest of the same person give way: whoever asks for many takes nobody else's.
    const alike = [...this.open].filter(([, { person }]) => person === given.person);
    const [oldest] = alike;
    if (alike.length >= CHALLENGE_LIMITS.maxOpen && oldest !== undefined) this.open.delete(oldest[0]);
    this.open.set(challenge, { ...given, endsAtMs: nowMs + CHALLENGE_LIMITS.openForMs });
  }

  /** A challenge is gone once it was looked at for what it is for. */
  private take(
    challenge: string | null,
    wanted: Pick<Challenge, 'purpose' | 'person'>,
  ): (Challenge & { readonly challenge: string }) | null {
    const known = challenge === null ? undefined : this.open.get(challenge);
    if (challenge === null || known === undefined) return null;
    if (known.purpose !== wanted.purpose || known.person !== wanted.person) return null;
    this.open.delete(challenge);
    return this.parts.ports.clock.nowMs() < known.endsAtMs ? { ...known, challenge } : null;
  }

  private noteUsed(use: string): void {
    const [oldest] = this.used;
    if (this.used.size >= CHALLENGE_LIMITS.maxUsed && oldest !== undefined) this.used.delete(oldest);
    this.used.add(use);
  }

  private randomChallenge(): string {
    return urlSafe(this.parts.ports.randomness.bytes(32));
  }

  private passkeys(): NonNullable<GatewayPorts['passkeys']> {
    const { passkeys } = this.parts.ports;
    if (passkeys !== undefined) return passkeys;
    throw new GatewayError('not-built', 'use a passkey: this gateway was opened without them');
  }
}

/** Passkeys belong to names: browsers make none for an address of numbers. */
function isAddress(host: string): boolean {
  return host.startsWith('[') || [...host].every((unit) => unit === '.' || (unit >= '0' && unit <= '9'));
}

function isPasskey(key: EnrolledApprover): key is EnrolledPasskey {
  return key.kind === 'passkey' && key.passkey !== undefined;
}

function countOf(people: PeopleDesk, { principal, keyId }: EnrolledPasskey): number {
  return people.of(principal).passkeyCounts.find((one) => one.keyId === keyId)?.count ?? 0;
}

/** The id that a passkey's key is known by. */
export function passkeyId(publicKey: Uint8Array, { hash }: Pick<GatewayPorts, 'hash'>): string {
  return toHex(hash(publicKey)).slice(0, 16);
}

function urlSafe(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function refused(action: string, found: string): GatewayError {
  return new GatewayError('factor.refused', `${action}: found ${found}`);
}
