import type { Json } from '../../core/encoding/json.ts';
import { fail, type Result } from '../../core/result.ts';
import type { CodeFailure, CodeIsolate, CodeRequest } from '../../ports/code-isolate.ts';
import type { CommandContainment } from '../../ports/command-containment.ts';
import type { SandboxProbe } from '../../ports/sandbox.ts';
import { problemOf, textOf } from './check-request.ts';
import { type CheckedRequest, evaluateIn } from './evaluate-in.ts';
import { type Evaluator, type Hold, startEvaluator } from './evaluator.ts';
import { probeIsolate } from './probe-isolate.ts';
import { Turns } from './turns.ts';

/** What holds the processes that evaluate. */
export type IsolateSettings = {
  /**
   * A process sandbox. `nobody` leaves the processes to Node's permission model and QuickJS alone, which is for people who ask for
   * it by that name: it keeps out of files and programs, not of the network.
   */
  readonly holder: CommandContainment | 'nobody';
  /** Processes that wait for a request, started ahead. */
  readonly spare?: number;
  /** At most this many evaluations run at a time; the others wait, at most 100. */
  readonly atOnce?: number;
};

const MAX_WAITING = 100;
/** Names the run to the holder; the longest that a request may take, and more than the process ever prints in its bounds. */
const MARK = { name: 'COUNTERSIGN_RUN', value: 'code' };
const HELD_LIMITS = { timeoutMs: 600_000, outputBytes: 100_000_000 };

/**
 * Opens an isolate on QuickJS as WebAssembly.
 *
 * Each request has a process, a memory and an engine of its own, once: a process that waits is taken, used and killed, and the
 * next one started. Three walls: QuickJS within a WebAssembly memory, Node's permission model, and the process sandbox.
 */
export function openIsolate({ holder, spare = 1, atOnce = 4 }: IsolateSettings): CodeIsolate {
  return new Isolate({
    hold: holder === 'nobody' ? unheld : heldBy(holder),
    isHeld: holder !== 'nobody',
    spare,
    atOnce,
  });
}

type Making = { readonly hold: Hold; readonly isHeld: boolean; readonly spare: number; readonly atOnce: number };

class Isolate implements CodeIsolate {
  private readonly making: Making;
  private readonly turns: Turns;
  private readonly waiting: Evaluator[] = [];
  private readonly living = new Set<Evaluator>();
  private probed: Promise<SandboxProbe> | null = null;
  private closed = false;

  constructor(making: Making) {
    this.making = making;
    this.turns = new Turns({ atOnce: making.atOnce, mostWaiting: MAX_WAITING });
  }

  probe(): Promise<SandboxProbe> {
    this.probed ??= probeIsolate((request) => this.evaluate(request), this.making.isHeld);
    return this.probed;
  }

  async evaluate(request: CodeRequest): Promise<Result<Json, CodeFailure>> {
    const input = textOf(request.input);
    const problem = problemOf(request, input);
    if (problem !== null || input === undefined) return notRun(problem ?? 'evaluate code: found no input');
    if (request.signal?.aborted === true) return fail({ kind: 'stopped' });
    const leave = await this.turns.take();
    if (leave === null) return notRun(`evaluate code: found ${MAX_WAITING} requests waiting, want fewer`);
    try {
      return await this.evaluateNow({ request, input });
    } finally {
      leave();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.living].map((one) => this.endOf(one)));
  }

  private async evaluateNow(checked: CheckedRequest): Promise<Result<Json, CodeFailure>> {
    if (this.closed) return notRun('evaluate code: the isolate is closed');
    const evaluator = this.waiting.shift() ?? this.start();
    const why = await evaluator.ready;
    const outcome = why === null ? await evaluateIn(evaluator, checked) : notRun(`evaluate code: ${why}`);
    if (why === null) this.fill();
    await this.endOf(evaluator);
    return outcome;
  }

  private fill(): void {
    while (!this.closed && this.waiting.length < this.making.spare) this.waiting.push(this.start());
  }

  private start(): Evaluator {
    const evaluator = startEvaluator(this.making.hold);
    this.living.add(evaluator);
    return evaluator;
  }

  private async endOf(evaluator: Evaluator): Promise<void> {
    await evaluator.end();
    this.living.delete(evaluator);
  }
}

function notRun(why: string): Result<Json, CodeFailure> {
  return fail({ kind: 'not-run', why });
}

function heldBy(holder: CommandContainment): Hold {
  return async ({ argv, folder, environment }) => {
    const containment = await holder.contains(folder);
    if (!containment.isContained) throw new Error(`nothing holds the process that evaluates: ${containment.why}`);
    const spec = { argv, cwd: folder, environment: { ...environment, PATH: '/usr/bin:/bin' }, limits: HELD_LIMITS };
    return holder.hold(spec, MARK);
  };
}

const unheld: Hold = async ({ argv, environment }) => ({
  argv,
  environment,
  inputs: [],
  release: () => Promise.resolve(null),
});
