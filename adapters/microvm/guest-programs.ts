import { constants } from 'node:os';
import { KeptBytes } from '../../core/sandbox/kept-bytes.ts';
import type { Excess } from '../../core/sandbox/sandbox-limits.ts';
import { tighterLimits } from '../../core/sandbox/tighter-limits.ts';
import type { CommandEnd } from '../../core/verify/command-end.ts';
import { notRun } from '../../ports/not-run.ts';
import type { SandboxedProgram, SandboxedResult, SandboxSpec } from '../../ports/sandbox.ts';
import type { GuestChannel } from './guest-channel.ts';
import { decodeValues, encodeValues, type Frame } from './guest-frames.ts';

type Running = {
  readonly program: SandboxedProgram;
  readonly stdout: KeptBytes;
  readonly stderr: KeptBytes;
  readonly startedMs: number;
  readonly wallMs: number;
  excess: Excess | null;
  finish: (result: SandboxedResult) => void;
};

type Limits = SandboxSpec<unknown>['limits'];

/** How long a guest may take to end a program that it was told to kill; then the machine is not believed any more. */
const KILL_GRACE_MS = 10_000;
const INPUT_PIECE_BYTES = 64 * 1024;

/**
 * The programs of one guest. The guest starts, bounds and kills them; the wall clock is ours. Every program that was started is
 * answered for, also when the guest never answers.
 */
export class GuestPrograms {
  readonly #channel: GuestChannel;
  readonly #spec: Pick<SandboxSpec<unknown>, 'folder' | 'environment' | 'limits'>;
  readonly #onStuck: () => void;
  readonly #running = new Map<number, Running>();
  #last: number;

  constructor({
    channel,
    spec,
    firstNumber = 1,
    onStuck,
  }: {
    readonly channel: GuestChannel;
    readonly spec: Pick<SandboxSpec<unknown>, 'folder' | 'environment' | 'limits'>;
    readonly firstNumber?: number;
    /** The guest did not end what it was told to end. */
    readonly onStuck: () => void;
  }) {
    this.#channel = channel;
    this.#spec = spec;
    this.#onStuck = onStuck;
    this.#last = firstNumber - 1;
    channel.listen(['o', 'p'], (frame) => this.#print(frame));
    channel.listen(['x'], (frame) => this.#end(frame));
  }

  /** Never rejects. */
  run(program: SandboxedProgram): Promise<SandboxedResult> {
    if (program.argv.length === 0) return Promise.resolve(notStarted('found no program, want one'));
    if (program.signal?.aborted === true) return Promise.resolve(notRun({ kind: 'stopped' }, 'stopped'));
    this.#last += 1;
    const number = this.#last;
    const limits = tighterLimits(this.#spec.limits, program.limits);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.stop(number, 'wall'), limits.wallMs);
      const onAbort = (): void => this.stop(number, 'stopped');
      program.signal?.addEventListener('abort', onAbort, { once: true });
      this.#running.set(number, {
        program,
        stdout: new KeptBytes(program.keepBytes),
        stderr: new KeptBytes(program.keepBytes),
        startedMs: performance.now(),
        wallMs: limits.wallMs,
        excess: null,
        finish: (result) => {
          clearTimeout(timer);
          program.signal?.removeEventListener('abort', onAbort);
          this.#running.delete(number);
          resolve(result);
        },
      });
      this.#start(number, { program, limits });
    });
  }

  /** Ends one, for a reason that its result names: the first that was given. */
  stop(number: number, excess: Excess): void {
    const running = this.#running.get(number);
    if (running === undefined) return;
    running.excess ??= excess;
    this.#channel.send({ kind: 'K', number });
    setTimeout(() => {
      if (this.#running.get(number) === running) this.#onStuck();
    }, KILL_GRACE_MS).unref();
  }

  /** Ends all, and answers when all have ended. */
  async stopAll(excess: Excess): Promise<void> {
    for (const number of this.#running.keys()) this.stop(number, excess);
    const untilMs = performance.now() + KILL_GRACE_MS;
    while (this.#running.size > 0 && performance.now() < untilMs)
      await new Promise((resolve) => setTimeout(resolve, 5));
    this.abandon(excess);
  }

  /** Answers for all that are left: the guest is gone. */
  abandon(excess: Excess): void {
    for (const running of this.#running.values()) {
      running.excess ??= excess;
      running.finish(resultOf(running, { end: { kind: 'stopped' }, cpuMs: null, peakMemoryBytes: null }));
    }
  }

  #start(number: number, { program, limits }: { readonly program: SandboxedProgram; readonly limits: Limits }): void {
    const environment = { ...this.#spec.environment, ...program.environment };
    const values = [
      program.cwd ?? this.#spec.folder,
      `${limits.cpuMs} ${limits.outputBytes}`,
      encodeValues(program.argv),
      ...Object.entries(environment).flat(),
    ];
    this.#channel.send({ kind: 'R', number, body: encodeValues(values) });
    const input = program.input ?? new Uint8Array();
    for (let at = 0; at < input.length; at += INPUT_PIECE_BYTES)
      this.#channel.send({ kind: 'I', number, body: input.subarray(at, at + INPUT_PIECE_BYTES) });
    this.#channel.send({ kind: 'I', number });
  }

  #print({ kind, number, body }: Frame): void {
    const running = this.#running.get(number);
    if (kind === 'o') running?.stdout.add(body);
    else running?.stderr.add(body);
  }

  #end({ number, body }: Frame): void {
    const running = this.#running.get(number);
    if (running === undefined) return;
    const [kind = '', detail = '', cpuMs = '', peak = '', excess = ''] = (decodeValues(body) ?? []).map((value) =>
      value.toString('utf8').slice(0, 500),
    );
    if (running.excess === null) running.excess = GUEST_EXCESSES.find((one) => one === excess) ?? null;
    const end = endOf({ kind, detail, running });
    running.finish(resultOf(running, { end, cpuMs: numberOf(cpuMs), peakMemoryBytes: numberOf(peak) }));
  }
}

