import type { Excess } from '../../core/sandbox/sandbox-limits.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import type { KnownRun, LiveRun } from './live-run.ts';
import { recordRun } from './run-record.ts';
import type { RunState, RunSummary } from './run-view.ts';
import { cleanUp, settleRun } from './settle-run.ts';
import { takeOver } from './take-over.ts';
import { whatStopsRun } from './what-stops-run.ts';

/** How long changes that nobody looked at are kept apart. */
const REVIEW_MS = 3_600_000;
/** When changes that somebody decides about just as their time is over are looked at again. */
const AGAIN_MS = 60_000;

/** Who stops a run, and why. */
type Stop = { readonly by: string; readonly reason: string };

/** How a run ends: `stop` says why it is ended from outside; null where its program ended. */
export type RunEnd = {
  readonly by: string;
  readonly exitCode: number | null;
  readonly stop: { readonly reason: string; readonly excess: Excess } | null;
};

/**
 * Every change of how a run stands: one after another in the lane of the run, so that none sees another half done.
 *
 * What tightens does not wait for the lane: a freeze and an end are in force before anything is awaited, and only what they put on
 * record lines up. So whatever loosens looks again after each wait whether it still may.
 */
export class RunTransitions {
  private readonly context: FlowContext;

  constructor(context: FlowContext) {
    this.context = context;
  }

  /** A halt, a safe mode, or a containment of the run's principal or of a session in it. */
  isStopped(run: LiveRun): boolean {
    return whatStopsRun(run, this.context.emergency.read()) !== null;
  }

  /** Stops everything in a run at once, before it is on record; ends a run that cannot be frozen. A frozen one stays so. */
  async freeze(run: KnownRun, { by, reason }: Stop): Promise<void> {
    run.freezes += 1;
    if (run.state !== 'running') return;
    run.state = 'frozen';
    run.stopped = reason;
    run.pass.freeze(reason);
    const holding = holdStill(run);
    const recorded = run.lane.pass(async () => {
      if (await holding) await this.recordFrozen(run, { by, reason });
    });
    if (await holding) await recorded;
    else await this.end(run, unfrozen(by, reason));
  }

  /** Lets a frozen run go on. Raises `run.refused` where it is not frozen, is stopped, or was frozen again meanwhile. */
  resume(run: KnownRun, by: string): Promise<void> {
    const { freezes } = run;
    const mayGoOn = (): boolean => run.state === 'frozen' && run.freezes === freezes && !this.isStopped(run);
    return run.lane.pass(async () => {
      if (!mayGoOn()) throw this.notFrozen(run);
      await recordRun(this.context, run.identity, { type: 'run.resumed', by, data: {} });
      if (mayGoOn()) await this.goOn(run);
      else if (run.state === 'frozen')
        await this.recordFrozen(run, { by: 'gateway', reason: 'it was stopped meanwhile' });
      if (stateOf(run) !== 'running') throw this.notFrozen(run);
    });
  }

  /** Ends a run, once: whoever asks again is told what it was. */
  end(run: KnownRun, ending: RunEnd): Promise<RunSummary> {
    run.settling ??= settleRun(this.context, run, ending).finally(() => this.expireAfter(run, REVIEW_MS));
    return run.settling;
  }

  /** Takes changes over or drops them, once. Raises `run.refused` where none wait or somebody decides already. */
  review(run: KnownRun, { by, verdict }: { readonly by: string; readonly verdict: 'apply' | 'drop' }) {
    return this.decide(run, { by, verdict });
  }

  /** Closes a run that is over, with changes that nobody looked at. */
  async close(run: KnownRun): Promise<void> {
    run.cancelExpiry();
    if (run.state === 'reviewing') await this.decide(run, { by: 'gateway', verdict: 'expired' }).catch(() => undefined);
    await this.closeLeft(run);
  }

  /** Tries again to close the sandbox of a run that is over. */
  closeLeft(run: KnownRun): Promise<void> {
    return run.lane.pass(async () => {
      if (!run.isClosed) await cleanUp(run, []);
    });
  }

  private notFrozen(run: KnownRun): GatewayError {
    const stop = whatStopsRun(run, this.context.emergency.read());
    if (run.state !== 'frozen' || stop === null)
      return new GatewayError('run.refused', `resume a run: it is ${run.state}, want a frozen one that nothing stops`);
    return new GatewayError('run.refused', `resume a run: ${stop.why}`, { remedies: [stop.remedy] });
  }

  private async goOn(run: KnownRun): Promise<void> {
    run.state = 'running';
    run.stopped = null;
    run.pass.resume();
    try {
      await run.held.sandbox.resume();
    } catch (error) {
      this.freezeBeside(run, 'it could not go on');
      throw error;
    }
    if (this.isStopped(run)) this.freezeBeside(run, 'it was stopped meanwhile');
    // A freeze that came while the sandbox went on may have reached it too early.
    if (stateOf(run) === 'frozen' && !(await holdStill(run)))
      void this.end(run, unfrozen('gateway', run.stopped ?? 'it was stopped meanwhile')).catch(() => undefined);
  }

  private freezeBeside(run: KnownRun, reason: string): void {
    void this.freeze(run, { by: 'gateway', reason }).catch(() => undefined);
  }

  private async recordFrozen(run: KnownRun, { by, reason }: Stop): Promise<void> {
    await recordRun(this.context, run.identity, { type: 'run.frozen', by, data: { reason } });
  }

  private async decide(
    run: KnownRun,
    { by, verdict }: { readonly by: string; readonly verdict: 'apply' | 'drop' | 'expired' },
  ): Promise<RunSummary> {
    const { state, summary } = run;
    if (state !== 'reviewing' || summary === null || run.isDeciding)
      throw new GatewayError(
        'run.refused',
        `review a run: it is ${run.isDeciding ? 'being decided about' : state}, want one whose changes wait`,
      );
    run.isDeciding = true;
    try {
      return await run.lane.pass(() => takeOver(this.context, run, { by, verdict, summary }));
    } finally {
      run.isDeciding = false;
      if (stateOf(run) === 'ended') run.cancelExpiry();
    }
  }

  private expireAfter(run: KnownRun, delayMs: number): void {
    if (run.state !== 'reviewing') return;
    run.cancelExpiry = this.context.ports.clock.after(delayMs, () => {
      if (run.isDeciding) this.expireAfter(run, AGAIN_MS);
      else void this.decide(run, { by: 'gateway', verdict: 'expired' }).catch(() => undefined);
    });
  }
}

/** Calls the sandbox before anything is awaited; answers whether it holds still. */
async function holdStill({ held }: KnownRun): Promise<boolean> {
  try {
    await held.sandbox.freeze();
    return true;
  } catch {
    return false;
  }
}

function unfrozen(by: string, reason: string): RunEnd {
  return { by, exitCode: null, stop: { reason: `${reason}, and it could not be frozen`, excess: 'stopped' } };
}

/** How it stands now, whatever it was before something was awaited. */
function stateOf({ state }: KnownRun): RunState {
  return state;
}
