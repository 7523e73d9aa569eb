import type { Gateway } from '../../../application/gateway.ts';
import type { ReviewerReport } from '../../../application/reviewer/reviewer-report.ts';
import type { WireReviewer } from '../../../sdk/wire-reviewer.ts';
import { type Route, route } from '../route.ts';
import { reviewersAnswer } from '../schema/reviewer-schema.ts';

/** `/v1/reviewers`: the models that give an opinion before an action is decided, and how they do. */
export function reviewerRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listReviewers',
      method: 'GET',
      path: '/v1/reviewers',
      summary: 'Lists reviewer models with what they answered, and how often people decided as they said.',
      answers: {
        200: { description: 'The reviewers.', schema: reviewersAnswer, example: { reviewers: [], entries: 0 } },
      },
      handle: async () => {
        const { reviewers, entries } = await gateway.listReviewers();
        return { status: 200, body: { reviewers: reviewers.map(reviewerToWire), entries } };
      },
    }),
  ];
}

function reviewerToWire(report: ReviewerReport): WireReviewer {
  const { noObjection, timedOut, loggedObjections, ...rest } = report;
  return { ...rest, no_objection: noObjection, timed_out: timedOut, logged_objections: loggedObjections };
}
