import type { EntryType } from '../../core/audit/log-entry.ts';
import type { MessageAssessment } from '../../core/crisis/assess-message.ts';
import { crisisMarkAfter } from '../../core/crisis/restrict-in-crisis.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { SessionRecord } from '../../ports/session-store.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller, SessionEvent } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';

/**
 * Records that a session began, ended, or that its user said something.
 *
 * The first workspace of a session stays its workspace. A new prompt of the user ends a row of denials, and what was
 * refused may be asked about again: a person is there. Only who may speak for the person (scope `prompt`) brings that about;
 * what another caller says that a user wrote is recorded as claimed, and nothing follows from it. A message that speaks of a
 * crisis restricts the session for two hours, whoever brings it; none loosens anything. The end of a session voids its grants
 * and the plans that were made in it.
 */
export async function observeSession(context: FlowContext, caller: Caller, event: SessionEvent): Promise<void> {
  const nowMs = context.ports.clock.nowMs();
  const workspace = 'workspace' in event ? event.workspace : '/';
  const fresh: SessionRecord = {
    id: event.session,
    principal: caller.principal,
    workspace,
    startedAtMs: nowMs,
    endedAtMs: null,
    consecutiveDenials: 0,
    recentDigests: [],
    denied: [],
  };
  const session = await context.sessions.open(fresh);
  if (session.record.principal !== caller.principal) {
    throw new GatewayError(
      'auth.forbidden',
      `observe a session: ${event.session} belongs to ${session.record.principal}`,
    );
  }
  const assessment = event.kind === 'prompt' ? context.messages.assess(event.prompt) : null;
  const isClaimed = !caller.scopes.includes('prompt');
  context.sessions.update(session, recordAfter(session.record, event, { nowMs, assessment, isClaimed }));
  const { type, data, payload } = describe(event, { assessment, isClaimed });
  await context.sequencer.append({
    entries: [
      { entry: { type, atMs: nowMs, actor: caller.principal, session: event.session, action: null, data }, payload },
    ],
    changes: () => [
      { kind: 'session.save', session: session.record },
      ...(event.kind === 'ended' ? [{ kind: 'grant.revoke-session' as const, session: event.session }] : []),
    ],
  });
  // Any program of a run can speak at its door as the hook does: a reviewer model must not be told by one what the user wants.
  if (event.kind === 'prompt' && !isClaimed && caller.run === undefined) {
    context.reviews.noteRequest(event.session, event.prompt);
    context.sources.noteWords(event.session, event.prompt);
  }
  if (assessment !== null && assessment.verdict !== 'clean') {
    const { verdict, level } = assessment;
    context.events.publish({ kind: 'message', atMs: nowMs, session: event.session, verdict, level });
  }
  if (event.kind === 'ended') forgetSession(context, event.session);
}

function forgetSession({ sessions, plans, ownServers, reviews, sources }: FlowContext, session: string): void {
  sessions.forget(session);
  plans.endSession(session);
  ownServers.endSession(session);
  reviews.endSession(session);
  sources.endSession(session);
}

type Seen = { readonly assessment: MessageAssessment | null; readonly isClaimed: boolean };

function recordAfter(
  record: SessionRecord,
  event: SessionEvent,
  { nowMs, assessment, isClaimed }: Seen & { readonly nowMs: number },
): SessionRecord {
  if (event.kind === 'ended') return { ...record, endedAtMs: nowMs };
  if (event.kind !== 'prompt') return { ...record, endedAtMs: null };
  const heard = isClaimed ? {} : { consecutiveDenials: 0, recentDigests: [], denied: [] };
  const fresh = { ...record, endedAtMs: null, ...heard };
  const crisis = crisisMarkAfter(record.crisis ?? null, { level: assessment?.level ?? 'none', nowMs });
  return crisis === null ? fresh : { ...fresh, crisis };
}

function describe(
  event: SessionEvent,
  { assessment, isClaimed }: Seen,
): {
  readonly type: EntryType;
  readonly data: JsonObject;
  readonly payload: string | null;
} {
  switch (event.kind) {
    case 'started':
      return { type: 'session.started', data: { source: event.source, workspace: event.workspace }, payload: null };
    case 'ended':
      return { type: 'session.ended', data: { reason: event.reason }, payload: null };
    case 'prompt':
      return {
        type: 'prompt.submitted',
        data: { length: event.prompt.length, ...(isClaimed ? { claimed: true } : {}), ...found(assessment) },
        payload: event.prompt,
      };
  }
}

/** What stands in the log of a message that is not clean: kinds, never words. */
function found(assessment: MessageAssessment | null): JsonObject {
  if (assessment === null || assessment.verdict === 'clean') return {};
  const { verdict, level, kinds, attacks } = assessment;
  return { verdict, level, kinds: [...kinds], attacks: [...attacks] };
}
