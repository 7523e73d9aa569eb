import type { Action } from '../../core/action/action.ts';
import type { InputProblem } from '../../core/action/parse-action.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { digestedPlanFields, digestPlan } from '../../core/plan/digest-plan.ts';
import { orderSteps } from '../../core/plan/order-steps.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { PlanBinding } from '../../core/plan/plan-binding.ts';
import type { Verification } from '../../core/verify/judge-verification.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { isSameState } from '../../core/workspace/entry-state.ts';
import { GatewayError } from '../gateway-error.ts';
import { writeWorkspace } from '../write-workspace.ts';
import { type Assessment, assessDraft } from './assess-draft.ts';
import { Draft } from './draft.ts';
import { decideOwn, notDone, type OwnOutcome, type OwnRun, refuseInvalid, reportOwn } from './own-call.ts';
import type { BoundPlan } from './plan-desk.ts';
import { describeVerification, verifyChange } from './verify-change.ts';

/** A change that was drafted in memory, with the plan it carries out, if any. */
type Drafted = {
  readonly draft: Draft;
  readonly plan: Plan | null;
  /** What the action says: the diff, the plan or the content, as people see it. */
  readonly args: JsonObject;
};

/** Applies one diff to the workspace: judged, kept, written, verified; whole or not at all. */
export async function applyDiffCall(run: OwnRun, diff: string): Promise<OwnOutcome> {
  const draft = draftIn(run);
  const problems = await draft.applyDiff(diff, 'diff');
  if (problems.length > 0) refuseInvalid('apply a diff', problems);
  return makeChange(run, { draft, plan: null, args: { diff } });
}

/** Writes one file whole. */
export async function writeFileCall(
  run: OwnRun,
  { path, content }: { readonly path: string; readonly content: string },
): Promise<OwnOutcome> {
  const draft = draftIn(run);
  const problems = await draft.write(path, content, 'write');
  if (problems.length > 0) refuseInvalid('write a file', problems);
  return makeChange(run, { draft, plan: null, args: { path, content } });
}

/** Carries out a plan: its steps in an order that their dependencies allow, as one change. */
export async function proposePlanCall(run: OwnRun, plan: Plan): Promise<OwnOutcome> {
  const draft = draftIn(run);
  const problems: InputProblem[] = [];
  for (const { id, diff } of orderSteps(plan.steps)) {
    const found = diff === null ? [] : await draft.applyDiff(diff, id);
    problems.push(...found.map((problem) => ({ ...problem, path: `step ${id}, ${problem.path}` })));
  }
  if (problems.length > 0) refuseInvalid('apply a plan', problems);
  return makeChange(run, { draft, plan, args: { plan: digestedPlanFields(plan) } });
}

function draftIn({ context, call }: OwnRun): Draft {
  const { workspaces, inflate } = context.ports;
  const { acceptBinaryPatches } = context.policies.forWorkspace(call.workspace).policy.settings;
  const accepted = acceptBinaryPatches === true ? inflate : null;
  return new Draft({ files: workspaces.files, root: call.workspace, inflate: accepted });
}

/**
 * Makes a drafted change: assess, bind, decide, keep, write, verify, report.
 *
 * An approval is for the plan as it was bound to the files, the policy and the session; what changed since is refused. Raises
 * `plan.invalid` with every problem, `files.*` where the files could not be changed; then nothing is.
 */
