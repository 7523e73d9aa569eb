import { z } from 'zod';
import type {
  WireAwsBrokerRequest,
  WireGitPushRequest,
  WireHttpBrokerRequest,
  WireNpmPublishRequest,
} from '../../../sdk/wire.ts';
import { placeFields } from './act-schema.ts';
import { accepts, freeText, plainText } from './basic-schema.ts';

const LONGEST_URL = 8_192;
const LONGEST_BODY = 900_000;
const secret = plainText(64);

/** `POST /v1/brokers/git-push`. */
export const gitPushSchema = accepts<WireGitPushRequest>()(
  z.strictObject({
    ...placeFields,
    secret,
    remote: plainText(LONGEST_URL),
    branch: plainText(200),
    username: plainText(256).optional(),
  }),
);

/** `POST /v1/brokers/npm-publish`. */
export const npmPublishSchema = accepts<WireNpmPublishRequest>()(
  z.strictObject({
    ...placeFields,
    secret,
    tarball: plainText(4_096),
    registry: plainText(LONGEST_URL),
    tag: plainText(128).optional(),
    access: z.enum(['public', 'restricted']).optional(),
  }),
);

const requestFields = {
  secret,
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
  url: plainText(LONGEST_URL),
  headers: z.record(headerName(), plainText(8_192)).optional(),
  body: freeText(LONGEST_BODY).nullish(),
};

/** `POST /v1/brokers/http-request`. */
export const httpRequestSchema = accepts<WireHttpBrokerRequest>()(z.strictObject({ ...placeFields, ...requestFields }));

/** `POST /v1/brokers/aws-request`. */
export const awsRequestSchema = accepts<WireAwsBrokerRequest>()(
  z.strictObject({ ...placeFields, ...requestFields, region: plainText(64), service: plainText(64) }),
);

/** A token of RFC 9110 §5.6.2, narrowed to letters, digits, `-` and `_`. */
function headerName() {
  return z
    .string()
    .min(1)
    .max(128)
    .refine((name) => [...name].every((character) => NAME.includes(character)), 'the name of a header');
}

const NAME = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_';
