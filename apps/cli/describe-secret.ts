import type { WireSecret } from '../../sdk/wire-secret.ts';
import { formatTime } from './terminal/format-time.ts';
import { visibleText } from './terminal/visible-text.ts';

/** What may be done with a secret, a line each, for people. */
export function describeSecret(secret: WireSecret): readonly string[] {
  const lines: readonly (readonly [string, string])[] = [
    ['secret', visibleText(secret.name)],
    ['status', statusText(secret)],
    ['hosts', secret.hosts.join(', ') || 'none'],
    ['places', secret.places.join(', ')],
    ['methods', secret.methods.join(', ')],
    ['who', secret.principals.map((principal) => visibleText(principal)).join(', ')],
    ['brokers', secret.brokers.join(', ') || 'none'],
    ['approval', secret.approval],
    ['variable', secret.environment ?? 'none'],
    ['expires', secret.expires_at_ms === null ? 'no end' : formatTime(secret.expires_at_ms)],
    ['version', `${secret.version}${secret.overlapping.map(overlapText).join('')}`],
  ];
  return lines.map(([label, text]) => `${label.padEnd(9)} ${text}`);
}

/** How a secret stands, with the time that matters. */
export function statusText({ status, rotate_at_ms: rotateAtMs, revoked_at_ms: revokedAtMs }: WireSecret): string {
  if (revokedAtMs !== null) return `revoked ${formatTime(revokedAtMs)}`;
  if (rotateAtMs === null) return status;
  return status === 'due' ? `due since ${formatTime(rotateAtMs)}` : `${status}, replace by ${formatTime(rotateAtMs)}`;
}

function overlapText({ number, ends_at_ms: endsAtMs }: WireSecret['overlapping'][number]): string {
  return `; ${number} is good until ${formatTime(endsAtMs)}`;
}
