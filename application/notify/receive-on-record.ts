import type { NotificationChannel } from '../../ports/notification-channel.ts';
import type { NotifyDesk } from './notify-desk.ts';

const NOT_PROVED = 401;

/**
 * A channel's way to take requests, with a record of what it refuses; null for a channel that nobody calls.
 *
 * A request whose proof does not hold is put on record as forged: at most ten a minute of a channel, with the number of those left out.
 */
export function receiveOnRecord(
  { name, receive }: Pick<NotificationChannel, 'name' | 'receive'>,
  notify: Pick<NotifyDesk, 'noteForged'>,
): NotificationChannel['receive'] {
  if (receive === null) return null;
  return async (request, handle) => {
    const answer = await receive(request, handle);
    if (answer.status === NOT_PROVED) await notify.noteForged(name);
    return answer;
  };
}
