import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { openParsers } from '../../apps/daemon/open-parsers.ts';
import { preparePolicyWith } from '../../apps/daemon/prepare-policy.ts';
import { decide } from '../../core/decide.ts';
import type { Decision } from '../../core/decision.ts';
import type { CompiledPolicy } from '../../core/policy/compiled-policy.ts';
import { actionOf, factsOf } from '../../core/testing/samples.ts';

/** How strict a verdict is, for lines that must get at least one. */
const STRICTNESS: { readonly [verdict: string]: number } = { allow: 0, ask: 1, deny: 2 };

/** Decides one shell line. */
export type Judge = (line: string) => Decision;

/** Opens a judge with the default policy: profile `dev`, in a sandbox of the workspace, with a checkpoint. */
export async function openJudge(): Promise<Judge> {
  const policy = await openDefaultPolicy();
  const facts = factsOf({ checkpoint: 'available', sandbox: 'workspace', minuteOfDay: 720 });
  return (line) => decide(actionOf('Bash', { command: line }), facts, policy);
}

/** Makes the default policy ready as the gateway does, with more of its document where that is given. */
export async function openDefaultPolicy(more: object = {}): Promise<CompiledPolicy> {
  const load = (path: string): unknown => parseYaml(readFileSync(path, 'utf8'));
  const prepare = preparePolicyWith({ timeZone: 'UTC', home: '/home/ada' }, await openParsers());
  const ready = prepare({
    layers: [
      {
        layer: 'organisation',
        source: 'policy.yaml',
        document: { ...(load('policies/default.yaml') as object), ...more },
      },
    ],
    weights: { source: 'risk-weights.yaml', document: load('policies/risk-weights.yaml') },
    cedar: '',
  });
  if (!ready.ok) throw new Error(`prepare the default policy: ${ready.failure.join('; ')}, want no problem`);
  return ready.value.policy;
}

/** Tells whether a decision is at least as strict as a verdict: everything between allowing and denying asks somebody. */
export function isAtLeast({ verdict }: Decision, wanted: string): boolean {
  return (STRICTNESS[verdict] ?? 1) >= (STRICTNESS[wanted] ?? Number.POSITIVE_INFINITY);
}
