import { fail, type Result } from '../../core/result.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AbortSignalLike, ChannelFailure } from '../../ports/notification-channel.ts';
import { StopSwitch } from '../act/stop-switch.ts';

/**
 * Calls a channel for at most this long. A channel that does not stop at its signal is left behind: its answer, should it ever come,
 * is ignored. A channel that throws failed.
 */
export async function boundedCall<Value>(
  clock: Clock,
  timeoutMs: number,
  call: (signal: AbortSignalLike) => Promise<Result<Value, ChannelFailure>>,
): Promise<Result<Value, ChannelFailure>> {
  const stop = new StopSwitch();
  const late = Promise.withResolvers<Result<Value, ChannelFailure>>();
  const cancel = clock.after(timeoutMs, () => {
    late.resolve(
      fail({ code: 'unreachable', reason: `reach the channel: no answer within ${timeoutMs} ms`, retryAfterMs: null }),
    );
    stop.fire();
  });
  try {
    return await Promise.race([call(stop), late.promise]);
  } catch {
    return fail({
      code: 'unreachable',
      reason: 'reach the channel: its adapter failed, want an answer',
      retryAfterMs: null,
    });
  } finally {
    cancel();
  }
}
