import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { OwnOutcome } from '../../../application/act/own-call.ts';
import type { PolicyRule } from '../../../core/policy/policy.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, LONG_WAIT } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const GUARDED = { path: '.github/workflows/ci.yml', content: 'on: push\n' };
const HIDDEN = { path: 'private.txt', content: 'A=1\n' };

/** Reading is asked about, so that no file may be looked at for a change that is not decided. */
const ASKS_TO_READ: PolicyRule = {
  ...{ id: 'ask-read', layer: 'organisation', decision: 'ask', reason: 'private', instead: '' },
  ...{ when: [{ tool: 'read_file', argument: null, effect: null }], expiresAtMs: null, match: [], notMatch: [] },
};

function requestOf({ authorization }: OwnOutcome): string {
  return authorization?.approval?.request.id ?? '';
}

/** A private file, and a change of it that nobody may look at before a person agreed. */
async function withHidden(t: TestContext): Promise<WorkspaceGateway & { readonly file: string }> {
  const opened = await openWorkspaceGateway(t, { ready: readyPolicy({ rules: [ASKS_TO_READ] }) });
  const file = join(opened.root, HIDDEN.path);
  writeFileSync(file, 'A=0\n');
  return { ...opened, file };
}

test('voids what was approved in a session that ended, also where it goes on under the same id', async (t) => {
  const { call, approve, gateway, root } = await openWorkspaceGateway(t);
  const asked = await call('write_file', GUARDED);
  assert.equal(asked.verdict, 'require-approval');
  await approve(requestOf(asked));
  await gateway.observeSession(AGENT, { kind: 'ended', session: 's', reason: 'done' });
  await gateway.observeSession(AGENT, { kind: 'started', session: 's', workspace: root, source: 'resume' });
  const again = await call('write_file', GUARDED);
  assert.equal(again.verdict, 'require-approval');
  assert.notEqual(requestOf(again), requestOf(asked));
  assert.equal(existsSync(join(root, GUARDED.path)), false);
  await approve(requestOf(again));
  assert.equal((await call('write_file', GUARDED)).isDone, true);
});

test('makes nothing that was approved while its session ended', async (t) => {
  const { approve, gateway, root } = await openWorkspaceGateway(t);
  const about = { surface: 'mcp', channel: 'cli', onBehalfOf: 'human:operator', callId: null } as const;
  const call = { ...about, tool: 'write_file', args: GUARDED, session: 's', workspace: root } as const;
  const waiting = gateway.act(AGENT, { ...call, dryRun: false, idempotencyKey: null }, LONG_WAIT);
  const refused = assert.rejects(waiting, { code: 'plan.invalid', message: /session ended/ });
  let [request] = await gateway.listApprovals({ statuses: ['pending'], limit: 1 });
  while (request === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
    [request] = await gateway.listApprovals({ statuses: ['pending'], limit: 1 });
  }
  await gateway.observeSession(AGENT, { kind: 'ended', session: 's', reason: 'done' });
  await approve(request.request.id);
  await refused;
  assert.equal(existsSync(join(root, GUARDED.path)), false);
});

test('binds a change that a person decides unseen to the file as it was when it was proposed', async (t) => {
  const { call, approve, file } = await withHidden(t);
  const asked = await call('write_file', HIDDEN);
  assert.equal(asked.verdict, 'require-approval');
  await approve(requestOf(asked));
  writeFileSync(file, 'A=changed meanwhile\n');
  const again = await call('write_file', HIDDEN);
  assert.equal(again.verdict, 'require-approval', 'what was approved is another change');
  assert.equal(readFileSync(file, 'utf8'), 'A=changed meanwhile\n');
  await approve(requestOf(again));
  assert.equal((await call('write_file', HIDDEN)).isDone, true);
  assert.equal(readFileSync(file, 'utf8'), 'A=1\n');
});

test('refuses a change decided unseen where the file changed between the approval and the write', async (t) => {
  const { gateway, approve, root, file } = await withHidden(t);
  const about = { surface: 'mcp', channel: 'cli', onBehalfOf: 'human:operator', callId: null } as const;
  const call = { ...about, tool: 'write_file', args: HIDDEN, session: 's', workspace: root } as const;
  const waiting = gateway.act(AGENT, { ...call, dryRun: false, idempotencyKey: null }, LONG_WAIT);
  const refused = assert.rejects(waiting, { code: 'plan.invalid', message: /private\.txt changed since/ });
  let [request] = await gateway.listApprovals({ statuses: ['pending'], limit: 1 });
  while (request === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
    [request] = await gateway.listApprovals({ statuses: ['pending'], limit: 1 });
  }
  writeFileSync(file, 'A=2\n');
  await approve(request.request.id);
  await refused;
  assert.equal(readFileSync(file, 'utf8'), 'A=2\n');
});

test('puts no digest of a file that nobody may look at into what an agent or a record sees', async (t) => {
  const { call, file } = await withHidden(t);
  const plans: unknown[] = [];
  for (const content of ['A=0\n', 'A=99\n']) {
    writeFileSync(file, content);
    const { authorization } = await call('write_file', HIDDEN, { session: `of ${content.length}` });
    plans.push(authorization?.action.plan?.length);
    assert.ok(!JSON.stringify(authorization).includes('"files"'));
  }
  assert.equal(new Set(plans).size, 1);
});
