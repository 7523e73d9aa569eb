import { type Destination, dialledText, readDestination, type ToAscii } from '../../core/egress/destination.ts';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import type { EgressRule } from '../../core/egress/egress-rule.ts';
import { judgeAddresses } from '../../core/egress/judge-addresses.ts';
import { judgeDestination } from '../../core/egress/judge-destination.ts';
import { judgeRequest } from '../../core/egress/judge-request.ts';
import { evaluateEmergency } from '../../core/incident/evaluate-emergency.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NameResolver } from '../../ports/name-resolver.ts';
import type { Randomness } from '../../ports/randomness.ts';
import type { PolicyDesk } from '../policy/policy-desk.ts';
import type { EmergencyDesk } from '../safety/emergency-desk.ts';
import type { EgressAttempt, EgressSpec } from './egress-attempt.ts';
import { forbiddenBy, type NetAction, netAction } from './net-action.ts';

/** What attempts are judged with. */
export type JudgeParts = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly emergency: Pick<EmergencyDesk, 'read'>;
  readonly policies: Pick<PolicyDesk, 'forWorkspace'>;
  readonly resolver: NameResolver;
  /** Addresses of this machine's own interfaces, as they are dialled: never for a program unless a rule excepts them. */
  readonly ownAddresses: () => ReadonlySet<string>;
  readonly toAscii: ToAscii;
  /** Absolute home of the operator, for rules. */
  readonly home: string;
};

/** An attempt that may go on; `wouldRefuse` names what stood against it where refusals are only reported. */
export type Judged = {
  readonly ok: true;
  readonly destination: Destination;
  readonly rules: readonly EgressRule[];
  readonly net: NetAction;
  readonly wouldRefuse: string | null;
};

/** An attempt that may not; `destination` is null where it could not be read. */
export type Misjudged = {
  readonly ok: false;
  readonly refusal: EgressRefusal;
  readonly destination: Destination | null;
};

/** Lets anything be spoken: what stands for a rule where refusals are only reported. */
const REPORTED: Omit<EgressRule, 'ports'> = {
  text: 'reported only',
  scope: { kind: 'any' },
  schemes: ['https', 'http', 'tcp'],
  opensTls: false,
  isOpaque: true,
  methods: null,
  paths: null,
  exceptions: [],
  upBytes: null,
  downBytes: null,
  perMinute: null,
  connections: null,
};

/**
 * Judges an attempt before any name is resolved: how it reads, the emergency state, the rules, policy. An error is a refusal.
 */
export function judgeAttempt(
  parts: JudgeParts,
  spec: EgressSpec,
  { attempt, rules }: { readonly attempt: EgressAttempt; readonly rules: readonly EgressRule[] },
): Judged | Misjudged {
  const destination = readDestination(attempt.host, { port: attempt.port, toAscii: parts.toAscii });
  if (destination === null) {
    const reason = `connect to ${JSON.stringify(attempt.host.slice(0, 100))} port ${attempt.port}: it can be read in more than one way or in none, want host and port`;
    return { ok: false, destination, refusal: { code: 'egress.unreadable', reason, alarm: 'none' } };
  }
  const refused = (refusal: EgressRefusal): Misjudged => ({ ok: false, destination, refusal });
  const nowMs = parts.clock.nowMs();
  const ready = policyOf(parts, spec.workspace);
  if (typeof ready === 'string') return refused({ code: 'egress.policy', reason: ready, alarm: 'none' });
  const { policy } = ready;
  const id = parts.randomness.uuid(nowMs);
  const net = netAction(spec, { attempt, destination }, { id, nowMs, isKnownHost: policy.isKnownHost });
  const stop = stopOf(parts, net);
  if (stop !== null) return refused(stop);
  const allowed = judgeByRules(rules, { attempt, destination });
  // What no rule allows is only reported in one mode; what policy forbids is refused in both, so it is asked there too.
  const isAsked = allowed.ok || (spec.mode === 'report' && !isHard(allowed.refusal));
  const forbidden = isAsked ? forbiddenBy(net, { policy, home: parts.home, nowMs }) : null;
  if (forbidden !== null) {
    const reason = `connect to ${destination.host.name}: ${forbidden}`;
    return refused({ code: 'egress.policy', reason, alarm: 'none' });
  }
  const refusal = allowed.ok ? null : allowed.refusal;
  if (refusal === null)
    return { ok: true, destination, net, wouldRefuse: null, rules: allowed.ok ? allowed.rules : [] };
  if (spec.mode !== 'report' || isHard(refusal)) return refused(refusal);
  return { ok: true, destination, net, wouldRefuse: refusal.code, rules: [{ ...REPORTED, ports: [destination.port] }] };
}

/** Why the emergency state stops this, now; null where it does not. */
export function stopOf({ emergency }: Pick<JudgeParts, 'emergency'>, net: NetAction): EgressRefusal | null {
  const stop = evaluateEmergency(emergency.read(), net);
  return stop === null ? null : { code: 'egress.emergency', reason: `${stop.reason}. ${stop.remedy}`, alarm: 'none' };
}

/**
 * The addresses that may be dialled for an attempt that was judged; resolved once, and judged as they are. Here an exception of any rule
 * counts: which rule carries a tunnel is seen later, and then only its own do.
 */
export async function findAddresses(
  { resolver, ownAddresses }: JudgeParts,
  { destination, rules }: Pick<Judged, 'destination' | 'rules'>,
): Promise<
  { readonly ok: true; readonly addresses: readonly string[] } | { readonly ok: false; readonly refusal: EgressRefusal }
> {
  const { host } = destination;
  const found =
    host.kind === 'name' ? await resolver.resolve(host.name) : { ok: true as const, addresses: [dialledText(host)] };
  if (!found.ok) {
    const reason = `connect to ${host.name}: its addresses could not be found (${found.failure}), want a name that resolves`;
    return { ok: false, refusal: { code: 'egress.name-unresolved', reason, alarm: 'none' } };
  }
  return judgeAddresses(found.addresses, {
    host: host.name,
    exceptions: rules.flatMap((rule) => rule.exceptions),
    own: ownAddresses(),
  });
}

function policyOf({ policies }: JudgeParts, workspace: string): ReturnType<PolicyDesk['forWorkspace']> | string {
  try {
    return policies.forWorkspace(workspace);
  } catch (error) {
    return error instanceof Error ? error.message : 'the policy cannot be read';
  }
}

function judgeByRules(
  rules: readonly EgressRule[],
  { attempt: { request }, destination }: { readonly attempt: EgressAttempt; readonly destination: Destination },
):
  | { readonly ok: true; readonly rules: readonly EgressRule[] }
  | { readonly ok: false; readonly refusal: EgressRefusal } {
  const found = judgeDestination(rules, { destination, scheme: request?.scheme ?? null });
  if (!found.ok || request === null) return found;
  // A request in TLS is only ever seen where a rule opens it; rules that leave it closed say nothing of requests.
  const seen = found.rules.filter(({ opensTls }) => request.scheme === 'http' || opensTls);
  if (seen.length === 0) {
    const reason = `send to ${destination.host.name}: its TLS may not be opened, want a new connection`;
    return { ok: false, refusal: { code: 'egress.scheme', reason, alarm: 'none' } };
  }
  const fitting = judgeRequest(seen, request);
  return fitting.ok ? { ok: true, rules: [fitting.rule] } : fitting;
}

/** What holds also where refusals are only reported: places inside, and what cannot be read. */
function isHard({ code }: EgressRefusal): boolean {
  return code === 'egress.address' || code === 'egress.metadata';
}
