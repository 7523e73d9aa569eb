import type { PolicySources } from '../../ports/policy-source.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ReadyPolicy } from '../gateway-ports.ts';
import { type ReplayFinding, replayDecisions } from '../log/replay-decisions.ts';
import { showAction } from './show-action.ts';

/**
 * Derives every recorded verdict of an action again, from what was recorded and the policy of its time. Raises `action.unknown`.
 *
 * A policy that cannot be made any more is `unknown-policy`, never a guess.
 */
export async function replayAction(context: FlowContext, id: string): Promise<readonly ReplayFinding[]> {
  const { ports } = context;
  const { decisions } = await showAction(context, id);
  const given = { ...ports, ...ports.stores, preparePolicy: (bundle: string) => readyOf(context, bundle) };
  const findings: ReplayFinding[] = [];
  for (const { logIndex } of decisions) {
    for await (const finding of replayDecisions(given, { fromIndex: logIndex, toIndex: logIndex + 1 }))
      findings.push(finding);
  }
  return findings;
}

function readyOf({ policies, ports }: FlowContext, bundle: string): ReadyPolicy | null {
  if (bundle === policies.current.bundle) return policies.current;
  const { sources } = JSON.parse(bundle) as { readonly sources?: PolicySources };
  const ready = sources === undefined ? null : ports.preparePolicy(sources);
  return ready?.ok === true ? ready.value : null;
}
