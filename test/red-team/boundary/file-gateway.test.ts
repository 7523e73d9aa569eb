import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createContentCipher } from '../../../adapters/node-crypto/content-cipher.ts';
import { openSystemRandomness } from '../../../adapters/system/system-randomness.ts';
import { nameOfRoot } from '../../../adapters/workspace/journal.ts';
import { openSnapshots } from '../../../adapters/workspace/open-snapshots.ts';
import { openWorkspaceFiles, type WorkspaceFilesOptions } from '../../../adapters/workspace/open-workspace-files.ts';
import type { WorkspacePorts } from '../../../application/gateway-ports.ts';
import { AGENT, LONG_WAIT, OPERATOR } from '../../harness/test-gateway.ts';
import {
  additionOf,
  approvalOf,
  bytesBelow,
  CHANGE,
  GUARDED,
  LINES,
  openGuardedFolder,
  pendingOf,
} from './guarded-folder.ts';

/** Stores of files with bounds of a test's own. */
async function filesWith(
  t: TestContext,
  options: Partial<WorkspaceFilesOptions>,
): Promise<WorkspacePorts & { readonly state: string }> {
  const state = mkdtempSync(join(tmpdir(), 'countersign-files-'));
  const opened = openSnapshots({
    directory: join(state, 'checkpoints'),
    cipher: createContentCipher(new Uint8Array(32).fill(7), openSystemRandomness()),
    nowMs: () => Date.now(),
    homeDirectory: null,
    privateDirectories: [state],
  });
  t.after(() => {
    opened.close();
    rmSync(state, { recursive: true, force: true });
  });
  const { snapshots, contents } = opened;
  const files = await openWorkspaceFiles({
    stateFolder: join(state, 'changes'),
    contents,
    minFreeBytes: 1,
    ...options,
  });
  return { snapshots, contents, files, state };
}

test('FS-001: every write is on record with its action, session and change before it happens, or it does not happen', async (t) => {
  const { attempt, gateway, files, stores } = await openGuardedFolder(t);
  await attempt('write_file', { path: 'a', content: '1\n' });
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 100 });
  const records = entries.map(({ text }) => JSON.parse(text)).filter(({ type }) => type === 'workspace.changed');
  assert.deepEqual(
    records.map(({ data }) => data.stage),
    ['begun', 'ended'],
  );
  for (const { action, session, actor, data } of records)
    assert.ok(action !== null && session === 's' && actor === AGENT.principal && typeof data.change === 'string');
  await stores.close();
  assert.equal((await attempt('write_file', { path: 'b', content: '1\n' })).isDone, false);
  assert.deepEqual(files(), { a: '1\n' });
});

test('FS-002: nothing is written without the approval it needs, nor after a denial', async (t) => {
  const { attempt, approve, files } = await openGuardedFolder(t);
  const asked = await attempt('write_file', GUARDED);
  await approve(approvalOf(asked), { answer: 'deny' });
  const again = await attempt('write_file', GUARDED);
  assert.equal(again.isDone, false);
  assert.deepEqual(files(), {});
});

test('FS-003: the gateway’s own folders are out of reach, from anywhere', async (t) => {
  const { attempt, base, root } = await openGuardedFolder(t);
  const state = join(base, 'state');
  const before = bytesBelow(join(state, 'changes'));
  for (const workspace of [state, join(state, 'checkpoints'), join(state, 'changes/journal'), base]) {
    for (const path of ['x', 'state/x', 'changes/journal/x.json', 'checkpoints/snapshots.db']) {
      const { isDone } = await attempt(
        'write_file',
        { path, content: 'x' },
        { workspace, session: `${workspace} ${path}` },
      );
      assert.equal(isDone, false, `${workspace} ${path}`);
      assert.equal(
        (await attempt('read_file', { path }, { workspace, session: `${workspace} ${path}` })).isDone,
        false,
      );
    }
  }
  symlinkSync(state, join(root, 'state'));
  assert.equal((await attempt('write_file', { path: 'state/x', content: 'x' })).isDone, false);
  assert.equal(bytesBelow(join(state, 'changes')), before);
});

test('FS-004: a workspace whose link is turned while a person is asked is not written to', async (t) => {
  const { base, outside, attempt, approve, gateway, files } = await openGuardedFolder(t);
  const way = join(base, 'way');
  symlinkSync(join(base, 'project'), way);
  const waiting = gateway.act(
    AGENT,
    {
      tool: 'write_file',
      args: GUARDED,
      dryRun: false,
      session: 'link',
      workspace: way,
      onBehalfOf: 'human:operator',
      surface: 'mcp',
      channel: 'cli',
      callId: null,
      idempotencyKey: null,
    },
    LONG_WAIT,
  );
  const outcome = waiting.then(
    ({ isDone }) => String(isDone),
    ({ code }) => String(code),
  );
  const id = await pendingOf(gateway);
  unlinkSync(way);
  symlinkSync(outside, way);
  await approve(id);
  assert.equal(await outcome, 'files.outside-root');
  assert.deepEqual(readdirSync(outside), ['kept.txt']);
  assert.deepEqual(files(), {});
  assert.equal((await attempt('write_file', { path: 'a', content: '1' })).isDone, true);
});

