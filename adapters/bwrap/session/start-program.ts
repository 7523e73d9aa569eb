import type { SandboxLimits } from '../../../core/sandbox/sandbox-limits.ts';
import type { SandboxedProgram } from '../../../ports/sandbox.ts';
import { encodeOptions } from '../bwrap-arguments.ts';
import { groupsFile, hiddenFiles, ORDINARY_ID, usersFile } from '../inside-names.ts';
import { type SessionJail, sessionArguments } from './session-arguments.ts';
import { sessionCommand } from './session-command.ts';
import type { ProgramGroup } from './session-group.ts';
import type { Session } from './session-state.ts';

/** Descriptors of what starts a program: bubblewrap reads the first four from 3 on, and writes to the last. */
const DESCRIPTORS = { seccomp: 4, users: 5, groups: 6 } as const;
export const STATUS_DESCRIPTOR = 7;

/** What is started, and what it reads from descriptor 3 on. */
export type Start = { readonly words: readonly string[]; readonly inputs: readonly Uint8Array[] };

/** How one program is started in a session. */
export function startOf(
  { spec, runner, stage, holder, filter, before, group: all }: Session,
  {
    program,
    group,
    trace,
    hasTerminal,
  }: {
    readonly program: SandboxedProgram;
    readonly group: ProgramGroup | null;
    readonly trace: string | null;
    readonly hasTerminal: boolean;
  },
): Start {
  const jail: SessionJail = {
    folder: spec.folder,
    writes: spec.writes,
    protectedNames: spec.writes === 'direct' ? before.kept : [],
    home: spec.home?.path ?? null,
    readable: spec.readable.map((path, index) => ({ path, name: stage.readable[index] ?? '' })),
    cwd: program.cwd ?? spec.folder,
    hidden: hiddenFiles(),
    userId: runner.isDropped ? ORDINARY_ID : runner.userId,
    groupId: runner.isDropped ? ORDINARY_ID : runner.groupId,
    environment: { ...spec.environment, ...program.environment },
    descriptors: DESCRIPTORS,
    statusDescriptor: hasTerminal ? null : STATUS_DESCRIPTOR,
    hasTerminal,
  };
  const words = sessionCommand(program.argv, {
    entrances: group?.entrances ?? [],
    runner,
    holderPid: holder.pid,
    limits: spec.limits,
    isMemoryGrouped: all?.can.memory === true,
    trace,
    hasTerminal,
  });
  return { words, inputs: [encodeOptions(sessionArguments(jail)), filter, usersFile(jail), groupsFile(jail)] };
}

/** The tighter of the sandbox's limits and the program's own. */
export function limitsOf(limits: SandboxLimits, own: SandboxedProgram['limits']): SandboxLimits {
  return {
    ...limits,
    wallMs: Math.min(limits.wallMs, own?.wallMs ?? limits.wallMs),
    outputBytes: Math.min(limits.outputBytes, own?.outputBytes ?? limits.outputBytes),
  };
}
