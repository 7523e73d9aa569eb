import { classifyHost } from '../effect/url/classify-host.ts';
import type { Host } from '../effect/url/parse-url.ts';
import type { Destination } from './destination.ts';
import type { EgressAlarm, EgressRefusal } from './egress-refusal.ts';
import type { EgressRule, EgressScheme } from './egress-rule.ts';

/** What a destination was found to be: allowed by these rules, or refused. */
export type DestinationJudgement =
  | { readonly ok: true; readonly rules: readonly EgressRule[] }
  | { readonly ok: false; readonly refusal: EgressRefusal };

/**
 * Judges where a program wants to connect to, by the rules alone, before any name is resolved.
 *
 * Metadata services are refused whatever a rule says. Other places that are not public are refused unless a rule for exactly them
 * excepts addresses. Every rule for host and port is answered, in order; `scheme` is null where it will be seen later.
 */
export function judgeDestination(
  rules: readonly EgressRule[],
  { destination, scheme }: { readonly destination: Destination; readonly scheme: EgressScheme | null },
): DestinationJudgement {
  const { host, port } = destination;
  const place = `${host.name} port ${port}`;
  const kind = classifyHost(host);
  if (kind === 'metadata') {
    const reason = `connect to ${place}: it serves the credentials of the machine, want another host`;
    return refuse('egress.metadata', { reason, alarm: 'blocked-address' });
  }
  const forHost = rules.filter((rule) => isForHost(rule, host) && (kind === 'public' || rule.exceptions.length > 0));
  if (forHost.length === 0 && kind !== 'public') {
    const reason = `connect to ${place}: it is not public (${kind}), want a public host`;
    return refuse('egress.address', { reason, alarm: alarmOf(destination, kind) });
  }
  if (forHost.length === 0) {
    const reason = `connect to ${place}: nobody allowed this host, want one that is allowed`;
    return refuse('egress.host', { reason, alarm: 'unknown-host' });
  }
  const forPort = forHost.filter((rule) => rule.ports.includes(port));
  if (forPort.length === 0) {
    const ports = [...new Set(forHost.flatMap((rule) => rule.ports))].slice(0, 20).join(', ');
    return refuse('egress.port', { reason: `connect to ${place}: want port ${ports}`, alarm: 'none' });
  }
  const fitting = scheme === null ? forPort : forPort.filter((rule) => rule.schemes.includes(scheme));
  if (fitting.length > 0) return { ok: true, rules: fitting };
  const schemes = [...new Set(forPort.flatMap((rule) => rule.schemes))].join(' or ');
  return refuse('egress.scheme', { reason: `connect to ${place}: found ${scheme}, want ${schemes}`, alarm: 'none' });
}

/** Tells whether a rule is for a host in normal form. */
export function isForHost({ scope }: EgressRule, host: Host): boolean {
  if (scope.kind === 'any') return true;
  if (scope.kind === 'host') return scope.name === host.name;
  return host.kind === 'name' && host.name.endsWith(`.${scope.suffix}`);
}

/** Programs ask for the machine itself by habit; for other inner places, or in disguise, they do not. */
function alarmOf({ isDisguised, host }: Destination, kind: 'private' | 'loopback'): EgressAlarm {
  if (isDisguised) return 'blocked-address';
  if (kind === 'loopback') return 'none';
  return host.kind === 'name' ? 'unknown-host' : 'blocked-address';
}

function refuse(
  code: EgressRefusal['code'],
  { reason, alarm }: Omit<EgressRefusal, 'code'>,
): Extract<DestinationJudgement, { readonly ok: false }> {
  return { ok: false, refusal: { code, reason, alarm } };
}
