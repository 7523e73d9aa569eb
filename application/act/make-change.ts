import type { Action } from '../../core/action/action.ts';
import type { InputProblem } from '../../core/action/parse-action.ts';
import type { DiffRules } from '../../core/diff/check-diff.ts';
import { CONTEXT_LINES } from '../../core/diff/diff-limits.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { PlanFacts } from '../../core/facts.ts';
import { digestedPlanFields, digestPlan } from '../../core/plan/digest-plan.ts';
import { orderSteps } from '../../core/plan/order-steps.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { PlanBinding } from '../../core/plan/plan-binding.ts';
import type { WorkspacePlace } from '../../core/plan/system-files.ts';
import type { CheckResult } from '../../core/verify/check-result.ts';
import type { VerifySettings } from '../../core/verify/compose-checks.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { GatewayError } from '../gateway-error.ts';
import { asGatewayError, failedAfterWrite, makeWritten, type WorkspaceWritten } from '../workspace/write-workspace.ts';
import { type Assessment, assessDraft, type DraftedChange } from './assess-draft.ts';
import { Draft, namedByDiff } from './draft.ts';
import { mayLook } from './may-look.ts';
import {
  type DecidedCall,
  decideOwn,
  notDone,
  type OwnOutcome,
  type OwnRun,
  refuseInvalid,
  reportOwn,
} from './own-call.ts';
import type { BoundPlan } from './plan-desk.ts';
import { refuseProposal } from './refuse-proposal.ts';
import { settleChange } from './settle-change.ts';
import { snapshotBefore } from './take-back.ts';
import { unseenDigests } from './unseen-digests.ts';
import { graverThanDecided, unseenFacts } from './unseen-facts.ts';
import { checkContents } from './verify-change.ts';

/** A change as it was proposed, with the plan it carries out, if any; no file was looked at yet. */
type Proposed = {
  readonly plan: Plan | null;
  /** What the action says: the diff, the plan or the content, as people see it. */
  readonly args: JsonObject;
  /** Every path that it names, and what is wrong with how it is written. */
  readonly paths: readonly string[];
  readonly problems: readonly InputProblem[];
  /** Makes it in memory: all of it, or every problem. */
  readonly apply: (draft: Draft) => Promise<readonly InputProblem[]>;
  /** For refusals: "apply a diff". */
  readonly what: string;
};

/** What a change comes to when it is worked out: all but the contents, which are dropped. */
type WorkedOut = {
  readonly problems: readonly InputProblem[];
  readonly fileDigests: PlanBinding['fileDigests'];
  readonly facts: PlanFacts;
  readonly detail: JsonObject;
  readonly changes: readonly EntryChange[];
  readonly checked: readonly CheckResult[];
};

/** Applies one diff to the workspace: judged, kept, written, verified; whole or not at all. */
export async function applyDiffCall(run: OwnRun, diff: string): Promise<OwnOutcome> {
  const apply = (draft: Draft): Promise<readonly InputProblem[]> => draft.applyDiff(diff, 'diff');
  const named = namedByDiff(diff, diffRules(run));
  return makeChange(run, { ...named, plan: null, args: { diff }, apply, what: 'apply a diff' });
}

/** Writes one file whole. */
export async function writeFileCall(
  run: OwnRun,
  { path, content }: { readonly path: string; readonly content: string },
): Promise<OwnOutcome> {
  const apply = (draft: Draft): Promise<readonly InputProblem[]> => draft.write(path, content, 'write');
  const args = { path, content };
  return makeChange(run, { paths: [path], problems: [], plan: null, args, apply, what: 'write a file' });
}

/** Carries out a plan: its steps in an order that their dependencies allow, as one change. */
export async function proposePlanCall(run: OwnRun, plan: Plan): Promise<OwnOutcome> {
  const steps = orderSteps(plan.steps).flatMap(({ id, diff }) => (diff === null ? [] : [{ id, diff }]));
  const named = steps.map(({ id, diff }) => ({ id, ...namedByDiff(diff, diffRules(run)) }));
  const apply = async (draft: Draft): Promise<readonly InputProblem[]> => {
    const problems: InputProblem[] = [];
    for (const { id, diff } of steps) problems.push(...inStep(id, await draft.applyDiff(diff, id)));
    return problems;
  };
  const paths = [...new Set(named.flatMap((step) => step.paths))];
  const problems = named.flatMap((step) => inStep(step.id, step.problems));
  const args = { plan: digestedPlanFields(plan) };
  return makeChange(run, { paths, problems, plan, args, apply, what: 'apply a plan' });
}

