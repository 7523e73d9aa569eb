import type { InputProblem } from '../../core/action/parse-action.ts';
import { counted } from '../../core/counted.ts';
import type { PlanFacts } from '../../core/facts.ts';
import { type AssessmentSurroundings, assessPlan } from '../../core/plan/assess-plan.ts';
import type { PlanQuality } from '../../core/plan/assess-plan-quality.ts';
import { assessPlanRisk, type PlanRisk } from '../../core/plan/assess-plan-risk.ts';
import { classifyPlan, type PlanClassification } from '../../core/plan/classify-plan.ts';
import { type OutlinesByPath, outlinesByPath, wantedOutlines } from '../../core/plan/file-outlines.ts';
import { PLAN_LIMITS, type Plan } from '../../core/plan/plan.ts';
import { type PlannedFile, textOfImage } from '../../core/plan/planned-file.ts';
import type { WorkspacePlace } from '../../core/plan/system-files.ts';
import { languageOf } from '../../core/source/language-of.ts';
import { newProblems } from '../../core/source/new-problems.ts';
import type { SourceReader } from '../../ports/source-reader.ts';

/** What is known of a change before anybody is asked: all of it computed from the files, none of it said by a model. */
export type Assessment = {
  /** Everything that is wrong; empty where the change may be decided. */
  readonly problems: readonly InputProblem[];
  readonly risk: PlanRisk;
  /** Null for a change that came without a plan: there is nothing whose quality could be measured. */
  readonly quality: PlanQuality | null;
  readonly classification: PlanClassification;
  /** For the decision. */
  readonly facts: PlanFacts;
};

/** A change as it was drafted: the plan it carries out, if any, and the files that it would change. */
export type DraftedChange = { readonly plan: Plan | null; readonly planned: readonly PlannedFile[] };

/** Assesses a change: structure and scope of its plan, syntax of every file it would leave, risk, quality, class. */
export async function assessDraft(
  { plan, planned }: DraftedChange,
  { place, sources }: { readonly place: WorkspacePlace; readonly sources: SourceReader },
): Promise<Assessment> {
  const outlines = await readOutlines(planned, sources);
  const syntax = await syntaxProblems(planned, sources);
  const assessed =
    plan === null ? assessAlone(planned, { place, outlines }) : assessWithPlan(plan, planned, { place, outlines });
  return { ...assessed, problems: [...assessed.problems, ...syntax] };
}

type Around = { readonly place: WorkspacePlace; readonly outlines: OutlinesByPath };

/** A change without a plan is bound by the same number of files. */
function assessAlone(planned: readonly PlannedFile[], { place, outlines }: Around): Assessment {
  const count = planned.length;
  const wanted = count === 0 ? 'a change of at least one file' : `at most ${PLAN_LIMITS.files}`;
  const isSized = count > 0 && count <= PLAN_LIMITS.files;
  const risk = assessPlanRisk(planned, { place, outlines });
  const classification = classifyPlan({ plan: null, files: planned }, place);
  return {
    problems: isSized ? [] : [{ path: '$', found: `changes of ${counted(count, 'file')}`, wanted }],
    risk,
    quality: null,
    classification,
    facts: { points: risk.points, class: classification.class },
  };
}

function assessWithPlan(plan: Plan, files: readonly PlannedFile[], around: Around): Assessment {
  const surroundings: AssessmentSurroundings = {
    ...around,
    existing: new Set(files.filter(({ before }) => before !== null).map(({ path }) => path)),
    pending: new Set(),
    remainingTokens: Number.MAX_SAFE_INTEGER,
    maxFiles: PLAN_LIMITS.files,
    constraints: [],
  };
  const { problems, awaitedSteps, ...assessed } = assessPlan({ plan, files }, surroundings);
  const awaited = awaitedSteps.map((id) => ({
    path: `step ${id}`,
    found: 'no diff that changes anything',
    wanted: 'the diff of the step: a plan is carried out whole',
  }));
  return { ...assessed, problems: [...problems, ...awaited] };
}

async function readOutlines(planned: readonly PlannedFile[], sources: SourceReader): Promise<OutlinesByPath> {
  const read: Parameters<typeof outlinesByPath>[0][number][] = [];
  for (const wanted of wantedOutlines(planned))
    read.push({ ...wanted, outline: await sources.read(wanted.language, wanted.text) });
  return outlinesByPath(read);
}

/**
 * What a change would break: problems of the text after it that the text before had not. A text that nobody could read in time is
 * no problem of syntax; its risk counts as if everything in it had changed.
 */
async function syntaxProblems(
  planned: readonly PlannedFile[],
  sources: SourceReader,
): Promise<readonly InputProblem[]> {
  const problems: InputProblem[] = [];
  for (const { path, before, after, movedFrom } of planned) {
    const language = languageOf(path);
    const text = after?.kind === 'file' ? textOfImage(after) : null;
    if (language === null || text === null) continue;
    const origin = movedFrom === null ? before : (planned.find((file) => file.path === movedFrom)?.before ?? null);
    const old = origin?.kind === 'file' ? textOfImage(origin) : null;
    if (old === text) continue;
    const outline = await sources.read(language, text);
    if (outline === null || outline.problems.length === 0) continue;
    const known = old === null ? null : await sources.read(language, old);
    for (const { line, column, message } of newProblems(known, outline))
      problems.push({ path: `${path}:${line}:${column}`, found: message, wanted: `valid ${language}` });
  }
  return problems;
}
