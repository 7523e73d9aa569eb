import { digestAction } from '../core/action/digest-action.ts';
import { formatVerifierKey } from '../core/audit/verifier-key.ts';
import { fromBase64 } from '../core/encoding/base64.ts';
import { toHex } from '../core/encoding/hex.ts';
import type { Clock } from '../ports/clock.ts';
import type { StoredHead } from '../ports/ledger-store.ts';
import { answerApproval, findRequest, showRequest } from './answer-approval.ts';
import { ApprovalDesk } from './approval-desk.ts';
import { authorizeAction, checkAction } from './authorize-action.ts';
import { EmergencyDesk } from './emergency-desk.ts';
import { EventHub } from './event-hub.ts';
import type { FlowContext } from './flow-context.ts';
import { FlowMeter } from './flow-meter.ts';
import type { Gateway, Health } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';
import type { GatewayPorts, GatewaySettings } from './gateway-ports.ts';
import { handoverEntry } from './hand-over-key.ts';
import { IdempotentCalls } from './idempotent-calls.ts';
import { LogSequencer } from './log-sequencer.ts';
import { observeSession } from './observe-session.ts';
import { openLog } from './open-log.ts';
import { PolicyDesk } from './policy-desk.ts';
import { proveEntry } from './prove-entry.ts';
import { RecentAuthorisations } from './recent-authorisations.ts';
import { recoverActions } from './recover-actions.ts';
import { reportOutcome } from './report-outcome.ts';
import { SessionMemory } from './session-memory.ts';
import { TokenDesk } from './token-desk.ts';
import { WitnessDesk } from './witness-desk.ts';

/** A gateway that runs, and how to end it. */
export type OpenGateway = {
  readonly gateway: Gateway;
  /** Issues a token without a caller: for the installation itself, before anybody has one. */
  readonly tokens: TokenDesk;
  /** Resolves with the reason when the gateway must not go on: its log was rolled back, forked or damaged. */
  readonly failed: Promise<GatewayError>;
  /** Records the end and lets go of everything but the stores, which the opener closes. */
  readonly close: () => Promise<void>;
};

/**
 * Opens the gateway: checks the whole log, loads policy and emergency state, takes up what was pending, and begins to answer.
 *
 * Raises `log.corrupt`, `log.rolled-back`, `policy.invalid` or `log.unwritable`: then nothing was started, and nothing is
 * let through.
 */
export async function openGateway(given: GatewayPorts, settings: GatewaySettings): Promise<OpenGateway> {
  const opened = await openLog({ ...given, ledger: given.stores.ledger });
  const ports: GatewayPorts = { ...given, clock: notBefore(given.clock, opened.lastAtMs) };
  const startedAtMs = ports.clock.nowMs();
  const policies = await PolicyDesk.open(ports.policySource, ports.preparePolicy);
  const events = new EventHub();
  const failure = Promise.withResolvers<GatewayError>();
  const witness =
    ports.witness === null
      ? null
      : new WitnessDesk({ ports, witness: ports.witness, events, onRollback: failure.resolve });
  if (witness !== null && opened.head !== null) await witness.checkAtStart(opened.head);
  const sequencer = new LogSequencer({ ...ports, ledger: ports.stores.ledger }, opened.frontier, (head) =>
    witness?.submit(head),
  );
  const parts = { ports, sequencer, events };
  const emergency = await EmergencyDesk.open(parts);
  const approvals = new ApprovalDesk(parts);
  const sessions = new SessionMemory(ports.stores);
  const context: FlowContext = {
    ports,
    settings,
    sequencer,
    sessions,
    emergency,
    policies,
    approvals,
    events,
    meter: new FlowMeter(),
  };
  await recordStart(context, opened.head);
  await recoverActions({ ...parts, ...ports });
  await approvals.restore();
  const stopWatching = watchForHalts(context);
  const tokens = new TokenDesk(ports, sequencer);
  return {
    gateway: buildGateway(context, { tokens, witness, startedAtMs }),
    tokens,
    failed: failure.promise,
    close: async () => {
      stopWatching();
      witness?.close();
      await recordEnd(context);
    },
  };
}

/** A clock that is never behind the newest entry: a system clock that was set back stands still until it has caught up. */
function notBefore(clock: Clock, floorMs: number): Clock {
  return {
    nowMs: () => Math.max(floorMs, clock.nowMs()),
    minuteOfDay: (atMs, timeZone) => clock.minuteOfDay(atMs, timeZone),
    after: (delayMs, callback) => clock.after(delayMs, callback),
    afterPending: (callback) => clock.afterPending(callback),
  };
}

