import type { Action } from '../../core/action/action.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { PlannedFile } from '../../core/plan/planned-file.ts';
import type { CheckResult } from '../../core/verify/check-result.ts';
import { checkScope } from '../../core/verify/check-scope.ts';
import { type ChangedFile, checkSecrets } from '../../core/verify/check-secrets.ts';
import { mayRunCheck, type VerifySettings } from '../../core/verify/compose-checks.ts';
import { judgeVerification, type Verification } from '../../core/verify/judge-verification.ts';
import type { FlowContext } from '../flow-context.ts';
import { runCheck } from './run-check.ts';

/** A change that was made, as it is looked at afterwards. */
export type MadeChange = {
  readonly action: Action;
  /** The workspace, without links: programs run there. */
  readonly root: string;
  /** What `checkContents` said of it. */
  readonly checked: readonly CheckResult[];
  /** What the policy named before the change was made; null for nothing. */
  readonly verify: VerifySettings | null;
  /** The tries of this change before it, with this one: from 1. */
  readonly attempt: number;
};

/** A verification with the ends of what its programs printed, which are data and may hold anything. */
export type Verified = Verification & { readonly excerpts: readonly Pick<CheckResult, 'name' | 'excerpt'>[] };

/**
 * Checks what a change would leave: scope and secrets. Without a plan the scope is what was approved, the paths of the change
 * itself. Keeps nothing of the contents.
 */
export function checkContents(
  context: FlowContext,
  {
    workspace,
    plan,
    planned,
  }: { readonly workspace: string; readonly plan: Plan | null; readonly planned: readonly PlannedFile[] },
): readonly CheckResult[] {
  const { allowsSecret = null } = context.policies.forWorkspace(workspace).policy;
  const paths = planned.map(({ path }) => path);
  const places = { home: context.settings.home, workspace };
  return [
    checkScope(paths, plan?.targetFiles ?? paths),
    checkSecrets(planned.map(changedFile), { allowsSecret, places }).result,
  ];
}

/**
 * Checks a change after it was made: what was said of its contents, and the programs that policy names, one after the other.
 * Never raises for a check that fails.
 */
export async function verifyChange(context: FlowContext, made: MadeChange): Promise<Verified> {
  const workspace = made.root;
  const results: CheckResult[] = [...made.checked];
  const { checks = [], environment = [], projectChecks = 'contained' as const } = made.verify ?? {};
  const programs = checks.filter(({ argv }) => argv !== null);
  const contained = programs.length > 0 && (await context.ports.runner.contains(workspace)).isContained;
  for (const check of programs) {
    results.push(
      mayRunCheck(check, { contained, projectChecks })
        ? await runCheck(context, check, { workspace, environment, contained })
        : notContained(check.name),
    );
  }
  const excerpts = results.map(({ name, excerpt }) => ({ name, excerpt }));
  return { ...judgeVerification(results, { checks, attempt: made.attempt }), excerpts };
}

/** What a verification says, for the model and for programs. Output of checks is data, fenced off by its member. */
export function describeVerification({ outcome, checks, contained, reason }: Verification): JsonObject {
  return {
    outcome,
    reason,
    contained,
    checks: checks.map(({ name, status, detail }) => ({ name, status, detail })),
  };
}

function notContained(name: string): CheckResult {
  const detail = 'is a program of the project, and nothing contains it; `project_checks: always` lets it run';
  return { name, status: 'not-run', detail, excerpt: '', contained: true };
}

function changedFile({ path, before, after }: PlannedFile): ChangedFile {
  return { path, before: bytesOf(before), after: bytesOf(after) };
}

function bytesOf(image: PlannedFile['before']): Uint8Array | null {
  if (image === null) return null;
  return typeof image.content === 'string' ? toUtf8(image.content) : image.content;
}
