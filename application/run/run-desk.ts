import type { Verdict } from '../../core/decision.ts';
import type { Facts } from '../../core/facts.ts';
import type { SandboxName } from '../../core/sandbox/guarantee.ts';
import { SandboxError, type SandboxProbe } from '../../ports/sandbox.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller, Gateway, Proposal } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { countDecision, type KnownRun, knownRun, viewOfRun } from './live-run.ts';
import { openRun, type RunParts } from './open-run.ts';
import type { RunPlace } from './run-gateway.ts';
import type { RunOrder } from './run-order.ts';
import { recordRun } from './run-record.ts';
import { type RunEnd, RunTransitions } from './run-transitions.ts';
import type { OpenedRun, RunState, RunSummary, RunView, ShownRun } from './run-view.ts';
import { exitCodeOf } from './settle-run.ts';
import { whatStopsGateway } from './what-stops-run.ts';

/** Runs at once, those whose changes wait among them; each has a sandbox, and tunnels of its own. */
const MAX_RUNS = 16;
/** Runs that ended are known for a while, so that their summaries can be asked for again. */
const MAX_ENDED = 100;
/** Sessions of agents in one run. */
const MAX_SESSIONS = 1_000;
/** How often a followed run is looked at. */
const LOOK_MS = 100;

type DeskParts = {
  readonly context: FlowContext;
  /** Null where nothing is run. */
  readonly parts: RunParts | null;
  /** What an earlier gateway lost: shown, and nothing else can be done about it. */
  readonly lost: readonly ShownRun[];
};

/**
 * Runs programs that people start in sandboxes with doors: what the programs propose is decided like everything else, what they
 * change is kept or held back, and what they were is told at the end.
 *
 * Only people start, renew, end and take over. A halt freezes every run before it is on record, and a containment of its principal
 * does too. Everything that a run was is on record; a run that cannot be recorded does not begin.
 */
export class RunDesk {
  private readonly context: FlowContext;
  private readonly parts: RunParts | null;
  private readonly transitions: RunTransitions;
  private readonly runs = new Map<string, KnownRun>();
  private readonly lost: readonly ShownRun[];
  private readonly stopWatching: () => void;
  private opening = 0;

  constructor({ context, parts, lost }: DeskParts) {
    this.lost = lost;
    this.context = context;
    this.parts = parts;
    this.transitions = new RunTransitions(context);
    this.stopWatching = context.events.subscribe((event) => {
      if (event.kind === 'emergency') this.obeyEmergency();
    });
  }

  /** What each kind of sandbox enforces here. */
  async probes(
    names: readonly SandboxName[] | null,
  ): Promise<readonly { readonly name: SandboxName; readonly probe: SandboxProbe }[]> {
    const holder = this.parts?.ports.holder;
    if (holder === undefined) return [];
    const wanted = holder.names.filter((name) => names === null || names.includes(name));
    return Promise.all(wanted.map(async (name) => ({ name, probe: await holder.probe(name) })));
  }

  /** Begins a run. Raises `input.invalid`, `auth.forbidden` for an agent, `run.unavailable`, `run.refused`, `log.unwritable`. */
  async open(caller: Caller, order: RunOrder, gateway: Gateway): Promise<OpenedRun> {
    refuseAgents(caller);
    this.refuseWhileStopped(caller);
    const { parts } = this;
    if (parts === null)
      throw new GatewayError('run.unavailable', 'start a run: nothing that holds programs is connected');
    if (this.opening + this.unclosed().length >= MAX_RUNS)
      throw new GatewayError('run.refused', `start a run: ${MAX_RUNS} runs, want fewer at once`, {
        remedies: ['End one, or decide about its changes: `countersign runs list`, `countersign runs stop ID`.'],
      });
    this.opening += 1;
    try {
      const { run: begun, launch } = await openRun(parts, {
        caller,
        order,
        gateway,
        admit: (inside, place) => this.admit(inside, place),
        onUnexpected: (id, reason) => this.freezeFor(id, reason),
      });
      const run = knownRun(begun);
      this.runs.set(run.identity.id, run);
      this.context.leases.attach(run.lease, {
        kill: (reason) => this.endBeside(run, { reason, excess: 'lease' }),
        freeze: (reason) => this.transitions.freeze(run, { by: 'gateway', reason }),
      });
      this.forgetOld();
      this.endWithProgram(run);
      if (this.transitions.isStopped(run)) await this.stop(caller, run.identity.id, 'the gateway was halted meanwhile');
      return { run: this.view(run), launch, notes: run.held.notes };
    } catch (error) {
      throw error instanceof SandboxError ? unavailable(error) : error;
    } finally {
      this.opening -= 1;
    }
  }

