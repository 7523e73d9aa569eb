import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { WireCheckpoint, WireEntryChange, WireUndone } from '../../../sdk/wire.ts';
import { EXIT } from '../exit-code.ts';
import { type FakeGateway, problem, startFakeGateway } from '../testing/fake-gateway.ts';
import { run } from '../testing/test-terminal.ts';

const ID = '01980000-0000-7000-8000-0000aaaa0001';
const OTHER = '01980000-0000-7000-8000-0000bbbb0002';
const ACTION = '01980000-0000-7000-8000-0000cccc0003';

function checkpoint(more: Partial<WireCheckpoint> = {}): WireCheckpoint {
  return {
    ...{ id: ID, root: '/work/app', taken_at_ms: 1_780_000_000_000, reason: 'before', action: ACTION, session: 's-1' },
    ...{ paths: ['a.txt'], entry_count: 1, size_bytes: 3, left_out: [], superseded_by: null },
    ...more,
  };
}

const FILE = { kind: 'file', mode: 0o644, sha256: '0'.repeat(64), size_bytes: 3 } as const;
const ABSENT = { kind: 'absent' } as const;
const CHANGES: readonly WireEntryChange[] = [
  { path: 'made.txt', before: ABSENT, after: FILE },
  { path: 'run.sh', before: FILE, after: { ...FILE, mode: 0o755 } },
  { path: 'gone\u202e.txt', before: FILE, after: ABSENT },
];

function undone(more: Partial<WireUndone> = {}): WireUndone {
  return {
    root: '/work/app',
    actions: [ACTION],
    changes: CHANGES,
    conflicts: [],
    unreached: [],
    other_names: [],
    redone_by: null,
    log_index: null,
    ...more,
  };
}

async function start(t: TestContext) {
  const homeDir = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-cli-')));
  const stateDir = join(homeDir, '.local/state/countersign');
  const workDir = join(homeDir, 'project/src');
  mkdirSync(join(homeDir, 'project/.git'), { recursive: true });
  mkdirSync(workDir);
  mkdirSync(stateDir, { recursive: true });
  const gateway = await startFakeGateway(stateDir);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true, force: true });
  });
  gateway.answerWith('/v1/checkpoints', { status: 200, value: { checkpoints: [checkpoint()] } });
  const cli = (...args: readonly string[]) => run(args, { homeDir, workDir });
  return { gateway, cli, root: join(homeDir, 'project') };
}

function bodies({ received }: FakeGateway, path: string): readonly unknown[] {
  return received.filter((request) => request.path === path).map(({ body }) => body);
}

test('lists the checkpoints of the project around the current folder, or of all', async (t) => {
  const { gateway, cli, root } = await start(t);
  const newer = checkpoint({ id: OTHER, reason: 'restore', action: null, session: null, paths: null });
  const history = checkpoint({ superseded_by: OTHER, session: 'a\nb' });
  gateway.answerWith('/v1/checkpoints', { status: 200, value: { checkpoints: [newer, history] } });
  const here = await cli('checkpoint', 'list', '--session', 's-1', '--limit', '7');
  assert.equal(here.code, EXIT.ok, here.err);
  assert.match(here.out, /^ID +TAKEN +WHY +ACTION +SESSION +FILES\n/u);
  assert.match(here.out, /bbbb0002 .* restore .* all 1\n.*aaaa0001 .* before +cccc0003 +a\\u\{a\}b +1 +history\n/u);
  const query = new URLSearchParams(gateway.received.at(-1)?.query);
  assert.deepEqual(Object.fromEntries(query), { limit: '7', root, session: 's-1' });
  const all = await cli('checkpoint', 'list', '--all');
  assert.match(all.out, /WORKSPACE\n.*\/work\/app/u);
  assert.equal(new URLSearchParams(gateway.received.at(-1)?.query).get('root'), null);
  assert.equal((await cli('checkpoint', 'list', '--all', '--workspace', '.')).code, EXIT.usage);
  assert.equal(
    (JSON.parse((await cli('checkpoint', 'list', '--json')).out) as { checkpoints: [] }).checkpoints.length,
    2,
  );
});

test('says where else to look when nothing is kept of a workspace', async (t) => {
  const { gateway, cli } = await start(t);
  gateway.answerWith('/v1/checkpoints', { status: 200, value: { checkpoints: [] } });
  const { code, out, err } = await cli('checkpoint', 'list');
  assert.deepEqual([code, /no checkpoint of .*project\n/u.test(out), /list --all/u.test(err)], [EXIT.ok, true, true]);
});

