import type { Gateway } from '../../../application/gateway.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { WebPlace } from '../../../ports/passkeys.ts';
import { placeOf } from '../browser-session.ts';
import { type Route, route } from '../route.ts';
import {
  doneAnswer,
  factorAnswer,
  optionsAnswer,
  passkeySchema,
  proofSchema,
  totpSchema,
  totpSecretAnswer,
} from '../schema/people-schema.ts';

const DONE = { 200: { description: 'Removed.', schema: doneAnswer, example: { done: true } } } as const;
const FACTOR = { 201: { description: 'Enrolled; a recovery code is shown once.', schema: factorAnswer } };

/** `/v1/approvers/totp` and `/v1/approvers/passkeys`: the caller's own second factors. */
export function factorRoutes(gateway: Gateway): readonly Route[] {
  return [...totpRoutes(gateway), ...passkeyRoutes(gateway)];
}

function totpRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'beginTotp',
      method: 'POST',
      path: '/v1/approvers/totp/begin',
      summary: "Makes a secret for the caller's authenticator app, which counts once a code of it was given.",
      body: proofSchema,
      bodyExample: {},
      answers: { 201: { description: 'The secret, shown once.', schema: totpSecretAnswer } },
      handle: async ({ caller, body }) => {
        const { uri, secretText, expiresAtMs } = await gateway.beginTotp(caller, body);
        return { status: 201, body: { uri, secret: secretText, expires_at_ms: expiresAtMs } };
      },
    }),
    route({
      operation: 'confirmTotp',
      method: 'POST',
      path: '/v1/approvers/totp/confirm',
      summary: 'Enrols the app with a code of it.',
      body: totpSchema,
      bodyExample: { code: '123456' },
      answers: FACTOR,
      handle: async ({ caller, body }) => {
        const { keyId, recovery } = await gateway.confirmTotp(caller, body.code);
        return { status: 201, body: { key_id: keyId, recovery } };
      },
    }),
    route({
      operation: 'removeTotp',
      method: 'POST',
      path: '/v1/approvers/totp/remove',
      summary: "Removes the caller's app, with a code of it or the recovery code.",
      body: proofSchema,
      bodyExample: { totp: '123456' },
      answers: DONE,
      handle: async ({ caller, body }) => {
        await gateway.removeTotp(caller, body);
        return { status: 200, body: { done: true } };
      },
    }),
  ];
}

function passkeyRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'beginPasskey',
      method: 'POST',
      path: '/v1/approvers/passkeys/options',
      summary: 'Options for making a passkey in the browser that asks.',
      body: proofSchema,
      bodyExample: {},
      answers: { 200: { description: 'For `navigator.credentials.create`.', schema: optionsAnswer } },
      handle: async ({ caller, body, headers }) => {
        const options = await gateway.beginPasskey(caller, { ...body, place: wantPlace(headers) });
        return { status: 200, body: { options } };
      },
    }),
    route({
      operation: 'finishPasskey',
      method: 'POST',
      path: '/v1/approvers/passkeys',
      summary: 'Enrols the passkey that the browser made.',
      body: passkeySchema,
      bodyExample: { credential: {}, label: 'the laptop' },
      answers: FACTOR,
      handle: async ({ caller, body, headers }) => {
        const input = { response: body.credential, place: wantPlace(headers), label: body.label ?? 'passkey' };
        const { keyId, recovery } = await gateway.finishPasskey(caller, input);
        return { status: 201, body: { key_id: keyId, recovery } };
      },
    }),
  ];
}

/** Where the browser stands; raises `input.invalid` for a caller that is none. */
export function wantPlace(headers: Headers): WebPlace {
  const place = placeOf(headers);
  if (place !== null) return place;
  throw new GatewayError('input.invalid', 'find out where a browser stands: found no Origin, want one');
}
