import { z } from 'zod';
import type { WireReviewers } from '../../../sdk/wire-reviewer.ts';
import { describes } from './basic-schema.ts';

const count = z.int().min(0);
const text = z.string();

/** The answer of `GET /v1/reviewers`. */
export const reviewersAnswer = describes<WireReviewers>()(
  z
    .strictObject({
      reviewers: z.array(
        z.strictObject({
          name: text,
          configured: z.boolean(),
          provider: text,
          model: text,
          resting: z.boolean(),
          no_objection: count,
          objection: count,
          abstained: count,
          malformed: count,
          timed_out: count,
          agreed: count,
          disagreed: count,
          logged_objections: count,
        }),
      ),
      entries: count,
    })
    .meta({ id: 'Reviewers' }),
);
