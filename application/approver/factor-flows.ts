import { toHex } from '../../core/encoding/hex.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { WebPlace } from '../../ports/passkeys.ts';
import type { PersonRecord } from '../../ports/person-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { refuseLeased } from '../login/refuse-browser.ts';
import { keepKey, withdrawApprover } from './approver-desk.ts';
import { factorState } from './factor-state.ts';
import { passkeyId } from './passkey-desk.ts';
import { hasJustLoggedIn, hasJustUsedPasskey, refuseUnproved } from './prove-person.ts';
import type { BegunTotp } from './totp-desk.ts';

/** What shows that somebody who changes their second factors is who enrolled the first one. */
export type FactorProof = {
  /** A code of the app that is enrolled. */
  readonly totp?: string | undefined;
  /** The code that was shown when the first factor was enrolled. */
  readonly recovery?: string | undefined;
};

/** A factor that was enrolled; the recovery code is shown once, and only when a new one was made. */
export type EnrolledFactor = { readonly keyId: string; readonly recovery: string | null };

/** Enrolling and removing second factors of one's own. */
export type FactorFlows = {
  /** Makes a secret for an authenticator app. Raises `factor.refused` where one is enrolled, or without proof of the factors there are. */
  readonly beginTotp: (caller: Caller, proof: FactorProof) => Promise<BegunTotp>;
  /** Enrols the app with a code of it. Raises `factor.refused`. */
  readonly confirmTotp: (caller: Caller, code: string) => Promise<EnrolledFactor>;
  /** Removes the app. Raises `factor.refused` without a code of it, the recovery code, or a session that a passkey has just opened. */
  readonly removeTotp: (caller: Caller, proof: FactorProof) => Promise<void>;
  /** Options for `navigator.credentials.create`. */
  readonly beginPasskey: (caller: Caller, input: FactorProof & { readonly place: WebPlace }) => Promise<JsonObject>;
  /** Enrols what the authenticator made. Raises `factor.refused`. */
  readonly finishPasskey: (
    caller: Caller,
    input: { readonly response: unknown; readonly place: WebPlace; readonly label: string },
  ) => Promise<EnrolledFactor>;
  /** Takes all second factors from a person who has lost them; only another who approves may. Raises `person.refused`, `auth.forbidden` as `refuseUnproved` does. */
  readonly resetFactors: (caller: Caller, principal: string) => Promise<void>;
};

const RECOVERY_BYTES = 16;
const MAX_PASSKEYS = 20;
const LABEL_LENGTH = 64;

/** The flows about second factors. */
export function factorFlows(context: FlowContext): FactorFlows {
  const { totp, passkeys, people } = context;
  return {
    beginTotp: async (caller, proof) => {
      if (people.of(caller.principal).totp !== null)
        throw new GatewayError('factor.refused', 'enrol an authenticator app: found one that is enrolled', {
          remedies: ['Remove it first: `countersign approvers totp-remove`.'],
        });
      await prove(context, caller, proof);
      return totp.begin(caller.principal);
    },
    confirmTotp: async (caller, code) => {
      const { recovery, recoveryHash } = freshRecovery(context, caller);
      const { begunWith, ...enrolled } = await totp.confirm(caller.principal, code);
      const added = (person: PersonRecord) => ({ ...wantSame(person, begunWith), ...enrolled, ...recoveryHash });
      await people.update(caller.principal, added, {
        type: 'factor.enrolled',
        actor: caller.principal,
        data: { enrolment: enrolled.totp?.id ?? null, kind: 'totp' },
      });
      return { keyId: enrolled.totp?.id ?? '', recovery };
    },
    removeTotp: async (caller, proof) => {
      if (people.of(caller.principal).totp === null) throw refused('remove an authenticator app', 'none, want one');
      await prove(context, caller, proof);
      await people.update(caller.principal, () => ({ totp: null, failures: 0 }), {
        type: 'factor.removed',
        actor: caller.principal,
        data: { kind: 'totp', person: people.personOf(caller.principal) },
      });
    },
    beginPasskey: async (caller, { place, ...proof }) => {
      if (passkeys.of(caller.principal).length >= MAX_PASSKEYS)
        throw refused('enrol a passkey', `${MAX_PASSKEYS} of them, want one withdrawn first`);
      await prove(context, caller, proof);
      return passkeys.beginRegistration(caller.principal, place);
    },
    finishPasskey: (caller, input) => finishPasskey(context, caller, input),
    resetFactors: (caller, principal) => reset(context, caller, principal),
  };
}

