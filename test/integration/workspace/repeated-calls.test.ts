import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openWorkspaceGateway } from '../../harness/real-workspace.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const CI = { path: '.github/workflows/ci.yml', content: 'on: push\n' };

test('answers a done call that is repeated under its key with what became of it', async (t) => {
  const { root, call, gateway } = await openWorkspaceGateway(t);
  const write = { path: 'a.txt', content: 'one\n' };
  const first = await call('write_file', write, { idempotencyKey: 'k', callId: 'first' });
  writeFileSync(join(root, 'a.txt'), 'mine\n');
  const { size } = await gateway.logHead();
  assert.deepEqual(await call('write_file', write, { idempotencyKey: 'k', callId: 'second' }), first);
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'mine\n');
  assert.equal((await gateway.logHead()).size, size);
});

test('makes a call once that comes twice at the same time', async (t) => {
  const { call } = await openWorkspaceGateway(t);
  const write = (): ReturnType<typeof call> =>
    call('write_file', { path: 'a.txt', content: 'one\n' }, { idempotencyKey: 'k' });
  const [first, second] = await Promise.all([write(), write()]);
  assert.equal(first.isDone, true);
  assert.equal(second, first);
});

test('takes an awaiting call up under its key once a person has agreed, and makes it once', async (t) => {
  const { root, call, approve } = await openWorkspaceGateway(t);
  const more = { idempotencyKey: 'q' };
  const asked = await call('write_file', CI, more);
  assert.equal(asked.verdict, 'require-approval');
  const still = await call('write_file', CI, more);
  assert.equal(still.verdict, 'require-approval');
  await approve(asked.authorization?.approval?.request.id ?? '');
  const [done, also] = await Promise.all([call('write_file', CI, more), call('write_file', CI, more)]);
  assert.equal(done.isDone, true, done.text);
  assert.equal(also, done);
  assert.equal(existsSync(join(root, CI.path)), true);
  assert.equal(await call('write_file', CI, more), done);
});

test('refuses a key that was used for another call', async (t) => {
  const { call } = await openWorkspaceGateway(t);
  await call('write_file', { path: 'a.txt', content: 'one\n' }, { idempotencyKey: 'k' });
  await assert.rejects(call('write_file', { path: 'b.txt', content: 'one\n' }, { idempotencyKey: 'k' }), {
    code: 'idempotency.reused',
  });
});

test('reads again, each time, whatever the key', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  writeFileSync(join(root, 'a.txt'), 'one\n');
  const read = (): ReturnType<typeof call> => call('read_file', { path: 'a.txt' }, { idempotencyKey: 'r' });
  assert.equal((await read()).text, 'one\n');
  writeFileSync(join(root, 'a.txt'), 'two\n');
  assert.equal((await read()).text, 'two\n');
});

test('does not make a change again that was taken back', async (t) => {
  const check = { name: 'build', kind: 'build', argv: ['false'], onFailure: 'rollback' } as const;
  const { call } = await openWorkspaceGateway(t, {
    ready: readyPolicy({
      verify: {
        checks: [{ ...check, timeoutMs: 10_000, layer: 'organisation' }],
        environment: [],
        projectChecks: 'contained',
      },
    }),
  });
  const write = (): ReturnType<typeof call> =>
    call('write_file', { path: 'a.txt', content: 'one\n' }, { idempotencyKey: 'k' });
  const first = await write();
  assert.equal(first.isDone, false);
  assert.equal(await write(), first);
});
