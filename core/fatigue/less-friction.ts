import { toolIdentity } from '../approval/session-grant.ts';
import type { Facts } from '../facts.ts';
import type { Deliberation } from '../gate/deliberation.ts';
import { isWithin } from '../path/normalise-path.ts';
import { singleCommand } from './literal-words.ts';
import { TRUST_LIMITS, trustOf } from './session-trust.ts';
import { shellTextOf } from './shell-text.ts';
import { isProjectWork, isTrustedWork } from './trusted-work.ts';
import { fitsWords, parseWords, staysWithin } from './whitelist-entry.ts';
import { realPlace, staysInPlace } from './work-places.ts';

/** What an entry says of commands, wherever it stands. */
type Listed = { readonly pattern: string; readonly tool: string; readonly effects: readonly string[] };

/** Stands before the id of the trust that a question was passed over by, where a decision names its rule. */
export const TRUST_RULE = 'trust ';

/**
 * What makes a question needless that the matrix would ask: a whitelist entry, trust in the session, or a trusted folder; its
 * name for the record, or null.
 *
 * Asked only up to medium risk and never for a destructive class (see `judgeRisk`); rules that forbid or ask, and every other
 * gate, are above it. It runs no code that may have been changed since a person saw it run, or trusted the session, and works in
 * the workspace, links followed; trust in work wants the whole workspace kept beforehand.
 */
export function lessFriction(deliberation: Deliberation): string | null {
  const { action, facts, policy } = deliberation;
  if (!staysInPlace(action, { parse: policy.parseShell, real: facts.realPlaces ?? {} })) return null;
  if (facts.session.tasksChanged !== undefined) return trusted(deliberation);
  return whitelisted(deliberation) ?? trusted(deliberation) ?? inTrustedFolder(deliberation);
}

function whitelisted(deliberation: Deliberation): string | null {
  const { facts, policy } = deliberation;
  const { whitelist = [] } = policy.settings;
  const at = whitelist.findIndex(
    (entry) =>
      entry.addedAtMs <= facts.nowMs &&
      facts.nowMs < entry.expiresAtMs &&
      (entry.scope === 'always' || facts.reviewer === 'no-objection') &&
      isListed(entry, deliberation),
  );
  return at < 0 ? null : `whitelist ${at + 1}`;
}

function isListed(entry: Listed, { action, analysis, policy }: Deliberation): boolean {
  if (entry.tool !== toolIdentity(action.tool) || !staysWithin(analysis.effects, entry.effects)) return false;
  const text = shellTextOf(action);
  const words = text === null ? null : singleCommand(text, policy.parseShell);
  const pattern = parseWords(entry.pattern);
  return words !== null && pattern.ok && fitsWords(pattern.value, words);
}

function trusted(deliberation: Deliberation): string | null {
  const { action, analysis, facts, policy } = deliberation;
  for (const grant of facts.grants) {
    const trust = grant.policyVersion === policy.settings.version ? trustOf(grant) : null;
    if (trust === null || grant.session !== action.session || !isInTime(trust, facts.nowMs)) continue;
    if (trust.lease !== (facts.lease?.id ?? null) || !isForPresent(trust, facts)) continue;
    const isCovered =
      trust.scope.kind === 'pattern'
        ? isListed(trust.scope, deliberation)
        : deliberation.facts.wholeWorkspace === 'kept' && isTrustedWork(action, analysis.effects, policy.parseShell);
    if (isCovered) return `${TRUST_RULE}${trust.id}`;
  }
  return null;
}

/** Trust is for what stood there when it was given. */
function isForPresent(
  { id }: { readonly id: string },
  { session: { tasksChanged, trustedSince = [] } }: Facts,
): boolean {
  return tasksChanged === undefined || trustedSince.includes(id);
}

/** Before its longest life it was not given yet: a clock that was set back makes no trust longer. */
function isInTime({ expiresAtMs }: { readonly expiresAtMs: number }, nowMs: number): boolean {
  return nowMs < expiresAtMs && expiresAtMs - nowMs <= TRUST_LIMITS.longestMs;
}

function inTrustedFolder(deliberation: Deliberation): string | null {
  const { action, analysis, facts, policy, risk } = deliberation;
  const { trustedFolders = [] } = policy.settings;
  const { realPlaces: real = {} } = facts;
  const workspace = realPlace(action.workspace, real);
  const folder = trustedFolders.find(
    ({ path, addedAtMs, expiresAtMs }) =>
      addedAtMs <= facts.nowMs &&
      facts.nowMs < expiresAtMs &&
      isWithin(workspace, realPlace(placeOf(path, facts.home), real)),
  );
  if (folder === undefined || risk.level !== 'low' || facts.wholeWorkspace !== 'kept') return null;
  return isProjectWork(action, analysis.effects, policy.parseShell) ? `trusted folder ${folder.path}` : null;
}

/** A folder of the policy as an absolute path. */
export function placeOf(path: string, home: string): string {
  return path.startsWith('~/') ? `${home}/${path.slice(2)}` : path;
}

/**
 * Tells whether what runs is what people saw run: nothing is known to be changed since that says what its code does, or where a
 * repository sends. No approval for a session and no rule covers it otherwise, only trust that was given since.
 */
export function isAsSeen({ facts }: Pick<Deliberation, 'facts'>): boolean {
  return facts.session.tasksChanged !== true;
}

/**
 * Tells whether an approval for the session may cover an action: nothing that it runs may have been changed, as far as anybody knows, and it works
 * in its workspace, links followed. Rules of an operator are for whatever a project becomes; what a person approved is for what stood there.
 */
export function mayBeGranted({ action, facts, policy }: Pick<Deliberation, 'action' | 'facts' | 'policy'>): boolean {
  if (facts.session.tasksChanged !== undefined) return false;
  return staysInPlace(action, { parse: policy.parseShell, real: facts.realPlaces ?? {} });
}
