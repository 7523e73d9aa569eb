import { ReleasedCalls } from '../../application/model/released-calls.ts';
import { RepeatedTurns } from '../../application/model/repeated-turns.ts';
import { RetryAllowance } from '../../application/model/retry-allowance.ts';
import { BodyRoom } from './body-room.ts';
import { MODEL_LIMITS, type ModelLimits } from './model-settings.ts';
import { RefusedCalls } from './openai/refused-calls.ts';
import type { ModelProxyParts } from './proxy-parts.ts';
import { HeardMessages } from './screen-request.ts';
import { Upstream } from './upstream.ts';

/** What a proxy keeps between two requests; all of it is bounded. */
export type ProxyState = {
  readonly parts: ModelProxyParts;
  readonly limits: ModelLimits;
  readonly upstream: Upstream;
  readonly retries: RetryAllowance;
  readonly released: ReleasedCalls;
  readonly refused: RefusedCalls;
  readonly turns: RepeatedTurns;
  readonly heard: HeardMessages;
  readonly bodies: BodyRoom;
  /** Waits; false where the client left meanwhile. */
  readonly pause: (waitMs: number, gone: AbortSignal) => Promise<boolean>;
};

/** The state of a proxy that has seen nothing yet. */
export function openProxyState(parts: ModelProxyParts): ProxyState {
  const limits = { ...MODEL_LIMITS, ...parts.limits };
  return {
    parts,
    limits,
    upstream: new Upstream(limits),
    retries: new RetryAllowance(parts),
    released: new ReleasedCalls(),
    refused: new RefusedCalls(),
    turns: new RepeatedTurns(parts.hash),
    heard: new HeardMessages(parts.hash),
    bodies: new BodyRoom({ all: limits.bodiesBytes, each: limits.callersBodiesBytes }),
    pause: (waitMs, gone) =>
      new Promise((resolve) => {
        if (gone.aborted) return resolve(false);
        const leave = (): void => {
          cancel();
          resolve(false);
        };
        const cancel = parts.clock.after(waitMs, () => {
          gone.removeEventListener('abort', leave);
          resolve(true);
        });
        gone.addEventListener('abort', leave, { once: true });
      }),
  };
}
