import type { Action } from '../../core/action/action.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { PlannedFile } from '../../core/plan/planned-file.ts';
import type { CheckResult } from '../../core/verify/check-result.ts';
import { checkScope } from '../../core/verify/check-scope.ts';
import { type ChangedFile, checkSecrets } from '../../core/verify/check-secrets.ts';
import { mayRunCheck } from '../../core/verify/compose-checks.ts';
import { judgeVerification, type Verification } from '../../core/verify/judge-verification.ts';
import type { FlowContext } from '../flow-context.ts';
import { runCheck } from './run-check.ts';

/** A change that was made, as it is looked at afterwards. */
export type MadeChange = {
  readonly action: Action;
  readonly plan: Plan | null;
  readonly planned: readonly PlannedFile[];
  /** The tries of this change before it, with this one: from 1. */
  readonly attempt: number;
};

/**
 * Checks a change after it was made: scope, secrets, and the programs that policy names, one after the other.
 *
 * Without a plan the scope is what was approved: the paths of the change itself. Never raises for a check that fails.
 */
export async function verifyChange(context: FlowContext, made: MadeChange): Promise<Verification> {
  const { workspace } = made.action;
  const { settings, allowsSecret = null } = context.policies.forWorkspace(workspace).policy;
  const { verify } = settings;
  const paths = made.planned.map(({ path }) => path);
  const places = { home: context.settings.home, workspace };
  const results: CheckResult[] = [
    checkScope(paths, made.plan?.targetFiles ?? paths),
    checkSecrets(made.planned.map(changedFile), { allowsSecret, places }).result,
  ];
  const { checks = [], environment = [], projectChecks = 'contained' as const } = verify ?? {};
  const programs = checks.filter(({ argv }) => argv !== null);
  const contained = programs.length > 0 && (await context.ports.runner.contains(workspace)).isContained;
  for (const check of programs) {
    results.push(
      mayRunCheck(check, { contained, projectChecks })
        ? await runCheck(context, check, { workspace, environment, contained })
        : notContained(check.name),
    );
  }
  return judgeVerification(results, { checks, attempt: made.attempt });
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
