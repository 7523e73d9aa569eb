import assert from 'node:assert/strict';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nameOfRoot } from '../../../adapters/workspace/journal.ts';
import type { GatewayEvent } from '../../../application/event-hub.ts';
import { openWorkspaceGateway, workspaceFolders } from '../../harness/real-workspace.ts';
import { AGENT, OPERATOR } from '../../harness/test-gateway.ts';

const FILE = { path: 'a.txt', content: 'one\n' };
const TORN = { version: 1, id: 'torn', mark: 'm', changes: [], problem: 'a.txt is not as either side left it' };

/** A workspace whose journal says this when the gateway starts. */
function journalled(t: TestContext, text: (root: string) => string) {
  const folders = workspaceFolders(t);
  const root = realpathSync(folders.root);
  const journal = join(folders.base, 'state/changes/journal');
  mkdirSync(journal, { recursive: true });
  const file = join(journal, `${nameOfRoot(root)}.json`);
  const tear = (): void => writeFileSync(file, text(root));
  return { folders, root, file, tear };
}

const torn = (root: string): string => JSON.stringify({ ...TORN, root });

test('says at start which workspace is closed and why, and opens it when a person says so', async (t) => {
  const { folders, root, file, tear } = journalled(t, torn);
  tear();
  const { gateway, call, reopen } = await openWorkspaceGateway(t, {}, folders);
  assert.deepEqual(
    gateway.health().closedWorkspaces.map((one) => [one.root, one.problem]),
    [[root, TORN.problem]],
  );
  await assert.rejects(call('write_file', FILE), {
    code: 'files.inconsistent',
    message: /countersign workspace reopen/,
  });
  await assert.rejects(gateway.reopenWorkspace(AGENT, { root }), { code: 'auth.forbidden' });
  const events: GatewayEvent[] = [];
  gateway.subscribe((event) => events.push(event));
  const reopened = await gateway.reopenWorkspace(OPERATOR, { root });
  assert.deepEqual([reopened.root, reopened.result, existsSync(file)], [root, 'finished', false]);
  assert.deepEqual(
    events.map((event) => event.kind === 'workspace' && [event.root, event.isClosed]),
    [[root, false]],
  );
  assert.deepEqual(gateway.health().closedWorkspaces, []);
  const entries = await gateway.logEntries({ fromIndex: reopened.logIndex, limit: 2 });
  assert.deepEqual(
    entries.map(({ text }) => (JSON.parse(text) as { data: { stage: string } }).data.stage),
    ['reopening', 'reopened'],
  );
  assert.equal((await call('write_file', FILE)).isDone, true);
  assert.equal((await gateway.reopenWorkspace(OPERATOR, { root })).result, 'open');
  assert.deepEqual((await reopen()).gateway.health().closedWorkspaces, []);
});

test('names the journal where it cannot be read, and forgets it when its workspace is opened again', async (t) => {
  const { folders, root, file, tear } = journalled(t, () => '{"version":99}');
  tear();
  const { gateway, call } = await openWorkspaceGateway(t, {}, folders);
  const [closed] = gateway.health().closedWorkspaces;
  assert.equal(closed?.root, realpathSync(file));
  assert.equal((await gateway.reopenWorkspace(OPERATOR, { root })).result, 'as-they-stand');
  assert.deepEqual(gateway.health().closedWorkspaces, []);
  assert.equal((await call('write_file', FILE)).isDone, true);
});

test('tells at once that a workspace was closed while the gateway runs', async (t) => {
  const { folders, root, tear } = journalled(t, torn);
  const { gateway, call } = await openWorkspaceGateway(t, {}, folders);
  const events: GatewayEvent[] = [];
  gateway.subscribe((event) => events.push(event));
  assert.deepEqual(gateway.health().closedWorkspaces, []);
  tear();
  await assert.rejects(call('write_file', FILE), { code: 'files.inconsistent' });
  const told = events.filter(({ kind }) => kind === 'workspace');
  assert.deepEqual(told, [
    { kind: 'workspace', atMs: gateway.health().closedWorkspaces[0]?.sinceMs, root, isClosed: true },
  ]);
  assert.match(gateway.health().closedWorkspaces[0]?.problem ?? '', /neither made nor undone/);
});