async function recordStart(
  { ports, settings, sequencer, policies }: FlowContext,
  head: StoredHead | null,
): Promise<void> {
  const atMs = ports.clock.nowMs();
  const base = { atMs, actor: 'gateway', session: null, action: null };
  const keys = ports.logSigner.signers.map((signer) => formatVerifierKey(signer.key));
  const { version } = policies.current.policy.settings;
  const created = {
    entry: { ...base, type: 'log.created' as const, data: { keys, origin: ports.logSigner.origin } },
    payload: null,
  };
  const started = {
    entry: { ...base, type: 'gateway.started' as const, data: { keys, policy: version, version: settings.version } },
    payload: null,
  };
  const handover = handoverEntry(ports.logSigner, head, atMs);
  await sequencer.append({
    entries: [...(head === null ? [created] : []), ...(handover === null ? [] : [handover]), started],
    changes: () => [{ kind: 'policy.remember', version, bundle: policies.current.bundle }],
  });
  policies.noteRemembered(version);
}

async function recordEnd({ ports, sequencer }: FlowContext): Promise<void> {
  const entry = {
    type: 'gateway.stopped' as const,
    atMs: ports.clock.nowMs(),
    actor: 'gateway',
    session: null,
    action: null,
    data: {},
  };
  await sequencer.append({ entries: [{ entry, payload: null }], changes: () => [] });
}

/** A halt from outside is put on record, and everything that waits for a human is cancelled on any halt. */
function watchForHalts({ ports, emergency, events, approvals }: FlowContext): () => void {
  const stopSwitch = ports.haltSwitch.watch(({ source, reason }) => {
    emergency.halt({ source, by: 'operator', reason }).catch(() => undefined);
  });
  const stopEvents = events.subscribe((event) => {
    if (event.kind === 'emergency' && event.halted) void approvals.cancelAll(event.reason);
  });
  return () => {
    stopSwitch();
    stopEvents();
  };
}

type Running = { readonly tokens: TokenDesk; readonly witness: WitnessDesk | null; readonly startedAtMs: number };

function buildGateway(context: FlowContext, running: Running): Gateway {
  return {
    ...actionFlows(context),
    ...approvalFlows(context),
    ...emergencyFlows(context),
    ...logAndPolicyFlows(context),
    ...tokenFlows(context, running),
    subscribe: (listener) => context.events.subscribe(listener),
    health: () => healthOf(context, running),
    metrics: () => context.meter.samples(),
  };
}

type Part<Names extends keyof Gateway> = Pick<Gateway, Names>;

function actionFlows(
  context: FlowContext,
): Part<'authorize' | 'check' | 'reportOutcome' | 'observeSession' | 'confirmAuthorised'> {
  const recent = new RecentAuthorisations();
  const idempotent = new IdempotentCalls(context.ports.clock);
  return {
    authorize: async (caller, proposal, wait) => {
      try {
        const answer = await idempotent.run({ caller, proposal }, () =>
          authorizeAction(context, { caller, proposal }, wait),
        );
        if (answer.verdict === 'allow')
          recent.note({ session: proposal.session, digest: answer.actionDigest }, context.ports.clock.nowMs());
        return answer;
      } catch (error) {
        context.meter.failed();
        throw error;
      }
    },
    check: (caller, proposal) => checkAction(context, { caller, proposal }),
    reportOutcome: (caller, report) => reportOutcome(context, caller, report),
    observeSession: (caller, event) => observeSession(context, caller, event),
    confirmAuthorised: async (caller, proposal) => {
      const { action } = await checkAction(context, { caller, proposal });
      const digest = digestAction(action, context.ports.hash);
      return (
        recent.confirm({ session: proposal.session, digest }, context.ports.clock.nowMs()) &&
        context.emergency.read().halt === null
      );
    },
  };
}

function approvalFlows(
  context: FlowContext,
): Part<'listApprovals' | 'findApproval' | 'awaitApproval' | 'answerApproval'> {
  return {
    listApprovals: async (query) => {
      const requests = await context.ports.stores.approvals.list(query);
      return Promise.all(requests.map((request) => showRequest(context, request)));
    },
    findApproval: async (idOrPrefix) => showRequest(context, await findRequest(context, idOrPrefix)),
    awaitApproval: async (idOrPrefix, wait) => {
      const request = await findRequest(context, idOrPrefix);
      return showRequest(context, await context.approvals.await(request, wait));
    },
    answerApproval: (caller, input) => answerApproval(context, caller, input),
  };
}

