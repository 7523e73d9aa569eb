import { PlanDesk } from './act/plan-desk.ts';
import { ApprovalDesk } from './approval-desk.ts';
import { CheckpointDesk } from './checkpoint-desk.ts';
import { ClosedWorkspaces } from './closed-workspaces.ts';
import type { FlowContext } from './flow-context.ts';
import { FlowMeter } from './flow-meter.ts';
import { LinkedCalls } from './linked-calls.ts';
import { makeGuards } from './open-guards.ts';
import { OwnServers } from './own-servers.ts';
import { SessionMemory } from './session-memory.ts';
import { ToolDesk } from './tool-desk.ts';

/** Everything that the flows share, made of what is open already. */
export async function openDesks(
  known: Pick<FlowContext, 'ports' | 'settings' | 'sequencer' | 'emergency' | 'policies' | 'events'>,
): Promise<FlowContext> {
  const { ports, settings, sequencer, emergency, events } = known;
  const parts = { ports, sequencer, events };
  const approvals = new ApprovalDesk(parts);
  return {
    ...known,
    sessions: new SessionMemory(ports.stores),
    approvals,
    checkpoints: new CheckpointDesk({ ...ports, snapshots: ports.workspaces.snapshots }),
    meter: new FlowMeter(),
    linked: new LinkedCalls(),
    ...makeGuards({ ...parts, settings, approvals, emergency }),
    closed: new ClosedWorkspaces(events),
    plans: new PlanDesk(ports.hash),
    ownServers: new OwnServers(),
    tools: await ToolDesk.open({ ...parts, trustOnFirstUse: settings.trustOnFirstUse }),
  };
}
