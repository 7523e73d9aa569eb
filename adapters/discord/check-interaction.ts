import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { ChannelRequest } from '../../ports/notification-channel.ts';

/** How far a signed time may be from ours. Discord gives up on an answer after three seconds; the rest is for clocks. */
const WINDOW_SECONDS = 300;

/** Reads an application's public key, 64 hexadecimal digits; raises RangeError for another shape. */
export function readPublicKey(hex: string): KeyObject {
  if (!/^[0-9a-fA-F]{64}$/.test(hex))
    throw new RangeError('open Discord: a public key of another shape, want 64 hexadecimal digits');
  const x = Buffer.from(hex, 'hex').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** Whether Discord signed exactly these bytes, within the last and next five minutes (Ed25519 over time stamp and body). */
export function isFromDiscord(
  { headers, body }: Pick<ChannelRequest, 'headers' | 'body'>,
  { key, nowMs }: { readonly key: KeyObject; readonly nowMs: number },
): boolean {
  const signature = headers['x-signature-ed25519'] ?? '';
  const stamp = headers['x-signature-timestamp'] ?? '';
  if (!/^[0-9a-fA-F]{128}$/.test(signature) || !/^[0-9]{1,12}$/.test(stamp)) return false;
  if (Math.abs(nowMs / 1_000 - Number(stamp)) > WINDOW_SECONDS) return false;
  return verify(null, Buffer.concat([Buffer.from(stamp, 'utf8'), body]), key, Buffer.from(signature, 'hex'));
}
