import type { SandboxedProgram } from '../../../ports/sandbox.ts';
import { encodeOptions } from '../bwrap-arguments.ts';
import { MARK } from './marked-group.ts';
import { problemsOfVariable } from './read-spec.ts';
import { sessionArguments } from './session-arguments.ts';
import { sessionCommand } from './session-command.ts';
import type { ProgramGroup } from './session-group.ts';
import { insiderOf } from './session-settings.ts';
import type { Session } from './session-state.ts';

/** Descriptors of what starts a program: bubblewrap reads its options from 3 and the filter from 4, and writes to 5. */
const FILTER_DESCRIPTOR = 4;
export const STATUS_DESCRIPTOR = 5;

/** What is started, and what it reads from descriptor 3 on. */
export type Start = { readonly words: readonly string[]; readonly inputs: readonly Uint8Array[] };

/** How one program is started in a session. */
export function startOf(
  { spec, runner, holder, filter, hidden, group: all }: Session,
  {
    program,
    group,
    trace,
    hasTerminal,
  }: {
    readonly program: SandboxedProgram;
    readonly group: ProgramGroup;
    readonly trace: string | null;
    readonly hasTerminal: boolean;
  },
): Start {
  const options = sessionArguments({
    cwd: program.cwd ?? spec.folder,
    environment: { ...spec.environment, ...program.environment },
    ...insiderOf(runner),
    hidden,
    filterDescriptor: FILTER_DESCRIPTOR,
    statusDescriptor: hasTerminal ? null : STATUS_DESCRIPTOR,
    hasTerminal,
  });
  const words = sessionCommand(program.argv, {
    entrances: group.entrances,
    runner,
    holderPid: holder.pid,
    limits: spec.limits,
    isMemoryGrouped: all?.can.memory === true,
    trace,
    hasTerminal,
  });
  return { words, inputs: [encodeOptions(options), filter] };
}

/** Why a program is not started in any sandbox, as the end of a sentence; null where it can be. */
export function whyNotStarted({ argv, cwd = '/', environment = {} }: SandboxedProgram): string | null {
  if (argv.length === 0 || argv[0] === '') return 'it has no name';
  if ([...argv, cwd].some((word) => word.includes('\0'))) return 'a word of it holds a zero byte';
  if (!cwd.startsWith('/')) return `its folder is ${JSON.stringify(cwd)}, want an absolute path`;
  return Object.entries(environment).flatMap(([name, value]) => problemsOfVariable(name, value))[0] ?? null;
}

/** What marks what stands around a program, where control groups do not. */
export function markOf({ group }: Session, name: string): Readonly<Record<string, string>> {
  return group === null ? { [MARK]: name } : {};
}
