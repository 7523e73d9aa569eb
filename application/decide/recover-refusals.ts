import { deniedEffectsOf } from '../../core/approval/denied-effects.ts';
import { toolIdentity } from '../../core/approval/session-grant.ts';
import { showRequest } from '../approval/answer-approval.ts';
import type { FlowContext } from '../flow-context.ts';
import { REFUSAL_HOLDS_MS } from './recent-refusals.ts';

/** Most requests that are looked at; the newest come first. */
const MAX_LOOKED_AT = 1_000;

/**
 * Takes up what people refused clients of MCP within the last hour, so that a restart of the gateway undoes no refusal. Called
 * once, at start, before anything is decided. A request whose payload was erased cannot be taken up.
 */
export async function recoverRefusals(context: FlowContext): Promise<void> {
  const { ports, sessions } = context;
  const sinceMs = ports.clock.nowMs() - REFUSAL_HOLDS_MS;
  const query = { statuses: ['denied'], limit: MAX_LOOKED_AT, order: 'newest' } as const;
  const refused = (await ports.stores.approvals.list(query)).toReversed();
  for (const request of refused) {
    const atMs = request.answers.at(-1)?.atMs ?? 0;
    if (atMs <= sinceMs) continue;
    const { shown } = await showRequest(context, request);
    if (shown === null || shown.action.surface !== 'mcp') continue;
    const { action, decision } = shown;
    sessions.refusals.note(action.principal, deniedEffectsOf(toolIdentity(action.tool), decision.effects), atMs);
  }
}
