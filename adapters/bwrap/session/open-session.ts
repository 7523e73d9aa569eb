import type { Socket } from 'node:net';
import { machine } from 'node:os';
import type { Guarantee } from '../../../core/sandbox/guarantee.ts';
import type { Excess } from '../../../core/sandbox/sandbox-limits.ts';
import {
  type CleanUpReport,
  type Sandbox,
  type SandboxChanges,
  SandboxError,
  type SandboxSpec,
} from '../../../ports/sandbox.ts';
import { readableHidden } from '../inside-names.ts';
import { seccompFilter } from '../seccomp-filter.ts';
import { closeSession } from './close-session.ts';
import { inheritedDescriptors } from './closed-stdio.ts';
import { type Doors, openDoors } from './doors.ts';
import { type Holder, startHolder } from './holder.ts';
import { overlayChanges } from './overlay-changes.ts';
import { NO_PROTECTION, protectionOf } from './protected-paths.ts';
import { removeFolder } from './remove-folder.ts';
import { runProgram } from './run-program.ts';
import { openSessionGroup, type SessionGroup } from './session-group.ts';
import { processesIn, signalAll, untilEmpty } from './session-processes.ts';
import { sessionRoot } from './session-root.ts';
import { runnerFor, type SessionSettings } from './session-settings.ts';
import { lookAfter, type Session } from './session-state.ts';
import { makeStage, noteGroups, noteTable, STAGE } from './stage.ts';
import { Streams } from './streams.ts';
import { terminalOf } from './terminal.ts';

/** Opens a sandbox of a spec that was read. Raises `SandboxError`; then nothing of it is left. */
export async function openSession(
  spec: SandboxSpec<Socket>,
  { settings, enforces }: { readonly settings: SessionSettings; readonly enforces: ReadonlySet<Guarantee> },
): Promise<Sandbox> {
  const { session, doors } = await makeSession(spec, settings);
  let closing: Promise<CleanUpReport> | null = null;
  return {
    id: spec.id,
    get state() {
      return session.state;
    },
    run: (program) => runProgram(session, program),
    terminal: enforces.has('terminal') ? terminalOf(session) : null,
    freeze: () => freeze(session),
    resume: async () => resume(session),
    terminate: (excess) => terminate(session, excess),
    changes: () => changesOf(session),
    overstepped: () => [...session.overstepped],
    close: async () => {
      closing ??= terminate(session, 'gateway').then(() => closeSession(session, doors));
      return closing;
    },
  };
}

async function makeSession(
  spec: SandboxSpec<Socket>,
  settings: SessionSettings,
): Promise<{ readonly session: Session; readonly doors: Doors }> {
  const filter = seccompFilter(machine());
  if (filter === null)
    throw new SandboxError(
      'sandbox.unavailable',
      `open a sandbox: there is no filter of system calls for ${machine()}`,
    );
  const runner = runnerFor(settings.uuid());
  const stage = makeStage(spec, { settings, runner });
  let group: SessionGroup | null = null;
  let holder: Holder | null = null;
  try {
    group = openSessionGroup(`${spec.id}-${settings.uuid().slice(0, 8)}`, spec.limits);
    noteGroups(stage.path, group?.folders ?? []);
    const before = spec.writes === 'direct' ? await protectionOf(spec.folder) : NO_PROTECTION;
    const root = sessionRoot(spec, { stage, protectedNames: before.paths });
    noteTable(stage.path, root.table);
    const inherited = inheritedDescriptors();
    const streams = new Streams(stage.streams);
    const [held] = await Promise.all([
      startHolder(spec, { stage, runner, root, inherited }).then((one) => (holder = one)),
      streams.prepare(),
    ]);
    const doors = await openDoors(spec.doors, { holder: held, runner, inherited });
    const shared = {
      spec,
      runner,
      stage,
      holder: held,
      group,
      streams,
      filter,
      uuid: settings.uuid,
      before,
      inherited,
      hidden: readableHidden(),
    };
    const session: Session = {
      ...shared,
      ...{ overstepped: [], looking: Promise.resolve() },
      ...{ state: 'running', reason: null, running: new Set() },
    };
    void held.ended.then(() => terminate(session, 'gateway'));
    return { session, doors };
  } catch (error) {
    await (holder as Holder | null)?.end();
    await group?.remove();
    await removeFolder(stage.path);
    if (error instanceof SandboxError) throw error;
    throw new SandboxError(
      'sandbox.failed',
      `open a sandbox: ${error instanceof Error ? error.message : 'it was refused'}`,
      { cause: error },
    );
  }
}

async function freeze(session: Session): Promise<void> {
  if (session.state !== 'running') return;
  session.state = 'frozen';
  if (!(await stopAll(session))) throw new SandboxError('sandbox.failed', 'freeze a sandbox: it took too long');
}

function resume(session: Session): void {
  if (session.state !== 'frozen') return;
  continueAll(session);
  session.state = 'running';
}

/** Answers when nothing runs any more; false where that takes too long. */
async function stopAll({ group, holder }: Session): Promise<boolean> {
  if (group?.can.freeze === true) return group.freeze();
  signalAll(holder.network, { signal: 'SIGSTOP', but: holder.own });
  return true;
}

function continueAll({ group, holder }: Session): void {
  if (group?.can.freeze === true) group.resume();
  else signalAll(holder.network, { signal: 'SIGCONT', but: holder.own });
}

/** Ends every program, also those at terminals, which are not ours to wait for; the layers stay. */
async function terminate(session: Session, excess: Excess): Promise<void> {
  if (session.state === 'ended' || session.state === 'closed') return;
  const isFrozen = session.state === 'frozen';
  session.state = 'ended';
  session.reason = excess;
  const { holder, group } = session;
  for (const end of session.running) end(excess);
  signalAll(holder.network, { signal: 'SIGKILL', but: holder.own });
  if (isFrozen) group?.resume();
  await untilEmpty(() => processesIn(holder.network).filter((pid) => !holder.own.has(pid)));
  await lookAfter(session);
}

/** While programs run, they are stopped for the walk: none may swap a folder for a link under it. */
async function changesOf(session: Session): Promise<SandboxChanges> {
  const { spec, state, holder, running } = session;
  if (spec.writes === 'direct')
    throw new SandboxError('sandbox.no-copy', 'list the changes of a sandbox: it changes its folder in place');
  if (state === 'closed') throw new SandboxError('sandbox.ended', 'list the changes of a sandbox: it is closed');
  if (spec.writes === 'none') return { changes: [], read: () => Promise.reject(NO_CHANGES) };
  const isStopped = state === 'running' && running.size > 0 && (await stopAll(session));
  try {
    const stage = `${holder.root}${STAGE}`;
    return overlayChanges({
      lower: `${stage}/lower`,
      upper: `${stage}/layer/upper`,
      merged: `${holder.root}${spec.folder}`,
    });
  } finally {
    if (isStopped && session.state === 'running') continueAll(session);
  }
}

const NO_CHANGES = new SandboxError('sandbox.failed', 'read a file of a sandbox: it changes nothing');
