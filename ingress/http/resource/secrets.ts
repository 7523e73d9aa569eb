import type { Gateway } from '../../../application/gateway.ts';
import type { AgeIdentity, AgeRecipient } from '../../../ports/age-format.ts';
import { type Route, route } from '../route.ts';
import { nothing } from '../schema/request-schema.ts';
import {
  exportedAnswer,
  exportSecretsSchema,
  importSecretsSchema,
  rotateSecretSchema,
  secretAnswer,
  secretParams,
  secretsAnswer,
  setSecretSchema,
} from '../schema/secret-schema.ts';
import { secretFromWire, secretToWire } from '../secret-to-wire.ts';

/** `/v1/secrets`: what the vault holds and who may use it. No answer ever holds a value. */
export function secretRoutes(gateway: Gateway): readonly Route[] {
  return [...readRoutes(gateway), ...changeRoutes(gateway), ...carryRoutes(gateway)];
}

const SECRET = { description: 'The secret, without its values.', schema: secretAnswer };

function readRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listSecrets',
      method: 'GET',
      path: '/v1/secrets',
      summary: 'Lists secrets without their values, revoked ones too, oldest first.',
      answers: { 200: { description: 'The secrets.', schema: secretsAnswer, example: { secrets: [] } } },
      handle: () => ({ status: 200, body: { secrets: gateway.listSecrets().map(secretToWire) } }),
    }),
    route({
      operation: 'showSecret',
      method: 'GET',
      path: '/v1/secrets/{name}',
      summary: 'Shows what may be done with a secret, and how it stands.',
      params: secretParams,
      answers: { 200: SECRET },
      handle: ({ params }) => ({ status: 200, body: secretToWire(gateway.showSecret(params.name)) }),
    }),
  ];
}

function changeRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'setSecret',
      method: 'POST',
      path: '/v1/secrets',
      summary: 'Keeps a secret, or changes what may be done with one.',
      body: setSecretSchema,
      bodyExample: { name: 'registry', value: 'the value', hosts: ['registry.example.com'], environment: 'TOKEN' },
      answers: { 200: SECRET },
      handle: async ({ caller, body }) => {
        return { status: 200, body: secretToWire(await gateway.setSecret(caller, secretFromWire(body))) };
      },
    }),
    route({
      operation: 'rotateSecret',
      method: 'POST',
      path: '/v1/secrets/{name}/rotate',
      summary: 'Gives a secret a new value; the old one stays good for the overlap.',
      params: secretParams,
      body: rotateSecretSchema,
      bodyExample: { value: 'the new value', overlap_ms: 3_600_000 },
      answers: { 200: SECRET },
      handle: async ({ caller, params, body: { value, overlap_ms: overlapMs = 0 } }) => {
        const rotated = await gateway.rotateSecret(caller, { name: params.name, value, overlapMs });
        return { status: 200, body: secretToWire(rotated) };
      },
    }),
    route({
      operation: 'revokeSecret',
      method: 'POST',
      path: '/v1/secrets/{name}/revoke',
      summary: 'Makes a secret useless at once and forgets its values.',
      params: secretParams,
      body: nothing,
      bodyExample: {},
      answers: { 200: SECRET },
      handle: async ({ caller, params }) => {
        return { status: 200, body: secretToWire(await gateway.revokeSecret(caller, params.name)) };
      },
    }),
  ];
}

function carryRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'exportSecrets',
      method: 'POST',
      path: '/v1/secrets/export',
      summary: 'Writes what is in force into an age file, for a recipient or under a passphrase.',
      body: exportSecretsSchema,
      bodyExample: { recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' },
      answers: { 200: { description: 'The file, armoured.', schema: exportedAnswer } },
      handle: async ({ caller, body: { recipient, passphrase = '', names = null } }) => {
        const to: AgeRecipient =
          recipient === undefined ? { kind: 'passphrase', passphrase } : { kind: 'recipient', recipient };
        return { status: 200, body: await gateway.exportSecrets(caller, { to, names }) };
      },
    }),
    route({
      operation: 'importSecrets',
      method: 'POST',
      path: '/v1/secrets/import',
      summary: 'Takes in the secrets of such a file, all or none.',
      body: importSecretsSchema,
      bodyExample: { file: '-----BEGIN AGE ENCRYPTED FILE-----', passphrase: 'the passphrase' },
      answers: { 200: { description: 'The secrets, without their values.', schema: secretsAnswer } },
      handle: async ({ caller, body: { file, identity: written, passphrase = '' } }) => {
        const identity: AgeIdentity =
          written === undefined ? { kind: 'passphrase', passphrase } : { kind: 'identity', identity: written };
        const secrets = await gateway.importSecrets(caller, { file, identity });
        return { status: 200, body: { secrets: secrets.map(secretToWire) } };
      },
    }),
  ];
}
