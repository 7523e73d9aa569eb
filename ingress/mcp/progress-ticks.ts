import type { JsonObject } from '../../core/encoding/json.ts';
import type { CallContext } from './call-context.ts';

/** Who is told that something takes its time, and in which words. */
export type Ticking = {
  readonly context: Pick<CallContext, 'notify'>;
  /** The client's own token for progress; undefined where it wants none. */
  readonly token: JsonObject[string] | undefined;
  readonly message: string;
};

const PROGRESS_EVERY_MS = 10_000;

/** Does work; where the client asked for progress it is told every ten seconds that it goes on, lest it gives up. */
export async function tickWhile<Done>(work: () => Promise<Done>, { context, token, message }: Ticking): Promise<Done> {
  if (token === undefined) return work();
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    const params = { progressToken: token, progress: ticks / 1_000_000, message };
    context.notify({ method: 'notifications/progress', params });
  }, PROGRESS_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