function inStep(id: string, found: readonly InputProblem[]): readonly InputProblem[] {
  return found.map((problem) => ({ ...problem, path: `step ${id}, ${problem.path}` }));
}

/**
 * Works a change out in its turn: drafts it, assesses it and drops the contents. `keep` sees them first, where there is no problem.
 */
function workOut(
  run: OwnRun,
  { plan, apply }: Proposed,
  keep: (contents: ReadonlyMap<string, Uint8Array>) => Promise<void> = async () => undefined,
): Promise<WorkedOut> {
  const { context, call } = run;
  return run.drafts.take(async () => {
    const draft = draftIn(run);
    const unfit = await apply(draft);
    const planned = unfit.length > 0 ? [] : draft.planned();
    const { changes, contents } = draft.change(context.ports.hash);
    const assessment = await assess(run, { plan, planned });
    const problems = unfit.length > 0 ? unfit : assessment.problems;
    if (problems.length === 0) await keep(contents);
    const checked = checkContents(context, { workspace: call.workspace, plan, planned });
    const { facts } = assessment;
    return { problems, fileDigests: draft.digests(), facts, detail: detailOf(changes, assessment), changes, checked };
  });
}

function draftIn(run: OwnRun): Draft {
  const { workspaces, inflate, contentId } = run.context.ports;
  const { allowsBinary, contextLines } = diffRules(run);
  return new Draft({
    files: workspaces.files,
    root: run.realWorkspace,
    inflate: allowsBinary ? inflate : null,
    contentId,
    contextLines,
  });
}

function diffRules({ context, call }: OwnRun): DiffRules {
  const { settings } = context.policies.forWorkspace(call.workspace).policy;
  return {
    allowsBinary: settings.acceptBinaryPatches === true,
    contextLines: settings.diffContextLines ?? CONTEXT_LINES,
  };
}

/**
 * Makes a change: work out, assess, bind, decide, work out again, keep, write, verify, report. What may not be looked at before it
 * is decided (`mayLook`) is worked out only then, and bound to what stood there when it was proposed (`unseenDigests`).
 *
 * An approval is for the plan as it was bound to the files that were looked at, the policy and the session; what changed since is
 * refused. No content is held while a person is asked or a program runs. Raises `plan.invalid` with every problem, `files.*`
 * where the files could not be changed; then nothing is.
 */
async function makeChange(run: OwnRun, proposed: Proposed): Promise<OwnOutcome> {
  const { context, call, realWorkspace } = run;
  const { args, what } = proposed;
  if (proposed.problems.length > 0) refuseInvalid(what, proposed.problems);
  const looking = await mayLook(run, proposed);
  const first = looking === 'openly' ? await workOut(run, proposed) : null;
  if (first !== null && first.problems.length > 0) return refuseProposal(run, { what, problems: first.problems });
  const fileDigests = first?.fileDigests ?? {};
  const seen = looking === 'unseen' && !call.dryRun ? await unseenDigests(run, proposed.paths) : fileDigests;
  const bound = run.plans.bind(bindingOf(run, { ...proposed, fileDigests }), seen);
  const facts = first?.facts ?? unseenFacts(proposed.paths, placeOf(run));
  const decided = await decideOwn(run, { args, plan: bound.digest, facts });
  const foreseen = first?.detail ?? { paths: [...proposed.paths] };
  if (decided.verdict !== 'allow' || decided.authorization === null) return notDone(decided, foreseen);
  const { action } = decided.authorization;
  let made: WorkedOut;
  let written: WorkspaceWritten;
  let verify: VerifySettings | null;
  try {
    made = await workOut(run, proposed, async (contents) => {
      for (const content of contents.values()) await context.ports.workspaces.contents.put(content);
    });
    refuseVoid(run, { bound, fileDigests: made.fileDigests });
    const problems = [...made.problems, ...graverThanDecided(made.facts, facts)];
    if (problems.length > 0) refuseInvalid(what, problems);
    await requireCheckpoint(run, { action, decided, changes: made.changes });
    verify = context.policies.forWorkspace(call.workspace).policy.settings.verify ?? null;
    written = await makeWritten(context, {
      root: realWorkspace,
      changes: made.changes,
      by: run.caller.principal,
      action: action.id,
      session: action.session,
      record: { kind: call.tool, plan: bound.digest },
    });
  } catch (error) {
    const refusal = asGatewayError(error);
    // The report never takes the place of the failure.
    await reportOwn(run, action.id, { error: refusal.code }).catch(() => undefined);
    throw refusal;
  }
  const { changes, detail, checked } = made;
  const summary = describeChanges(changes);
  try {
    return await settleChange(run, { action, decided, made: written.made, checked, verify, summary, detail });
  } catch (error) {
    throw failedAfterWrite(error, written.made);
  }
}

