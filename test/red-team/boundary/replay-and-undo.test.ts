import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { OwnOutcome } from '../../../application/act/own-call.ts';
import type { Caller } from '../../../application/gateway.ts';
import type { ReadyPolicy } from '../../../application/gateway-ports.ts';
import { settle } from '../../harness/manual-clock.ts';
import { AGENT, LONG_WAIT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import {
  additionOf,
  approvalOf,
  CHANGE,
  GUARDED,
  type GuardedFolder,
  LINES,
  openGuardedFolder,
  pendingOf,
} from './guarded-folder.ts';

/** A gateway in which a guarded change was approved and not yet made. */
async function approved(t: TestContext, more: Parameters<typeof openGuardedFolder>[1] = {}): Promise<GuardedFolder> {
  const opened = await openGuardedFolder(t, more);
  await opened.approve(approvalOf(await opened.attempt('write_file', GUARDED)));
  return opened;
}

test('an approval of a change counts for nothing once a file of it changed', async (t) => {
  const { attempt, root, files } = await approved(t);
  mkdirSync(join(root, '.github/workflows'), { recursive: true });
  writeFileSync(join(root, GUARDED.path), 'mine\n');
  assert.equal((await attempt('write_file', GUARDED)).stoppedBy, 'require-approval');
  assert.deepEqual(files(), { [GUARDED.path]: 'mine\n' });
});

test('an approval of a new file counts for nothing once a link stands there', async (t) => {
  const { attempt, root, outside } = await approved(t);
  mkdirSync(join(root, '.github/workflows'), { recursive: true });
  symlinkSync(join(outside, 'kept.txt'), join(root, GUARDED.path));
  assert.equal((await attempt('write_file', GUARDED)).isDone, false);
  assert.equal(readFileSync(join(outside, 'kept.txt'), 'utf8'), 'kept\n');
});

test('an approval of a change counts for nothing once the policy is another', async (t) => {
  let ready: ReadyPolicy = readyPolicy();
  const { attempt, gateway, files } = await approved(t, {
    ports: { preparePolicy: () => ({ ok: true, value: ready }) },
  });
  ready = readyPolicy({ thresholds: { api: 31, telegram: 40, discord: 50, cli: 60 } });
  await gateway.reloadPolicy(OPERATOR);
  assert.equal((await attempt('write_file', GUARDED)).stoppedBy, 'require-approval');
  assert.deepEqual(files(), {});
});

test('an approval of a change counts until a millisecond before half an hour, and in its session only', async (t) => {
  for (const [afterMs, isDone] of [
    [1_799_999, true],
    [1_800_000, false],
  ] as const) {
    const { attempt, approve, clock, files } = await openGuardedFolder(t);
    const proposedMs = clock.nowMs();
    await attempt('write_file', GUARDED);
    await clock.advance(1_795_000);
    await approve(approvalOf(await attempt('write_file', GUARDED)));
    await clock.advance(proposedMs + afterMs - clock.nowMs());
    assert.equal((await attempt('write_file', GUARDED, { session: 'other' })).isDone, false);
    const made = await attempt('write_file', GUARDED);
    assert.equal(made.isDone, isDone, `after ${afterMs} ms: ${made.said}`);
    assert.equal(Object.keys(files()).length, isDone ? 1 : 0);
  }
});

test('of two agents that change one file at once, one does', async (t) => {
  const { root, attempt, files } = await openGuardedFolder(t);
  writeFileSync(join(root, 'a'), LINES);
  const diffs = Array.from({ length: 6 }, (_, at) => CHANGE.replace('+one', `+by ${at}`));
  const made = await Promise.all(diffs.map((diff, at) => attempt('apply_diff', { diff }, { session: `agent ${at}` })));
  assert.equal(made.filter(({ isDone }) => isDone).length, 1);
  for (const { isDone, stoppedBy } of made)
    assert.ok(isDone || ['files.drifted', 'plan.invalid'].includes(stoppedBy), stoppedBy);
  const winner = made.findIndex(({ isDone }) => isDone);
  assert.deepEqual(files(), { a: LINES.replace('1', `by ${winner}`) });
});

test('agents write nothing in a halt, and people put things right', async (t) => {
  const { attempt, gateway, root, files } = await openGuardedFolder(t);
  await attempt('write_file', { path: 'a', content: '1' });
  await gateway.halt({ principal: 'human:operator', scopes: ['halt'] }, { source: 'cli', reason: 'test' });
  for (const [tool, args] of [
    ['write_file', { path: 'b', content: '1' }],
    ['apply_diff', { diff: additionOf('b') }],
    ['undo', {}],
    ['git_commit', { message: 'm', paths: ['a'] }],
  ] as const)
    assert.equal((await attempt(tool, args)).stoppedBy, 'deny', tool);
  assert.deepEqual(files(), { a: '1' });
  await gateway.undo(OPERATOR, { root, what: { kind: 'last' }, within: null, force: false, dryRun: false });
  assert.deepEqual(files(), {});
});

test('nobody writes in safe mode', async (t) => {
  const { attempt, gateway, root, files } = await openGuardedFolder(t);
  await attempt('write_file', { path: 'a', content: '1' });
  await gateway.enterSafeMode(OPERATOR, { reason: 'test' });
  for (const [tool, args] of [
    ['write_file', { path: 'b', content: '1' }],
    ['undo', {}],
  ] as const)
    assert.equal((await attempt(tool, args)).stoppedBy, 'deny', tool);
  const last = { root, what: { kind: 'last' }, within: null, force: false, dryRun: false } as const;
  await assert.rejects(gateway.undo(OPERATOR, last), { code: 'unavailable' });
  await assert.rejects(gateway.redo(OPERATOR, { root, force: false, dryRun: false }), { code: 'unavailable' });
  await assert.rejects(gateway.restoreCheckpoint(OPERATOR, { checkpoint: 'x', paths: null, dryRun: false }), {
    code: 'unavailable',
  });
  assert.deepEqual(files(), { a: '1' });
});

test('an agent reaches nothing through the session of another', async (t) => {
  const { attempt, gateway, root, files } = await openGuardedFolder(t);
  await attempt('write_file', { path: 'a', content: '1' });
  const other: Caller = { principal: 'agent:other', scopes: ['decide', 'outcome'] };
  const call = (
    tool: 'read_file' | 'write_file' | 'undo',
    args: { readonly [name: string]: string },
  ): Promise<OwnOutcome> =>
    gateway.act(
      other,
      {
        tool,
        args,
        dryRun: true,
        session: 's',
        workspace: root,
        onBehalfOf: 'human:operator',
        surface: 'mcp',
        channel: 'cli',
        callId: null,
        idempotencyKey: null,
      },
      { waitMs: 0, signal: null },
    );
  for (const [tool, args] of [
    ['read_file', { path: 'a' }],
    ['write_file', { path: 'a', content: '2' }],
    ['undo', {}],
  ] as const)
    await assert.rejects(call(tool, args), { code: 'auth.forbidden' });
  assert.deepEqual(files(), { a: '1' });
});

test('an undo that a person was asked about takes back what was shown, and nothing that came after', async (t) => {
  const { attempt, approve, gateway, root, files } = await openGuardedFolder(t);
  await approve(approvalOf(await attempt('write_file', GUARDED)));
  assert.equal((await attempt('write_file', GUARDED)).isDone, true);
  const waiting = gateway.act(
    AGENT,
    {
      tool: 'undo',
      args: {},
      dryRun: false,
      session: 's',
      workspace: root,
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
  assert.equal((await attempt('write_file', { path: 'a', content: '1' })).isDone, true);
  await approve(id);
  await settle();
  assert.equal(await outcome, 'files.drifted');
  assert.deepEqual(files(), { [GUARDED.path]: GUARDED.content, a: '1' });
});

test('a call that is repeated under its key is not made twice', async (t) => {
  const { attempt, root, files } = await openGuardedFolder(t);
  const more = { idempotencyKey: 'key-1' };
  assert.equal((await attempt('write_file', { path: 'a', content: '1' }, more)).isDone, true);
  writeFileSync(join(root, 'a'), 'mine');
  await attempt('write_file', { path: 'a', content: '1' }, more).catch(() => undefined);
  assert.deepEqual(files(), { a: 'mine' });
});

test('an agent that reports the end of a change before it is made hides nothing from undo', async (t) => {
  const { attempt, gateway, root, files } = await openGuardedFolder(t);
  const codes = new Set<string>();
  const made = { isDone: false };
  const by = { session: 's', callId: 'c' };
  const report = async (): Promise<void> => {
    for (let turn = 0; turn < 5_000 && !made.isDone; turn++) {
      await gateway
        .reportOutcome(AGENT, { by, result: 'completed', error: null, durationMs: null, response: null })
        .then(
          () => codes.add('recorded'),
          ({ code }) => codes.add(code),
        );
      await new Promise((done) => setImmediate(done));
    }
  };
  const reporting = report();
  const { isDone, said } = await attempt('write_file', { path: 'a', content: '1' }, { callId: 'c' });
  made.isDone = true;
  await reporting;
  assert.equal(isDone, true, said);
  assert.deepEqual([...codes].sort(), ['action.state', 'action.unknown']);
  await gateway.undo(OPERATOR, { root, what: { kind: 'last' }, within: null, force: false, dryRun: false });
  assert.deepEqual(files(), {});
});

test('an agent that undoes twice goes back twice, and no undo is a change to be undone', async (t) => {
  const { attempt, gateway, root, files } = await openGuardedFolder(t);
  for (const content of ['1', '2', '3']) await attempt('write_file', { path: 'a', content });
  for (const left of [{ a: '2' }, { a: '1' }]) {
    assert.equal((await attempt('undo', {})).isDone, true);
    assert.deepEqual(files(), left);
  }
  await gateway.redo(OPERATOR, { root, force: false, dryRun: false });
  assert.deepEqual(files(), { a: '2' });
  await gateway.undo(OPERATOR, {
    root,
    what: { kind: 'session', session: 's' },
    within: null,
    force: false,
    dryRun: false,
  });
  assert.deepEqual(files(), {});
  assert.equal((await attempt('undo', {})).stoppedBy, 'checkpoint.nothing');
});

test('a line that deletes more files than a decision lists is undone whole', async (t) => {
  const { gateway, root, files } = await openGuardedFolder(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const names = Array.from({ length: 90 }, (_, at) => `f${String(at).padStart(2, '0')}`);
  for (const name of names) writeFileSync(join(root, name), name);
  const before = files();
  const command = `rm ${names.join(' ')}`;
  const proposal = propose('Bash', { command }, { session: 'shell', workspace: root, cwd: root });
  const { action, verdict } = await gateway.authorize(AGENT, proposal, NO_WAIT);
  assert.equal(verdict, 'allow');
  for (const name of names) unlinkSync(join(root, name));
  const by = { actionId: action.id };
  await gateway.reportOutcome(AGENT, { by, result: 'completed', error: null, durationMs: null, response: null });
  await gateway.undo(OPERATOR, { root, what: { kind: 'last' }, within: null, force: false, dryRun: false });
  assert.deepEqual(files(), before);
});

test('neither a permitting rule, nor full-auto, nor an approval for the session lets the next guarded change through', async (t) => {
  const rule = {
    id: 'all',
    layer: 'organisation',
    decision: 'permit',
    when: [{ tool: null, argument: null, effect: null }],
    reason: 'r',
    instead: '',
    expiresAtMs: null,
  } as const;
  const ready = readyPolicy({ profile: 'full-auto', rules: [{ ...rule, match: [], notMatch: [] }] });
  const { attempt, approve, files } = await openGuardedFolder(t, { ready });
  const others = ['.github/workflows/b.yml', '.claude/settings.json', '.env', '.husky/pre-commit'];
  for (const path of others) assert.equal((await attempt('write_file', { path, content: '{}\n' })).isDone, false, path);
  const asked = await attempt('write_file', GUARDED);
  await approve(approvalOf(asked), { scope: 'session' }).catch(() => approve(approvalOf(asked)));
  assert.equal((await attempt('write_file', GUARDED)).isDone, true);
  for (const path of others) assert.equal((await attempt('write_file', { path, content: '{}\n' })).isDone, false, path);
  assert.deepEqual(Object.keys(files()), [GUARDED.path]);
});

test('what is only looked at in a dry run releases nothing', async (t) => {
  const { attempt, gateway, root, files, log } = await openGuardedFolder(t);
  const before = await log();
  assert.equal((await attempt('write_file', { path: 'a', content: 'x' }, { dryRun: true })).stoppedBy, 'allow');
  assert.equal(
    (await attempt('write_file', { path: '.mcp.json', content: '{}' }, { dryRun: true })).stoppedBy,
    'require-approval',
  );
  assert.deepEqual(files(), {});
  assert.equal(await log(), before);
  assert.deepEqual(await gateway.listApprovals({ statuses: ['pending'], limit: 10 }), []);
  const claimed = propose('write_file', { path: 'a', content: 'x' }, { workspace: root, cwd: root });
  assert.equal((await gateway.authorize(AGENT, claimed, NO_WAIT)).action.tool.origin, 'builtin:claude-code');
});
