import { z } from 'zod';
import { SECRET_STATUSES } from '../../../application/secret/secret-view.ts';
import { BROKER_KINDS, SECRET_APPROVALS } from '../../../core/secret/secret-rule.ts';
import type {
  WireExportedSecrets,
  WireExportSecretsRequest,
  WireImportSecretsRequest,
  WireRotateSecretRequest,
  WireSecret,
  WireSetSecretRequest,
} from '../../../sdk/wire.ts';
import { accepts, describes, freeText, plainText, wholeNumber } from './basic-schema.ts';

const text = z.string();
const MOST = 64;
const LONGEST_VALUE = 16_384;
const LONGEST_FILE = 900_000;

const texts = (max: number) => z.array(plainText(max)).max(MOST).readonly();

/** A secret's name in an address. */
export const secretParams = z.strictObject({ name: plainText(64) });

/** `POST /v1/secrets`. */
export const setSecretSchema = accepts<WireSetSecretRequest>()(
  z.strictObject({
    name: plainText(64),
    value: freeText(LONGEST_VALUE).nullish(),
    hosts: texts(300).optional(),
    places: texts(100).optional(),
    methods: texts(32).optional(),
    principals: texts(128).optional(),
    brokers: z.array(z.enum(BROKER_KINDS)).max(BROKER_KINDS.length).readonly().optional(),
    approval: z.enum(SECRET_APPROVALS).optional(),
    environment: plainText(64).nullish(),
    expires_at_ms: wholeNumber.nullish(),
    rotate_every_ms: wholeNumber.nullish(),
  }),
);

/** `POST /v1/secrets/{name}/rotate`. */
export const rotateSecretSchema = accepts<WireRotateSecretRequest>()(
  z.strictObject({ value: freeText(LONGEST_VALUE), overlap_ms: wholeNumber.optional() }),
);

const oneOf = (first: string, second: string) => `one of ${first} and ${second}`;

/** `POST /v1/secrets/export`. */
export const exportSecretsSchema = accepts<WireExportSecretsRequest>()(
  z
    .strictObject({
      recipient: plainText(4_096).optional(),
      passphrase: freeText(1_024).optional(),
      names: texts(64).optional(),
    })
    .refine(
      ({ recipient, passphrase }) => (recipient === undefined) !== (passphrase === undefined),
      oneOf('recipient', 'passphrase'),
    ),
);

/** `POST /v1/secrets/import`. */
export const importSecretsSchema = accepts<WireImportSecretsRequest>()(
  z
    .strictObject({
      file: freeText(LONGEST_FILE),
      identity: freeText(4_096).optional(),
      passphrase: freeText(1_024).optional(),
    })
    .refine(
      ({ identity, passphrase }) => (identity === undefined) !== (passphrase === undefined),
      oneOf('identity', 'passphrase'),
    ),
);

const secret = z
  .strictObject({
    name: text,
    status: z.enum(SECRET_STATUSES),
    hosts: z.array(text).readonly(),
    places: z.array(text).readonly(),
    methods: z.array(text).readonly(),
    principals: z.array(text).readonly(),
    brokers: z.array(z.enum(BROKER_KINDS)).readonly(),
    approval: z.enum(SECRET_APPROVALS),
    environment: text.nullable(),
    expires_at_ms: wholeNumber.nullable(),
    rotate_every_ms: wholeNumber.nullable(),
    version: wholeNumber,
    overlapping: z.array(z.strictObject({ number: wholeNumber, ends_at_ms: wholeNumber })).readonly(),
    rotate_at_ms: wholeNumber.nullable(),
    created_at_ms: wholeNumber,
    changed_at_ms: wholeNumber,
    revoked_at_ms: wholeNumber.nullable(),
  })
  .meta({ id: 'Secret' });

/** One secret, without its values. */
export const secretAnswer = describes<WireSecret>()(secret);

/** Every secret. */
export const secretsAnswer = describes<{ readonly secrets: readonly WireSecret[] }>()(
  z.strictObject({ secrets: z.array(secret) }),
);

/** An export. */
export const exportedAnswer = describes<WireExportedSecrets>()(z.strictObject({ file: text, count: wholeNumber }));