test('FS-005: of an altered backup nothing is brought back', async (t) => {
  const opened = await openGuardedFolder(t);
  const { attempt, base, root, files } = opened;
  writeFileSync(join(root, 'a'), LINES);
  assert.equal((await attempt('apply_diff', { diff: CHANGE })).isDone, true);
  const now = files();
  let flipped = 0;
  for (const entry of readdirSync(join(base, 'state/checkpoints'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name.startsWith('snapshots.db')) continue;
    const bytes = readFileSync(path);
    for (let at = 0; at < bytes.length; at += 16) bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    flipped += bytes.length;
  }
  assert.ok(flipped > 0, 'there are contents to alter');
  const last = { root, what: { kind: 'last' }, within: null, force: true, dryRun: false } as const;
  await assert.rejects(opened.gateway.undo(OPERATOR, last));
  assert.deepEqual(files(), now);
});

/** A second volume, mounted for this test; null where mounting is not allowed. */
function mountedVolume(t: TestContext): string | null {
  const volume = mkdtempSync(join(tmpdir(), 'countersign-volume-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', volume], { stdio: 'ignore' });
  } catch {
    rmSync(volume, { recursive: true, force: true });
    return null;
  }
  t.after(() => {
    execFileSync('umount', [volume], { stdio: 'ignore' });
    rmSync(volume, { recursive: true, force: true });
  });
  return volume;
}

test('FS-006: a workspace on another volume than the gateway’s state is changed whole or not at all', async (t) => {
  const { attempt, gateway, base } = await openGuardedFolder(t);
  const workspace = mountedVolume(t);
  if (workspace === null) return t.skip('needs the right to mount a tmpfs as a second volume');
  assert.notEqual(statSync(workspace).dev, statSync(join(base, 'state')).dev);
  const more = { workspace, session: 'volume' };
  writeFileSync(join(workspace, 'a'), LINES);
  const done = await attempt('apply_diff', { diff: CHANGE + additionOf('b') }, more);
  assert.equal(done.isDone, true, done.said);
  assert.deepEqual(readdirSync(workspace), ['a', 'b']);
  await gateway.undo(OPERATOR, { root: workspace, what: { kind: 'last' }, within: null, force: false, dryRun: false });
  assert.deepEqual([readdirSync(workspace), readFileSync(join(workspace, 'a'), 'utf8')], [['a'], LINES]);
});

test('FS-007: what would fill the disk, or is larger than may be, is not begun', async (t) => {
  const full = await openGuardedFolder(t, {
    ports: { workspaces: await filesWith(t, { minFreeBytes: Number.MAX_SAFE_INTEGER }) },
  });
  assert.equal((await full.attempt('write_file', { path: 'a', content: '1' })).stoppedBy, 'files.no-space');
  const bounds = { maxChanges: 1, maxFileBytes: 10, maxTotalBytes: 10 };
  const small = await openGuardedFolder(t, { ports: { workspaces: await filesWith(t, { bounds }) } });
  assert.equal(
    (await small.attempt('write_file', { path: 'a', content: 'x'.repeat(11) })).stoppedBy,
    'files.too-large',
  );
  assert.equal(
    (await small.attempt('apply_diff', { diff: additionOf('a') + additionOf('b') })).stoppedBy,
    'files.too-large',
  );
  assert.deepEqual([full.files(), small.files()], [{}, {}]);
});

test('FS-008: a lock that is held keeps writers out, and one whose holder died does not', async (t) => {
  const workspaces = await filesWith(t, { lockTimeoutMs: 100 });
  const { attempt, root, files } = await openGuardedFolder(t, { ports: { workspaces } });
  assert.equal((await attempt('write_file', { path: 'a', content: '1' })).isDone, true);
  const lock = join(workspaces.state, 'changes/locks', `${nameOfRoot(root)}.lock`);
  const script = `const {DatabaseSync}=require('node:sqlite');const d=new DatabaseSync(${JSON.stringify(lock)});d.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');console.log('held');setInterval(()=>d,1000)`;
  const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  t.after(() => holder.kill('SIGKILL'));
  await new Promise((held) => holder.stdout.once('data', held));
  assert.equal((await attempt('write_file', { path: 'a', content: '2' })).stoppedBy, 'files.locked');
  assert.deepEqual(files(), { a: '1' });
  const ended = new Promise((done) => holder.once('exit', done));
  holder.kill('SIGKILL');
  await ended;
  assert.equal((await attempt('write_file', { path: 'a', content: '2' })).isDone, true);
});
