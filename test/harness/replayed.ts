import { replayDecisions } from '../../application/log/replay-decisions.ts';
import type { TestGateway } from './test-gateway.ts';
import { readyPolicy } from './test-policy.ts';

/** Derives every decision of a gateway's log again, by its own record; answers what came of each, in order. */
export async function replayed({ stores, gateway, ports }: TestGateway): Promise<readonly string[]> {
  const { ledger, policies } = stores;
  const preparePolicy = (bundle: string) => readyPolicy(JSON.parse(bundle));
  const parts = { ledger, policies, cipher: ports.cipher, hash: ports.hash, preparePolicy };
  const outcomes: string[] = [];
  for await (const { outcome } of replayDecisions(parts, { fromIndex: 0, toIndex: gateway.health().log.size }))
    outcomes.push(outcome);
  return outcomes;
}
