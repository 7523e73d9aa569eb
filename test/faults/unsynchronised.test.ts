import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FilesError, type WorkspaceFiles } from '../../ports/workspace-files.ts';
import { seeded } from '../simulation/seeded.ts';
import { forEachTrial, type Trial } from './file-trial.ts';
import { ForgetfulDisk } from './forgetful-disk.ts';
import { interceptFileCalls } from './intercept-file-calls.ts';
import { changesBetween, isSameWorld, readWorld } from './random-world.ts';

const SEEDS = 10;

test('is as before or as after when the power fails at any call and everything not synchronised may be lost', {
  skip: process.platform === 'linux' ? false : 'the file gateway needs Linux',
  timeout: 400_000,
}, async () => {
  const seed = Number(process.env['COUNTERSIGN_SEED'] ?? Date.now() % 1_000_000);
  const random = seeded(seed);
  const results = { undone: 0, finished: 0, none: 0, made: 0 };
  await forEachTrial({ first: seed, seeds: SEEDS }, async (trial, call) => {
    const isMade = await runUntil(trial, { call, random }, (files) =>
      files.apply(trial.root, { id: 'change', changes: changesBetween(trial.from, trial.to) }),
    );
    if (isMade) {
      assert.ok(isSameWorld(readWorld(trial.root), trial.to), `seed ${seed}: what was answered is lost`);
      assert.deepEqual(await (await trial.open()).recover(), []);
      results.made += 1;
      return false;
    }
    while (random.chance(0.5))
      await runUntil(trial, { call: 1 + random.below(20), random }, (files) => files.recover());
    const files = await trial.open();
    const [recovered] = await files.recover();
    assert.notEqual(recovered?.result, 'inconsistent', `seed ${seed}: ${recovered?.problem ?? ''}`);
    const isAfter = isSameWorld(readWorld(trial.root), trial.to);
    assert.ok(isAfter || isSameWorld(readWorld(trial.root), trial.from), `seed ${seed}: between`);
    if (recovered !== undefined) assert.equal(recovered.result, isAfter ? 'finished' : 'undone');
    results[recovered?.result === 'finished' ? 'finished' : recovered?.result === 'undone' ? 'undone' : 'none'] += 1;
    return true;
  });
  process.stdout.write(`seed ${seed}: ${JSON.stringify(results)}\n`);
  assert.ok(results.undone > 0 && results.finished > 0 && results.made === SEEDS);
});

/** Works on a disk that dies at a call, or right after the work, and loses what it may; answers whether the work was done. */
async function runUntil(
  trial: Trial,
  { call, random }: { readonly call: number; readonly random: ReturnType<typeof seeded> },
  work: (files: WorkspaceFiles) => Promise<unknown>,
): Promise<boolean> {
  const files = await trial.open();
  const attic = join(trial.root, '../attic');
  mkdirSync(attic, { recursive: true });
  const disk = new ForgetfulDisk(attic);
  let count = 0;
  const stop = await interceptFileCalls((fileCall) => {
    count += 1;
    if (count >= call) throw Object.assign(new Error('EIO: the power is off'), { code: 'EIO' });
    return disk.run(fileCall);
  });
  try {
    await work(files);
    return count < call;
  } catch (error) {
    assert.ok(error instanceof FilesError, String(error));
    return false;
  } finally {
    stop();
    disk.cut(random);
    rmSync(attic, { recursive: true });
  }
}
