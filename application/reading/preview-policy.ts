import { decide } from '../../core/decide.ts';
import type { CompiledPolicy } from '../../core/policy/compiled-policy.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import type { OrganisationText } from '../../ports/policy-source.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { readPayload, recordOf } from '../log/read-decision.ts';
import { type DecisionHead, summaryOf } from './action-row.ts';

/** The organisation's policy as text, and where it stands. */
export type PolicyText = ReturnType<OrganisationText['read']>;

/** A recorded action that another policy would have decided otherwise. */
export type ChangedVerdict = {
  readonly index: number;
  readonly actionId: string;
  readonly tool: string;
  /** What it would have done, in one line without secrets. */
  readonly summary: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
};

/** What a changed policy would be: why it would not load, or what it warns of and what it would have changed last week. */
export type PolicyPreview = {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  readonly rules: number;
  readonly examples: number;
  readonly decisions: number;
  readonly changed: number;
  readonly changes: readonly ChangedVerdict[];
  /** True where the week holds more than was looked at. */
  readonly isCut: boolean;
};

const WEEK_MS = 7 * 86_400_000;
const WINDOW = 200;
const MAX_ENTRIES = 10_000;
const MAX_CHANGES = 200;

/** The organisation's policy as text. Raises `unavailable` where it is none. */
export function policyText(context: FlowContext): PolicyText {
  return textOf(context).read();
}

/**
 * Reads a changed text as the organisation's policy, with its inline examples, and decides what was recorded in the last week again
 * under it, with the facts of that time: at most 10,000 entries, newest first.
 *
 * Records nothing, and nothing is in force by it. Between two windows of entries everything else gets its turn.
 */
export async function previewPolicy(context: FlowContext, text: string): Promise<PolicyPreview> {
  const { document, problem } = textOf(context).parse(text);
  const none = { warnings: [], rules: 0, examples: 0, decisions: 0, changed: 0, changes: [], isCut: false };
  if (problem !== null) return { ...none, problems: [problem] };
  const ready = context.policies.draft(document);
  if (!ready.ok) return { ...none, problems: ready.failure };
  const { policy, warnings } = ready.value;
  const { rules } = policy.settings;
  const examples = rules.reduce((sum, rule) => sum + rule.match.length + rule.notMatch.length, 0);
  return { problems: [], warnings, rules: rules.length, examples, ...(await decideAgain(context, policy)) };
}

function textOf({ ports }: FlowContext): OrganisationText {
  const { organisationText } = ports.policySource;
  if (organisationText !== undefined) return organisationText;
  throw new GatewayError('unavailable', 'read the policy as text: it is not kept as a file here');
}

type Again = Pick<PolicyPreview, 'decisions' | 'changed' | 'changes' | 'isCut'>;

async function decideAgain(context: FlowContext, policy: CompiledPolicy): Promise<Again> {
  const { ledger } = context.ports.stores;
  const { clock } = context.ports;
  const sinceMs = clock.nowMs() - WEEK_MS;
  const size = (await ledger.loadHead())?.size ?? 0;
  const floor = Math.max(0, size - MAX_ENTRIES);
  const changes: ChangedVerdict[] = [];
  let [decisions, changed] = [0, 0];
  for (let end = size; end > floor; end -= WINDOW) {
    const fromIndex = Math.max(floor, end - WINDOW);
    const entries = await ledger.readEntries({ fromIndex, limit: end - fromIndex });
    for (const { index, text } of entries.toReversed()) {
      const head = JSON.parse(text) as DecisionHead;
      if (head.at_ms < sinceMs) return { decisions, changed, changes, isCut: false };
      const found = head.type === 'decision' ? await changeOf(context, policy, { index, head }) : undefined;
      if (found === undefined) continue;
      decisions += 1;
      if (found === null) continue;
      changed += 1;
      if (changes.length < MAX_CHANGES) changes.push(found);
    }
    await new Promise<void>((resolve) => clock.afterPending(resolve));
  }
  return { decisions, changed, changes, isCut: floor > 0 };
}

/** Undefined where the payload was erased, null where the verdict stays. */
async function changeOf(
  { ports }: FlowContext,
  policy: CompiledPolicy,
  { index, head }: { readonly index: number; readonly head: DecisionHead },
): Promise<ChangedVerdict | null | undefined> {
  const payload = await readPayload(index, head, { ...ports, ledger: ports.stores.ledger });
  if (payload === null) return undefined;
  const { action, facts, decision } = recordOf(index, payload);
  const { verdict, reason } = decide(action, facts, policy);
  if (verdict === decision.verdict) return null;
  const told = redactSecrets(reason).text;
  const of = { index, actionId: action.id, tool: action.tool.name, summary: summaryOf(action.args) };
  return { ...of, before: decision.verdict, after: verdict, reason: told };
}
