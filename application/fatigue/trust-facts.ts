import type { Decision } from '../../core/decision.ts';
import type { Effect } from '../../core/effect/effect.ts';
import type { Facts } from '../../core/facts.ts';
import { codeRunOf } from '../../core/fatigue/code-run.ts';
import { placeOf, TRUST_RULE } from '../../core/fatigue/less-friction.ts';
import { trustOf } from '../../core/fatigue/session-trust.ts';
import { workPlaces } from '../../core/fatigue/work-places.ts';
import type { FactInput } from '../decide/gather-facts.ts';
import type { Attempt } from '../decide/record-decision.ts';
import type { FlowContext } from '../flow-context.ts';

/**
 * Reads what permissions that make prompts fewer depend on: whether the whole workspace can be kept, where the places of the work
 * really are, and whether what would run was changed since a person saw it. Told only where it matters.
 */
export function trustFacts(
  context: FlowContext,
  input: FactInput,
  { facts, effects }: { readonly facts: Facts; readonly effects: readonly Effect[] },
): Pick<Facts, 'session' | 'wholeWorkspace' | 'realPlaces'> {
  return {
    session: changedTasks(context, input, { facts, effects }),
    ...keptWhole(context, input),
    ...realPlaces(context, input),
  };
}

function changedTasks(
  { tasks }: FlowContext,
  { action, session, policy }: FactInput,
  { facts, effects }: { readonly facts: Facts; readonly effects: readonly Effect[] },
): Facts['session'] {
  const run = codeRunOf(action, effects, policy.parseShell);
  if (run === null) return facts.session;
  const trusts = session.grants.filter((grant) => trustOf(grant) !== null).map(({ id }) => id);
  const { tasksChanged, trustedSince } = tasks.changeOf({ action, session: session.record, run, trusts });
  if (tasksChanged === false) return facts.session;
  return { ...facts.session, tasksChanged, ...(trustedSince.length === 0 ? {} : { trustedSince }) };
}

/** Whether the code that people approved was changed after they were asked: then the approval is for something else. */
export function isApprovalOutdated(
  { tasks }: FlowContext,
  { action, ready }: Attempt,
  { effects, asked }: { readonly effects: readonly Effect[]; readonly asked: string },
): boolean {
  const run = codeRunOf(action, effects, ready.policy.parseShell);
  return run !== null && tasks.isOutdated(asked, { action, run });
}

/** The trust that a decision passed a question over by, by its id; null for none. */
export function trustUsed({ gates }: Decision): string | null {
  const rule = gates.find(({ gate }) => gate === 'risk')?.rule ?? '';
  return rule.startsWith(TRUST_RULE) ? rule.slice(TRUST_RULE.length) : null;
}

/** Whether everything in the workspace can be kept: told only where trust in the session or its folder depends on it. */
function keptWhole(
  { checkpoints }: FlowContext,
  { action, session, policy }: FactInput,
): Pick<Facts, 'wholeWorkspace'> {
  const isTrusted = session.grants.some((grant) => trustOf(grant)?.scope.kind === 'work');
  if (!isTrusted && policy.settings.trustedFolders === undefined) return {};
  return { wholeWorkspace: checkpoints.canKeep(action.workspace, [action.workspace]) ? 'kept' : 'not-kept' };
}

/** Folders of the policy are looked at as well: one that is a link is trusted where it leads. */
function realPlaces(
  { ports, settings }: FlowContext,
  { action, session, policy }: FactInput,
): Pick<Facts, 'realPlaces'> {
  const { whitelist = [], trustedFolders = [] } = policy.settings;
  if (session.grants.length + whitelist.length + trustedFolders.length === 0) return {};
  const folders = trustedFolders.map(({ path }) => placeOf(path, settings.home));
  const places = workPlaces(action, policy.parseShell);
  const real = ports.pathResolver.resolve([...new Set([...places, ...folders])]);
  return Object.keys(real).length === 0 ? {} : { realPlaces: real };
}
