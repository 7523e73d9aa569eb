import type { PlanDesk } from './act/plan-desk.ts';
import type { ApprovalDesk } from './approval-desk.ts';
import type { BudgetDesk } from './budget/budget-desk.ts';
import type { CheckpointDesk } from './checkpoint-desk.ts';
import type { ClosedWorkspaces } from './closed-workspaces.ts';
import type { EmergencyDesk } from './emergency-desk.ts';
import type { EventHub } from './event-hub.ts';
import type { FlowMeter } from './flow-meter.ts';
import type { GatewayPorts, GatewaySettings } from './gateway-ports.ts';
import type { GuardrailDesk } from './guardrail-desk.ts';
import type { LeaseDesk } from './lease/lease-desk.ts';
import type { LinkedCalls } from './linked-calls.ts';
import type { LogSequencer } from './log-sequencer.ts';
import type { OwnServers } from './own-servers.ts';
import type { PolicyDesk } from './policy-desk.ts';
import type { SessionMemory } from './session-memory.ts';
import type { ToolDesk } from './tool-desk.ts';

/** What the flows share: the ports, and the desks that hold state between calls. Made once by `openGateway`. */
export type FlowContext = {
  readonly ports: GatewayPorts;
  readonly settings: GatewaySettings;
  readonly sequencer: LogSequencer;
  readonly sessions: SessionMemory;
  readonly emergency: EmergencyDesk;
  readonly policies: PolicyDesk;
  readonly approvals: ApprovalDesk;
  readonly checkpoints: CheckpointDesk;
  readonly events: EventHub;
  readonly meter: FlowMeter;
  readonly tools: ToolDesk;
  readonly linked: LinkedCalls;
  readonly budgets: BudgetDesk;
  readonly leases: LeaseDesk;
  readonly guardrails: GuardrailDesk;
  readonly closed: ClosedWorkspaces;
  readonly plans: PlanDesk;
  readonly ownServers: OwnServers;
};
