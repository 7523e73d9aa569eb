import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import { openSqliteStores } from '../../../adapters/sqlite/open-sqlite-stores.ts';
import { manualClock } from '../../harness/manual-clock.ts';
import { openWorkspaceGateway, type WorkspaceGateway, workspaceFolders } from '../../harness/real-workspace.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

/** A gateway over SQLite and a real folder, and how it is started again over the same files. */
async function opened(t: TestContext) {
  const folders = workspaceFolders(t);
  const clock = manualClock();
  let stores: ReturnType<typeof openSqliteStores> | null = null;
  t.after(() => stores?.close());
  const options = {
    ...{ clock, logKey: generateSigningKey('ed25519'), ready: readyPolicy({ mode: 'shadow' }) },
    get stores() {
      stores = openSqliteStores({ path: join(folders.base, 'countersign.db') });
      return stores;
    },
  };
  const first = await openWorkspaceGateway(t, options, folders);
  const restart = async (): Promise<WorkspaceGateway> => {
    await first.close();
    await stores?.close();
    await clock.advance(5_000);
    return first.reopen();
  };
  return { first, restart };
}

test('sees what an action changed that is reported only after a restart, by the checkpoint from before it', async (t) => {
  const { first, restart } = await opened(t);
  const { root } = first;
  const file = join(root, 'a.txt');
  writeFileSync(file, 'before\n');
  const args = { file_path: file, content: 'after\n' };
  const writing = propose('Write', args, { session: 's', callId: 'c', workspace: root, cwd: root });
  const { verdict, action } = await first.gateway.authorize(AGENT, writing, NO_WAIT);
  assert.equal(verdict, 'allow');
  writeFileSync(file, 'after\n');
  const { gateway, stores } = await restart();
  const reasons = async (): Promise<readonly string[]> =>
    (await gateway.listCheckpoints({ action: action.id, limit: 10 })).map(({ reason }) => reason);
  assert.deepEqual(await reasons(), ['before']);
  assert.equal((await stores.actions.find(action.id))?.status, 'unknown-outcome');
  const report = { result: 'completed', error: null, durationMs: null, response: null } as const;
  const { logIndex } = await gateway.reportOutcome(AGENT, { by: { session: 's', callId: 'c' }, ...report });
  const [outcome] = await gateway.logEntries({ fromIndex: logIndex, limit: 1 });
  assert.equal((JSON.parse(outcome?.text ?? '') as { data: { changed: number } }).data.changed, 1);
  assert.deepEqual(await reasons(), ['after', 'before']);
  const undo = { root, what: { kind: 'last' }, within: null, force: false, dryRun: false } as const;
  assert.deepEqual((await gateway.undo(OPERATOR, undo)).actions, [action.id]);
  assert.equal(readFileSync(file, 'utf8'), 'before\n');
});
