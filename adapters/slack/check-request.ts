import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ChannelRequest } from '../../ports/notification-channel.ts';

/** How far a signed time may be from ours: Slack's own advice. */
const WINDOW_SECONDS = 300;

/** Whether Slack signed exactly these bytes, within the last and next five minutes (v0: HMAC-SHA-256 over `v0:<time>:<body>`). */
export function isFromSlack(
  { headers, body }: Pick<ChannelRequest, 'headers' | 'body'>,
  { secret, nowMs }: { readonly secret: string; readonly nowMs: number },
): boolean {
  const given = headers['x-slack-signature'] ?? '';
  const stamp = headers['x-slack-request-timestamp'] ?? '';
  if (!/^v0=[0-9a-f]{64}$/.test(given) || !/^[0-9]{1,12}$/.test(stamp)) return false;
  if (Math.abs(nowMs / 1_000 - Number(stamp)) > WINDOW_SECONDS) return false;
  const wanted = createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest();
  return timingSafeEqual(Buffer.from(given.slice(3), 'hex'), wanted);
}
