import type { ApprovalAnswer, ApprovalRequest, SessionGrant } from '../../core/approval/approval.ts';
import { APPROVAL_LIMITS } from '../../core/approval/approval.ts';
import { approvalStatement } from '../../core/approval/approval-statement.ts';
import { type AnswerRefusal, applyAnswer } from '../../core/approval/approval-transitions.ts';
import { deniedEffectsOf, withDenied } from '../../core/approval/denied-effects.ts';
import { parseIdPrefix } from '../../core/approval/request-id.ts';
import type { SecondFactor } from '../../core/approval/second-factor.ts';
import { grantCoverOfAction, toolIdentity } from '../../core/approval/session-grant.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { type SpentFactor, spendFactor } from '../approver/second-factor.ts';
import type { FlowContext } from '../flow-context.ts';
import type { AnswerInput, AnswerOrigin, ApprovalView, Caller } from '../gateway.ts';
import { GatewayError, type GatewayErrorCode } from '../gateway-error.ts';
import type { NewEntry } from '../log/log-sequencer.ts';
import { readDecision } from '../log/read-decision.ts';
import { proposeRule } from '../policy/propose-rule.ts';
import type { RememberedSession } from '../session/session-memory.ts';
import { viewOf } from './ask-human.ts';
import { isSignedBy } from './use-approval.ts';

const GRANT_FOR_MS = 12 * 3_600_000;

/** Finds one request by its id or prefix; raises `approval.unknown` or `approval.ambiguous`. */
export async function findRequest(context: FlowContext, idOrPrefix: string): Promise<ApprovalRequest> {
  const prefix = parseIdPrefix(idOrPrefix);
  const found = prefix === null ? [] : await context.ports.stores.approvals.findByPrefix(prefix);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    throw new GatewayError(
      'approval.ambiguous',
      `find approval ${JSON.stringify(idOrPrefix.slice(0, 32))}: several begin like this, want more characters`,
    );
  }
  throw new GatewayError(
    'approval.unknown',
    `find approval ${JSON.stringify(idOrPrefix.slice(0, 32))}: there is none, want an id or at least ${APPROVAL_LIMITS.minPrefixLength} of its first characters`,
    {
      remedies: ['List them: `countersign approvals list`.'],
    },
  );
}

/** A request with the action and the decision it is about, as people must see it. */
export async function showRequest(context: FlowContext, request: ApprovalRequest): Promise<ApprovalView> {
  const { cipher, hash, stores } = context.ports;
  return viewOf(request, await readDecision(request.decisionIndex, { ledger: stores.ledger, cipher, hash }));
}

/**
 * Takes an approver's signed answer: one decides, every other gets `approval.decided`. Where several are needed, each that comes in the
 * same moment as another is applied to the request as that one left it.
 *
 * The answer, the action's state and a grant for the session are durable together before whoever waits is told. The caller
 * must be the approver whose key signed, and never the requester.
 */
export async function answerApproval(context: FlowContext, caller: Caller, input: AnswerInput): Promise<ApprovalView> {
  const request = await findRequest(context, input.id);
  const given = answerOf(context, caller, input);
  // Whatever else is wrong with it is found before a code or an assertion is used up.
  const provisional = input.factor === undefined ? given : { ...given, secondFactor: NOT_YET_CHECKED };
  applied(context, request, provisional);
  requireSignature(context, request, given);
  const { shown } = await showRequest(context, request);
  if (shown === null && given.answer === 'approve') {
    throw new GatewayError('log.no-payload', `answer ${request.id}: what it is about was erased, want a denial`, {
      remedies: ['Deny it, or leave it: the agent can propose the action again.'],
    });
  }
  const spent =
    input.factor === undefined ? null : await spendFactor(context, input.factor, { request, answer: given });
  const final = spent === null ? given : { ...given, secondFactor: spent.evidence };
  try {
    const given = { given: final, shown, origin: input.origin ?? null, spent };
    const { before, view } = await writeInTurn(context, request, given);
    context.approvals.settle(view.request, caller.principal);
    context.suggestions.noteAnswer({ request: before, given: final, shown });
    return view;
  } catch (error) {
    if (spent?.change.kind === 'person.save') await context.people.reload([spent.change.record.id]);
    throw error;
  }
}

/** Applies an answer and writes it; where another was written meanwhile, to the request as it is then. */
async function writeInTurn(
  context: FlowContext,
  request: ApprovalRequest,
  { shown, ...given }: Pick<Answered, 'given' | 'origin' | 'spent'> & Pick<ApprovalView, 'shown'>,
): Promise<{ readonly before: ApprovalRequest; readonly view: ApprovalView }> {
  let before = request;
  for (let tries = 1; ; tries++) {
    const after = applied(context, before, given.given);
    const view = { request: after, shown, statement: approvalStatement(before) };
    if (await write(context, { ...given, before, after, view })) return { before, view };
    const now = await context.ports.stores.approvals.find(request.id);
    const isOvertaken = now !== null && (now.status !== before.status || now.answers.length > before.answers.length);
    if (!isOvertaken || tries >= MAX_TRIES) throw refusal(now ?? before, 'decided');
    before = now;
  }
}

