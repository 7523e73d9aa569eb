import { toolIdentity } from '../approval/session-grant.ts';
import type { Deliberation } from '../gate/deliberation.ts';
import { isWithin } from '../path/normalise-path.ts';
import { singleCommand } from './literal-words.ts';
import { trustOf } from './session-trust.ts';
import { shellTextOf } from './shell-text.ts';
import { isProjectWork, isTrustedWork, isUnseen } from './trusted-work.ts';
import { fitsWords, parseWords, staysWithin } from './whitelist-entry.ts';
import { realPlace, staysInPlace } from './work-places.ts';

/** What an entry says of commands, wherever it stands. */
type Listed = { readonly pattern: string; readonly tool: string; readonly effects: readonly string[] };

/**
 * What makes a question needless that the matrix would ask: a whitelist entry, trust in the session, or a trusted folder; its
 * name for the record, or null.
 *
 * Asked only up to medium risk and never for a destructive class (see `judgeRisk`); rules that forbid or ask, and every other
 * gate, are above it. It runs no code that may have been changed since a person saw it run, and works in the workspace, links
 * followed; trust wants the whole workspace kept beforehand.
 */
export function lessFriction(deliberation: Deliberation): string | null {
  const { action, analysis, facts, policy } = deliberation;
  if (facts.session.tasksChanged === 'unknown' && analysis.effects.some(isUnseen)) return null;
  if (!staysInPlace(action, { parse: policy.parseShell, real: facts.realPlaces ?? {} })) return null;
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
    if (trust === null || grant.session !== action.session || !(facts.nowMs < trust.expiresAtMs)) continue;
    if (trust.lease !== (facts.lease?.id ?? null)) continue;
    const isCovered =
      trust.scope.kind === 'pattern'
        ? isListed(trust.scope, deliberation)
        : deliberation.facts.wholeWorkspace === 'kept' && isTrustedWork(action, analysis.effects, policy.parseShell);
    if (isCovered) return `trust ${trust.id}`;
  }
  return null;
}

function inTrustedFolder(deliberation: Deliberation): string | null {
  const { action, analysis, facts, policy, risk } = deliberation;
  const { trustedFolders = [] } = policy.settings;
  const { realPlaces: real = {} } = facts;
  const workspace = realPlace(action.workspace, real);
  const folder = trustedFolders.find(
    ({ path, addedAtMs, expiresAtMs }) =>
      addedAtMs <= facts.nowMs && facts.nowMs < expiresAtMs && isWithin(workspace, realPlace(placeOf(path, facts.home), real)),
  );
  if (folder === undefined || risk.level !== 'low' || facts.wholeWorkspace !== 'kept') return null;
  return isProjectWork(action, analysis.effects, policy.parseShell) ? `trusted folder ${folder.path}` : null;
}

/** A folder of the policy as an absolute path. */
export function placeOf(path: string, home: string): string {
  return path.startsWith('~/') ? `${home}/${path.slice(2)}` : path;
}

/**
 * Tells whether what runs is what people saw run: it holds no code that nobody has read, or nothing is known to be changed since
 * that says what the code does. No permission of people, neither for a session nor by a rule, holds without it.
 */
export function isAsSeen({ analysis, facts }: Pick<Deliberation, 'analysis' | 'facts'>): boolean {
  return facts.session.tasksChanged !== true || !analysis.effects.some(isUnseen);
}
