import type { Gateway } from '../../../application/gateway.ts';
import { budgetToWire } from '../guard-to-wire.ts';
import { type Route, route } from '../route.ts';
import {
  budgetsAnswer,
  budgetsQuery,
  limitSchema,
  resetSchema,
  reviewsAnswer,
  scopeAnswer,
} from '../schema/guard-schema.ts';

/** Budgets shown where nobody says how many. */
const USUAL_LIMIT = 100;
const SCOPE = { 200: { description: 'Done.', schema: scopeAnswer } };

/** `/v1/budgets`, and `/v1/reviews`: what was spent, and what stopped by itself. */
export function budgetRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listBudgets',
      method: 'GET',
      path: '/v1/budgets',
      summary: "Shows today's budgets of the day and of principals, and those of tasks.",
      query: budgetsQuery,
      answers: { 200: { description: 'The budgets.', schema: budgetsAnswer } },
      handle: async ({ query }) => {
        const budgets = await gateway.listBudgets({ limit: query.limit ?? USUAL_LIMIT });
        return { status: 200, body: { budgets: budgets.map(budgetToWire) } };
      },
    }),
    route({
      operation: 'setBudget',
      method: 'POST',
      path: '/v1/budgets/limit',
      summary: 'Sets the limit of a kind of budgets or of one; null takes back what was set.',
      body: limitSchema,
      bodyExample: { scope: 'day', limit: { tokens: 500_000, cost_micros: 10_000_000 } },
      answers: SCOPE,
      handle: async ({ caller, body: { scope, limit } }) => {
        const wanted = limit === null ? null : { tokens: limit.tokens, costMicros: limit.cost_micros };
        await gateway.setBudget(caller, { scope, limit: wanted });
        return { status: 200, body: { scope } };
      },
    }),
    route({
      operation: 'resetBudget',
      method: 'POST',
      path: '/v1/budgets/reset',
      summary: 'Begins a budget anew: nothing is used of it. What running calls hold stays held.',
      body: resetSchema,
      bodyExample: { scope: 'day 2026-11-21' },
      answers: SCOPE,
      handle: async ({ caller, body: { scope } }) => {
        await gateway.resetBudget(caller, scope);
        return { status: 200, body: { scope } };
      },
    }),
    route({
      operation: 'listReviews',
      method: 'GET',
      path: '/v1/reviews',
      summary: 'Lists what stopped by itself and waits for a person, the most urgent first.',
      answers: { 200: { description: 'What is to be looked at.', schema: reviewsAnswer, example: { reviews: [] } } },
      handle: () => {
        const reviews = gateway.listReviews();
        return {
          status: 200,
          body: { reviews: reviews.map(({ reviewByMs, ...rest }) => ({ ...rest, review_by_ms: reviewByMs })) },
        };
      },
    }),
  ];
}