function emergencyFlows({ emergency }: FlowContext): Part<'currentEmergency' | 'halt' | 'resume' | 'contain' | 'lift'> {
  return {
    currentEmergency: () => emergency.read(),
    halt: (caller, { source, reason }) => emergency.halt({ source, by: caller.principal, reason }),
    resume: (caller, input) => emergency.resume(caller.principal, input),
    contain: (caller, containment) => emergency.contain(caller.principal, containment),
    lift: (caller, target, rationale) => emergency.lift(caller.principal, target, rationale),
  };
}

function logAndPolicyFlows(
  context: FlowContext,
): Part<'logHead' | 'logEntries' | 'receipt' | 'currentPolicy' | 'reloadPolicy'> {
  const { ledger } = context.ports.stores;
  const tree = { ledger, hash: context.ports.hash };
  return {
    logHead: async () => {
      const head = await ledger.loadHead();
      if (head === null) throw new GatewayError('log.unknown-entry', 'read the log: it is empty');
      return head;
    },
    logEntries: (range) => ledger.readEntries(range),
    receipt: (index) => proveEntry(index, tree),
    currentPolicy: () => ({
      policy: context.policies.current.policy.settings,
      warnings: context.policies.current.warnings,
    }),
    reloadPolicy: (caller) => reloadPolicy(context, caller.principal),
  };
}

async function reloadPolicy(
  { policies, ports, sequencer, events }: FlowContext,
  by: string,
): Promise<ReturnType<Gateway['currentPolicy']>['policy']> {
  const base = { atMs: ports.clock.nowMs(), actor: by, session: null, action: null };
  try {
    const ready = await policies.reload();
    const { version } = ready.policy.settings;
    await sequencer.append({
      entries: [{ entry: { ...base, type: 'policy.activated', data: { policy: version } }, payload: null }],
      changes: () => [{ kind: 'policy.remember', version, bundle: ready.bundle }],
    });
    policies.noteRemembered(version);
    events.publish({ kind: 'policy', atMs: base.atMs, version });
    return ready.policy.settings;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'policy.invalid') {
      const data = { kept: policies.current.policy.settings.version, problems: error.problems.length };
      await sequencer.append({
        entries: [{ entry: { ...base, type: 'policy.refused', data }, payload: error.message }],
        changes: () => [],
      });
    }
    throw error;
  }
}

function tokenFlows(
  context: FlowContext,
  { tokens }: Running,
): Part<'authenticate' | 'createToken' | 'listTokens' | 'revokeToken' | 'enrolApprover'> {
  const { ports, sequencer } = context;
  return {
    authenticate: (token) => tokens.authenticate(token),
    createToken: (caller, input) => tokens.create(caller.principal, input),
    listTokens: () => ports.stores.tokens.list(),
    revokeToken: (caller, id) => tokens.revoke(caller.principal, id),
    enrolApprover: async (caller, { principal, publicKey }) => {
      const key = fromBase64(publicKey);
      if (key?.length !== 32 || !principal.startsWith('human:')) {
        throw new GatewayError(
          'input.invalid',
          'enrol an approver: want a principal human:<name> and 32 bytes of base64 as the public key',
        );
      }
      const keyId = toHex(ports.hash(key)).slice(0, 16);
      const entry = {
        type: 'approver.enrolled' as const,
        atMs: ports.clock.nowMs(),
        actor: caller.principal,
        session: null,
        action: null,
        data: { key: keyId, principal },
      };
      await sequencer.append({ entries: [{ entry, payload: null }], changes: () => [] });
      await ports.approvers.enrol({ keyId, principal, publicKey: key });
      return { keyId };
    },
  };
}

function healthOf(
  { sequencer, emergency, policies, approvals, settings }: FlowContext,
  { witness, startedAtMs }: Running,
): Health {
  const halted = emergency.read().halt !== null;
  const { mode, profile } = policies.current.policy.settings;
  return {
    status: halted ? 'halted' : sequencer.isWritable ? 'ok' : 'degraded',
    version: settings.version,
    startedAtMs,
    log: { size: sequencer.size, writable: sequencer.isWritable },
    witness: witness?.state ?? 'none',
    mode,
    profile,
    pendingApprovals: approvals.pending,
  };
}
