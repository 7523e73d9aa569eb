import { POLICY_LAYERS, type PolicyLayer } from '../policy/policy.ts';
import type { PolicyProblem } from '../policy/policy-problem.ts';
import { fail, ok, type Result } from '../result.ts';
import { CHECK_LIMITS, type Check, stricterReaction } from './check.ts';
import { withBuiltIns } from './judge-verification.ts';
import type { ProjectChecks, VerifyDocument } from './parse-checks.ts';

/** One source's section, with its name and layer. */
export type VerifyLayer = { readonly layer: PolicyLayer; readonly source: string; readonly verify: VerifyDocument };

/** The checks that hold, the built-in ones first. */
export type VerifySettings = {
  readonly checks: readonly Check[];
  readonly environment: readonly string[];
  readonly projectChecks: ProjectChecks;
};

/**
 * Composes what the layers say of verification: safety first, then organisation, then project, however they are given.
 *
 * A later layer adds checks. It takes none away and changes none but those built in, and those only to a stricter reaction
 * than an earlier layer chose; a project never to a milder one than the default. Programs of a project run only in a
 * sandbox unless the safety or organisation policy says `always`; `contained` in either holds.
 */
export function composeChecks(layers: readonly VerifyLayer[]): Result<VerifySettings, readonly PolicyProblem[]> {
  const problems: PolicyProblem[] = [];
  let checks: readonly Check[] = withBuiltIns([]);
  for (const { source, layer, verify } of inOrder(layers)) {
    for (const check of verify.checks) {
      const problem = problemOfAdding(check, { checks, layer });
      if (problem === null) checks = [...checks.filter(({ name }) => name !== check.name), check];
      else problems.push({ source, path: '$.verify.checks', ...problem });
    }
  }
  if (checks.length > CHECK_LIMITS.checks) {
    const found = `${checks.length} checks in all layers`;
    problems.push({ source: 'the policy', path: '$.verify.checks', found, wanted: `at most ${CHECK_LIMITS.checks}` });
  }
  if (problems.length > 0) return fail(problems);
  const said = layers.map(({ verify }) => verify.projectChecks);
  return ok({
    checks,
    environment: [...new Set(layers.flatMap(({ verify }) => verify.environment))],
    projectChecks: said.includes('always') && !said.includes('contained') ? 'always' : 'contained',
  });
}

/** Tells whether the program of a check may be run where it is not contained, or is. */
export function mayRunCheck(
  { layer }: Check,
  { contained, projectChecks }: { readonly contained: boolean; readonly projectChecks: ProjectChecks },
): boolean {
  return contained || layer !== 'project' || projectChecks === 'always';
}

function inOrder(layers: readonly VerifyLayer[]): readonly VerifyLayer[] {
  return POLICY_LAYERS.flatMap((name) => layers.filter(({ layer }) => layer === name));
}

function problemOfAdding(
  check: Check,
  { checks, layer }: { readonly checks: readonly Check[]; readonly layer: PolicyLayer },
): Pick<PolicyProblem, 'found' | 'wanted'> | null {
  const earlier = checks.find(({ name }) => name === check.name);
  if (earlier === undefined) return null;
  if (check.argv !== null || earlier.argv !== null) {
    return { found: `a second check ${check.name}`, wanted: 'a name that no earlier layer has' };
  }
  const isFree = earlier.layer === 'built-in' && layer !== 'project';
  if (isFree || stricterReaction(check.onFailure, earlier.onFailure) === check.onFailure) return null;
  return { found: `${check.onFailure} for ${check.name}`, wanted: `${earlier.onFailure} or stricter` };
}