/** More than can come in one moment: each try lost means that another answer was written. */
const MAX_TRIES = 20;

/** Stands in for a second factor that came along and is checked last. */
const NOT_YET_CHECKED: SecondFactor = { kind: 'totp', enrolment: '', counter: 0, seal: '' };

function answerOf({ ports }: FlowContext, caller: Caller, input: AnswerInput): ApprovalAnswer {
  const { answer, keyId, channel, scope, note, signature } = input;
  if (note.length > APPROVAL_LIMITS.maxNoteLength) {
    throw new GatewayError(
      'input.invalid',
      `answer ${input.id.slice(0, 32)}: a note of ${note.length} characters, want at most ${APPROVAL_LIMITS.maxNoteLength}`,
    );
  }
  const atMs = ports.clock.nowMs();
  return { answer, approver: caller.principal, keyId, channel, scope, note, atMs, signature };
}

function applied({ people }: FlowContext, request: ApprovalRequest, given: ApprovalAnswer): ApprovalRequest {
  const result = applyAnswer(request, given, { personOf: people.personOf });
  if (!result.ok) throw refusal(request, result.failure);
  return result.value;
}

function requireSignature(context: FlowContext, request: ApprovalRequest, given: ApprovalAnswer): void {
  if (isSignedBy(request, given, context)) return;
  throw new GatewayError(
    'approval.signature',
    `answer ${request.id}: the signature is not by an enrolled key of ${given.approver} over this request`,
    { remedies: ['Answer with `countersign approvals`, which signs with your key.'] },
  );
}

type Answered = {
  readonly before: ApprovalRequest;
  readonly after: ApprovalRequest;
  readonly given: ApprovalAnswer;
  readonly view: ApprovalView;
  readonly origin: AnswerOrigin | null;
  /** The second factor that was used up for it. */
  readonly spent: SpentFactor | null;
};

/** Answers false where another answer was written first. */
async function write(context: FlowContext, answered: Answered): Promise<boolean> {
  const { before, after, given } = answered;
  const grant = grantFor(context, answered);
  const superseded = after.status === 'approved' ? await openTwins(context, after) : [];
  const changes: StateChange[] = [
    { kind: 'approval.update', request: after, from: [before.status], answers: before.answers.length },
    ...superseded.map(
      (twin): StateChange => ({
        kind: 'approval.update',
        request: { ...twin, status: 'superseded' },
        from: ['timed-out'],
        answers: twin.answers.length,
      }),
    ),
  ];
  if (after.status === 'denied') {
    changes.push({
      kind: 'action.transition',
      id: after.actionId,
      from: ['awaiting-approval', 'denied'],
      to: 'denied',
      atMs: given.atMs,
    });
  }
  const session = after.status === 'denied' ? await rememberDenied(context, answered) : null;
  if (grant !== null) changes.push({ kind: 'grant.create', grant });
  if (answered.spent !== null) changes.push(answered.spent.change);
  if (answered.origin?.seen !== undefined) changes.push({ kind: 'mark.save', mark: answered.origin.seen, isNew: true });
  const entries = [
    answerEntry(context, answered, grant),
    ...originEntries(answered),
    ...proposalEntries(context, answered),
  ];
  // The key may have been withdrawn while this was prepared; from here on nothing is waited for.
  requireSignature(context, before, given);
  const outcome = await context.sequencer.append({
    entries,
    changes: () => (session === null ? changes : [...changes, { kind: 'session.save', session: session.record }]),
  });
  if (!outcome.ok) return false;
  if (answered.spent !== null) context.people.noteWritten(answered.spent.change);
  if (grant !== null) context.sessions.forget(grant.session);
  return true;
}

/** What was refused stays refused in its session, by whatever tool it is tried (see `findDenied`). */
async function rememberDenied(
  { sessions }: FlowContext,
  { after, given, view }: Answered,
): Promise<RememberedSession | null> {
  const session = view.shown === null ? null : await sessions.find(after.binding.session);
  if (session === null || view.shown === null) return null;
  const { action, decision } = view.shown;
  const refused = { tool: toolIdentity(action.tool), effects: decision.effects };
  if (action.surface === 'mcp')
    sessions.refusals.note(action.principal, deniedEffectsOf(refused.tool, refused.effects), given.atMs);
  sessions.update(session, { ...session.record, denied: withDenied(session.record.denied, refused) });
  return session;
}

