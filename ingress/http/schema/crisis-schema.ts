import { z } from 'zod';
import { MESSAGE_VERDICTS } from '../../../core/crisis/assess-message.ts';
import { CRISIS_LEVELS } from '../../../core/crisis/crisis-kind.ts';
import type { WireScreenedMessage, WireSupport } from '../../../sdk/wire-crisis.ts';
import { describes, plainText } from './basic-schema.ts';

/** ISO codes, as people write them. */
const countryCode = z.string().regex(/^[A-Za-z]{2}$/, 'two letters (ISO 3166-1), for example DE');
const languageCode = z.string().regex(/^[A-Za-z]{2,3}$/, 'two letters (ISO 639), for example de');

/** Who asks for support gets it: what cannot be understood counts as not said. */
export const supportQuery = z.object({
  country: countryCode.optional().catch(undefined),
  language: languageCode.optional().catch(undefined),
});

export const messageSchema = z.strictObject({ session: plainText(), text: z.string().max(1_000_000) });

const line = z.strictObject({
  name: z.string(),
  for: z.enum(['everyone', 'young-people', 'violence']),
  phone: z.string().nullable(),
  text: z.string().nullable(),
  web: z.string(),
  hours: z.string(),
});

export const supportAnswer = describes<WireSupport>()(
  z.strictObject({
    language: z.string(),
    country: z.string().nullable(),
    question: z.string(),
    emergency: z.array(z.string()),
    lines: z.array(line),
    text: z.string(),
  }),
);

export const screenedAnswer = describes<WireScreenedMessage>()(
  z.strictObject({
    verdict: z.enum(MESSAGE_VERDICTS),
    level: z.enum(CRISIS_LEVELS),
    kinds: z.array(z.string()),
    attacks: z.array(z.string()),
    support: supportAnswer.nullable(),
  }),
);
