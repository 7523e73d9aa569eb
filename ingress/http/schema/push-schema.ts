import { z } from 'zod';
import type { WirePushKeys, WirePushRequest } from '../../../sdk/wire.ts';
import { accepts, describes, plainText } from './basic-schema.ts';

const base64url = (length: number) => plainText(length).refine(isBase64Url, 'want base64url');

export const pushKeysAnswer = describes<WirePushKeys>()(
  z.strictObject({ channels: z.array(z.strictObject({ channel: z.string(), public_key: z.string() })) }),
);

/** A browser adds `expirationTime`, which nobody fills in. */
export const pushSchema = accepts<WirePushRequest>()(
  z.strictObject({
    channel: plainText(64),
    subscription: z.strictObject({
      endpoint: z.url({ protocol: /^https?$/ }).max(1_024),
      expirationTime: z.number().nullable().optional(),
      keys: z.strictObject({ p256dh: base64url(96), auth: base64url(32) }),
    }),
  }),
);

function isBase64Url(text: string): boolean {
  return [...text].every(
    (c) =>
      (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c === '-' || c === '_' || c === '=',
  );
}