function answerEntry(context: FlowContext, { after, given }: Answered, grant: SessionGrant | null): NewEntry {
  const data = {
    ...strengthOf(context, given),
    answer: given.answer,
    channel: given.channel,
    grant:
      grant === null
        ? null
        : { covers: grant.covers, expires_at_ms: grant.expiresAtMs, id: grant.id, tool: grant.tool },
    key: given.keyId,
    late: after.late,
    request: after.id,
    scope: given.scope,
    signature: given.signature,
    status: after.status,
  };
  const entry = {
    type: 'approval.answered' as const,
    atMs: given.atMs,
    actor: given.approver,
    session: after.binding.session,
    action: after.actionId,
    data,
  };
  return { entry, payload: given.note === '' ? null : given.note };
}

/** Beside the signature: the person where an account of another name is theirs, whom they stand in for, and what they confirmed it with. */
function strengthOf({ people, ports }: FlowContext, { approver, secondFactor }: ApprovalAnswer): JsonObject {
  const person = people.personOf(approver);
  const turns = people.actsFor(approver, ports.clock.nowMs());
  return {
    ...(person === approver ? {} : { person }),
    ...(turns.length === 0 ? {} : { in_turn_of: turns }),
    ...(secondFactor === undefined ? {} : { factor: factorData(secondFactor) }),
  };
}

function factorData(factor: SecondFactor): JsonObject {
  if (factor.kind === 'totp') return { counter: factor.counter, enrolment: factor.enrolment, kind: factor.kind };
  return {
    authenticator_data: factor.authenticatorData,
    client_data_json: factor.clientDataJson,
    key: factor.keyId,
    kind: factor.kind,
    signature: factor.signature,
  };
}

/** Where an answer came from that the gateway signed for an account; personal ids stand in the payload. */
function originEntries({ after, given, origin }: Answered): readonly NewEntry[] {
  if (origin === null) return [];
  const entry = {
    type: 'approval.origin' as const,
    atMs: given.atMs,
    actor: given.approver,
    session: after.binding.session,
    action: after.actionId,
    data: { delivery: origin.delivery, pairing: origin.pairing, request: after.id, shown: origin.fingerprint },
  };
  return [{ entry, payload: origin.evidence }];
}

/** With scope `proposal` a rule is proposed for the operator to adopt: it is recorded, and changes nothing by itself. */
function proposalEntries({ settings }: FlowContext, { after, given, view }: Answered): readonly NewEntry[] {
  if (given.scope !== 'proposal' || after.status !== 'approved' || view.shown === null) return [];
  const { data, yaml } = proposeRule(view.shown, { home: settings.home, nowMs: given.atMs });
  const entry = {
    type: 'policy.proposed' as const,
    atMs: given.atMs,
    actor: given.approver,
    session: after.binding.session,
    action: after.actionId,
    data,
  };
  return [{ entry, payload: yaml }];
}

function grantFor(context: FlowContext, { after, given, view }: Answered): SessionGrant | null {
  if (given.scope !== 'session' || after.status !== 'approved' || view.shown === null) return null;
  const covers = grantCoverOfAction(view.shown.action, view.shown.decision.effects);
  if (covers === null) throw refusal(after, 'scope');
  return {
    id: context.ports.randomness.uuid(given.atMs),
    session: after.binding.session,
    request: after.id,
    tool: toolIdentity(view.shown.action.tool),
    covers,
    policyVersion: after.binding.policyVersion,
    expiresAtMs: given.atMs + GRANT_FOR_MS,
  };
}

/** Older review items of the same action, which this answer makes pointless. */
async function openTwins(context: FlowContext, request: ApprovalRequest): Promise<readonly ApprovalRequest[]> {
  const twins = await context.ports.stores.approvals.listTimedOut(request.binding.actionDigest);
  return twins.filter((twin) => twin.id !== request.id && twin.binding.session === request.binding.session);
}

const REFUSALS: { readonly [Name in AnswerRefusal]: readonly [GatewayErrorCode, string] } = {
  decided: ['approval.decided', 'somebody was first, or it is closed'],
  expired: ['approval.expired', 'it is older than a day; the agent must propose again'],
  'self-approval': ['auth.self-approval', 'the requester never answers their own, through whichever account'],
  author: ['auth.self-approval', 'whoever wrote it does not approve it; they may deny it'],
  channel: [
    'approval.scope',
    'the person at the client answers for one action of at most medium risk that an agent asks for, and that nobody is barred from',
  ],
  scope: [
    'approval.scope',
    'this scope is not open to it: only low and medium risk without destructive effects, else scope action',
  ],
  'second-factor-required': [
    'approval.second-factor-required',
    'critical risk needs a second factor: a code of an authenticator app, or a passkey in the browser',
  ],
  repeated: ['approval.decided', 'this person has already approved'],
};

function refusal(request: ApprovalRequest, refused: AnswerRefusal): GatewayError {
  const [code, found] = REFUSALS[refused];
  const remedies =
    refused === 'second-factor-required'
      ? ['Say a code: `countersign approvals approve --totp CODE`. Enrol an app: `countersign approvers totp`.']
      : [];
  return new GatewayError(code, `answer ${request.id}: ${found} (status ${request.status})`, { remedies });
}
