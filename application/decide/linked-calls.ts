import type { Action } from '../../core/action/action.ts';
import type { ApprovalRequest } from '../../core/approval/approval.ts';
import type { Decision } from '../../core/decision.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { VerifiedApproval } from '../../core/facts.ts';
import type { Caller } from '../gateway.ts';
import type { ReadyPolicy } from '../gateway-ports.ts';

/** A call as its decision knows it. */
export type DecidedCall = { readonly action: Action; readonly decision: Decision; readonly ready: ReadyPolicy };

/** What a person approved for an agent's hook, for the same call on its way through a wrapped server. */
export type LinkedApproval = {
  /** The action that the person was asked about. */
  readonly actionId: string;
  /** The request, used up by that action. */
  readonly request: ApprovalRequest;
  readonly approval: VerifiedApproval;
};

/** How long after the hook's call the wrapped server's may come. */
export const LINK_HOLDS_MS = 60_000;
const MAX_LINKS = 1_000;

type Link = LinkedApproval & {
  /** Where the same call may still come by. */
  readonly to: 'hook' | 'mcp';
  readonly untilMs: number;
  readonly principal: string;
  readonly effects: string;
  readonly asked: ReadonlySet<string>;
};

/**
 * Links a call that an agent's hook proposed, and a person approved, to the same call when it reaches a wrapped server; and one
 * that the model proxy saw in a model's answer to the same call at the agent's hook and at the server. All are decided and
 * recorded, and the person is asked once.
 *
 * Invariant: nothing is let through that a person has not approved. A link is made by an approval that a person signed and the
 * first action used up, never by a policy's allow. It is good once at each place that the call comes by later, within a minute,
 * for the same tool, arguments, workspace and operator, under the same policy, with the same effects, and only where nothing is
 * asked that was not asked then. The second call is decided in full: whatever denies it denies it.
 */
export class LinkedCalls {
  private readonly links = new Map<string, readonly Link[]>();

  /** Remembers what a person approved for a call that the gateway will see again; of any other call nothing. */
  note(
    { action, decision, ready }: DecidedCall,
    used: Pick<LinkedApproval, 'request' | 'approval'>,
    nowMs: number,
  ): void {
    const later = placesAfter(action);
    if (later.length === 0) return;
    const key = keyOf(action, ready);
    const link = {
      ...used,
      actionId: action.id,
      untilMs: nowMs + LINK_HOLDS_MS,
      principal: action.principal,
      effects: canonicalJson(decision.effects),
      asked: new Set(askedBy(decision)),
    };
    const kept = (this.links.get(key) ?? []).filter(({ untilMs }) => nowMs < untilMs);
    this.links.delete(key);
    this.links.set(key, [...kept, ...later.map((to) => ({ ...link, to }))]);
    const [oldest] = this.links.keys();
    if (this.links.size > MAX_LINKS && oldest !== undefined) this.links.delete(oldest);
  }

  /** Uses a link up; null where the call has none. At a wrapped server only the wrap's own token may elicit, and so take one. */
  take({ action, decision, ready }: DecidedCall, caller: Caller, nowMs: number): LinkedApproval | null {
    const at = action.surface;
    if (at !== 'hook' && at !== 'mcp') return null;
    if (at === 'mcp' && (!isServerTool(action) || !caller.scopes.includes('elicit'))) return null;
    const key = keyOf(action, ready);
    const effects = canonicalJson(decision.effects);
    const known = this.links.get(key) ?? [];
    const found = known.find(
      (link) =>
        nowMs < link.untilMs &&
        link.to === at &&
        (at === 'hook' || link.principal !== action.principal) &&
        link.effects === effects &&
        askedBy(decision).every((rule) => link.asked.has(rule)),
    );
    if (found === undefined) return null;
    const rest = known.filter((link) => link !== found);
    if (rest.length === 0) this.links.delete(key);
    else this.links.set(key, rest);
    return { actionId: found.actionId, request: found.request, approval: found.approval };
  }
}

/** Where a call that was approved here comes by again. */
function placesAfter(action: Action): readonly Link['to'][] {
  const server = isServerTool(action) ? (['mcp'] as const) : [];
  if (action.surface === 'hook') return server;
  return action.surface === 'model-proxy' ? ['hook', ...server] : [];
}

function isServerTool({ tool }: Action): boolean {
  return tool.origin.startsWith('mcp:') && tool.name.startsWith(`mcp__${tool.origin.slice('mcp:'.length)}__`);
}

/** What two proposals of one call have in common. Who proposes, where from and in which session are not part of it. */
function keyOf({ tool, args, workspace, onBehalfOf }: Action, { policy }: ReadyPolicy): string {
  const { version, profile } = policy.settings;
  return canonicalJson([tool.origin, tool.name, args, workspace, onBehalfOf, version, profile]);
}

/** What a person is asked about: every gate that asks, with its rule. */
function askedBy({ gates }: Decision): readonly string[] {
  return gates.flatMap(({ gate, outcome, rule }) => (outcome === 'require-approval' ? [`${gate} ${rule}`] : []));
}
