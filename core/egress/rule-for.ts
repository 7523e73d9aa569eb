import type { EgressRule, EgressScheme } from './egress-rule.ts';

/**
 * The rule that a scheme is carried by, of all that fit a destination; null for none.
 *
 * Where one of them opens TLS, TLS is opened: a rule that leaves it closed, or carries anything, counts only if its host is narrower
 * than that of every rule that opens it. Among rules that are alike the first counts.
 */
export function ruleFor(rules: readonly EgressRule[], scheme: EgressScheme): EgressRule | null {
  const fitting = rules.filter((rule) => rule.schemes.includes(scheme));
  const opening = rules.filter(opens);
  const first = fitting[0] ?? null;
  if (scheme === 'http' || opening.length === 0) return first;
  const narrowest = Math.max(...opening.map(narrownessOf));
  const explicit = fitting.find((rule) => !opens(rule) && narrownessOf(rule) > narrowest) ?? null;
  return explicit ?? fitting.find(opens) ?? null;
}

function opens({ opensTls, schemes }: EgressRule): boolean {
  return opensTls && schemes.includes('https');
}

/** One host is narrower than all below a domain, a longer domain than a shorter one, and every host is the widest. */
function narrownessOf({ scope }: EgressRule): number {
  if (scope.kind === 'any') return 0;
  return scope.kind === 'host' ? Number.MAX_SAFE_INTEGER : scope.suffix.length;
}