  list(): readonly RunView[] {
    return [...this.lost.map(({ run }) => run), ...[...this.runs.values()].map((run) => this.view(run))];
  }

  /** Raises `run.unknown`. */
  show(id: string): ShownRun {
    const lost = this.findLost(id);
    if (lost !== null) return lost;
    const run = this.find(id);
    return { run: this.view(run), summary: run.summary };
  }

  /** As `show`, once the run is in another state than `known` or the wait is over; a caller that stops asking ends the run. */
  async follow(
    caller: Caller,
    id: string,
    { known, waitMs, isGone }: { readonly known: RunState; readonly waitMs: number; readonly isGone: () => boolean },
  ): Promise<ShownRun> {
    refuseAgents(caller);
    const lost = this.findLost(id);
    if (lost !== null) return lost;
    const run = this.find(id);
    const { clock } = this.context.ports;
    const untilMs = clock.nowMs() + waitMs;
    this.context.leases.beat(run.lease);
    while (run.state === known && clock.nowMs() < untilMs && !isGone())
      await new Promise<void>((resolve) => clock.after(LOOK_MS, resolve));
    this.context.leases.beat(run.lease);
    return this.show(id);
  }

  /**
   * What an action of a caller would run in: a workspace sandbox for what comes through the door of a run that holds. What the
   * gateway hands on to a server of MCP runs outside.
   */
  sandboxOf(caller: Caller, { surface }: Pick<Proposal, 'surface'>): Facts['sandbox'] {
    const run = caller.run === undefined || surface === 'mcp' ? undefined : this.runs.get(caller.run);
    return run !== undefined && run.state === 'running' && run.order.isolation !== 'none' ? 'workspace' : 'none';
  }

  /**
   * Refuses what comes through the door of a run that is over, a session that is not this run's, and a place that is not its
   * workspace; puts an agent's new session on record as part of the run.
   */
  private async admit(caller: Caller, { session, workspace }: RunPlace): Promise<void> {
    const run = this.runs.get(caller.run ?? '');
    if (run === undefined || run.state === 'ended' || run.state === 'reviewing')
      throw new GatewayError('run.unknown', 'take a call of a run: the run is over');
    if (workspace !== null && workspace !== run.order.workspace)
      throw new GatewayError(
        'auth.forbidden',
        `act in ${workspace}: want ${run.order.workspace}, the workspace of this run`,
      );
    if (run.sessions.has(session)) return;
    const known = await this.context.sessions.find(session);
    if (run.sessions.has(session)) return;
    const others = [...this.runs.values()].some((other) => other !== run && other.sessions.has(session));
    if (others || known !== null || run.sessions.size >= MAX_SESSIONS)
      throw new GatewayError('auth.forbidden', `take a call of session ${session.slice(0, 64)}: it is not this run's`, {
        remedies: ['Begin a new session.'],
      });
    run.sessions.add(session);
    await recordRun(this.context, run.identity, { type: 'run.joined', by: caller.principal, data: { session } });
  }

  /** Counts a decision about an action that came through a door. */
  note(caller: Caller, verdict: Verdict): void {
    const run = caller.run === undefined ? undefined : this.runs.get(caller.run);
    if (run !== undefined) countDecision(run.counts, verdict);
  }

  /** Ends a run whose program ended, and tells what it was. Asked again it answers the same. */
  async end(caller: Caller, id: string, exitCode: number | null): Promise<RunSummary> {
    refuseAgents(caller);
    return this.transitions.end(this.find(id), { by: caller.principal, exitCode, stop: null });
  }

  /** Ends a run from outside. */
  async stop(caller: Caller, id: string, reason: string): Promise<RunSummary> {
    refuseAgents(caller);
    const stop = { reason, excess: 'stopped' } as const;
    return this.transitions.end(this.find(id), { by: caller.principal, exitCode: null, stop });
  }

  /** Stops everything in a run without ending it. */
  async freeze(caller: Caller, id: string, reason: string): Promise<RunView> {
    refuseAgents(caller);
    const run = this.find(id);
    await this.transitions.freeze(run, { by: caller.principal, reason });
    return this.view(run);
  }

  /** Lets a frozen run go on. Raises `run.refused` while the gateway is halted, and where it is stopped meanwhile. */
  async resume(caller: Caller, id: string): Promise<RunView> {
    refuseAgents(caller);
    this.refuseWhileStopped(caller);
    const run = this.find(id);
    await this.transitions.resume(run, caller.principal);
    return this.view(run);
  }

