import type { ApprovalDesk } from '../approval/approval-desk.ts';
import { BudgetDesk } from '../budget/budget-desk.ts';
import { usualBudgets } from '../budget/budget-scopes.ts';
import type { EventHub } from '../event-hub.ts';
import type { GatewayPorts, GatewaySettings } from '../gateway-ports.ts';
import { LeaseBook } from '../lease/lease-book.ts';
import { LeaseDesk } from '../lease/lease-desk.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';
import type { EmergencyDesk } from './emergency-desk.ts';
import { GuardrailDesk } from './guardrail-desk.ts';

type Parts = {
  readonly ports: GatewayPorts;
  readonly settings: GatewaySettings;
  readonly sequencer: LogSequencer;
  readonly events: EventHub;
  readonly approvals: ApprovalDesk;
  readonly emergency: EmergencyDesk;
};

/** What bounds agents over time: budgets, leases, and the breakers. */
export type Guards = { readonly budgets: BudgetDesk; readonly leases: LeaseDesk; readonly guardrails: GuardrailDesk };

/** Makes the desks; `restoreGuards` takes up what they held. */
export function makeGuards({ settings, ...parts }: Parts): Guards {
  const book = new LeaseBook();
  const budgets = new BudgetDesk({ ...parts, leases: book, settings: settings.budgets ?? usualBudgets('UTC') });
  const tokens = parts.ports.leaseTokens ?? null;
  const leases = new LeaseDesk({ ...parts, budgets, book, home: settings.home, tokens });
  return { budgets, leases, guardrails: new GuardrailDesk({ ...parts, leases }) };
}

/** Books what a crash left open, and takes up the leases that were in force; in this order, once the start is on record. */
export async function restoreGuards({ budgets, leases }: Guards): Promise<void> {
  await budgets.recover();
  await leases.restore();
}
