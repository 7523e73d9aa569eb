import { type ChildProcess, spawn } from 'node:child_process';
import { closedStdio } from './closed-stdio.ts';
import { RUN_MARK } from './marked-processes.ts';

/**
 * Reads from the gateway until there is nothing more, which is when it ended, however it did; then ends what carries the mark,
 * as long as there is something. `$1` is the mark.
 */
const SCRIPT = `
cat > /dev/null
for round in 1 2 3 4 5 6 7 8 9 10; do
  found=$(grep -lsa "${RUN_MARK}=$1" /proc/[0-9]*/environ | cut -d/ -f3)
  [ -z "$found" ] && exit 0
  kill -KILL $found 2> /dev/null
done`;

/** Something that outlives the gateway by as much as it takes to end what runs. */
export type Watchdog = { readonly end: () => void };

/** Starts the watchdog of one sandbox. */
export function startWatchdog(mark: string): Watchdog {
  const child: ChildProcess = closedStdio(['pipe', 'ignore', 'ignore'], (stdio) =>
    spawn('/bin/sh', ['-c', SCRIPT, 'sh', mark], {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
      detached: true,
      stdio: [...stdio],
    }),
  );
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.unref();
  return { end: () => child.kill('SIGKILL') };
}
