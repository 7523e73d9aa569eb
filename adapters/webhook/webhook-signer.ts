import { Webhook } from 'standardwebhooks';

const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const PREFIX = 'whsec_';

/** Makes the headers of Standard Webhooks for one attempt. */
export type SignDelivery = (delivery: { readonly id: string; readonly atMs: number; readonly body: string }) => {
  readonly [name: string]: string;
};

/** Why a text is no secret of Standard Webhooks; null where it is one. Says nothing of the text. */
export function problemOfSecret(text: string): string | null {
  if (!text.startsWith(PREFIX)) return `want ${PREFIX} and base64`;
  const base64 = text.slice(PREFIX.length);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) return `want ${PREFIX} and base64 with its padding`;
  return bytes.length < MIN_SECRET_BYTES || bytes.length > MAX_SECRET_BYTES
    ? `${bytes.length} bytes, want ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES}`
    : null;
}

/** Signs with every secret, the newest first: while one is replaced by another, receivers may know either. */
export function createDeliverySigner(secrets: readonly string[]): SignDelivery {
  const signers = secrets.map((secret) => new Webhook(secret));
  return ({ id, atMs, body }) => ({
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(atMs / 1_000)),
    'webhook-signature': signers.map((signer) => signer.sign(id, new Date(atMs), body)).join(' '),
  });
}
