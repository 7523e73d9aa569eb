import { z } from 'zod';
import { APPROVAL_LIMITS, APPROVAL_SCOPES } from '../../../core/approval/approval.ts';
import { CHANNELS } from '../../../core/policy/policy.ts';
import { RECIPIENT_ROLES } from '../../../ports/person-store.ts';
import type {
  WireAwayRequest,
  WireChallenge,
  WireChallengeRequest,
  WireDelegation,
  WireDelegationRequest,
  WireFactor,
  WireFactorProof,
  WireJoinRequest,
  WireLogin,
  WireLoginLink,
  WirePartRequest,
  WirePasskeyRequest,
  WirePerson,
  WireResetFactorsRequest,
  WireRolesRequest,
  WireTotpSecret,
  WireWebSession,
} from '../../../sdk/wire.ts';
import { accepts, describes, freeText, jsonObject, plainText, wholeNumber } from './basic-schema.ts';

const text = z.string();
const principal = plainText(128);
const span = z.strictObject({ from_ms: wholeNumber, until_ms: wholeNumber });

/** What a browser's authenticator answered, as it is: whether it holds is for the flow to say. */
export const credential = z.record(z.string().max(64), z.unknown());

/** A code of an authenticator app, as people type it. */
export const totpCode = plainText(16);

/** Proof of a second factor that is enrolled. */
export const proofSchema = accepts<WireFactorProof>()(
  z.strictObject({ totp: totpCode.optional(), recovery: plainText(64).optional() }),
);

/** `POST /v1/approvers/totp/confirm`. */
export const totpSchema = z.strictObject({ code: totpCode });

/** `POST /v1/approvers/passkeys`. */
export const passkeySchema = accepts<WirePasskeyRequest>()(
  z.strictObject({ credential, label: plainText(64).optional() }),
);

/** `POST /v1/people/join`. */
export const joinSchema = accepts<WireJoinRequest>()(z.strictObject({ principal, account: principal }));
/** `POST /v1/people/part`. */
export const partSchema = accepts<WirePartRequest>()(z.strictObject({ account: principal }));
/** `POST /v1/people/away`. */
export const awaySchema = accepts<WireAwayRequest>()(z.strictObject({ principal, away: span.nullable() }));
/** `POST /v1/people/roles`. */
export const rolesSchema = accepts<WireRolesRequest>()(
  z.strictObject({ principal, roles: z.array(z.enum(RECIPIENT_ROLES)).max(2).readonly() }),
);
/** `POST /v1/people/reset-factors`. */
export const resetSchema = accepts<WireResetFactorsRequest>()(z.strictObject({ principal }));

/** `POST /v1/delegations`. */
export const delegationSchema = accepts<WireDelegationRequest>()(
  z.strictObject({
    from: principal.optional(),
    to: principal,
    from_ms: wholeNumber.optional(),
    until_ms: wholeNumber,
  }),
);

/** `POST /v1/login`. */
export const loginSchema = z.strictObject({ code: plainText(64) });
/** `POST /v1/login/passkey`. */
export const credentialSchema = z.strictObject({ credential });
/** The id of a delegation or a session. */
export const idParams = z.strictObject({ id: plainText(64) });

/** `POST /v1/approvals/{id}/challenge`. */
export const challengeSchema = accepts<WireChallengeRequest>()(
  z.strictObject({
    answer: z.enum(['approve', 'deny']).optional(),
    scope: z.enum(APPROVAL_SCOPES).optional(),
    note: freeText(APPROVAL_LIMITS.maxNoteLength).optional(),
    key_id: plainText(128).optional(),
    channel: z.enum([...CHANNELS, 'web']).optional(),
  }),
);

/** Something was done and there is nothing to say of it. */
export const doneAnswer = z.strictObject({ done: z.literal(true) });
/** Options for a browser's authenticator. */
export const optionsAnswer = z.strictObject({ options: jsonObject });
/** Those options, and the text behind their challenge. */
export const challengeAnswer = describes<WireChallenge>()(z.strictObject({ options: jsonObject, text }));
/** A secret for an authenticator app. */
export const totpSecretAnswer = describes<WireTotpSecret>()(
  z.strictObject({ uri: text, secret: text, expires_at_ms: wholeNumber }),
);
/** A factor that was enrolled. */
export const factorAnswer = describes<WireFactor>()(z.strictObject({ key_id: text, recovery: text.nullable() }));

/** A person. */
export const personAnswer = describes<WirePerson>()(
  z
    .strictObject({
      id: text,
      principals: z.array(text),
      totp: z.boolean(),
      passkeys: wholeNumber,
      away: span.nullable(),
      roles: z.array(z.enum(RECIPIENT_ROLES)),
      deputies: z.array(text),
    })
    .meta({ id: 'Person' }),
);
/** Everybody. */
export const peopleAnswer = z.strictObject({ people: z.array(personAnswer) });

/** A delegation. */
export const delegationAnswer = describes<WireDelegation>()(
  z
    .strictObject({ id: text, from: text, to: text, from_ms: wholeNumber, until_ms: wholeNumber })
    .meta({ id: 'Delegation' }),
);
/** Delegations. */
export const delegationsAnswer = z.strictObject({ delegations: z.array(delegationAnswer) });

/** A one-time link. */
export const linkAnswer = describes<WireLoginLink>()(z.strictObject({ path: text, expires_at_ms: wholeNumber }));

const webSession = describes<WireWebSession>()(
  z
    .strictObject({
      id: text,
      principal: text,
      scopes: z.array(text),
      way: z.enum(['link', 'passkey']),
      agent: text,
      created_at_ms: wholeNumber,
      used_at_ms: wholeNumber,
      expires_at_ms: wholeNumber,
      current: z.boolean(),
    })
    .meta({ id: 'WebSession' }),
);
/** Browsers that are logged in. */
export const webSessionsAnswer = z.strictObject({ sessions: z.array(webSession) });
/** A login. */
export const loginAnswer = describes<WireLogin>()(z.strictObject({ proof: text, session: webSession }));