async function makeChange(run: OwnRun, drafted: Drafted): Promise<OwnOutcome> {
  const { context, call } = run;
  const { draft, plan, args } = drafted;
  const { changes, contents } = draft.change(context.ports.hash);
  const assessment = await assess(run, drafted);
  if (assessment.problems.length > 0)
    refuseInvalid(plan === null ? 'make a change' : 'carry out a plan', assessment.problems);
  const bound = run.plans.bind(bindingOf(run, drafted));
  const decided = await decideOwn(run, { args, plan: bound.digest, facts: assessment.facts });
  const detail = detailOf(changes, assessment);
  if (decided.verdict !== 'allow' || decided.authorization === null) return notDone(decided, detail);
  const { action } = decided.authorization;
  try {
    refuseVoid(run, bound);
    for (const content of contents.values()) await context.ports.workspaces.contents.put(content);
    await writeWorkspace(context, {
      root: call.workspace,
      changes,
      by: run.caller.principal,
      action: action.id,
      session: action.session,
      record: { kind: call.tool, plan: bound.digest },
    });
  } catch (error) {
    await reportOwn(run, action.id, { error: error instanceof GatewayError ? error.code : 'files.failed' });
    throw error;
  }
  const made = { action, plan, planned: draft.planned(), attempt: run.plans.attempt(bound) };
  const verification = await verifyChange(context, made);
  if (verification.outcome === 'rollback') return rolledBack(run, { action, decided, changes, verification, detail });
  await reportOwn(run, action.id, { error: null });
  const text = `Done: ${describeChanges(changes)}. ${adviceOn(verification)}`;
  return { ...decided, isDone: true, text, detail: { ...detail, verification: describeVerification(verification) } };
}

type Failed = {
  readonly action: Action;
  readonly decided: Awaited<ReturnType<typeof decideOwn>>;
  readonly changes: readonly EntryChange[];
  readonly verification: Verification;
  readonly detail: JsonObject;
};

/** Takes a change back that did not verify, through the same writer, on record. */
async function rolledBack(run: OwnRun, { action, changes, verification, ...failed }: Failed): Promise<OwnOutcome> {
  const { context, call, caller } = run;
  try {
    await writeWorkspace(context, {
      root: call.workspace,
      changes: await wayBack(run, action, changes),
      by: caller.principal,
      action: action.id,
      session: action.session,
      record: { kind: 'rollback' },
    });
  } catch (error) {
    await reportOwn(run, action.id, { error: 'rollback' });
    throw error;
  }
  await reportOwn(run, action.id, { error: 'verification' });
  const text = `Not done: it was taken back, because it does not verify: ${verification.reason}.`;
  const detail = { ...failed.detail, verification: describeVerification(verification) };
  return { ...failed.decided, isDone: false, text, detail };
}

/**
 * From what stands there now to what stood there before. A check runs code of the project, which may change the very files: that
 * must not keep a change from being taken back. What it made of them is kept first.
 */
async function wayBack(
  { context, call }: OwnRun,
  action: Action,
  changes: readonly EntryChange[],
): Promise<readonly EntryChange[]> {
  const { files, snapshots } = context.ports.workspaces;
  const back: EntryChange[] = [];
  for (const { path, before } of changes)
    back.push({ path, before: await files.state(call.workspace, path), after: before });
  const isAsLeft = changes.every(({ after }, index) => isSameState(after, back[index]?.before ?? after));
  if (!isAsLeft) {
    const atMs = context.ports.clock.nowMs();
    const id = context.ports.randomness.uuid(atMs);
    const about = { reason: 'manual', action: action.id, session: action.session } as const;
    await snapshots.take({ root: call.workspace, paths: back.map(({ path }) => path), id, atMs, ...about });
  }
  return back.filter(({ before, after }) => !isSameState(before, after));
}

/** What the agent does now with a change that stands. */
function adviceOn({ outcome, reason }: Verification): string {
  if (outcome === 'commit') return `Verified: ${reason}.`;
  if (outcome === 'fix') return `Mend it now, three times at most: ${reason}.`;
  return `A person must look before anything is built on it: ${reason}.`;
}

function assess(run: OwnRun, { draft, plan }: Drafted): Promise<Assessment> {
  const { settings, ports } = run.context;
  const place = { home: settings.home, gatewayPaths: settings.gatewayPaths, workspace: run.call.workspace };
  return assessDraft({ plan, planned: draft.planned() }, { place, sources: ports.sources });
}

/** A diff without a plan is bound in the same way, by its own digest. */
function bindingOf({ context, call, caller }: OwnRun, { draft, plan, args }: Drafted): PlanBinding {
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
    fileDigests: draft.digests(),
    createdAtMs: clock.nowMs(),
  };
}

/** The files themselves are compared by the file gateway, under its lock. */
function refuseVoid({ context, call, plans }: OwnRun, bound: BoundPlan): void {
  const { version, profile } = context.policies.forWorkspace(call.workspace).policy.settings;
  const { fileDigests } = bound.binding;
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