async function finishPasskey(
  context: FlowContext,
  caller: Caller,
  { response, place, label }: { readonly response: unknown; readonly place: WebPlace; readonly label: string },
): Promise<EnrolledFactor> {
  const { people, passkeys, ports } = context;
  const made = await passkeys.finishRegistration(caller.principal, response, place);
  const keyId = passkeyId(made.publicKey, ports);
  const { credentialId, coseKey, publicKey, count, begunWith } = made;
  const { recovery, recoveryHash } = freshRecovery(context, caller);
  const passkey = {
    credentialId,
    rpId: place.rpId,
    coseKey,
    label: label.slice(0, LABEL_LENGTH),
    scopes: caller.scopes,
  };
  await people.update(
    caller.principal,
    (person) => ({
      ...wantSame(person, begunWith),
      ...recoveryHash,
      hasHadFactor: true,
      passkeyCounts: [...person.passkeyCounts, { keyId, count }],
    }),
    { type: 'factor.enrolled', actor: caller.principal, data: { host: place.rpId, key: keyId, kind: 'passkey' } },
  );
  await keepKey(context, caller, { keyId, principal: caller.principal, publicKey, kind: 'passkey', passkey });
  return { keyId, recovery };
}

async function reset(context: FlowContext, caller: Caller, principal: string): Promise<void> {
  const { people, passkeys } = context;
  const action = `reset the factors of ${principal}`;
  refuseUnproved(context, caller, action);
  const isOther = people.personOf(caller.principal) !== people.personOf(principal);
  if (!isOther || !people.mayApprove(caller.principal))
    throw new GatewayError('person.refused', `${action}: want another person to do it, who approves with a key`);
  for (const { keyId } of passkeys.of(principal)) await withdrawApprover(context, caller, keyId);
  await people.update(
    principal,
    () => ({ totp: null, failures: 0, lockedUntilMs: 0, hasHadFactor: false, recoveryHash: null, passkeyCounts: [] }),
    { type: 'factor.removed', actor: caller.principal, data: { kind: 'all', person: people.personOf(principal) } },
  );
}

/**
 * Wants proof of a factor from whoever has, or had, one: a session that a passkey opened within the last ten minutes, a code of the app,
 * or the recovery code; the codes are used up by it. So whoever comes by a token or a session cannot enrol a factor of their own
 * beside the person's. Whoever acts under a lease changes none at all.
 */
async function prove(context: FlowContext, caller: Caller, { totp: code, recovery }: FactorProof): Promise<void> {
  const { people, totp, ports } = context;
  refuseLeased(caller, 'change second factors');
  const person = people.of(caller.principal);
  if (!person.hasHadFactor) return wantFreshLogin(context, caller);
  if (hasJustUsedPasskey(context, caller)) return;
  if (code !== undefined && person.totp !== null) {
    const { change } = await totp.spend(caller.principal, code, 'prove a factor');
    await spent(context, caller, { change, by: 'totp' });
    return;
  }
  if (recovery !== undefined && sameHash(person, toHex(ports.hash(plain(recovery))))) {
    const change = people.change(caller.principal, () => ({ recoveryHash: null }));
    await spent(context, caller, { change, by: 'recovery' });
    return;
  }
  throw refused(
    'change second factors',
    'no proof of the one that is enrolled, want a code, the recovery code or a login with a passkey in the last ten minutes',
  );
}

/** The first factor is taken on trust, from a browser only where its person has just logged in: a session that was found later gives none. */
function wantFreshLogin(context: FlowContext, caller: Caller): void {
  if (hasJustLoggedIn(context, caller)) return;
  throw new GatewayError(
    'factor.refused',
    'enrol the first factor: found a login of more than ten minutes ago, want a newer one',
    {
      remedies: ['Sign in anew by a link: `countersign dashboard`.'],
    },
  );
}

/** What was begun before the factors changed, without proof of those that there are now, is not ended: raises `factor.refused`. */
function wantSame(person: PersonRecord, begunWith: string): object {
  if (factorState(person) === begunWith) return {};
  throw refused('enrol a factor', 'factors that changed since this was begun, want it begun anew');
}

async function spent(
  { people }: FlowContext,
  { principal }: Caller,
  { change, by }: { readonly change: StateChange; readonly by: string },
): Promise<void> {
  await people.write([change], { type: 'person.changed', actor: principal, data: { by, what: 'proved a factor' } });
}

/** Shown once, when there is none: with it somebody who lost their factor gets back in. */
function freshRecovery(
  { people, ports }: FlowContext,
  { principal }: Caller,
): { readonly recovery: string | null; readonly recoveryHash: Pick<PersonRecord, 'recoveryHash'> | object } {
  if (people.of(principal).recoveryHash !== null) return { recovery: null, recoveryHash: {} };
  const digits = toHex(ports.randomness.bytes(RECOVERY_BYTES));
  const groups = Array.from({ length: digits.length / 4 }, (_, place) => digits.slice(place * 4, place * 4 + 4));
  return { recovery: groups.join('-'), recoveryHash: { recoveryHash: toHex(ports.hash(digits)) } };
}

function plain(recovery: string): string {
  return recovery.slice(0, 64).toLowerCase().replaceAll('-', '').replaceAll(' ', '');
}

/** 128 random bits stand behind the hash: how long the comparison takes tells nothing of use. */
function sameHash({ recoveryHash }: PersonRecord, hash: string): boolean {
  return recoveryHash !== null && recoveryHash === hash;
}

function refused(action: string, found: string): GatewayError {
  return new GatewayError('factor.refused', `${action}: found ${found}`);
}
