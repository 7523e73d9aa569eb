import type { Gateway } from '../../../application/gateway.ts';
import { delegationToWire, personToWire } from '../people-to-wire.ts';
import { type Route, route } from '../route.ts';
import {
  awaySchema,
  delegationAnswer,
  delegationSchema,
  delegationsAnswer,
  doneAnswer,
  idParams,
  joinSchema,
  partSchema,
  peopleAnswer,
  personAnswer,
  resetSchema,
  rolesSchema,
} from '../schema/people-schema.ts';

const PERSON = { 200: { description: 'The person as they are now.', schema: personAnswer } };
const DONE = { 200: { description: 'Done.', schema: doneAnswer, example: { done: true } } } as const;
const DONE_REPLY = { status: 200, body: { done: true } } as const;

/** `/v1/people` and `/v1/delegations`: who is who, who is away, who answers in whose turn. */
export function peopleRoutes(gateway: Gateway): readonly Route[] {
  return [...accountRoutes(gateway), ...standingRoutes(gateway), ...delegationRoutes(gateway)];
}

function accountRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listPeople',
      method: 'GET',
      path: '/v1/people',
      summary: 'Lists everybody who approves, with their accounts and what factors they have.',
      answers: { 200: { description: 'The people.', schema: peopleAnswer, example: { people: [] } } },
      handle: () => ({ status: 200, body: { people: gateway.listPeople().map(personToWire) } }),
    }),
    route({
      operation: 'joinAccounts',
      method: 'POST',
      path: '/v1/people/join',
      summary: "Says that an account is a person's, who counts once from then on.",
      body: joinSchema,
      bodyExample: { principal: 'human:ada', account: 'human:ada-chat' },
      answers: PERSON,
      handle: async ({ caller, body }) => ({
        status: 200,
        body: personToWire(await gateway.joinAccounts(caller, body)),
      }),
    }),
    route({
      operation: 'partAccount',
      method: 'POST',
      path: '/v1/people/part',
      summary: "Says that a person's second account is somebody else's.",
      body: partSchema,
      bodyExample: { account: 'human:ada-chat' },
      answers: PERSON,
      handle: async ({ caller, body }) => ({
        status: 200,
        body: personToWire(await gateway.partAccount(caller, body.account)),
      }),
    }),
  ];
}

function standingRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'setAway',
      method: 'POST',
      path: '/v1/people/away',
      summary: 'Notes when nothing is sent to a person, for at most ninety days; null for never.',
      body: awaySchema,
      bodyExample: { principal: 'human:ada', away: { from_ms: 1_790_000_000_000, until_ms: 1_790_600_000_000 } },
      answers: PERSON,
      handle: async ({ caller, body: { principal, away } }) => {
        const span = away === null ? null : { fromMs: away.from_ms, untilMs: away.until_ms };
        return { status: 200, body: personToWire(await gateway.setAway(caller, { principal, away: span })) };
      },
    }),
    route({
      operation: 'setRoles',
      method: 'POST',
      path: '/v1/people/roles',
      summary: 'Sets what a person is told of beside their own requests.',
      body: rolesSchema,
      bodyExample: { principal: 'human:ada', roles: ['administrator'] },
      answers: PERSON,
      handle: async ({ caller, body }) => ({ status: 200, body: personToWire(await gateway.setRoles(caller, body)) }),
    }),
    route({
      operation: 'resetFactors',
      method: 'POST',
      path: '/v1/people/reset-factors',
      summary: 'Takes all second factors from another person who lost them.',
      body: resetSchema,
      bodyExample: { principal: 'human:ada' },
      answers: DONE,
      handle: async ({ caller, body }) => {
        await gateway.resetFactors(caller, body.principal);
        return DONE_REPLY;
      },
    }),
  ];
}

function delegationRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listDelegations',
      method: 'GET',
      path: '/v1/delegations',
      summary: 'Lists delegations that hold now or later.',
      answers: { 200: { description: 'Them.', schema: delegationsAnswer, example: { delegations: [] } } },
      handle: () => ({ status: 200, body: { delegations: gateway.listDelegations().map(delegationToWire) } }),
    }),
    route({
      operation: 'delegate',
      method: 'POST',
      path: '/v1/delegations',
      summary: "Lets another person answer in one's own turn, for at most thirty days.",
      body: delegationSchema,
      bodyExample: { to: 'human:bob', until_ms: 1_790_600_000_000 },
      answers: { 201: { description: 'The delegation.', schema: delegationAnswer } },
      handle: async ({ caller, body }) => {
        const { from = caller.principal, to, from_ms: fromMs = null, until_ms: untilMs } = body;
        return { status: 201, body: delegationToWire(await gateway.delegate(caller, { from, to, fromMs, untilMs })) };
      },
    }),
    route({
      operation: 'endDelegation',
      method: 'DELETE',
      path: '/v1/delegations/{id}',
      summary: 'Ends a delegation at once.',
      params: idParams,
      answers: DONE,
      handle: async ({ caller, params }) => {
        await gateway.endDelegation(caller, params.id);
        return DONE_REPLY;
      },
    }),
  ];
}