/** What a guest finds out by itself. */
const GUEST_EXCESSES = ['cpu', 'memory', 'tasks', 'output', 'files'] as const satisfies readonly Excess[];

function endOf({
  kind,
  detail,
  running,
}: {
  readonly kind: string;
  readonly detail: string;
  readonly running: Running;
}): CommandEnd {
  if (running.excess === 'wall') return { kind: 'timed-out', afterMs: running.wallMs };
  if (kind === 'not-found') return { kind };
  if (kind === 'not-started') return { kind, why: detail };
  if (running.excess !== null && FROM_OUTSIDE.includes(running.excess)) return { kind: 'stopped' };
  const status = numberOf(detail);
  if (status === null) return { kind: 'signalled', signal: 'SIGKILL' };
  const signal = status & 0x7f;
  return signal === 0
    ? { kind: 'exited', exitCode: (status >> 8) & 0xff }
    : { kind: 'signalled', signal: nameOf(signal) };
}

const FROM_OUTSIDE: readonly Excess[] = ['stopped', 'lease', 'gateway'];

function nameOf(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `SIG${number}`;
}

function resultOf(
  running: Running,
  {
    end,
    cpuMs,
    peakMemoryBytes,
  }: { readonly end: CommandEnd; readonly cpuMs: number | null; readonly peakMemoryBytes: number | null },
): SandboxedResult {
  return {
    end,
    excess: running.excess,
    stdout: running.stdout.toText(textOf),
    stderr: running.stderr.toText(textOf),
    usage: { wallMs: Math.round(performance.now() - running.startedMs), cpuMs, peakMemoryBytes },
    accesses: [],
  };
}

/** The result of a program that was not started. */
export function notStarted(why: string): SandboxedResult {
  return notRun({ kind: 'not-started', why });
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function numberOf(text: string): number | null {
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}
