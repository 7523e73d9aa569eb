import type { InputProblem } from '../../core/action/parse-action.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { GatewayError } from '../gateway-error.ts';
import { afterDecision } from '../session/session-memory.ts';
import { type OwnRun, refuseInvalid } from './own-call.ts';

/**
 * Refuses a change that was looked at and cannot be made, with every problem (`plan.invalid`), once that is on record.
 *
 * It counts toward the session's denials like any other: whoever tries until something fits is stopped as after three denials.
 * Raises `log.unwritable` where it cannot be recorded; then the problems are not told.
 */
export async function refuseProposal(
  run: OwnRun,
  { what, problems }: { readonly what: string; readonly problems: readonly InputProblem[] },
): Promise<never> {
  const { context, caller, call } = run;
  const atMs = context.ports.clock.nowMs();
  const session = await context.sessions.open({
    ...{ id: call.session, principal: caller.principal, workspace: call.workspace, startedAtMs: atMs },
    ...{ endedAtMs: null, consecutiveDenials: 0, recentDigests: [], denied: [] },
  });
  const denied = afterDecision(session.record, { digest: null, verdict: 'deny', approved: false });
  context.sessions.update(session, denied);
  const digest = `sha256:${toHex(context.ports.hash(canonicalJson(call.args)))}`;
  const data = { args: digest, dry_run: call.dryRun, problems: problems.length, tool: call.tool };
  const about = { actor: caller.principal, session: call.session, action: null };
  const outcome = await context.sequencer.append({
    entries: [{ entry: { type: 'proposal.refused', atMs, ...about, data }, payload: null }],
    changes: () => [{ kind: 'session.save', session: session.record }],
  });
  if (!outcome.ok) throw new GatewayError('log.unwritable', `record a refused proposal: ${outcome.conflict}`);
  return refuseInvalid(what, problems);
}
