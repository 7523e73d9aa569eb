import type { FlowContext } from './flow-context.ts';
import type { Health } from './gateway.ts';
import type { WitnessDesk } from './log/witness-desk.ts';

/** How the gateway is. */
export function healthOf(
  { sequencer, emergency, policies, approvals, settings, closed }: FlowContext,
  { witness, startedAtMs }: { readonly witness: WitnessDesk | null; readonly startedAtMs: number },
): Health {
  const halted = emergency.read().halt !== null;
  const { mode, profile } = policies.current.policy.settings;
  return {
    status: halted ? 'halted' : sequencer.isWritable ? 'ok' : 'degraded',
    version: settings.version,
    startedAtMs,
    log: { size: sequencer.size, writable: sequencer.isWritable },
    witness: witness?.state ?? 'none',
    mode,
    profile,
    pendingApprovals: approvals.pending,
    closedWorkspaces: closed.list(),
  };
}
