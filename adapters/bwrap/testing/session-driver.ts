import { randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { openBwrapDriver } from '../open-bwrap-driver.ts';

/** A driver with a folder of its own, and why its tests cannot run here; null where they can. */
export async function sessionDriver(): Promise<{
  readonly driver: ReturnType<typeof openBwrapDriver>;
  readonly directory: string;
  readonly skipReason: string | null;
}> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-sessions-')));
  after(() => rmSync(directory, { recursive: true, force: true }));
  const driver = openBwrapDriver({ directory, home: '/home/nobody-here', closed: [], uuid: randomUUID });
  const { works, missing } = await driver.probe();
  return { driver, directory, skipReason: works ? null : (missing.at(-1)?.why ?? 'bubblewrap does not work here') };
}