  /** Gives a run more time. Raises `run.refused` for one that is over. */
  async renew(caller: Caller, id: string, leaseMs: number): Promise<RunView> {
    refuseAgents(caller);
    const run = this.find(id);
    if (run.state === 'ended' || run.state === 'reviewing')
      throw new GatewayError('run.refused', `renew a run: it is ${run.state}, want one that goes on`);
    await this.context.leases.renew(caller.principal, run.lease, leaseMs);
    return this.view(run);
  }

  /** Takes the changes of a run over, or drops them, and closes it. Raises `run.refused` for one that has none waiting. */
  async review(caller: Caller, id: string, verdict: 'apply' | 'drop'): Promise<RunSummary> {
    refuseAgents(caller);
    return this.transitions.review(this.find(id), { by: caller.principal, verdict });
  }

  /** Ends every run, and closes those whose changes nobody looked at: for the end of the gateway. */
  async close(): Promise<void> {
    this.stopWatching();
    const stop = { reason: 'the gateway ended', excess: 'gateway' } as const;
    const closings = this.unclosed().map(async (run) => {
      await this.transitions.end(run, { by: 'gateway', exitCode: null, stop }).catch(() => undefined);
      await this.transitions.close(run);
    });
    await Promise.all(closings);
  }

  private live(): readonly KnownRun[] {
    return [...this.runs.values()].filter(({ state }) => state === 'running' || state === 'frozen');
  }

  /** Runs that hold a sandbox. */
  private unclosed(): readonly KnownRun[] {
    return [...this.runs.values()].filter(({ isClosed }) => !isClosed);
  }

  private view(run: KnownRun): RunView {
    return viewOfRun(run, this.context.leases);
  }

  private findLost(id: string): ShownRun | null {
    return this.lost.find(({ run }) => run.id === id) ?? null;
  }

  private find(id: string): KnownRun {
    const run = this.runs.get(id);
    if (this.findLost(id) !== null)
      throw new GatewayError('run.refused', 'change a run: it is ended, the gateway that held it is gone', {
        remedies: ['See what became of it with `countersign runs show`.'],
      });
    if (run === undefined)
      throw new GatewayError('run.unknown', `find run ${JSON.stringify(id.slice(0, 64))}: there is none`, {
        remedies: ['See them with `countersign runs list`.'],
      });
    return run;
  }

  private refuseWhileStopped(caller: Caller): void {
    const stop = whatStopsGateway(this.context.emergency.read());
    if (stop === null) return;
    throw new GatewayError('run.refused', `start or resume a run for ${caller.principal}: ${stop.why}`, {
      remedies: [stop.remedy],
    });
  }

  /** Synchronous up to the freeze itself: what must stop is told to before anything is awaited. */
  private obeyEmergency(): void {
    for (const run of this.live())
      if (this.transitions.isStopped(run)) this.freezeBeside(run, 'the gateway was halted');
  }

  private freezeFor(id: string, reason: string): void {
    const run = this.runs.get(id);
    if (run === undefined || !this.live().includes(run)) return;
    this.freezeBeside(run, reason);
    this.context.guardrails.signal({ kind: 'unexpected-egress', about: run.identity.session, ok: false });
  }

  private freezeBeside(run: KnownRun, reason: string): void {
    void this.transitions.freeze(run, { by: 'gateway', reason }).catch(() => undefined);
  }

  private endBeside(run: KnownRun, stop: RunEnd['stop'], exitCode: number | null = null): void {
    void this.transitions.end(run, { by: 'gateway', exitCode, stop }).catch(() => undefined);
  }

  /** A program that the gateway itself runs ends its run. */
  private endWithProgram(run: KnownRun): void {
    void run.program
      ?.then((result) => {
        run.result = result;
        this.endBeside(run, null, exitCodeOf(result.end));
      })
      .catch(() => undefined);
  }

  /** Forgets runs that ended long ago, and tries again to close what could not be closed. */
  private forgetOld(): void {
    const ended = [...this.runs.values()].filter(({ state, settling }) => state === 'ended' && settling !== null);
    for (const run of ended.slice(0, Math.max(0, ended.length - MAX_ENDED)))
      if (run.isClosed) this.runs.delete(run.identity.id);
    for (const run of ended) if (!run.isClosed) void this.transitions.closeLeft(run);
  }
}

function refuseAgents({ principal, scopes, run }: Caller): void {
  if (principal.startsWith('human:') && run === undefined && scopes.includes('admin')) return;
  throw new GatewayError('auth.forbidden', `change a run: ${principal} may not, want a person`);
}

function unavailable(error: SandboxError): GatewayError {
  return new GatewayError('run.unavailable', error.message, {
    remedies: [
      'See what this machine can hold: `countersign doctor`.',
      'Or hold nothing, and have that recorded: `--isolation none`.',
    ],
    cause: error,
  });
}
