import type { CommandResult, CommandRunner, CommandSpec, StopSignal } from '../../ports/command-runner.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { StopSwitch } from './stop-switch.ts';
import { Turns } from './turns.ts';

/** Programs that run at once, and that wait, in the whole gateway: each may take a whole machine. */
const PROGRAMS = { atOnce: 2, waiting: 64 } as const;

const NOTHING = { text: '', sizeBytes: 0 } as const;

/** The runner as flows use it, and how to end what it runs. */
export type BoundedRunner = { readonly runner: CommandRunner; readonly close: () => void };

/**
 * Bounds the programs of the gateway: two programs at once, the others wait for their turn; what runs is ended with its
 * tree when everything is halted or the gateway closes, and what waits is not started then.
 *
 * Git, which the gateway runs on its own behalf and in a moment, waits for nothing and is not interrupted halfway.
 */
export function boundRunner(
  runner: CommandRunner,
  { events, emergency }: Pick<FlowContext, 'events' | 'emergency'>,
): BoundedRunner {
  const programs = new Turns('run a program', PROGRAMS);
  const running = new Set<StopSwitch>();
  const stopAll = (): void => {
    for (const stop of running) stop.fire();
  };
  let isClosed = false;
  const unsubscribe = events.subscribe((event) => {
    if (event.kind === 'emergency' && event.halted) stopAll();
  });
  const run = async (spec: CommandSpec): Promise<CommandResult> => {
    const stop = new StopSwitch();
    running.add(stop);
    const heard = stopWith(spec.signal, stop);
    try {
      return await programs.take(async () => {
        const mayRun = !stop.aborted && !isClosed && emergency.read().halt === null;
        return mayRun ? runner.run({ ...spec, signal: stop }) : notRun({ kind: 'stopped' });
      });
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return notRun({ kind: 'not-started', why: error.message });
    } finally {
      running.delete(stop);
      heard();
    }
  };
  return {
    runner: {
      run: (spec) => (spec.isOwn === true ? runner.run(spec) : run(spec)),
      contains: (folder) => runner.contains(folder),
    },
    close: () => {
      isClosed = true;
      unsubscribe();
      stopAll();
    },
  };
}

/** Fires a switch with another signal; answers how to stop listening. */
function stopWith(signal: StopSignal | undefined, stop: StopSwitch): () => void {
  const fire = (): void => stop.fire();
  if (signal?.aborted === true) fire();
  signal?.addEventListener('abort', fire);
  return () => signal?.removeEventListener('abort', fire);
}

function notRun(end: CommandResult['end']): CommandResult {
  return { end, stdout: NOTHING, stderr: NOTHING, durationMs: 0, contained: true };
}
