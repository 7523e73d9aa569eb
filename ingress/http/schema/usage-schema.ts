import { z } from 'zod';
import type { WireModelUsage } from '../../../sdk/wire-usage.ts';
import { decimalText, describes, plainText, wholeNumber } from './basic-schema.ts';

export const usageQuery = z.strictObject({
  days: decimalText(366)
    .refine((days) => days >= 1, 'at least one day')
    .optional(),
  principal: plainText().optional(),
});

const row = describes<WireModelUsage>()(
  z.strictObject({
    day: z.string(),
    principal: z.string(),
    provider: z.string(),
    model: z.string(),
    calls: wholeNumber,
    input_tokens: wholeNumber,
    output_tokens: wholeNumber,
    cache_read_tokens: wholeNumber,
    cache_write_tokens: wholeNumber,
    cost_micros: wholeNumber,
  }),
);
export const usageAnswer = z.strictObject({ usage: z.array(row) });
