import { chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { programProblem } from '../../core/sandbox/program-problem.ts';
import type { Excess } from '../../core/sandbox/sandbox-limits.ts';
import { notRun } from '../../ports/not-run.ts';
import {
  type CleanUpReport,
  type Sandbox,
  type SandboxChanges,
  SandboxError,
  type SandboxedProgram,
  type SandboxedResult,
  type SandboxSpec,
} from '../../ports/sandbox.ts';
import { callRunsc } from './call-runsc.ts';
import type { Doors } from './doors.ts';
import type { Holder } from './holder.ts';
import type { IdMap } from './id-map.ts';
import type { LimitGroup } from './limit-group.ts';
import { mountsBelow } from './mounts-below.ts';
import { ociConfig } from './oci-config.ts';
import { readChanges } from './read-changes.ts';
import { removeTree } from './remove-tree.ts';
import { type Running, runProgram } from './run-program.ts';
import { enterGroups, type RunscPlace, runscWords } from './runsc-command.ts';
import { kill, processesIn } from './sandbox-processes.ts';
import type { Stage } from './stage.ts';

/** What a sandbox was made of. */
export type Made = {
  readonly spec: SandboxSpec<Socket>;
  readonly ids: IdMap;
  readonly stage: Stage;
  readonly holder: Holder;
  readonly doors: Doors;
  readonly group: LimitGroup | null;
  /** Of runsc. */
  readonly program: string;
  /** Called once, when nothing of it is left in use. */
  readonly onClosed: () => void;
};

type State = Sandbox['state'];
type Program = { readonly id: string; readonly running: Running; readonly entrances: readonly string[] };

const PAUSE_TRIES_MS = 20_000;
const PAUSE_AGAIN_MS = 50;

/**
 * A sandbox of gVisor: each program has a kernel of its own, and the files, the home, the network and the bounds of the sandbox
 * in common with the others. So a program that breaks its kernel, or is killed with it, takes no other along.
 */
export class GvisorSandbox implements Sandbox {
  readonly id: string;
  /** gVisor passes a terminal's bytes on, and none of its keys and sizes. */
  readonly terminal = null;
  private readonly made: Made;
  private readonly programs = new Map<string, Program>();
  private current: State = 'running';
  private count = 0;
  private closing: Promise<CleanUpReport> | null = null;
  private endedFor: Excess | null = null;
  private isKept = false;

  constructor(made: Made) {
    this.made = made;
    this.id = made.spec.id;
    void made.holder.ended.then(() => {
      if (this.current !== 'closed') this.current = 'ended';
    });
  }

  get state(): State {
    return this.current;
  }

  async run(program: SandboxedProgram): Promise<SandboxedResult> {
    if (program.signal?.aborted === true) return notRun({ kind: 'stopped' }, 'stopped');
    const why = this.whyNot(program);
    if (why !== null) return notRun({ kind: 'not-started', why });
    const id = this.nextId();
    try {
      return await this.runAs(id, program);
    } catch (error) {
      return notRun({ kind: 'not-started', why: error instanceof Error ? error.message : 'it was refused' });
    } finally {
      this.programs.delete(id);
      rmSync(this.bundle(id), { recursive: true, force: true });
    }
  }

  async freeze(): Promise<void> {
    if (this.current !== 'running') return;
    this.current = 'frozen';
    await Promise.all([...this.programs.values()].map((one) => this.until('pause', one)));
  }

  async resume(): Promise<void> {
    if (this.current !== 'frozen') return;
    if (this.isKept) this.restore();
    else await Promise.all([...this.programs.values()].map((one) => this.until('resume', one)));
    if (this.current === 'frozen') this.current = 'running';
  }

  async keep(): Promise<void> {
    if (this.current !== 'running') return;
    // To try would end what runs: a kernel that has the network of another cannot be written down.
    if (this.made.spec.doors.length > 0)
      throw new SandboxError('sandbox.failed', 'keep a sandbox: found doors, want none');
    this.current = 'frozen';
    this.isKept = true;
    const kept = await Promise.all([...this.programs.values()].map((one) => this.keepOne(one)));
    if (!kept.includes(false)) return;
    this.restore();
    this.current = 'running';
    throw new SandboxError('sandbox.failed', 'keep a sandbox: one of its programs could not be kept');
  }

  async terminate(excess: Excess): Promise<void> {
    if (this.current === 'ended' || this.current === 'closed') return;
    this.current = 'ended';
    this.endedFor = excess;
    await this.endPrograms(excess);
  }

  async changes(): Promise<SandboxChanges> {
    const { spec, stage, holder } = this.made;
    if (this.current === 'closed') throw new SandboxError('sandbox.ended', 'list changes: the sandbox is closed');
    if (spec.writes !== 'copy')
      return {
        changes: [],
        read: () => Promise.reject(new SandboxError('sandbox.failed', 'read a change: found none')),
      };
    const [lower, merged] = [join(holder.root, stage.path, 'lower'), join(holder.root, stage.path, 'merged')];
    try {
      return readChanges({ lower, merged, upper: join(stage.path, 'layer/upper') });
    } catch (error) {
      throw error instanceof SandboxError
        ? error
        : new SandboxError('sandbox.failed', 'list changes: they could not be read', { cause: error });
    }
  }

  close(): Promise<CleanUpReport> {
    this.closing ??= this.closeNow();
    return this.closing;
  }

  private whyNot({ argv, cwd, environment }: SandboxedProgram): string | null {
    if (this.current === 'frozen') return 'the sandbox is frozen';
    if (this.current !== 'running')
      return `the sandbox is ${this.current}${this.endedFor === null ? '' : `: ${this.endedFor}`}`;
    const problem = programProblem(argv, environment ?? {});
    if (problem !== null) return problem;
    return cwd === undefined || this.isFolder(cwd)
      ? null
      : `found no folder ${JSON.stringify(cwd.slice(0, 200))} to start it in`;
  }

  /** As programs see it: in the last of the places that holds it. */
  private isFolder(path: string): boolean {
    const { stage, holder } = this.made;
    const bind = stage.binds.findLast(({ to }) => path === to || path.startsWith(`${to}/`));
    const at =
      bind === undefined ? join(stage.path, 'root', path) : join(holder.root, bind.from, path.slice(bind.to.length));
    return (
      path.startsWith('/') &&
      !path.split('/').includes('..') &&
      statSync(at, { throwIfNoEntry: false })?.isDirectory() === true
    );
  }

  private async runAs(id: string, program: SandboxedProgram): Promise<SandboxedResult> {
    const { spec, stage, holder, group } = this.made;
    const own = group?.below(id) ?? null;
    try {
      const words = this.wordsFor(id, { program, entrances: own?.entrances ?? [] });
      const running = runProgram({
        words,
        mark: this.bundle(id),
        namespace: holder.processes,
        startMark: this.startMark(id),
        streams: join(stage.path, 'streams'),
        program,
        limits: spec.limits,
        group: own,
      });
      this.programs.set(id, { id, running, entrances: own?.entrances ?? [] });
      if (this.endedFor !== null) running.end(this.endedFor);
      return await running.result;
    } finally {
      await own?.remove();
    }
  }

  private wordsFor(
    id: string,
    { program, entrances }: { readonly program: SandboxedProgram; readonly entrances: readonly string[] },
  ): readonly string[] {
    const { spec, ids, stage } = this.made;
    const config = ociConfig({
      argv: program.argv,
      cwd: program.cwd ?? spec.folder,
      environment: { ...spec.environment, ...program.environment },
      userId: ids.userId,
      groupId: ids.groupId,
      fileBytes: spec.limits.fileBytes,
      hasNetwork: spec.doors.length > 0,
      root: join(stage.path, 'root'),
      binds: stage.binds,
    });
    mkdirSync(this.bundle(id), { mode: 0o700 });
    writeFileSync(join(this.bundle(id), 'config.json'), JSON.stringify(config), { mode: 0o600 });
    if (ids.runner !== null)
      for (const at of [this.bundle(id), join(this.bundle(id), 'config.json')]) chownSync(at, ids.runner, ids.runner);
    return enterGroups(
      entrances,
      runscWords(this.place(), ['run', `--bundle=${this.bundle(id)}`, `--pid-file=${this.startMark(id)}`, id]),
    );
  }

  private place(): RunscPlace {
    const { spec, ids, stage, holder, program } = this.made;
    return {
      program,
      holder: { pid: holder.pid, isRoot: ids.runner !== null },
      state: join(stage.path, 'state'),
      network: spec.doors.length === 0 ? 'none' : 'host',
    };
  }

  private bundle(id: string): string {
    return join(this.made.stage.path, 'bundles', id);
  }

  /** There once a program was started. */
  private startMark(id: string): string {
    return join(this.bundle(id), 'started');
  }

  private nextId(): string {
    this.count += 1;
    return `p${this.count}-${this.id}`;
  }

  /** A kernel that is only just starting cannot be paused yet. */
  private async until(what: 'pause' | 'resume', { id, running }: Program): Promise<void> {
    const untilMs = performance.now() + PAUSE_TRIES_MS;
    while (!running.hasEnded() && this.current === 'frozen') {
      if (await callRunsc(runscWords(this.place(), [what, id]))) return;
      if (performance.now() > untilMs)
        throw new SandboxError('sandbox.failed', `${what} a sandbox: one of its programs did not answer`);
      await pause(PAUSE_AGAIN_MS);
    }
  }

  /** A kernel that is only just starting cannot be kept yet. */
  private async keepOne({ id, running }: Program): Promise<boolean> {
    const { ids } = this.made;
    const image = this.image(id);
    rmSync(image, { recursive: true, force: true });
    mkdirSync(image, { mode: 0o700 });
    if (ids.runner !== null) chownSync(image, ids.runner, ids.runner);
    for (const untilMs = performance.now() + PAUSE_TRIES_MS; performance.now() < untilMs; await pause(PAUSE_AGAIN_MS)) {
      const isThere = running.hasEnded() || (await callRunsc(runscWords(this.place(), ['state', id])));
      if (isThere)
        return running.keep(() => callRunsc(runscWords(this.place(), ['checkpoint', `--image-path=${image}`, id])));
    }
    return false;
  }

  private restore(): void {
    this.isKept = false;
    for (const { id, running, entrances } of this.programs.values()) {
      const words = ['restore', `--bundle=${this.bundle(id)}`, `--image-path=${this.image(id)}`, id];
      running.goOn(enterGroups(entrances, runscWords(this.place(), words)));
    }
  }

  private image(id: string): string {
    return join(this.bundle(id), 'image');
  }

  private async endPrograms(excess: Excess): Promise<void> {
    const all = [...this.programs.values()];
    for (const { running } of all) running.end(excess);
    await Promise.all(all.map(({ running }) => running.result));
  }

  private async closeNow(): Promise<CleanUpReport> {
    const startedMs = performance.now();
    const { stage, holder, doors, group, onClosed } = this.made;
    if (this.current !== 'ended') this.current = 'ended';
    this.endedFor ??= 'stopped';
    await this.endPrograms(this.endedFor);
    const sockets = await doors.close();
    const inside = processesIn(holder.processes);
    await holder.end();
    for (const one of inside) kill(one);
    const groups = (await group?.remove()) ?? [];
    removeTree(stage.path);
    this.current = 'closed';
    onClosed();
    return {
      processes: processesIn(holder.processes),
      mounts: mountsBelow(stage.path),
      groups,
      files: statSync(stage.path, { throwIfNoEntry: false }) === undefined ? [] : [stage.path],
      sockets,
      durationMs: Math.round(performance.now() - startedMs),
    };
  }
}
