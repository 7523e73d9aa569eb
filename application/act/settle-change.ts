import type { Action } from '../../core/action/action.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { CheckResult } from '../../core/verify/check-result.ts';
import type { VerifySettings } from '../../core/verify/compose-checks.ts';
import type { Verification } from '../../core/verify/judge-verification.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { GatewayError } from '../gateway-error.ts';
import { asGatewayError, namedPaths } from '../workspace/write-workspace.ts';
import { type DecidedCall, type OwnOutcome, type OwnRun, reportOwn } from './own-call.ts';
import { recordVerification } from './record-verification.ts';
import { type TakenBack, takeBack } from './take-back.ts';
import { describeVerification, type Verified, verifyChange } from './verify-change.ts';

/** A change that was just made, and what was known of it before. */
export type ChangeToSettle = {
  readonly action: Action;
  readonly decided: DecidedCall;
  /** Everything that was changed, with the folders that were made for it. */
  readonly made: readonly EntryChange[];
  readonly checked: readonly CheckResult[];
  /** As the policy had it before the change: the change itself may be of the policy. */
  readonly verify: VerifySettings | null;
  /** For people: "2 created, 1 changed". */
  readonly summary: string;
  readonly detail: JsonObject;
};

/**
 * Verifies a change that was made, takes it back where it must not stand, and puts both on record with the outcome.
 *
 * Checks that end without an answer count as failed. Where the change stands although it should not, or stands unrecorded, that is
 * raised, with the paths and the checkpoint of the state before; the outcome is reported whatever happens.
 */
export async function settleChange(run: OwnRun, change: ChangeToSettle): Promise<OwnOutcome> {
  const place = { session: change.action.session, workspace: run.call.workspace, paths: pathsOf(change) };
  const verification = await verify(run, change, run.plans.attempt(place));
  if (verification.outcome === 'commit') run.plans.verified(place);
  return verification.outcome === 'rollback' ? undone(run, change, verification) : stays(run, change, verification);
}

function pathsOf({ made }: ChangeToSettle): readonly string[] {
  return made.filter(({ after }) => after.kind !== 'folder').map(({ path }) => path);
}

async function verify(
  { context, realWorkspace }: OwnRun,
  { action, checked, verify: settings }: ChangeToSettle,
  attempt: number,
): Promise<Verified> {
  try {
    return await verifyChange(context, { root: realWorkspace, checked, verify: settings, action, attempt });
  } catch (error) {
    const reason = `the checks ended without an answer: ${asGatewayError(error).message}`;
    return { outcome: 'rollback', checks: [], contained: false, reason, excerpts: [] };
  }
}

/** The change stands, for the agent to go on with or for a person to look at. */
async function stays(run: OwnRun, change: ChangeToSettle, verification: Verified): Promise<OwnOutcome> {
  const { action, decided, summary, detail } = change;
  try {
    await recordVerification(run.context, { action, verification, isStanding: true, taken: null });
    await reportOwn(run, action.id, { error: null });
  } catch (error) {
    const cause = asGatewayError(error);
    const paths = namedPaths(change.made);
    throw new GatewayError(cause.code, `${cause.message}; found that the change was made and stands: ${paths}`, {
      remedies: [...cause.remedies, 'The change is on record, what became of it is not: do not make it again.'],
      cause,
    });
  }
  const text = `Done: ${summary}. ${adviceOn(verification)}`;
  return { ...decided, isDone: true, text, detail: { ...detail, verification: describeVerification(verification) } };
}

async function undone(run: OwnRun, change: ChangeToSettle, verification: Verified): Promise<OwnOutcome> {
  const { action, decided, made } = change;
  let taken: TakenBack;
  try {
    taken = await takeBack(run, { action, made }, verification.reason);
  } catch (error) {
    // What could not be taken back is told, whatever else fails.
    const end = { action, verification, isStanding: true, taken: null };
    await recordVerification(run.context, end).catch(() => undefined);
    await reportOwn(run, action.id, { error: 'rollback' }).catch(() => undefined);
    throw error;
  }
  // What others wrote over stays, and with it what they took over of the change.
  const isStanding = taken.left.length > 0;
  try {
    await recordVerification(run.context, { action, verification, isStanding, taken });
    await reportOwn(run, action.id, { error: 'verification' });
  } catch (error) {
    const cause = asGatewayError(error);
    const end = isStanding
      ? `was taken back but for ${namedPaths(taken.left.map((path) => ({ path })))}`
      : 'was taken back';
    throw new GatewayError(cause.code, `${cause.message}; found that the change ${end}`, {
      remedies: cause.remedies,
      cause,
    });
  }
  const text = [
    `Not done: it was taken back, because it does not verify: ${verification.reason}.`,
    ...saidOfOthers(taken),
  ].join(' ');
  const detail = {
    ...change.detail,
    verification: describeVerification(verification),
    left: [...taken.left],
    before: taken.before,
  };
  return { ...decided, isDone: false, text, detail };
}

/** Somebody may have worked on the files while the checks ran: theirs stays, and the model must know that it does. */
function saidOfOthers({ left, before }: TakenBack): readonly string[] {
  if (left.length === 0) return [];
  const paths = namedPaths(left.map((path) => ({ path })));
  const where = before === null ? 'no checkpoint holds' : `checkpoint ${before} holds`;
  return [`Meanwhile others had changed ${paths}: that stays as they left it, and ${where} what was there before.`];
}

/** What the agent does now with a change that stands. */
function adviceOn({ outcome, reason }: Verification): string {
  if (outcome === 'commit') return `Verified: ${reason}.`;
  if (outcome === 'fix') return `Mend it now, three times at most: ${reason}.`;
  return `A person must look before anything is built on it: ${reason}.`;
}
