import type { CountersignClient } from '../../../sdk/client.ts';
import type { WireRunState } from '../../../sdk/wire.ts';
import type { Context } from '../command.ts';
import { visibleText } from '../terminal/visible-text.ts';

const MAX_FAILURES = 3;
const PAUSE_MS = 1_000;

/**
 * Follows a run while its program runs: tells the person when it is stopped or goes on, and ends the program when the run is over or
 * the gateway is gone, since nobody would decide then. Ends with `signal`.
 */
export async function followRun(
  client: CountersignClient,
  id: string,
  {
    terminal,
    signal,
    onOver,
  }: Pick<Context, 'terminal'> & { readonly signal: AbortSignal; readonly onOver: () => void },
): Promise<void> {
  let known: WireRunState = 'running';
  let failures = 0;
  while (!signal.aborted) {
    try {
      const { run, summary } = await client.runs.follow(id, known, { signal });
      failures = 0;
      if (run.state === 'ended' || run.state === 'reviewing') {
        const why = summary?.stopped ?? null;
        if (why !== null) tell(terminal, `the run was ended: ${visibleText(why)}`);
        onOver();
        return;
      }
      if (run.state !== known)
        tell(
          terminal,
          run.state === 'frozen' ? `the run is frozen: countersign runs resume ${run.session}` : 'the run goes on',
        );
      known = run.state;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (failures >= MAX_FAILURES) {
        tell(terminal, `the gateway cannot be reached, so the program is ended: ${messageOf(error)}`);
        onOver();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function tell({ err, errorStyle }: Context['terminal'], text: string): void {
  err(`\r${errorStyle.yellow('countersign:')} ${text}\r`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'it does not answer';
}
