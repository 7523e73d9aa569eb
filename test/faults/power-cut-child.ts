/**
 * A gateway that kills itself (SIGKILL) right before its n-th change of the file system: `node power-cut-child.ts` with a
 * `PowerCutOrder` on standard input. Prints `ready`, `done <id>` and `cut <call>`, each at once.
 */
import { readFileSync, writeSync } from 'node:fs';
import { openWorkspaceFiles } from '../../adapters/workspace/open-workspace-files.ts';
import { openPlainContents } from '../../adapters/workspace/testing/plain-contents.ts';
import type { ChangeRequest } from '../../ports/workspace-files.ts';
import { interceptFileCalls } from './intercept-file-calls.ts';

export type PowerCutOrder = {
  readonly root: string;
  readonly stateFolder: string;
  readonly contentFolder: string;
  /** Made one after the other, after the recovery. */
  readonly requests: readonly ChangeRequest[];
  readonly cutAtCall: number;
};

async function main(): Promise<void> {
  const order = JSON.parse(readFileSync(0, 'utf8')) as PowerCutOrder;
  const files = await openWorkspaceFiles({
    stateFolder: order.stateFolder,
    contents: openPlainContents(order.contentFolder),
    minFreeBytes: 0,
  });
  let count = 0;
  await interceptFileCalls(async ({ name, run, runInPart }) => {
    count += 1;
    if (count < order.cutAtCall) return run();
    await runInPart?.();
    writeSync(1, `cut ${name}\n`);
    process.kill(process.pid, 'SIGKILL');
    // The signal is on its way; nothing more may be done until it is there.
    return new Promise(() => undefined);
  });
  await files.recover();
  writeSync(1, 'ready\n');
  for (const request of order.requests) {
    await files.apply(order.root, request);
    writeSync(1, `done ${request.id}\n`);
  }
}

await main();
