import { measureJson } from './json-bounds.ts';
import type { RpcCall } from './rpc.ts';

/** What one server may say unasked: so much at once, and so much a second in the long run, in units of `measureJson`. */
export const TOLD_LIMITS = { atOnce: 1024 * 1024, perSecond: 128 * 1024, message: 128 * 1024 } as const;

/** What the shortest message counts as: it costs a walk through the program, whatever it says. */
const LEAST_UNITS = 256;
const LIST_CHANGED = '/list_changed';

/**
 * Bounds what a server says of its own accord (log lines, progress, changes) before anybody searches it for secrets, which costs
 * up to a microsecond a byte in the process that guards every other server too.
 *
 * That a list changed is always heard, and says nothing else.
 */
export class ToldBudget {
  private readonly nowMs: () => number;
  private left: number = TOLD_LIMITS.atOnce;
  private filledMs: number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.nowMs = nowMs;
    this.filledMs = nowMs();
  }

  /** The notification as it may be heard; null for one that is too large, or comes after too many. */
  hear(call: RpcCall): RpcCall | null {
    if (call.method.endsWith(LIST_CHANGED)) return { method: call.method, params: {} };
    const { units } = measureJson(call.params, TOLD_LIMITS.message);
    if (units > TOLD_LIMITS.message || call.method.length > LEAST_UNITS) return null;
    const nowMs = this.nowMs();
    const filled = ((nowMs - this.filledMs) / 1_000) * TOLD_LIMITS.perSecond;
    this.left = Math.min(TOLD_LIMITS.atOnce, this.left + filled);
    this.filledMs = nowMs;
    const cost = Math.max(units, LEAST_UNITS);
    if (cost > this.left) return null;
    this.left -= cost;
    return call;
  }
}
