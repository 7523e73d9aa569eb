import type { InputProblem } from '../../core/action/parse-action.ts';
import type { PlanFacts } from '../../core/facts.ts';
import { assessPlanQuality, type PlanQuality } from '../../core/plan/assess-plan-quality.ts';
import { assessPlanRisk, type PlanRisk } from '../../core/plan/assess-plan-risk.ts';
import { checkPlan } from '../../core/plan/check-plan.ts';
import { checkPlanChanges } from '../../core/plan/check-plan-changes.ts';
import { classifyPlan, type PlanClassification } from '../../core/plan/classify-plan.ts';
import { type FileOutlines, wantedOutlines } from '../../core/plan/file-outlines.ts';
import { PLAN_LIMITS, type Plan } from '../../core/plan/plan.ts';
import { isChanged, type PlannedFile, textOfImage } from '../../core/plan/planned-file.ts';
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
};

/** What a change is held against. */
export type AssessmentPlace = {
  readonly place: WorkspacePlace;
  readonly sources: SourceReader;
  readonly remainingTokens: number;
};

/** Assesses a change: structure and scope of its plan, syntax of every file it would leave, risk, quality, class. */
export async function assessDraft(
  { plan, planned }: { readonly plan: Plan | null; readonly planned: readonly PlannedFile[] },
  { place, sources, remainingTokens }: AssessmentPlace,
): Promise<Assessment> {
  const outlines = await outlinesOf(planned, sources);
  const syntax = await syntaxProblems(planned, sources);
  const rules = { constraints: [], maxFiles: PLAN_LIMITS.files };
  const existing = new Set(planned.filter(({ before }) => before !== null).map(({ path }) => path));
  const structure =
    plan === null
      ? checkSize(planned)
      : [
          ...checkPlan(plan, { ...rules, existing, pending: new Set(), remainingTokens }),
          ...checkPlanChanges(plan, planned, rules),
        ];
  const classification = classifyPlan({ plan, files: planned }, place);
  const quality =
    plan === null
      ? null
      : assessPlanQuality(plan, {
          files: planned,
          problems: structure.filter(isPlanProblem),
          class: classification.class,
        });
  return {
    problems: [...structure, ...syntax],
    risk: assessPlanRisk(planned, { place, outlines }),
    quality,
    classification,
  };
}

/** The facts of a decision about a change. */
export function planFactsOf({ risk, quality, classification }: Assessment): PlanFacts {
  return {
    points: risk.points,
    class: classification.class,
    ...(quality === null ? {} : { quality: quality.score }),
  };
}

/** A change without a plan is bound by the same number of files. */
function checkSize(planned: readonly PlannedFile[]): readonly InputProblem[] {
  const count = planned.filter(isChanged).length;
  if (count === 0) return [{ path: '$', found: 'no change', wanted: 'a change of at least one file' }];
  if (count <= PLAN_LIMITS.files) return [];
  return [{ path: '$', found: `changes of ${count} files`, wanted: `at most ${PLAN_LIMITS.files}` }];
}

function isPlanProblem(problem: InputProblem): problem is ReturnType<typeof checkPlan>[number] {
  return 'rule' in problem;
}

async function outlinesOf(planned: readonly PlannedFile[], sources: SourceReader): Promise<Map<string, FileOutlines>> {
  const outlines = new Map<string, FileOutlines>();
  for (const { path, side, language, text } of wantedOutlines(planned)) {
    const known = outlines.get(path) ?? { before: null, after: null };
    outlines.set(path, { ...known, [side]: await sources.read(language, text) });
  }
  return outlines;
}

/** What a change would break: problems of the text after it that the text before had not. */
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
