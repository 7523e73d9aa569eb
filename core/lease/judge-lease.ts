import type { Action } from '../action/action.ts';
import type { Effect } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { compileGlob, matchGlob } from '../policy/glob.ts';
import { compileHostPattern, coversHost, hostOfName, hostOfUrl } from '../policy/host-pattern.ts';
import { compilePathPattern, concernsPath, type PathPlaces } from '../policy/path-pattern.ts';
import type { LeaseFacts, LeaseScope } from './lease.ts';
import { pushedBranches } from './pushed-branches.ts';

/** Why a lease does not cover an action. */
export type LeaseRefusal = { readonly rule: string; readonly reason: string; readonly remedy: string };

/** What is judged: an action with its effects, when, and from which folders patterns start. */
export type LeaseInput = {
  readonly action: Pick<Action, 'tool' | 'workspace'>;
  readonly effects: readonly Effect[];
  readonly nowMs: number;
  readonly home: string;
};

/**
 * Judges an action against a lease: whether it is live and not over, whether calls, tokens and cost are left, and whether
 * every effect is of a capability that it names, at a place that all of its scopes admit. Null when it is covered.
 *
 * Closed: a place that cannot be told (a host that is not named, a push that does not say its branch) is admitted only
 * where the scope admits every place of the kind. Support in a crisis needs no lease when it is all that an action does.
 */
export function judgeLease(lease: LeaseFacts, input: LeaseInput): LeaseRefusal | null {
  const { effects, action } = input;
  if (effects.length > 0 && effects.every((effect) => effect.class === 'crisis.support')) return null;
  const over = judgeTime(lease, input.nowMs) ?? judgeUse(lease);
  if (over !== null) return over;
  const { capabilities, scopes } = lease.terms;
  for (const scope of scopes) {
    if (!scope.tools.some((pattern) => matchesText(pattern, action.tool.name)))
      return outside(`the tool ${action.tool.name}`, scope.tools);
  }
  for (const effect of effects) {
    const { capability } = EFFECT_TABLE[effect.class];
    if (!capabilities.includes(capability)) {
      const reason = `the lease does not hold ${capability}, which ${effect.class} needs; it holds ${listed(capabilities)}`;
      return { rule: 'lease.capability', reason, remedy: NARROWER };
    }
    const refused = firstOf(scopes, (scope) => judgePlace(effect, scope, input));
    if (refused !== null) return refused;
  }
  return null;
}

const NARROWER = 'Do without it, or ask the operator for a lease that covers it.';
const NEW_LEASE = 'Stop; the operator or the run gives a new lease.';

function judgeTime({ live, why, terms }: LeaseFacts, nowMs: number): LeaseRefusal | null {
  if (!live) return { rule: 'lease.ended', reason: `the lease has ended: ${why}`, remedy: NEW_LEASE };
  if (nowMs < terms.expiresAtMs) return null;
  return { rule: 'lease.expired', reason: 'the lease is over', remedy: NEW_LEASE };
}

function judgeUse({ uses }: LeaseFacts): LeaseRefusal | null {
  for (const { limits, used } of uses) {
    for (const kind of ['calls', 'tokens', 'costMicros'] as const) {
      if (used[kind] < limits[kind]) continue;
      const word = kind === 'costMicros' ? 'cost' : kind;
      const reason = `the lease's ${word} are used up: ${used[kind]} of ${limits[kind]}`;
      return { rule: `lease.${word}`, reason, remedy: NEW_LEASE };
    }
  }
  return null;
}

function judgePlace(effect: Effect, scope: LeaseScope, { action, home }: LeaseInput): LeaseRefusal | null {
  const { kind, value } = effect.resource;
  if (kind === 'path') {
    const allowed = effect.class === 'file.read' ? scope.reads : scope.writes;
    const places = { home, workspace: action.workspace };
    return allowed.some((pattern) => coversPath(pattern, value, places)) ? null : outside(value, allowed);
  }
  if (kind === 'host' || kind === 'url' || effect.class.startsWith('net.')) {
    const host = kind === 'url' ? hostOfUrl(value) : kind === 'host' ? hostOfName(value) : null;
    return scope.hosts.some((pattern) => coversHostOf(pattern, host))
      ? null
      : outside(`the host ${host ?? 'of this call, which cannot be told,'}`, scope.hosts);
  }
  if (effect.class !== 'git.push' && effect.class !== 'git.push-force') return null;
  const branches = pushedBranches(value);
  const isCovered = scope.branches.some((pattern) => pattern === '*' || pattern === '**')
    ? true
    : branches?.every((branch) => scope.branches.some((pattern) => matchesText(pattern, branch))) === true;
  if (isCovered) return null;
  return outside(
    branches === null ? 'a push that does not say its branch' : `the branch ${branches.join(', ')}`,
    scope.branches,
  );
}

/**
 * The top of a tree belongs to it: `**` covers the workspace itself. A path that is not known in full is admitted only where every
 * path is.
 */
function coversPath(pattern: string, path: string, places: PathPlaces): boolean {
  if (pattern === '/**') return true;
  const compiled = compilePathPattern(pattern);
  return compiled.ok && concernsPath(compiled.value, path, places) === 'yes';
}

function coversHostOf(pattern: string, host: string | null): boolean {
  if (pattern === '*') return true;
  if (host === null) return false;
  const compiled = compileHostPattern(pattern);
  return compiled.ok && coversHost(compiled.value, host);
}

function matchesText(pattern: string, text: string): boolean {
  const compiled = compileGlob(pattern, 'text');
  return compiled.ok && matchGlob(compiled.value, text) === 'yes';
}

function outside(what: string, allowed: readonly string[]): LeaseRefusal {
  const reason = `${what} lies outside the lease, which covers ${listed(allowed)}`;
  return { rule: 'lease.scope', reason, remedy: NARROWER };
}

/** Most names that a sentence lists. */
const MAX_LISTED = 12;

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const rest = names.length - MAX_LISTED;
  return `${names.slice(0, MAX_LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function firstOf<Item, Found>(items: readonly Item[], look: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = look(item);
    if (found !== null) return found;
  }
  return null;
}
