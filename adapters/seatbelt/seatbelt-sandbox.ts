import { existsSync, rmSync } from 'node:fs';
import type { Excess } from '../../core/sandbox/sandbox-limits.ts';
import {
  type CleanUpReport,
  type Sandbox,
  type SandboxChanges,
  SandboxError,
  type SandboxedProgram,
  type SandboxedResult,
  type TerminalLaunch,
} from '../../ports/sandbox.ts';
import { type SeatbeltBounds, seatbeltArguments } from './seatbelt-profile.ts';

type Words = Omit<SandboxedProgram, 'input' | 'signal'>;

/** What it was made of. */
export type Made = {
  /** What runs the programs, which are `sandbox-exec` with ours as its words. */
  readonly runner: Sandbox;
  readonly bounds: SeatbeltBounds;
  /** Made for it, and removed with it. */
  readonly folders: readonly string[];
  readonly writesNothing: boolean;
};

/** A sandbox of seatbelt: each program of it is started within the same profile, which all that it starts inherits. */
export class SeatbeltSandbox implements Sandbox {
  readonly terminal: Sandbox['terminal'];
  private readonly made: Made;

  constructor(made: Made) {
    this.made = made;
    const { terminal } = made.runner;
    const launch = (program: Words): Promise<TerminalLaunch> =>
      terminal === null
        ? Promise.reject(new SandboxError('sandbox.failed', 'start at a terminal: found none'))
        : terminal.launch(this.within(program));
    this.terminal = terminal === null ? null : { launch };
  }

  get id(): string {
    return this.made.runner.id;
  }

  get state(): Sandbox['state'] {
    return this.made.runner.state;
  }

  run(program: SandboxedProgram): Promise<SandboxedResult> {
    return this.made.runner.run(program.argv.length === 0 ? program : this.within(program));
  }

  freeze(): Promise<void> {
    return this.made.runner.freeze();
  }

  resume(): Promise<void> {
    return this.made.runner.resume();
  }

  terminate(excess: Excess): Promise<void> {
    return this.made.runner.terminate(excess);
  }

  async changes(): Promise<SandboxChanges> {
    if (!this.made.writesNothing) return this.made.runner.changes();
    return { changes: [], read: () => Promise.reject(new SandboxError('sandbox.failed', 'read a change: found none')) };
  }

  async close(): Promise<CleanUpReport> {
    const report = await this.made.runner.close();
    for (const folder of this.made.folders) rmSync(folder, { recursive: true, force: true });
    return { ...report, files: [...report.files, ...this.made.folders.filter((folder) => existsSync(folder))] };
  }

  private within<Program extends Words>(program: Program): Program {
    return { ...program, argv: seatbeltArguments(this.made.bounds, program.argv) };
  }
}
