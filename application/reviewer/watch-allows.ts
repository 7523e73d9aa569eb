import type { FlowContext } from '../flow-context.ts';
import type { Authorization } from '../gateway.ts';

/**
 * Has what was allowed without any risk reviewed afterwards, where the configuration says so: an objection is put on record
 * (`reviewer.disagreed`), and changes nothing.
 *
 * Nobody waits for it, and a failure is nobody's concern.
 */
export function watchAllowed(context: FlowContext, { action, actionDigest, decision, verdict }: Authorization): void {
  const { reviews, sequencer, ports } = context;
  const isPlain = verdict === 'allow' && decision.risk.level === 'none';
  if (!reviews.isOn || !reviews.settings.watchesAllows || !isPlain) return;
  const look = async (): Promise<void> => {
    const { reviewer, answer } = await reviews.review({ action, actionDigest, decision });
    if (answer !== 'objection') return;
    const entry = {
      type: 'reviewer.disagreed' as const,
      atMs: ports.clock.nowMs(),
      actor: 'gateway',
      session: action.session,
      action: action.id,
      data: { digest: actionDigest, reviewer, tool: action.tool.name },
    };
    await sequencer.append({ entries: [{ entry, payload: null }], changes: () => [] });
  };
  look().catch(() => undefined);
}
