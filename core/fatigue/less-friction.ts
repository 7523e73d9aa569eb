import { toolIdentity } from '../approval/session-grant.ts';
import type { Deliberation } from '../gate/deliberation.ts';
import { isWithin } from '../path/normalise-path.ts';
import { singleCommand } from './literal-words.ts';
import { trustOf } from './session-trust.ts';
import { isProjectWork, isTrustedWork, shellTextOf } from './trusted-work.ts';
import { fitsWords, parseWords, staysWithin } from './whitelist-entry.ts';

/** What an entry says of commands, wherever it stands. */
type Listed = { readonly pattern: string; readonly tool: string; readonly effects: readonly string[] };

/**
 * What makes a question needless that the matrix would ask: a whitelist entry, trust in the session, or a trusted folder; its
 * name for the record, or null.
 *
 * Asked only up to medium risk and never for a destructive class (see `judgeRisk`); rules that forbid or ask, and every other
 * gate, are above it. Trust wants the whole workspace kept beforehand, and that the session did not change what its tasks run.
 */
export function lessFriction(deliberation: Deliberation): string | null {
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
  return words !== null && pattern.ok && isWithin(action.cwd, action.workspace) && fitsWords(pattern.value, words);
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
        : isKept(deliberation) && isTrustedWork(action, analysis.effects, policy.parseShell);
    if (isCovered) return `trust ${trust.id}`;
  }
  return null;
}

function inTrustedFolder(deliberation: Deliberation): string | null {
  const { action, analysis, facts, policy, risk } = deliberation;
  const { trustedFolders = [] } = policy.settings;
  const folder = trustedFolders.find(
    ({ path, addedAtMs, expiresAtMs }) =>
      addedAtMs <= facts.nowMs && facts.nowMs < expiresAtMs && isWithin(action.workspace, placeOf(path, facts.home)),
  );
  if (folder === undefined || risk.level !== 'low' || !isKept(deliberation)) return null;
  return isProjectWork(action, analysis.effects, policy.parseShell) ? `trusted folder ${folder.path}` : null;
}

function placeOf(path: string, home: string): string {
  return path.startsWith('~/') ? `${home}/${path.slice(2)}` : path;
}

/** The whole workspace can be put back as it was, and the session did not change what the project's tasks are. */
function isKept({ facts }: Deliberation): boolean {
  return facts.wholeWorkspace === 'kept' && facts.session.tasksChanged !== true;
}
