import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import type { Excess } from '../../core/sandbox/sandbox-limits.ts';
import {
  type CleanUpReport,
  type Sandbox,
  type SandboxChanges,
  SandboxError,
  type SandboxedProgram,
  type SandboxedResult,
  type SandboxSpec,
} from '../../ports/sandbox.ts';
import { answerOf, type Guest } from './guest-boot.ts';
import { GuestChanges } from './guest-changes.ts';
import { GuestDoors } from './guest-doors.ts';
import { GuestPrograms, notStarted } from './guest-programs.ts';
import { processTree, stillRunning } from './process-tree.ts';
import { SocketPairs } from './socket-pairs.ts';

const FREEZE_MS = 15_000;

export type MicrovmSandboxParts = {
  readonly guest: Guest;
  readonly spec: SandboxSpec<Socket>;
  /** Of this sandbox alone; removed with it. */
  readonly folder: string;
  /** Keeps its machine, which is paused then; answers the name of what was kept. */
  readonly keep: () => Promise<string>;
  /** Of its first program: one that was continued goes on with other numbers than those that still run in it. */
  readonly firstNumber: number;
};

/**
 * A sandbox that is a virtual machine of its own.
 *
 * Freezing stops the programs inside and then the machine's processor; a question about changes lets the machine, not the
 * programs, go on for as long as it takes. `terminate` ends the programs and leaves the machine, so that changes can still be
 * read; `close` ends the machine.
 */
export class MicrovmSandbox implements Sandbox {
  readonly id: string;
  readonly terminal = null;
  readonly #parts: MicrovmSandboxParts;
  readonly #pairs = new SocketPairs();
  readonly #programs: GuestPrograms;
  readonly #doors: GuestDoors;
  readonly #changes: GuestChanges;
  #state: Sandbox['state'] = 'running';
  #closing: Promise<CleanUpReport> | null = null;
  #order: Promise<unknown> = Promise.resolve();

  constructor(parts: MicrovmSandboxParts) {
    this.#parts = parts;
    const { guest, spec } = parts;
    const { channel } = guest;
    this.id = spec.id;
    this.#programs = new GuestPrograms({
      channel,
      spec,
      firstNumber: parts.firstNumber,
      onStuck: () => void guest.machine.kill(),
    });
    this.#doors = new GuestDoors({ channel, doors: spec.doors, pairs: this.#pairs });
    this.#changes = new GuestChanges({ channel, folder: spec.folder });
    void channel.closed.then(() => {
      if (this.#state !== 'closed') this.#state = 'ended';
      this.#programs.abandon('stopped');
    });
  }

  get spec(): SandboxSpec<Socket> {
    return this.#parts.spec;
  }

  get state(): Sandbox['state'] {
    return this.#state;
  }

  run(program: SandboxedProgram): Promise<SandboxedResult> {
    if (this.#state === 'ended' || this.#state === 'closed')
      return Promise.resolve(notStarted(`the sandbox is ${this.#state}`));
    return this.#programs.run(program);
  }

  freeze(): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#state !== 'running') return;
      await this.#halt(true);
      await this.#parts.guest.machine.pause();
      this.#state = 'frozen';
    });
  }

  resume(): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#state !== 'frozen') return;
      await this.#parts.guest.machine.resume();
      await this.#halt(false);
      this.#state = 'running';
    });
  }

  terminate(excess: Excess): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#state === 'ended' || this.#state === 'closed') return;
      const wasFrozen = this.#state === 'frozen';
      this.#state = 'ended';
      if (wasFrozen) await this.#parts.guest.machine.resume();
      await this.#programs.stopAll(excess);
    });
  }

  changes(): Promise<SandboxChanges> {
    if (this.#state === 'closed')
      return Promise.reject(new SandboxError('sandbox.ended', 'list changes: the sandbox is closed'));
    return this.#changes.list((question) => this.#inOrder(() => this.#whileAwake(question)));
  }

  /**
   * Keeps its memory with all that runs in it, for `MicrovmDriver.continue`, and goes on. Answers a name. Raises `sandbox.failed`
   * where it cannot be kept.
   */
  snapshot(): Promise<string> {
    return this.#inOrder(async () => {
      if (this.#state === 'closed') throw new SandboxError('sandbox.ended', 'keep a microVM: the sandbox is closed');
      try {
        return await this.#parts.keep();
      } catch (error) {
        const why = error instanceof Error ? error.message : 'it failed';
        throw new SandboxError('sandbox.failed', `keep a microVM: ${why}`, { cause: error });
      } finally {
        if (this.#state !== 'frozen') await this.#parts.guest.machine.resume();
      }
    });
  }

  close(): Promise<CleanUpReport> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<CleanUpReport> {
    const startedMs = performance.now();
    const { guest, folder } = this.#parts;
    const processes = processTree(guest.machine.pid);
    this.#state = 'closed';
    this.#programs.abandon('stopped');
    await guest.machine.kill();
    guest.channel.close();
    const sockets = await this.#doors.close();
    this.#pairs.close();
    await rm(folder, { recursive: true, force: true });
    const left = await goneSoon(processes);
    return {
      processes: left,
      mounts: [],
      groups: [],
      files: existsSync(folder) ? [folder] : [],
      sockets: Array.from({ length: sockets }, (_, index) => `connection ${index + 1}`),
      durationMs: Math.round(performance.now() - startedMs),
    };
  }

  async #whileAwake<T>(question: () => Promise<T>): Promise<T> {
    if (this.#state !== 'frozen') return question();
    const { machine } = this.#parts.guest;
    await machine.resume();
    try {
      return await question();
    } finally {
      await machine.pause();
    }
  }

  async #halt(isFrozen: boolean): Promise<void> {
    const answer = answerOf(this.#parts.guest, { kind: 'f', timeoutMs: FREEZE_MS, what: 'freeze a microVM' });
    this.#parts.guest.channel.send({ kind: 'F', number: isFrozen ? 1 : 0 });
    await answer;
  }

  /** One at a time: a machine is not stopped while it is asked. */
  #inOrder<T>(act: () => Promise<T>): Promise<T> {
    const next = this.#order.then(act, act);
    this.#order = next.catch(() => undefined);
    return next;
  }
}

/** The kernel takes a moment to end what a killed process held. */
async function goneSoon(processes: readonly number[]): Promise<readonly number[]> {
  const untilMs = performance.now() + 2_000;
  for (;;) {
    const left = stillRunning(processes);
    if (left.length === 0 || performance.now() > untilMs) return left;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
