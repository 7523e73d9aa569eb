import type { FlowContext } from '../flow-context.ts';
import type { Gateway } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { listProposals } from '../policy/list-proposals.ts';
import { erasePayload, showEntry } from './erase-payload.ts';
import { proveEntry } from './prove-entry.ts';

type Part<Names extends keyof Gateway> = Pick<Gateway, Names>;

/** The flows about the log and the policy: reading both, erasing payloads, loading the policy anew. */
export function logAndPolicyFlows(
  context: FlowContext,
): Part<
  | 'logHead'
  | 'logEntries'
  | 'logEntry'
  | 'erasePayload'
  | 'receipt'
  | 'currentPolicy'
  | 'policyOnFile'
  | 'reloadPolicy'
  | 'listProposals'
> {
  const { ledger } = context.ports.stores;
  const tree = { ledger, hash: context.ports.hash };
  return {
    logHead: async () => {
      const head = await ledger.loadHead();
      if (head === null) throw new GatewayError('log.unknown-entry', 'read the log: it is empty');
      return head;
    },
    logEntries: (range) => ledger.readEntries(range),
    logEntry: (index) => showEntry(context, index),
    erasePayload: (caller, erasure) => erasePayload(context, caller, erasure),
    receipt: (index) => proveEntry(index, tree),
    listProposals: ({ limit }) =>
      listProposals({ ...context.ports, ledger }, { nowMs: context.ports.clock.nowMs(), limit }),
    currentPolicy: () => ({
      policy: context.policies.current.policy.settings,
      warnings: context.policies.current.warnings,
    }),
    policyOnFile: () => context.policies.onFile(),
    reloadPolicy: (caller) => reloadPolicy(context, caller.principal),
  };
}

/** Loads the policy files again, on record. Raises `policy.invalid`, and keeps the policy in force. */
export async function reloadPolicy(
  { policies, ports, sequencer, events }: FlowContext,
  by: string,
): Promise<ReturnType<Gateway['currentPolicy']>['policy']> {
  const base = { atMs: ports.clock.nowMs(), actor: by, session: null, action: null };
  try {
    const ready = await policies.reload();
    const { version } = ready.policy.settings;
    await sequencer.append({
      entries: [{ entry: { ...base, type: 'policy.activated', data: { policy: version } }, payload: null }],
      changes: () => [{ kind: 'policy.remember', version, bundle: ready.bundle }],
    });
    policies.noteRemembered(version);
    events.publish({ kind: 'policy', atMs: base.atMs, version });
    return ready.policy.settings;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'policy.invalid') {
      const data = { kept: policies.current.policy.settings.version, problems: error.problems.length };
      await sequencer.append({
        entries: [{ entry: { ...base, type: 'policy.refused', data }, payload: error.message }],
        changes: () => [],
      });
    }
    throw error;
  }
}
