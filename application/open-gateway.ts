import { digestAction } from '../core/action/digest-action.ts';
import { formatVerifierKey } from '../core/audit/verifier-key.ts';
import { evaluateEmergency } from '../core/incident/evaluate-emergency.ts';
import { objectionsToBroker } from '../core/secret/secret-rule.ts';
import type { Clock } from '../ports/clock.ts';
import type { StoredHead } from '../ports/ledger-store.ts';
import type { LinkSigner } from '../ports/link-signer.ts';
import { boundRunner } from './act/bounded-runner.ts';
import type { AnswerLinkDesk } from './answer-links/answer-link-desk.ts';
import { openAnswerLinks } from './answer-links/open-answer-links.ts';
import { approvalFlows, questionFlows } from './approval/approval-flows.ts';
import { strengthFlows } from './approver/strength-flows.ts';
import { crisisFlows } from './crisis/crisis-flows.ts';
import { authorizeAction, checkAction } from './decide/authorize-action.ts';
import { IdempotentCalls } from './decide/idempotent-calls.ts';
import { RecentAuthorisations } from './decide/recent-authorisations.ts';
import { recoverActions } from './decide/recover-actions.ts';
import { recoverRefusals } from './decide/recover-refusals.ts';
import { reportAsCaller } from './decide/report-as-caller.ts';
import { takeUpDeferred } from './decide/take-up-deferred.ts';
import { EgressDesk } from './egress/egress-desk.ts';
import { EventHub } from './event-hub.ts';
import { fatigueFlows } from './fatigue/fatigue-flows.ts';
import type { FlowContext } from './flow-context.ts';
import type { Authorization, Gateway } from './gateway.ts';
import type { GatewayError } from './gateway-error.ts';
import { healthOf } from './gateway-health.ts';
import type { GatewayPorts, GatewaySettings } from './gateway-ports.ts';
import { handoverEntry } from './log/hand-over-key.ts';
import { logAndPolicyFlows } from './log/log-and-policy-flows.ts';
import { LogSequencer } from './log/log-sequencer.ts';
import { openLog } from './log/open-log.ts';
import { WitnessDesk } from './log/witness-desk.ts';
import { NamedTasks } from './model/named-tasks.ts';
import { EventWatchers } from './notify/event-watchers.ts';
import { NotifyDesk } from './notify/notify-desk.ts';
import { notifyFlows } from './notify/notify-flows.ts';
import { openDesks } from './open-desks.ts';
import { PolicyDesk } from './policy/policy-desk.ts';
import { policyTextFlows } from './policy/save-policy.ts';
import { readingFlows } from './reading/reading-flows.ts';
import { endOverdueInverses } from './revert/end-overdue-inverses.ts';
import { watchAllowed } from './reviewer/watch-allows.ts';
import type { RunParts } from './run/open-run.ts';
import { recoverRuns } from './run/recover-runs.ts';
import { RunDesk } from './run/run-desk.ts';
import { runFlows } from './run/run-flows.ts';
import { RunTrail } from './run/run-trail.ts';
import { EmergencyDesk } from './safety/emergency-desk.ts';
import { guardFlows } from './safety/guard-flows.ts';
import { GuardrailTrail } from './safety/guardrail-trail.ts';
import { type Guards, restoreGuards } from './safety/open-guards.ts';
import { SafeModeDesk } from './safety/safe-mode-desk.ts';
import { brokerFlows } from './secret/broker-flows.ts';
import { type OpenSecrets, openSecrets } from './secret/open-secrets.ts';
import { type SecretParts, secretFlows } from './secret/secret-flows.ts';
import { observeSession } from './session/observe-session.ts';
import { TokenDesk } from './token/token-desk.ts';
import { tokenFlows } from './token/token-flows.ts';
import { toolFlows } from './tool/tool-flows.ts';
import { recoverWorkspaces } from './workspace/recover-workspaces.ts';
import { workspaceFlows } from './workspace/workspace-flows.ts';

/** The vault as the gateway's own border to models sees it. */
export type KeptSecrets = {
  /** The newest value of a secret, for a host and a principal that its rule names; null for any other, and for one that is unknown. */
  readonly valueOf: (
    name: string,
    use: { readonly principal: string; readonly host: string; readonly port: number },
  ) => string | null;
  /** Takes every value out of a text; another object once a value came or went. */
  readonly known: () => { readonly redact: (text: string) => string };
};

