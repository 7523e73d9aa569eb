import { tighterLimits } from '../../../core/sandbox/tighter-limits.ts';
import type { Sandbox } from '../../../ports/sandbox.ts';
import { SandboxError } from '../../../ports/sandbox.ts';
import { OUTER_PATH } from '../inside-names.ts';
import { markedGroup } from './marked-group.ts';
import type { ProgramGroup } from './session-group.ts';
import { untilEmpty } from './session-processes.ts';
import { lookAfter, type Session } from './session-state.ts';
import { markOf, startOf, whyNotStarted } from './start-program.ts';
import { watchProgram } from './watch-program.ts';

/** How often it is looked whether what runs at a terminal came, and went. */
const LOOK_MS = 250;
/** A launch that nobody used by then is not waited for any more. */
const UNUSED_MS = 10 * 60_000;

/**
 * Programs at a person's terminal: what is started joins the session by itself, so that whoever has the terminal starts it. It is
 * bounded and watched like the others, but for what it prints, which only the terminal sees.
 */
export function terminalOf(session: Session): NonNullable<Sandbox['terminal']> {
  return {
    launch: async (program) => {
      if (session.state === 'ended' || session.state === 'closed')
        throw new SandboxError('sandbox.ended', 'start a program at a terminal: its sandbox has ended');
      const why = whyNotStarted(program) ?? whyNoTerminal(program.argv);
      if (why !== null) throw new SandboxError('sandbox.spec', `start a program at a terminal: ${why}`);
      const name = `terminal-${session.uuid()}`;
      const group = session.group?.program(name) ?? markedGroup(name, session.spec.limits);
      const { words, inputs } = startOf(session, { program, group, trace: null, hasTerminal: true });
      attend(session, { group, limits: tighterLimits(session.spec.limits, program.limits) });
      return {
        argv: words,
        environment: { PATH: OUTER_PATH, ...markOf(session, name), ...terminalName(program.environment) },
        inputs,
      };
    },
  };
}

/** env(1), which gives a program its keys back, takes such a name for a variable, and the next word for the program. */
function whyNoTerminal([name = '']: readonly string[]): string | null {
  return name.includes('=') ? `its name is ${JSON.stringify(name)}, want one without =` : null;
}

/** What stands around a program may have to know its terminal too. */
function terminalName(environment: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const { TERM: term } = environment;
  return term === undefined ? {} : { TERM: term };
}

/** Bounds what runs in a group from the first process on, and removes the group after the last. */
function attend(
  session: Session,
  {
    group,
    limits,
  }: { readonly group: ProgramGroup; readonly limits: { readonly wallMs: number; readonly cpuMs: number } },
): void {
  let unwatch: (() => void) | null = null;
  let waitedMs = 0;
  const finish = (): void => {
    clearInterval(timer);
    unwatch?.();
    session.running.delete(end);
    void untilEmpty(group.processes)
      .then(() => group.remove())
      .then(() => lookAfter(session));
  };
  const end = (): void => {
    group.kill();
    finish();
  };
  const timer = setInterval(() => {
    waitedMs += LOOK_MS;
    const isThere = group.processes().length > 0;
    if (isThere && unwatch === null)
      unwatch = watchProgram({
        group,
        limits,
        directory: session.stage.path,
        isFrozen: () => session.state === 'frozen',
        onExcess: end,
      });
    if (!isThere && (unwatch !== null || waitedMs >= UNUSED_MS)) finish();
  }, LOOK_MS);
  timer.unref();
  session.running.add(end);
}
