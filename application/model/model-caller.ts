import type { Channel } from '../../core/policy/policy.ts';
import type { Caller } from '../gateway.ts';

/** Who makes a model call, and whose tool calls come of it: established by a token or by the run that owns the connection. */
export type ModelCaller = {
  readonly caller: Caller;
  /** On whose behalf the agent works: `human:<name>`. */
  readonly onBehalfOf: string;
  readonly session: string;
  /** What the budgets of a task are booked on: a run, or the session. */
  readonly task: string;
  /** The id of the lease that the call is made under; left out where there is none. */
  readonly lease?: string;
  /** The agent's name where it is known (`claude-code`, `codex`, …): its tools are known by it. Null for any program. */
  readonly agent: string | null;
  /** True where the agent's own hooks have every tool call decided. */
  readonly hooksDecide: boolean;
  readonly cwd: string;
  readonly workspace: string;
  readonly channel: Channel;
};

/**
 * The session in which model calls are counted. It is not that of the tool calls: a row of identical tool calls is one although
 * the model was called in between.
 */
export function modelSession({ session }: ModelCaller): string {
  return `${session}:model`;
}