/** A gateway that runs, and how to end it. */
export type OpenGateway = {
  readonly gateway: Gateway;
  /** Issues a token without a caller: for the installation itself, before anybody has one. */
  readonly tokens: TokenDesk;
  /** What bounds agents over time, for whoever runs them and calls models for them. */
  readonly guards: Guards;
  /** The tasks that callers of models named themselves today. */
  readonly namedTasks: NamedTasks;
  /** What the gateway itself takes out of the vault, for a provider that it calls; null where there is no vault. */
  readonly secrets: KeptSecrets | null;
  /** Answers by links in mails, sealed by this signer. */
  readonly answerLinks: (signer: LinkSigner) => AnswerLinkDesk;
  /** Opens what messages of users are held against, ahead of the first one, which would wait for it. */
  readonly prepareToScreen: () => void;
  /** Reaches people: begins to send once it is given channels, and takes what they do there. */
  readonly notify: NotifyDesk;
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
  const trail = new RunTrail();
  const namedTasks = new NamedTasks();
  const counted = new GuardrailTrail();
  const see = (text: string): void => {
    for (const book of [trail, namedTasks, counted]) book.see(text);
  };
  const opened = await openLog({ ...given, ledger: given.stores.ledger, see });
  const ports: GatewayPorts = { ...given, clock: notBefore(given.clock, opened.lastAtMs) };
  const startedAtMs = ports.clock.nowMs();
  const policies = await PolicyDesk.open(ports.policySource, ports.preparePolicy);
  const events = new EventHub();
  const failure = Promise.withResolvers<GatewayError>();
  const witness = makeWitness(ports, { events, onRollback: failure.resolve });
  if (witness !== null && opened.head !== null) await witness.checkAtStart(opened.head);
  const sequencer = new LogSequencer({ ...ports, ledger: ports.stores.ledger }, opened.frontier, (head) =>
    witness?.submit(head),
  );
  const tokens = new TokenDesk(ports, sequencer);
  const emergency = await EmergencyDesk.open({ ports, sequencer, events, someToken: (fits) => tokens.some(fits) });
  const programs = boundRunner(ports.runner, { events, emergency });
  const known = { ports: { ...ports, runner: programs.runner }, settings, sequencer, emergency, policies, events };
  const context = await openDesks(known);
  await recordStart(context, opened.head);
  context.guardrails.takeUp(await counted.signals(ports.stores.actions));
  await takeUp(context);
  const lost = await recoverRuns(context, trail.left());
  const secrets = await openSecrets(context);
  const stopWatching = watchForHalts(context);
  const egress =
    ports.runs === null ? null : new EgressDesk({ ...context, ...ports, ...ports.runs, home: settings.home });
  const waiting = [takeUpDeferred(context), endOverdueInverses(context)];
  const runs = new RunDesk({ context, parts: runParts(context, { egress, secrets }), lost });
  const watchers = new EventWatchers(context);
  const notify = new NotifyDesk(context, watchers);
  return {
    gateway: buildGateway(context, { tokens, witness, startedAtMs, runs, secrets, notify, watchers }),
    tokens,
    guards: context,
    namedTasks,
    notify,
    answerLinks: (signer) => openAnswerLinks(context, signer),
    prepareToScreen: () => context.messages.prepare(),
    secrets: secrets === null ? null : keptSecrets(secrets, ports),
    failed: failure.promise,
    close: async () => {
      await runs.close();
      notify.close();
      egress?.close();
      programs.close();
      for (const desk of waiting) desk.close();
      context.leases.close();
      context.guardrails.close();
      secrets?.close();
      stopWatching();
      witness?.close();
      await recordEnd(context);
    },
  };
}

function keptSecrets({ vault }: OpenSecrets, { clock }: Pick<GatewayPorts, 'clock'>): KeptSecrets {
  return {
    valueOf: (name, use) => {
      const rule = vault.find(name)?.rule ?? null;
      // The gateway itself uses it, for a call that is decided and on record: which broker it is not is no matter.
      const broker = 'http-request';
      const isAllowed =
        rule !== null &&
        objectionsToBroker({ ...rule, brokers: [broker] }, { ...use, broker, nowMs: clock.nowMs() }).length === 0;
      return isAllowed ? (vault.valueOf(name, null)?.value ?? null) : null;
    },
    known: () => vault.knownSecrets(),
  };
}

function runParts(
  context: FlowContext,
  { egress, secrets }: { readonly egress: EgressDesk | null; readonly secrets: OpenSecrets | null },
): RunParts | null {
  const ports = context.ports.runs;
  return ports === null || egress === null ? null : { context, ports, egress, secrets: secrets?.desk ?? null };
}

function makeWitness(
  ports: GatewayPorts,
  told: Pick<ConstructorParameters<typeof WitnessDesk>[0], 'events' | 'onRollback'>,
): WitnessDesk | null {
  return ports.witness === null ? null : new WitnessDesk({ ports, witness: ports.witness, ...told });
}

/** What was under way when the gateway ended, and what holds from before. */
async function takeUp(context: FlowContext): Promise<void> {
  await recoverActions({ ...context, ...context.ports });
  await recoverWorkspaces(context);
  await recoverRefusals(context);
  await context.approvals.restore();
  await restoreGuards(context);
}

