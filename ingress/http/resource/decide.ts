import type { Gateway } from '../../../application/gateway.ts';
import { proposalFromWire } from '../from-wire.ts';
import { type Route, route } from '../route.ts';
import { checkAnswer, decideAnswer } from '../schema/decision-schema.ts';
import { PROPOSAL_EXAMPLE } from '../schema/examples.ts';
import { decideSchema, proposalSchema } from '../schema/request-schema.ts';
import { authorizationToWire, checkToWire } from '../to-wire.ts';

/** `POST /v1/decide` and `POST /v1/check`: what agents ask before they act. */
export function decideRoutes(gateway: Gateway, { operator }: { readonly operator: string }): readonly Route[] {
  return [
    route({
      operation: 'decide',
      method: 'POST',
      path: '/v1/decide',
      summary: 'Decides an action, on record. Only the verdict `allow` lets it run.',
      body: decideSchema,
      bodyExample: { ...PROPOSAL_EXAMPLE, wait_ms: 60_000 },
      answers: {
        200: { description: 'The final verdict: `allow`, `deny` or `defer`.', schema: decideAnswer },
        202: { description: 'A human is asked and has not answered yet: `require-approval`.', schema: decideAnswer },
      },
      handle: async ({ caller, body, signal }) => {
        const waitMs = body.wait_ms ?? 0;
        const proposal = proposalFromWire(body, { operator });
        const given = await gateway.authorize(caller, proposal, { waitMs, signal: waitMs === 0 ? null : signal() });
        return { status: given.verdict === 'require-approval' ? 202 : 200, body: authorizationToWire(given) };
      },
    }),
    route({
      operation: 'check',
      method: 'POST',
      path: '/v1/check',
      summary: 'Says what the decision would be. Records, releases and asks nothing.',
      body: proposalSchema,
      bodyExample: PROPOSAL_EXAMPLE,
      answers: { 200: { description: 'The decision that would be made.', schema: checkAnswer } },
      handle: async ({ caller, body }) => ({
        status: 200,
        body: checkToWire(await gateway.check(caller, proposalFromWire(body, { operator }))),
      }),
    }),
  ];
}
