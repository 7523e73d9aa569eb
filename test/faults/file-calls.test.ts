import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import fileCalls from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { ABSENT, type EntryState, isSameState } from '../../core/workspace/entry-state.ts';
import { FilesError, type WorkspaceFiles } from '../../ports/workspace-files.ts';
import { forEachTrial, makeBase, makeTrial, type Trial } from './file-trial.ts';
import { interceptFileCalls } from './intercept-file-calls.ts';
import { changesBetween, isSameWorld, readWorld, type World } from './random-world.ts';

const SEEDS = 6;
const skip = process.platform === 'linux' ? false : 'the file gateway needs Linux';

/** Which calls fail, counted from 1. */
type Failing = (call: number) => boolean;

test('takes everything back and says why when any one call fails, and can go on', {
  skip,
  timeout: 400_000,
}, async () => {
  let failures = 0;
  await forEachTrial({ seeds: SEEDS }, async (trial, call) => {
    const files = await trial.open();
    const outcome = await applyFailing(trial, files, (count) => count === call);
    if (outcome === 'made') return false;
    failures += 1;
    assert.equal(outcome.code, 'files.no-space', outcome.message);
    assert.ok(isSameWorld(readWorld(trial.root), trial.from), `call ${call}: ${outcome.message}`);
    await files.apply(trial.root, { id: 'again', changes: changesBetween(trial.from, trial.to) });
    assert.ok(isSameWorld(readWorld(trial.root), trial.to));
    return true;
  });
  process.stdout.write(`${failures} failing calls\n`);
});

test('is as before or as after when every call from any one on fails, once it is started again', {
  skip,
  timeout: 400_000,
}, async () => {
  const results = { undone: 0, finished: 0, none: 0 };
  await forEachTrial({ seeds: SEEDS }, async (trial, call) => {
    const outcome = await applyFailing(trial, await trial.open(), (count) => count >= call);
    if (outcome === 'made') return false;
    const files = await trial.open();
    const [recovered] = await files.recover();
    assert.notEqual(recovered?.result, 'inconsistent', recovered?.problem ?? '');
    results[recovered?.result === 'inconsistent' ? 'none' : (recovered?.result ?? 'none')] += 1;
    const isAfter = recovered?.result === 'finished' || isSameWorld(readWorld(trial.root), trial.to);
    assert.ok(isSameWorld(readWorld(trial.root), isAfter ? trial.to : trial.from), `call ${call}`);
    assert.deepEqual(await files.recover(), []);
    return true;
  });
  process.stdout.write(`${JSON.stringify(results)}\n`);
  assert.ok(results.undone > 0 && results.finished > 0);
});

test('overwrites nothing that somebody wrote after a crash: the workspace stays closed until a person reopened it', {
  skip,
}, async () => {
  const base = makeBase();
  try {
    const { root, open, ...trial } = makeTrial(base, 1);
    const target = changesBetween(trial.from, trial.to).find(({ after }) => after.kind === 'file')?.path ?? '';
    const dead = await open();
    const isThere = (): boolean => isSameState(readWorld(root).get(target) ?? ABSENT, trial.to.get(target) ?? ABSENT);
    for (let call = 1; !isThere(); call++) {
      await (await open()).recover();
      await applyFailing({ root, open, ...trial }, dead, (count) => count >= call);
    }
    rmSync(join(root, target));
    writeFileSync(join(root, target), 'written by a person');
    const left = readWorld(root);
    const files = await open();
    const [recovered] = await files.recover();
    assert.equal(recovered?.result, 'inconsistent');
    assert.match(recovered?.problem ?? '', new RegExp(JSON.stringify(target)));
    assert.deepEqual(await files.recover(), [recovered], 'it is told at every start');
    const planned = trial.to.get(target);
    assert.ok(planned?.kind === 'file' && (await files.contentsInUse()).has(planned.sha256), 'no sweep may remove it');
    const changes = [{ path: 'other', before: ABSENT, after: { kind: 'folder', mode: 0o755 } }] as const;
    await assert.rejects(files.apply(root, { id: 'next', changes }), {
      code: 'files.inconsistent',
      message: /want a person to compare these files with the journal .*\.json, to put them right, and then to reopen/,
    });
    assert.ok(isSameWorld(withoutTemporaries(readWorld(root)), withoutTemporaries(left)), 'nothing was touched');
    await files.reopen(root);
    assert.ok(isSameWorld(readWorld(root), withoutTemporaries(left)), 'only our own temporary files are gone');
    await files.apply(root, { id: 'next', changes });
    assert.equal(readFileSync(join(root, target), 'utf8'), 'written by a person');
    assert.deepEqual(await files.recover(), []);
    assert.deepEqual(await files.contentsInUse(), new Set());
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});

test('refuses names that a volume which ignores case takes for one another', { skip }, async () => {
  const base = makeBase();
  const calls = fileCalls as unknown as Record<string, (path: Buffer, ...rest: unknown[]) => Promise<unknown>>;
  const original = calls['lstat'];
  assert.ok(original !== undefined);
  try {
    const { root, open } = makeTrial(base, 1);
    const before = readWorld(root);
    const files = await open();
    const folder: EntryState = { kind: 'folder', mode: 0o755 };
    const changes = ['Read', 'read'].map((name) => ({ path: `new/${name}`, before: ABSENT, after: folder }));
    // As a volume that ignores case would: every name is found under its lower-case form.
    calls['lstat'] = (path, ...rest) => original(Buffer.from(path.toString('latin1').toLowerCase(), 'latin1'), ...rest);
    syncBuiltinESMExports();
    await assert.rejects(files.apply(root, { id: 'c', changes }), {
      code: 'files.invalid',
      message: /"new\/Read" and "new\/read", which this volume takes for one another/,
    });
    assert.ok(isSameWorld(readWorld(root), before));
    assert.deepEqual(await files.recover(), []);
  } finally {
    calls['lstat'] = original;
    syncBuiltinESMExports();
    rmSync(base, { recursive: true, force: true });
  }
});

function withoutTemporaries(world: World): World {
  return new Map([...world].filter(([path]) => !path.includes('.countersign-')));
}

/** Makes the change while the named calls fail as on a full disk; answers the failure, where it is one of the gateway's. */
async function applyFailing(trial: Trial, files: WorkspaceFiles, isFailing: Failing): Promise<'made' | FilesError> {
  let count = 0;
  const stop = await interceptFileCalls(async ({ run }) => {
    count += 1;
    if (isFailing(count)) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    return run();
  });
  try {
    await files.apply(trial.root, { id: 'change', changes: changesBetween(trial.from, trial.to) });
    return 'made';
  } catch (error) {
    assert.ok(error instanceof FilesError, String(error));
    return error;
  } finally {
    stop();
  }
}