/** A clock that is never behind the newest entry: a system clock that was set back stands still until it has caught up. */
function notBefore(clock: Clock, floorMs: number): Clock {
  return {
    nowMs: () => Math.max(floorMs, clock.nowMs()),
    minuteOfDay: (atMs, timeZone) => clock.minuteOfDay(atMs, timeZone),
    dayOf: (atMs, timeZone) => clock.dayOf(atMs, timeZone),
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

type Running = {
  readonly notify: NotifyDesk;
  readonly watchers: EventWatchers;
  readonly tokens: TokenDesk;
  readonly witness: WitnessDesk | null;
  readonly startedAtMs: number;
  readonly runs: RunDesk;
  readonly secrets: SecretParts;
};

function buildGateway(context: FlowContext, running: Running): Gateway {
  const gateway: Gateway = {
    ...actionFlows(context, running),
    ...runFlows(running.runs, () => gateway),
    ...approvalFlows(context),
    ...secretFlows(context, running.secrets),
    ...brokerFlows(context, running.secrets),
    ...emergencyFlows(context),
    ...logAndPolicyFlows(context),
    ...tokenFlows(context, running.tokens),
    ...toolFlows(context),
    ...questionFlows(context),
    ...workspaceFlows(context),
    ...guardFlows(context),
    ...crisisFlows(context),
    ...fatigueFlows(context),
    ...strengthFlows(context),
    ...readingFlows(context),
    ...policyTextFlows(context),
    ...notifyFlows(context, running.notify),
    subscribe: running.watchers.subscribe,
    health: () => healthOf(context, running),
    metrics: () => context.meter.samples(),
  };
  return gateway;
}

type Part<Names extends keyof Gateway> = Pick<Gateway, Names>;

function actionFlows(
  context: FlowContext,
  { runs }: Running,
): Part<'authorize' | 'check' | 'reportOutcome' | 'listUsage' | 'observeSession' | 'confirmAuthorised'> {
  const recent = new RecentAuthorisations();
  const idempotent = new IdempotentCalls(context.ports.clock);
  return {
    authorize: async (caller, proposal, wait) => {
      try {
        const answer = await idempotent.run({ caller, proposal }, async () => {
          const sandbox = runs.sandboxOf(caller, proposal);
          const decided = await authorizeAction(context, { caller, proposal, sandbox }, wait);
          runs.note(caller, decided.verdict);
          if (decided.verdict === 'allow') noteReleased(context, { recent, decided });
          watchAllowed(context, decided);
          return decided;
        });
        return proposal.idempotencyKey === null ? answer : whileNothingStops(answer, context);
      } catch (error) {
        context.meter.failed();
        context.guardrails.failure(error);
        throw error;
      }
    },
    check: (caller, proposal) => checkAction(context, { caller, proposal, sandbox: runs.sandboxOf(caller, proposal) }),
    reportOutcome: (caller, report) => reportAsCaller(context, caller, report),
    listUsage: (query) => context.ports.stores.usage.list(query),
    observeSession: (caller, event) => observeSession(context, caller, event),
    confirmAuthorised: async (caller, proposal) => {
      const { action, decision } = await checkAction(context, { caller, proposal });
      const isStopped = decision.gates.some(({ gate, outcome }) => gate === 'emergency' && outcome === 'deny');
      const digest = digestAction(action, context.ports.hash);
      return (
        recent.confirm({ session: proposal.session, digest }, context.ports.clock.nowMs()) &&
        !isStopped &&
        context.emergency.read().halt === null
      );
    },
  };
}

/** An answer that is given again was decided earlier: whatever was stopped since then stays stopped. */
function whileNothingStops(answer: Authorization, { emergency }: FlowContext): Authorization {
  if (answer.verdict !== 'allow') return answer;
  const { action, decision } = answer;
  const stop = evaluateEmergency(emergency.read(), { action, effects: decision.effects });
  if (stop === null) return answer;
  return {
    ...answer,
    verdict: 'deny',
    decision: { ...decision, verdict: 'deny', reason: stop.reason, obligations: [] },
  };
}

function noteReleased(
  { ports, ownServers, sources }: FlowContext,
  { recent, decided }: { readonly recent: RecentAuthorisations; readonly decided: Authorization },
): void {
  const nowMs = ports.clock.nowMs();
  recent.note(noteOf(decided), nowMs);
  ownServers.expect(decided.action, nowMs);
  sources.noteReleased(decided.action, decided.decision.effects);
}

function noteOf({ action, actionDigest }: Authorization): { readonly session: string; readonly digest: string } {
  return { session: action.session, digest: actionDigest };
}

function emergencyFlows({
  emergency,
  people,
  ports,
}: FlowContext): Part<
  'currentEmergency' | 'halt' | 'resume' | 'contain' | 'lift' | 'enterSafeMode' | 'askToLeaveSafeMode' | 'leaveSafeMode'
> {
  const safeMode = new SafeModeDesk({ ports, emergency });
  return {
    enterSafeMode: (caller, { reason }) => safeMode.enter(caller, reason),
    askToLeaveSafeMode: (caller) => safeMode.ask(caller),
    leaveSafeMode: (caller, answer) => safeMode.leave(caller, answer),
    currentEmergency: () => emergency.read(),
    halt: (caller, { source, reason }) => emergency.halt({ source, by: caller.principal, reason }),
    resume: (caller, input) => emergency.resume(caller.principal, { ...input, personOf: people.personOf }),
    contain: (caller, containment) => emergency.contain(caller.principal, containment),
    lift: (caller, target, rationale) => emergency.lift(caller.principal, target, rationale),
  };
}
