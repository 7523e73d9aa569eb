import type { Gateway } from '../../../application/gateway.ts';
import { leaseToWire, orderFromWire } from '../guard-to-wire.ts';
import { type Route, route } from '../route.ts';
import {
  grantedAnswer,
  grantSchema,
  heartbeatAnswer,
  leaseAnswer,
  leaseKeyAnswer,
  leaseParams,
  leasesAnswer,
  leasesQuery,
  renewSchema,
  revokeLeaseSchema,
} from '../schema/guard-schema.ts';
import { nothing } from '../schema/request-schema.ts';

const LEASE = { 200: { description: 'The lease as it stands.', schema: leaseAnswer } };

/** `/v1/leases`: what agents may do, where, how much and until when. */
export function leaseRoutes(gateway: Gateway): readonly Route[] {
  return [...readRoutes(gateway), ...changeRoutes(gateway)];
}

function readRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listLeases',
      method: 'GET',
      path: '/v1/leases',
      summary: 'Lists leases in force, newest last; with `ended=true` those that ended lately too.',
      query: leasesQuery,
      answers: { 200: { description: 'The leases.', schema: leasesAnswer, example: { leases: [] } } },
      handle: ({ query }) => {
        const leases = gateway.listLeases({ ended: query.ended === 'true' });
        return { status: 200, body: { leases: leases.map(leaseToWire) } };
      },
    }),
    route({
      operation: 'showLease',
      method: 'GET',
      path: '/v1/leases/{id}',
      summary: 'Shows a lease, by its id or the beginning of it.',
      params: leaseParams,
      answers: LEASE,
      handle: ({ params }) => ({ status: 200, body: leaseToWire(gateway.showLease(params.id)) }),
    }),
    route({
      operation: 'showLeaseKey',
      method: 'GET',
      path: '/v1/lease-key',
      summary: 'Shows the public key that lease tokens are checked with.',
      answers: { 200: { description: 'The key; null where no tokens are made.', schema: leaseKeyAnswer } },
      handle: () => ({ status: 200, body: { public_key: gateway.leaseKey() } }),
    }),
  ];
}

function changeRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'grantLease',
      method: 'POST',
      path: '/v1/leases',
      summary: 'Grants a lease. The token that carries it is shown once.',
      body: grantSchema,
      bodyExample: { principal: 'agent:coder', task: 'fix-tests', workspace: '/home/ada/site' },
      answers: { 201: { description: 'The lease and its token.', schema: grantedAnswer } },
      handle: async ({ caller, body }) => {
        const { lease, token } = await gateway.grantLease(caller, orderFromWire(body));
        return { status: 201, body: { lease: leaseToWire(gateway.showLease(lease.id)), token } };
      },
    }),
    route({
      operation: 'renewLease',
      method: 'POST',
      path: '/v1/leases/{id}/renew',
      summary: 'Lets a lease go on, half an hour from now unless said.',
      params: leaseParams,
      body: renewSchema,
      bodyExample: { duration_ms: 1_800_000 },
      answers: { 200: { description: 'The lease and a token for its new time.', schema: grantedAnswer } },
      handle: async ({ caller, params, body }) => {
        const input = { id: params.id, durationMs: body.duration_ms ?? null };
        const { lease, token } = await gateway.renewLease(caller, input);
        return { status: 200, body: { lease: leaseToWire(gateway.showLease(lease.id)), token } };
      },
    }),
    route({
      operation: 'revokeLease',
      method: 'POST',
      path: '/v1/leases/{id}/revoke',
      summary: 'Ends a lease for good, with all that were narrowed from it. What runs under it is killed.',
      params: leaseParams,
      body: revokeLeaseSchema,
      bodyExample: { note: 'It is not needed any more.' },
      answers: LEASE,
      handle: async ({ caller, params, body }) => {
        const shown = await gateway.revokeLease(caller, { id: params.id, note: body.note ?? '' });
        return { status: 200, body: leaseToWire(shown) };
      },
    }),
    route({
      operation: 'beatLease',
      method: 'POST',
      path: '/v1/leases/{id}/heartbeat',
      summary: 'Gives a sign of life; none for 30 seconds ends a lease that wants them.',
      params: leaseParams,
      body: nothing,
      bodyExample: {},
      answers: { 200: { description: 'Whether the lease is in force.', schema: heartbeatAnswer } },
      handle: ({ caller, params }) => ({ status: 200, body: { live: gateway.beatLease(caller, params.id) } }),
    }),
  ];
}
