import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { WireInverseRun, WireReverted } from '../../../sdk/wire.ts';
import { EXIT } from '../exit-code.ts';
import { type FakeGateway, startFakeGateway } from '../testing/fake-gateway.ts';
import { run } from '../testing/test-terminal.ts';

const ACTION = '01980000-0000-7000-8000-0000cccc0003';
const FILE = { kind: 'file', mode: 0o644, sha256: '0'.repeat(64), size_bytes: 3 } as const;
const ABSENT = { kind: 'absent' } as const;
const CALL = { tool: { name: 'unsend', origin: 'mcp:mail', digest: null }, args: { id: 7 }, cwd: '/work/app' };

function inverse(more: Partial<WireInverseRun> = {}): WireInverseRun {
  const base = { undoes: ACTION, principal: 'agent:test', call: CALL, note: 'takes\u202e it back', why: 'no' };
  return { ...base, status: 'to-run', action_id: 'a-9', approval: null, ...more };
}

function reverted(more: Partial<WireReverted> = {}): WireReverted {
  const changes = [{ path: 'made.txt', before: FILE, after: ABSENT }];
  const file = {
    root: '/work/app',
    actions: [ACTION],
    changes,
    conflicts: [],
    unreached: [],
    other_names: [],
    redone_by: null,
    log_index: null,
  };
  return {
    ...{ session: 's-1', verdict: 'allow', reason: null, approval: null, actions: [ACTION], files: [file] },
    ...{ inverses: [], left: [], again: null, log_index: 4 },
    ...more,
  };
}

async function start(t: TestContext) {
  const homeDir = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-cli-')));
  const stateDir = join(homeDir, '.local/state/countersign');
  const root = join(homeDir, 'project');
  mkdirSync(join(root, '.git'), { recursive: true });
  mkdirSync(stateDir, { recursive: true });
  const gateway = await startFakeGateway(stateDir);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true, force: true });
  });
  const cli = (...args: readonly string[]) => run(args, { homeDir, workDir: root });
  const answer = (more: Partial<WireReverted> = {}) =>
    gateway.answerWith('/v1/revert', { status: 200, value: reverted(more) });
  return { gateway, cli, root, answer };
}

function bodies({ received }: FakeGateway, path: string): readonly unknown[] {
  return received.filter((request) => request.path === path).map(({ body }) => body);
}

test('shows what a revert would do before it is done, and what the agent must run then', async (t) => {
  const { gateway, cli, answer } = await start(t);
  answer({ inverses: [inverse()], left: [{ action: ACTION, effects: ['message.send'] }] });
  const { code, out, err } = await cli('revert', ACTION, '--yes');
  assert.equal(code, EXIT.ok, err);
  assert.match(out, /^Revert 1 action\n\/work\/app: 1 deleted\n {2}- made\.txt\n/u);
  assert.match(out, /cccc0003 {2}takes\\u\{202e\} it back: allowed: the agent runs it[^]*unsend \{"id":7\}/u);
  assert.match(out, /stays: it lies outside files[^]*cccc0003 {2}message\.send/u);
  assert.match(out, /✓ reverted 1 action\n/u);
  const base = { rerun: false, force: false, action: ACTION };
  assert.deepEqual(bodies(gateway, '/v1/revert'), [{ ...base, dry_run: true }, base]);
});

test('finds an action by the end of its id, takes a whole session, and only one of them', async (t) => {
  const { gateway, cli, answer } = await start(t);
  answer();
  const checkpoints = [{ id: 'x', action: ACTION }];
  gateway.answerWith('/v1/checkpoints', { status: 200, value: { checkpoints } });
  assert.equal((await cli('revert', 'cccc0003', '--dry-run')).code, EXIT.ok);
  assert.equal((await cli('revert', '--session', 's-1', '--dry-run', '--json')).code, EXIT.ok);
  const asked = bodies(gateway, '/v1/revert') as readonly { action?: string; session?: string }[];
  assert.deepEqual(
    asked.map(({ action, session }) => action ?? session),
    [ACTION, 's-1'],
  );
  assert.equal((await cli('revert')).code, EXIT.usage);
  assert.equal((await cli('revert', ACTION, '--session', 's-1')).code, EXIT.usage);
  assert.equal((await cli('revert', '--session', 's-1', '--rerun')).code, EXIT.usage);
});