type ToBeKept = {
  readonly action: Action;
  readonly decided: DecidedCall;
  readonly changes: readonly EntryChange[];
};

/** Nothing is changed that cannot be brought back, in whatever mode, unless a person approved exactly that. */
async function requireCheckpoint(
  { context, call, realWorkspace }: OwnRun,
  { action, decided, changes }: ToBeKept,
): Promise<void> {
  // An allow of what needs a person's approval is one that has it.
  if (decided.decision.verdict === 'allow' && decided.decision.approval !== null) return;
  if ((await snapshotBefore(context, { action, root: realWorkspace, changes })) !== null) return;
  throw new GatewayError(
    'unavailable',
    `call ${call.tool}: found no checkpoint of what it would change, want one first`,
    {
      remedies: ['Nothing was changed. See what keeps checkpoints from being taken with `countersign doctor`.'],
    },
  );
}

function assess(run: OwnRun, change: DraftedChange): Promise<Assessment> {
  return assessDraft(change, { place: placeOf(run), sources: run.context.ports.sources });
}

function placeOf({ context: { settings }, call }: OwnRun): WorkspacePlace {
  return { home: settings.home, gatewayPaths: settings.gatewayPaths, workspace: call.workspace };
}

/** A diff without a plan is bound in the same way, by its own digest. */
function bindingOf(
  { context, call, caller }: OwnRun,
  { plan, args, fileDigests }: Pick<Proposed, 'plan' | 'args'> & Pick<PlanBinding, 'fileDigests'>,
): PlanBinding {
  const { hash, clock } = context.ports;
  const { version, profile } = context.policies.forWorkspace(call.workspace).policy.settings;
  const content = `sha256:${toHex(hash(JSON.stringify([call.tool, args])))}`;
  return {
    planDigest: plan === null ? content : digestPlan(plan, hash),
    session: call.session,
    requester: caller.principal,
    workspace: call.workspace,
    policyVersion: version,
    profile,
    configurationDigest: version,
    fileDigests,
    createdAtMs: clock.nowMs(),
  };
}

/** What stands at the moment of writing is compared once more by the file gateway, under its lock. */
function refuseVoid(
  { context, call, plans }: OwnRun,
  { bound, fileDigests }: { readonly bound: BoundPlan } & Pick<PlanBinding, 'fileDigests'>,
): void {
  const { version, profile } = context.policies.forWorkspace(call.workspace).policy.settings;
  const now = { nowMs: context.ports.clock.nowMs(), session: call.session, fileDigests };
  const reasons = plans.voidReasons(bound, { ...now, policyVersion: version, profile, configurationDigest: version });
  if (reasons.length > 0)
    throw new GatewayError('plan.invalid', reasons.join('; '), { remedies: ['Propose it again as things stand now.'] });
}

function detailOf(changes: readonly EntryChange[], { risk, quality, classification }: Assessment): JsonObject {
  return {
    changes: changes.map(({ path, before, after }) => ({ path, kind: kindOf({ before, after }) })),
    class: classification.class,
    class_reasons: classification.reasons.map(({ path, reason }) => `${path}: ${reason}`),
    plan_points: risk.points,
    risk_factors: risk.reports
      .filter(({ points }) => points > 0)
      .map(({ factor, points, maximum, evidence }) => ({ factor, points, maximum, evidence: [...evidence] })),
    quality: quality === null ? null : quality.score / 100,
    quality_dimensions: (quality?.reports ?? []).map(({ dimension, hundredths, weight, evidence }) => ({
      dimension,
      hundredths,
      weight,
      evidence: [...evidence],
    })),
  };
}

function kindOf({ before, after }: Pick<EntryChange, 'before' | 'after'>): string {
  if (before.kind === 'absent') return 'create';
  return after.kind === 'absent' ? 'delete' : 'modify';
}

function describeChanges(changes: readonly EntryChange[]): string {
  const counts = new Map<string, number>();
  for (const change of changes) counts.set(kindOf(change), (counts.get(kindOf(change)) ?? 0) + 1);
  const words = { create: 'created', modify: 'changed', delete: 'deleted' } as const;
  return [...counts].map(([kind, count]) => `${count} ${words[kind as keyof typeof words]}`).join(', ');
}
