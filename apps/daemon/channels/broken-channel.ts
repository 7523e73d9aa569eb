import { fail } from '../../../core/result.ts';
import type { ChannelFailure, ChannelKind, NotificationChannel } from '../../../ports/notification-channel.ts';

/** A channel that could not be opened: it says why to whoever looks, and sends nothing. */
export function brokenChannel(name: string, kind: ChannelKind, reason: string): NotificationChannel {
  const broken: ChannelFailure = { code: 'misconfigured', reason, retryAfterMs: null };
  const failure = fail(broken);
  return {
    kind,
    name,
    abilities: { answers: false, edits: false, proof: 'accepted', maxLength: 0 },
    broken,
    fits: () => true,
    deliver: async () => failure,
    edit: async () => failure,
    receive: null,
    listen: null,
    close: async () => undefined,
  };
}