test('ends by what became of the inverses and of what was run again', async (t) => {
  const { cli, answer } = await start(t);
  const ended = async (more: Partial<WireReverted>): Promise<readonly [number, string]> => {
    answer(more);
    const { code, out } = await cli('revert', ACTION, '--rerun', '--yes');
    return [code, out];
  };
  const [waiting, asked] = await ended({ inverses: [inverse({ status: 'awaiting-approval', approval: 'r-1' })] });
  assert.equal(waiting, EXIT.approvalNeeded);
  assert.match(asked, /reverted 1 action, but not all[^]*then revert again\s+\(countersign approvals show r-1\)/u);
  const [refused, why] = await ended({ inverses: [inverse({ status: 'refused', note: null })] });
  assert.equal(refused, EXIT.notOk);
  assert.match(why, /unsend: refused: no/u);
  const again = { principal: 'agent:test', call: CALL, is_done: false, action_id: 'a-5', approval: null, text: 'ok' };
  assert.match((await ended({ again: { ...again, verdict: 'allow' } }))[1], /again: the agent does it:\n {2}unsend/u);
  assert.equal((await ended({ again: { ...again, verdict: 'deny' } }))[0], EXIT.notOk);
  assert.match((await ended({ again: { ...again, verdict: 'allow', is_done: true } }))[1], /again: ok/u);
});

test('stops at what somebody else changed since, unless it is forced, and asks before it writes', async (t) => {
  const { gateway, cli, answer } = await start(t);
  const [file] = reverted().files;
  assert.ok(file !== undefined);
  answer({ files: [{ ...file, conflicts: ['made.txt'] }] });
  assert.equal((await cli('revert', ACTION, '--yes')).code, EXIT.failed);
  assert.equal((await cli('revert', ACTION, '--dry-run')).code, EXIT.notOk);
  assert.equal(bodies(gateway, '/v1/revert').length, 2);
  assert.equal((await cli('revert', ACTION, '--yes', '--force')).code, EXIT.ok);
  const unreached = [{ path: 'pipe', why: 'it is a named pipe: move it away' }];
  answer({ files: [{ ...file, conflicts: ['pipe'], unreached }] });
  const partly = await cli('revert', ACTION, '--yes', '--force');
  assert.deepEqual([partly.code, /not all of it\n[^]*named pipe/u.test(partly.out)], [EXIT.notOk, true]);
  answer();
  const { code, err } = await cli('revert', ACTION);
  assert.deepEqual([code === EXIT.ok, /Revert 1 action of session s-1\?/u.test(err)], [false, true]);
});

test('lists what agents deleted, and puts one back', async (t) => {
  const { gateway, cli, root } = await start(t);
  const gone = {
    root,
    path: 'src/a.ts',
    state: FILE,
    action: ACTION,
    session: 's-1',
    deleted_at_ms: 1,
    checkpoint: 'x',
  };
  gateway.answerWith('/v1/deleted', { status: 200, value: { deleted: [gone], is_complete: false } });
  const listed = await cli('deleted', 'list', '--limit', '1');
  assert.match(listed.out, /^DELETED +ACTION +SESSION +PATH\n.* cccc0003 +s-1 +src\/a\.ts/u);
  assert.match(listed.err, /there may be more/u);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(gateway.received.at(-1)?.query)), { root, limit: '1' });
  assert.equal((JSON.parse((await cli('deleted', 'list', '--json')).out) as { deleted: [] }).deleted.length, 1);
  gateway.answerWith('/v1/deleted', { status: 200, value: { deleted: [], is_complete: true } });
  assert.match((await cli('deleted', 'list')).out, /^nothing that an agent deleted is gone in /u);
  gateway.answerWith('/v1/deleted/restore', { status: 200, value: { ...gone, log_index: 7 } });
  const { code, out } = await cli('deleted', 'restore', 'src/a.ts');
  assert.deepEqual([code, /✓ src\/a\.ts is back as it was/u.test(out)], [EXIT.ok, true]);
  assert.deepEqual(bodies(gateway, '/v1/deleted/restore'), [{ root, path: 'src/a.ts' }]);
  assert.equal((await cli('deleted', 'restore', '../outside')).code, EXIT.usage);
});
