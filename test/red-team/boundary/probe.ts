import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readyPolicy } from '../../harness/test-policy.ts';
import { AGENT, OPERATOR } from '../../harness/test-gateway.ts';
import { openGuardedFolder, additionOf } from './guarded-folder.ts';
test('toggle', async (t) => {
  const g = await openGuardedFolder(t);
  await g.attempt('write_file', { path: 'a', content: '1' });
  await g.attempt('write_file', { path: 'a', content: '2' });
  for (let i = 0; i < 4; i++) { console.log((await g.attempt('undo', {})).said.slice(0, 200), g.files()); }
  console.log((await g.gateway.listCheckpoints({ root: g.root, limit: 30 })).map((s) => [s.reason, s.action?.slice(-4), s.supersededBy?.slice(-4), s.id.slice(-4)].join(' ')));
});
test('toggle after person', async (t) => {
  const g = await openGuardedFolder(t);
  await g.attempt('write_file', { path: 'a', content: '1' });
  await g.attempt('write_file', { path: 'a', content: '2' });
  console.log((await g.attempt('undo', {})).said.slice(0, 100), g.files());
  const last = { root: g.root, what: { kind: 'last' }, within: null, force: false, dryRun: false } as const;
  console.log((await g.gateway.undo(OPERATOR, last)).changes, g.files());
  console.log(await g.gateway.redo(OPERATOR, {root: g.root, dryRun: false}).then((r) => r.changes, (e) => e.message), g.files());
});
test('rollback folder', async (t) => {
  const ready = readyPolicy({ verify: { checks: [{ name: 'b', kind: 'build', argv: ['false'], onFailure: 'rollback', timeoutMs: 5000, layer: 'organisation' }], environment: [], projectChecks: 'contained' } });
  const g = await openGuardedFolder(t, { ready });
  console.log((await g.attempt('write_file', { path: 'x/y/a', content: '1' })).said.slice(0, 100));
  const { readdirSync } = await import('node:fs');
  console.log(readdirSync(g.root, { recursive: true }));
});
test('outcome race', async (t) => {
  const g = await openGuardedFolder(t);
  let stop = false; const got: string[] = [];
  const spam = (async () => { while (!stop) { await g.gateway.reportOutcome(AGENT, { by: { session: 's', callId: 'c' }, result: 'completed', error: null, durationMs: null, response: null }).then(() => got.push('OK'), (e) => got.push(e.code)); await new Promise((r) => setImmediate(r)); } })();
  const r = await g.attempt('write_file', { path: 'a', content: '1' }, { callId: 'c' });
  stop = true; await spam;
  console.log(r, [...new Set(got)], g.files());
  console.log(await g.gateway.undo(OPERATOR, { root: g.root, what: { kind: 'last' }, within: null, force: false, dryRun: false }).then((u) => u.changes, (e) => e.message), g.files());
});
