import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareNaively, copyNaively, type NaiveCopy } from './testing/naive-copy.ts';
import { createSeededNumbers } from './testing/random-edits.ts';
import { type Fixture, makeFixture, TEST_SECRET } from './testing/snapshot-fixture.ts';

const CRASHES = 10;

/** Edits the workspace, takes snapshots, puts and sweeps contents for ever; says the id of every snapshot that was answered. */
const TAKER = `
  const at = (name) => import(new URL(name, ${JSON.stringify(import.meta.url)}).href);
  const { openSnapshots } = await at('./open-snapshots.ts');
  const { createTestCipher } = await at('./testing/snapshot-fixture.ts');
  const { createSeededNumbers, editRandomly } = await at('./testing/random-edits.ts');
  const { writeSync } = await import('node:fs');
  const { DIRECTORY: directory, ROOT: root, SEED, SECRET, SINCE } = process.env;
  const cipher = createTestCipher(Buffer.from(SECRET, 'hex'));
  const all = openSnapshots({ directory, cipher, nowMs: () => 0, homeDirectory: null, privateDirectories: [] });
  const pick = createSeededNumbers(Number(SEED));
  writeSync(1, 'ready\\n');
  for (let count = 0; ; count++) {
    for (let edits = 0; edits < 5; edits++) editRandomly(root, pick);
    const id = SEED + '-' + String(count).padStart(6, '0');
    const atMs = Number(SINCE) + 1;
    await all.snapshots.take({ root, id, atMs, reason: 'manual', action: null, session: null, paths: null });
    writeSync(1, id + '\\n');
    await all.contents.put(Buffer.from('of no snapshot ' + count));
    if (count % 3 === 2) await all.snapshots.purge(Number(SINCE));
  }
`;

/** Lets a process take some snapshots, ends it by SIGKILL a moment later, and answers the ids that it said were taken. */
async function takeUntilKilled(
  t: TestContext,
  {
    fixture,
    seed,
    sinceMs,
    after,
    delayMs,
  }: {
    readonly fixture: Fixture;
    readonly seed: number;
    readonly sinceMs: number;
    readonly after: number;
    readonly delayMs: number;
  },
): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', TAKER], {
    env: {
      DIRECTORY: fixture.directory,
      ROOT: fixture.root,
      SEED: `${seed}`,
      SECRET: Buffer.from(TEST_SECRET).toString('hex'),
      SINCE: `${sinceMs}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
  });
  // The first line says that it is ready.
  while (said.split('\n').length < 2 + after) await once(child.stdout, 'data');
  const ended = once(child, 'close');
  await sleep(delayMs);
  child.kill('SIGKILL');
  assert.deepEqual(await ended, [null, 'SIGKILL']);
  return said.split('\n').slice(1, -1);
}

test('keeps every snapshot that was answered, and no half of one, through SIGKILL at any moment', async (t) => {
  let fixture = makeFixture(t);
  const pick = createSeededNumbers(7);
  for (let folder = 0; folder < 30; folder++) {
    mkdirSync(join(fixture.root, `folder ${folder}`));
    for (let place = 0; place < 20; place++)
      writeFileSync(join(fixture.root, `folder ${folder}`, `${place}`), `${folder} ${place}\n`.repeat(300));
  }
  let taken = 0;
  let before: { readonly id: string; readonly copy: NaiveCopy } | null = null;
  for (let crash = 0; crash < CRASHES; crash++) {
    fixture.close();
    const sinceMs = crash * 10;
    // The first is killed while it takes its very first snapshot.
    const after = crash === 0 ? 0 : pick(6);
    const ids = await takeUntilKilled(t, { fixture, seed: crash + 1, sinceMs, after, delayMs: pick(30) });
    taken += ids.length;
    fixture = fixture.reopen();
    for (const id of ids) assert.equal((await fixture.snapshots.find(id))?.id, id);
    const copy = copyNaively(fixture.root);
    const { id } = await fixture.take({ atMs: sinceMs + 10, id: `${crash + 1}-z` });
    if (before !== null) {
      const changes = await fixture.snapshots.compare(before.id, id);
      assert.deepEqual(changes, compareNaively(before.copy, copy), `crash ${crash}`);
      for (const change of changes)
        for (const state of [change.before, change.after])
          if (state.kind === 'file')
            assert.equal(hash('sha256', await fixture.contents.get(state.sha256)), state.sha256);
    }
    before = { id, copy };
  }
  assert.ok(taken > CRASHES, `${taken} snapshots were taken`);
});
