import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { RunChanges, RunOrder } from '../../../application/run/run-order.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { portsOf, type ScriptedHolder, scriptedHolder } from './scripted-holder.ts';

const LARGE = 60 * 1024 * 1024;

type Place = WorkspaceGateway & {
  readonly holder: ScriptedHolder;
  readonly start: (changes: RunChanges, isolation?: RunOrder['isolation']) => Promise<string>;
};

async function place(t: TestContext): Promise<Place> {
  const holder = scriptedHolder();
  const at = await openWorkspaceGateway(t, { ports: { runs: portsOf(holder) } });
  mkdirSync(join(at.root, 'node_modules/dependency'), { recursive: true });
  mkdirSync(join(at.root, '.git/objects'), { recursive: true });
  const start: Place['start'] = async (changes, isolation = 'bwrap') => {
    const { run } = await at.gateway.startRun(OPERATOR, {
      ...{ argv: ['claude'], workspace: at.root, cwd: at.root, isolation, changes, allowHosts: [], secrets: {} },
      ...{ environment: {}, isTerminal: false, leaseMs: 60_000 },
    });
    return run.id;
  };
  return { ...at, holder, start };
}

test('names what a run may have changed that is neither shown nor undone, large files of its own first', async (t) => {
  const { root, gateway, start } = await place(t);
  const id = await start('keep');
  writeFileSync(join(root, 'node_modules/dependency/index.js'), 'changed');
  writeFileSync(join(root, 'huge.bin'), '');
  truncateSync(join(root, 'huge.bin'), LARGE);
  const { files, notKept } = await gateway.endRun(OPERATOR, id, 0);
  assert.deepEqual(files, []);
  assert.deepEqual(
    notKept.map(({ path }) => path),
    ['huge.bin', 'node_modules'],
  );
  assert.match(notKept[0]?.why ?? '', /more than \d+ bytes/);
});

test('names the store of version control only where nothing kept the run from writing to it', async (t) => {
  const { gateway, start } = await place(t);
  const { notKept } = await gateway.endRun(OPERATOR, await start('keep', 'none'), 0);
  assert.deepEqual(
    notKept.map(({ path }) => path),
    ['.git/objects', 'node_modules'],
  );
});

test('takes the rest over where a changed file is too large for that, and says so first', async (t) => {
  const { root, holder, gateway, start } = await place(t);
  const file = (sizeBytes: number) => ({ kind: 'file', sizeBytes, isExecutable: false }) as const;
  holder.changes = [
    { path: 'a.txt', before: 'nothing', after: file(2), content: 'a\n' },
    { path: 'huge.bin', before: 'nothing', after: file(LARGE) },
    { path: 'node_modules/dependency/new.js', before: 'nothing', after: file(1), content: 'n' },
  ];
  const id = await start('review');
  const { leftOut, files } = await gateway.endRun(OPERATOR, id, 0);
  assert.deepEqual(
    leftOut.map(({ path }) => path),
    ['huge.bin'],
  );
  assert.match(leftOut[0]?.why ?? '', /more than \d+ bytes/);
  assert.deepEqual(
    files.map(({ path }) => path),
    ['a.txt', 'node_modules/dependency/new.js'],
  );
  const { notKept, run } = await gateway.reviewRun(OPERATOR, id, 'apply');
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'a\n');
  // Paths that are named are kept wherever they lie.
  assert.deepEqual(notKept, []);
  const what = { kind: 'session', session: run.session } as const;
  await gateway.undo(OPERATOR, { root, what, within: null, force: false, dryRun: false });
  assert.equal(existsSync(join(root, 'node_modules/dependency/new.js')), false);
});

test('says what cannot be undone of changes that are too many to be kept one by one', async (t) => {
  const { holder, gateway, start } = await place(t);
  holder.changes = Array.from({ length: 1_100 }, (_, index) => ({
    // As sandboxes tell them: in the order of their paths.
    path: `${index < 100 ? 'file' : 'node_modules/dependency/f'}${String(index).padStart(4, '0')}`,
    before: 'nothing' as const,
    after: { kind: 'file' as const, sizeBytes: 1, isExecutable: false },
    content: 'n',
  }));
  const id = await start('review');
  await gateway.endRun(OPERATOR, id, 0);
  const { notKept } = await gateway.reviewRun(OPERATOR, id, 'apply');
  assert.deepEqual(
    notKept.map(({ path }) => path),
    ['node_modules'],
  );
});
