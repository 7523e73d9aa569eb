import type { Action } from '../../core/action/action.ts';
import type { Effect, EffectClass } from '../../core/effect/effect.ts';
import { EFFECT_TABLE } from '../../core/effect/effect-table.ts';
import { makeEffect } from '../../core/effect/make-effect.ts';
import type { Destination } from '../../core/egress/destination.ts';
import type { CompiledPolicy } from '../../core/policy/compiled-policy.ts';
import type { EgressAttempt, EgressSpec } from './egress-attempt.ts';

/** An attempt in the words that policies and the emergency state speak. */
export type NetAction = { readonly action: Action; readonly effects: readonly Effect[] };

/** Methods that only ask. */
const ASKING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Says what an attempt does: a tunnel is `net.connect`, for nobody sees what it carries; a request is `net.fetch` or, where it sends
 * something, `net.upload`. The tool is `egress` of `countersign`, so that rules can speak of it.
 */
export function netAction(
  spec: EgressSpec,
  { attempt, destination }: { readonly attempt: EgressAttempt; readonly destination: Destination },
  {
    id,
    nowMs,
    isKnownHost,
  }: { readonly id: string; readonly nowMs: number; readonly isKnownHost: CompiledPolicy['isKnownHost'] },
): NetAction {
  const { host, port } = destination;
  const { request } = attempt;
  const effectClass = classOf(request);
  const marks = isKnownHost(host.name) ? [] : (['unknown-host'] as const);
  const detail = `${request?.scheme ?? 'tunnel'}, port ${port}`;
  const url =
    request === null
      ? `tcp://${host.name}:${port}/`
      : `${request.scheme}://${host.name}:${port}${pathOnly(request.path)}`;
  const action: Action = {
    id,
    session: spec.session,
    principal: spec.principal,
    onBehalfOf: spec.onBehalfOf,
    surface: 'egress-proxy',
    tool: { name: 'egress', origin: 'countersign', digest: null },
    args: { url, method: request?.method ?? 'CONNECT' },
    cwd: spec.workspace,
    workspace: spec.workspace,
    plan: null,
    idempotencyKey: null,
    proposedAtMs: nowMs,
  };
  return { action, effects: [makeEffect(effectClass, { kind: 'host', value: host.name }, { detail, marks })] };
}

/**
 * Why policy refuses an attempt, as a sentence; null where it does not. A broken forbid, an engine that failed and one that throws
 * refuse.
 */
export function forbiddenBy(net: NetAction, judged: Parameters<typeof findForbid>[1]): string | null {
  try {
    return findForbid(net, judged);
  } catch {
    return 'the policy could not be evaluated';
  }
}

function findForbid(
  { action, effects }: NetAction,
  { policy, home, nowMs }: { readonly policy: CompiledPolicy; readonly home: string; readonly nowMs: number },
): string | null {
  const context = { action, effects, home, nowMs };
  const { forbids, broken } = policy.evaluateRules(context);
  const forbid = forbids[0] ?? broken.find((rule) => rule.decision === 'forbid');
  if (forbid !== undefined) return `rule ${forbid.id}: ${forbid.reason}`;
  if (policy.externalRules === null) return null;
  const riskScore = Math.max(...effects.map((effect) => EFFECT_TABLE[effect.class].floor));
  const { decision, policies } = policy.externalRules({ ...context, riskScore });
  return decision === 'forbid' || decision === 'failed' ? `Cedar ${decision}: ${policies.join(', ')}` : null;
}

function classOf(request: EgressAttempt['request']): EffectClass {
  if (request === null) return 'net.connect';
  return ASKING.has(request.method) ? 'net.fetch' : 'net.upload';
}

/** Queries often hold what nobody should read later. */
function pathOnly(path: string): string {
  const query = path.indexOf('?');
  return (query < 0 ? path : path.slice(0, query)).slice(0, 2_048);
}