test('shows a checkpoint by the end of its id, with what its action changed and what is left out', async (t) => {
  const { gateway, cli } = await start(t);
  const left = [{ path: '.env', why: 'too large\u001b[2J' }];
  const shown = { checkpoint: checkpoint({ left_out: left }), changes: CHANGES };
  gateway.answerWith(`/v1/checkpoints/${ID}`, { status: 200, value: shown });
  const { code, out } = await cli('checkpoint', 'show', 'aaaa0001');
  assert.equal(code, EXIT.ok);
  assert.match(out, /changed +1 created, 1 changed, 1 deleted by the action/u);
  assert.match(out, / {2}\+ made\.txt\n {2}~ run\.sh {2}\(mode 644, now 755\)\n {2}- gone\\u\{202e\}\.txt/u);
  assert.match(out, /1 path is not kept[^]*\.env {2}too large\\u\{1b\}\[2J/u);
  assert.deepEqual(JSON.parse((await cli('checkpoint', 'show', ID, '--json')).out), shown);
});

test('refuses a part of an id that fits none, or several', async (t) => {
  const { gateway, cli } = await start(t);
  const checkpoints = [checkpoint(), checkpoint({ id: OTHER })];
  gateway.answerWith('/v1/checkpoints', { status: 200, value: { checkpoints } });
  const several = await cli('checkpoint', 'show', '01980000');
  assert.equal(several.code, EXIT.usage);
  assert.match(several.err, /2 ids begin or end so[^]*Give more of the id: .*aaaa0001, .*bbbb0002/u);
  const none = await cli('checkpoint', 'diff', 'ffff');
  assert.equal(none.code, EXIT.failed);
  assert.match(none.err, /found none whose id begins or ends so[^]*checkpoint list --all/u);
});

test('shows what differs, with tabs as they are and everything else that hides made visible', async (t) => {
  const { gateway, cli } = await start(t);
  const diff = '--- a/run.sh\n+++ b/run.sh\n@@ -1 +1 @@\n-\ta\n+\tb\u202e\n';
  gateway.answerWith(`/v1/checkpoints/${ID}/diff`, { status: 200, value: { changes: CHANGES, diff, is_cut: true } });
  const { code, out, err } = await cli('checkpoint', 'diff', 'aaaa0001', ID);
  assert.equal(code, EXIT.ok);
  assert.match(out, /^1 created, 1 changed, 1 deleted\n[^]*\n-\ta\n\+\tb\\u\{202e\}\n$/u);
  assert.match(err, /the text ends here/u);
  assert.match(gateway.received.at(-1)?.query ?? '', new RegExp(`to=${ID}`, 'u'));
  gateway.answerWith(`/v1/checkpoints/${ID}/diff`, { status: 200, value: { changes: [], diff: '', is_cut: false } });
  assert.equal((await cli('checkpoint', 'diff', ID)).out, 'nothing differs\n');
});

test('undoes nothing unasked, and shows before it asks', async (t) => {
  const { gateway, cli, root } = await start(t);
  gateway.answerWith('/v1/undo', { status: 200, value: undone() });
  const { code, out, err } = await cli('undo');
  assert.equal(code, EXIT.usage);
  assert.match(out, /^Undo 1 action in \/work\/app: 1 created, 1 changed, 1 deleted\n {2}\+ made\.txt\n/u);
  assert.match(err, /Undo 1 action\? Found no terminal[^]*--yes/u);
  assert.deepEqual(bodies(gateway, '/v1/undo'), [{ root, force: false, dry_run: true }]);
});

test('undoes with --yes what it showed, and says how to take it back', async (t) => {
  const { gateway, cli, root } = await start(t);
  gateway.answerWith('/v1/undo', { status: 200, value: undone() });
  const { code, out, err } = await cli('undo', '--yes');
  assert.equal(code, EXIT.ok);
  assert.match(out, /✓ 1 created, 1 changed, 1 deleted\n$/u);
  assert.match(err, /take it back: countersign redo --workspace \/work\/app\n/u);
  assert.deepEqual(bodies(gateway, '/v1/undo').at(-1), { root, force: false, dry_run: false });
  const json = await cli('undo', '--yes', '--json');
  assert.deepEqual(JSON.parse(json.out), undone());
  assert.equal(bodies(gateway, '/v1/undo').length, 3);
});

test('undoes an action by the end of its id, a session, a time or one file, and only one of them', async (t) => {
  const { gateway, cli } = await start(t);
  gateway.answerWith('/v1/undo', { status: 200, value: undone() });
  const asked = async (...args: readonly string[]): Promise<unknown> => {
    const { code, err } = await cli('undo', '--dry-run', ...args);
    assert.equal(code, EXIT.ok, err);
    const {
      root: _root,
      force: _force,
      dry_run: isDry,
      ...what
    } = bodies(gateway, '/v1/undo').at(-1) as { [name: string]: unknown };
    assert.equal(isDry, true);
    return what;
  };
  assert.deepEqual(await asked('--action', 'cccc0003'), { action: ACTION });
  assert.deepEqual(await asked('--session', 's-1'), { session: 's-1' });
  assert.deepEqual(await asked('--file', 'a.ts'), { path: 'src/a.ts' });
  assert.deepEqual(await asked('--file', '../b.ts'), { path: 'b.ts' });
  const { since_ms: sinceMs } = (await asked('--since', '15m')) as { readonly since_ms: number };
  assert.ok(Math.abs(Date.now() - 900_000 - sinceMs) < 60_000);
  assert.equal((await cli('undo', '--file', '../../b.ts')).code, EXIT.usage);
  assert.equal((await cli('undo', '--file', 'a.ts', '--since', '1h')).code, EXIT.usage);
});

test('stops at what somebody else changed since, unless it is forced', async (t) => {
  const { gateway, cli } = await start(t);
  gateway.answerWith('/v1/undo', { status: 200, value: undone({ conflicts: ['run.sh'] }) });
  const stopped = await cli('undo', '--yes');
  assert.equal(stopped.code, EXIT.failed);
  assert.match(stopped.out, /changed since by somebody else:\n {2}~ run\.sh\n/u);
  assert.match(stopped.err, /1 path was changed since by somebody else[^]*--force/u);
  assert.equal(bodies(gateway, '/v1/undo').length, 1);
  const looked = await cli('undo', '--dry-run');
  assert.equal(looked.code, EXIT.notOk);
  assert.match(looked.err, /--force/u);
  assert.equal((await cli('undo', '--dry-run', '--force')).code, EXIT.ok);
  assert.match(
    (await cli('undo', '--force')).err,
    /Undo 1 action, over what somebody else changed\? Found no terminal/u,
  );
  assert.equal((await cli('undo', '--yes', '--force')).code, EXIT.ok);
  assert.equal((bodies(gateway, '/v1/undo').at(-1) as { force: boolean }).force, true);
});

test('names what cannot be put back, does the rest only by force, and then does not end as if all were done', async (t) => {
  const { gateway, cli } = await start(t);
  const unreached = [{ path: 'pipe\u202e', why: 'it is a named pipe: move it away' }];
  const answer = (more: Partial<WireUndone>): void =>
    gateway.answerWith('/v1/undo', { status: 200, value: undone({ conflicts: ['pipe\u202e'], unreached, ...more }) });
  answer({});
  const stopped = await cli('undo', '--yes');
  assert.equal(stopped.code, EXIT.failed);
  assert.match(
    stopped.out,
    /cannot be put back as things stand:\n {2}~ pipe\S+ {2}\(it is a named pipe: move it away\)\n$/u,
  );
  assert.doesNotMatch(stopped.out, /somebody else|\u202e/u);
  assert.match(stopped.err, /1 path cannot be put back[^]*move away[^]*the rest alone with --force/u);
  assert.equal((await cli('undo', '--dry-run', '--force')).code, EXIT.notOk);
  const forced = await cli('undo', '--yes', '--force');
  assert.equal(forced.code, EXIT.notOk);
  assert.match(forced.out, /\n1 created, 1 changed, 1 deleted, 1 path stays as it is\n$/u);
  answer({ changes: [] });
  const nothing = await cli('undo', '--yes', '--force');
  assert.deepEqual([nothing.code, nothing.out.endsWith('\nnothing, 1 path stays as it is\n')], [EXIT.notOk, true]);
  answer({ conflicts: ['pipe\u202e', 'run.sh'] });
  assert.match(
    (await cli('undo', '--yes')).err,
    /1 path was changed since by somebody else and 1 path cannot be put back/u,
  );
});

test('redoes, and says where there is nothing to redo', async (t) => {
  const { gateway, cli, root } = await start(t);
  gateway.answerWith('/v1/redo', { status: 200, value: undone({ actions: [] }) });
  assert.match((await cli('redo', '--yes')).out, /^Redo in \/work\/app[^]*✓ 1 created/u);
  assert.deepEqual(bodies(gateway, '/v1/redo'), [
    { root, force: false, dry_run: true },
    { root, force: false, dry_run: false },
  ]);
  gateway.answerWith('/v1/redo', problem(409, 'checkpoint.nothing', 'undo in /work/app: nothing was undone'));
  const { code, err } = await cli('redo', '--yes');
  assert.equal(code, EXIT.failed);
  assert.match(err, /nothing was undone\n {2}next: /u);
});

test('restores a checkpoint, or some paths of it', async (t) => {
  const { gateway, cli, root } = await start(t);
  const about = { undone_by: null, superseded: 0, log_index: null };
  const restored = { root, checkpoint: ID, changes: CHANGES, unreached: [], ...about };
  gateway.answerWith(`/v1/checkpoints/${ID}`, {
    status: 200,
    value: { checkpoint: checkpoint({ root }), changes: null },
  });
  gateway.answerWith(`/v1/checkpoints/${ID}/restore`, { status: 200, value: restored });
  const { code, out, err } = await cli('checkpoint', 'restore', 'aaaa0001', 'a.ts', '../b', '--yes');
  assert.equal(code, EXIT.ok, err);
  assert.match(out, /^Put 3 paths back as at \d{4}-[^]*✓ 1 created/u);
  assert.match(err, /take it back: countersign redo\n/u);
  const paths = ['src/a.ts', 'b'];
  assert.deepEqual(bodies(gateway, `/v1/checkpoints/${ID}/restore`), [
    { paths, dry_run: true },
    { paths, dry_run: false },
  ]);
  gateway.answerWith(`/v1/checkpoints/${ID}/restore`, { status: 200, value: { ...restored, changes: [] } });
  assert.match((await cli('checkpoint', 'restore', ID)).out, /Put 0 paths back .*: nothing\n$/u);
  const unreached = [{ path: 'a', why: 'it is a socket: move it away' }];
  gateway.answerWith(`/v1/checkpoints/${ID}/restore`, { status: 200, value: { ...restored, unreached } });
  const partly = await cli('checkpoint', 'restore', ID, '--yes');
  assert.deepEqual([partly.code, /1 path stays as it is/u.test(partly.out)], [EXIT.notOk, true]);
});

test('takes a checkpoint, and purges old ones after a question', async (t) => {
  const { gateway, cli, root } = await start(t);
  gateway.answerWith('/v1/checkpoints', { status: 201, value: checkpoint({ entry_count: 9 }) });
  const taken = await cli('checkpoint', 'take', '--workspace', '..');
  assert.match(taken.out, /^✓ aaaa0001 keeps 9 entries of \/work\/app, and leaves 0 out\n/u);
  assert.match(taken.err, /countersign checkpoint restore aaaa0001/u);
  assert.deepEqual(bodies(gateway, '/v1/checkpoints').at(-1), { root });
  gateway.answerWith('/v1/checkpoints/purge', {
    status: 200,
    value: { checkpoints: 3, freed_bytes: 99, older_than_ms: 1_780_000_000_000, log_index: 8 },
  });
  assert.equal((await cli('checkpoint', 'purge', '--yes')).code, EXIT.usage);
  assert.equal((await cli('checkpoint', 'purge', '--older-than', '30d')).code, EXIT.usage);
  assert.equal(bodies(gateway, '/v1/checkpoints/purge').length, 0);
  const purged = await cli('checkpoint', 'purge', '--older-than', '30d', '--yes');
  assert.match(purged.out, /3 checkpoints from before 2026-.* removed, 99 bytes freed/u);
  assert.match(purged.err, /kept from 2026-.* on: what agents deleted within thirty days/u);
});

test('refuses a workspace that is no folder', async (t) => {
  const { cli } = await start(t);
  const { code, err } = await cli('undo', '--workspace', 'none');
  assert.equal(code, EXIT.usage);
  assert.match(err, /none" is no folder, want one/u);
});
