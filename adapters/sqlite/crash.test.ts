import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSqliteStores } from './open-sqlite-stores.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-crash-'));
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

const CRASHES = 12;

/** Writes batches of 16 for ever; says the size of the log after each, in a line, before it begins the next. */
const WRITER = `
  const { openSqliteStores } = await import(${JSON.stringify(new URL('./open-sqlite-stores.ts', import.meta.url).href)});
  const samples = ${JSON.stringify(new URL('../../ports/conformance/', import.meta.url).href)};
  const { batchAt } = await import(samples + 'write-batch.ts');
  const { sampleAction, sampleSession } = await import(samples + 'sample-records.ts');
  const { writeSync } = await import('node:fs');
  const { ledger } = openSqliteStores({ path: process.env.STORE });
  let size = (await ledger.loadHead())?.size ?? 0;
  writeSync(1, size + '\\n');
  for (;;) {
    const units = Array.from({ length: 16 }, (_, offset) => [
      { kind: 'action.create', record: sampleAction({ id: 'action ' + (size + offset), logIndex: size + offset }) },
      { kind: 'session.save', session: sampleSession({ consecutiveDenials: size + offset }) },
    ]);
    const payloads = units.map((_, offset) => ({ entryIndex: size + offset, salt: '', sealed: new Uint8Array(1500) }));
    const outcome = await ledger.commit({ ...batchAt(size, units), payloads });
    if (!outcome.ok) process.exit(1);
    size += 16;
    writeSync(1, size + '\\n');
  }
`;

/** Lets a writer work on the store for a while, ends it by SIGKILL, and answers the last size it said was durable. */
async function writeUntilKilled(path: string, workMs: number): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER], {
    env: { ...process.env, STORE: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
  });
  await once(child.stdout, 'data');
  const ended = once(child, 'close');
  await sleep(workMs);
  child.kill('SIGKILL');
  const [code, signal] = (await ended) as [number | null, string | null];
  assert.deepEqual([code, signal], [null, 'SIGKILL']);
  return Number(said.split('\n').at(-2));
}

describe('a writer that is killed in the middle of its work', () => {
  it('leaves everything it answered for, and log and state in agreement', async () => {
    const path = join(directory, 'store.db');
    for (let crash = 0; crash < CRASHES; crash += 1) {
      const durable = await writeUntilKilled(path, 5 + crash * 11);
      const stores = openSqliteStores({ path });
      const size = (await stores.ledger.loadHead())?.size ?? 0;
      assert.ok(size >= durable, `found ${size} entries, wanted at least ${durable}`);
      const [last, ...beyond] = await stores.ledger.readEntries({ fromIndex: Math.max(size - 1, 0), limit: 10 });
      assert.deepEqual([last?.index, beyond], [size === 0 ? undefined : size - 1, []]);
      for (let index = Math.max(0, size - 40); index < size; index += 1) {
        assert.equal((await stores.actions.find(`action ${index}`))?.logIndex, index);
        assert.equal((await stores.ledger.readPayload(index))?.sealed.length, 1_500);
      }
      assert.equal(await stores.actions.find(`action ${size}`), null);
      assert.equal((await stores.sessions.find('session-1'))?.consecutiveDenials, size === 0 ? undefined : size - 1);
      await stores.close();
    }
  });
});
