import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { applyChange, type PlannedChange } from './apply-change.ts';
import { readManifest } from './manifest.ts';
import { makeTree, treeOf } from './testing/tree.ts';
import { undoChange } from './undo-change.ts';

const AT = { version: '1.0.0', now: new Date(0) };

test('refuses a file that was changed after the plan was shown, and changes nothing', (t) => {
  const home = makeTree(t, { 'mcp.json': 'changed' });
  const before = treeOf(home);
  assert.throws(() => applyChange(place(home), plan(home, 'shown'), AT), /somebody else changed it meanwhile/u);
  assert.deepEqual(treeOf(home), before);
  assert.throws(() => applyChange(place(home), { ...plan(home, 'x'), path: `${home}/gone.json` }, AT), /meanwhile/u);
});

test('leaves nothing behind where the file cannot be replaced', (t) => {
  const home = makeTree(t, { 'mcp.json': 'old' });
  // A folder where the new text would be written stands for whatever refuses to write.
  mkdirSync(`${home}/mcp.json.${process.pid}.tmp/x`, { recursive: true });
  const before = treeOf(home);
  assert.throws(() => applyChange(place(home), plan(home, 'old'), AT), /change .*mcp\.json: /u);
  assert.deepEqual(treeOf(home), before);
});

test('keeps the mode that a file has, whatever the umask takes from new ones', (t) => {
  const home = makeTree(t, { 'mcp.json': { text: 'old', mode: 0o666 } });
  const umask = process.umask(0o077);
  try {
    applyChange(place(home), plan(home, 'old'), AT);
  } finally {
    process.umask(umask);
  }
  assert.equal(statSync(`${home}/mcp.json`).mode & 0o777, 0o666);
  chmodSync(`${home}/mcp.json`, 0o640);
  const [installed] = readManifest(place(home));
  assert.ok(installed !== undefined);
  assert.equal(undoChange(place(home), installed, AT.now).result, 'restored');
  assert.equal(statSync(`${home}/mcp.json`).mode & 0o777, 0o640);
});

test('counts a change that was never made, after an interruption, as nothing to undo', (t) => {
  const home = makeTree(t, { 'mcp.json': 'old' });
  applyChange(place(home), plan(home, 'old'), AT);
  writeFileSync(`${home}/mcp.json`, 'old');
  const [installed] = readManifest(place(home));
  assert.ok(installed !== undefined);
  const undone = undoChange(place(home), installed, AT.now);
  assert.deepEqual([undone.result, undone.copies], ['untouched', []]);
  assert.deepEqual(readdirSync(home), ['mcp.json']);
});

test('keeps what cannot be undone on the list, with the reason, and names the copy', (t) => {
  const home = makeTree(t, { 'mcp.json': 'old' });
  applyChange(place(home), plan(home, 'old'), AT);
  writeFileSync(`${home}/mcp.json`, '{ broken');
  const [installed] = readManifest(place(home));
  assert.ok(installed !== undefined);
  const undone = undoChange(place(home), { ...installed, servers: { format: 'json', wrapped: [] } }, AT.now);
  assert.equal(undone.result, 'kept');
  assert.match(undone.problem ?? '', /want it done by hand/u);
  assert.equal(readFileSync(undone.copies[0] ?? '', 'utf8'), 'old');
  assert.equal(readManifest(place(home)).length, 1);
});

test('unwraps a server wholly that was wrapped from here and then moved, and names every copy that is left', (t) => {
  const home = makeTree(t, { 'mcp.json': serverOf('x') });
  const path = `${home}/mcp.json`;
  const at = ['mcpServers', 's'];
  const change = (before: string, after: string, was: string | null): PlannedChange => {
    const wrapped = [{ name: 's', at, madeArgs: was === null, was }];
    return { path, agent: null, servers: { format: 'json', wrapped }, before, after, shown: { before, after } };
  };
  const [first, second] = ['/a/countersign', '/b/countersign'].map((command) =>
    serverOf(command, ['mcp', 'wrap', '--name', 's', '--', 'x']),
  );
  applyChange(place(home), change(serverOf('x'), first ?? '', null), AT);
  writeFileSync(path, `${first} `);
  applyChange(place(home), change(`${first} `, second ?? '', '/a/countersign'), { ...AT, now: new Date(1) });
  const [installed] = readManifest(place(home));
  assert.ok(installed !== undefined);
  writeFileSync(path, `\n${second}`);
  const undone = undoChange(place(home), installed, new Date(2));
  assert.equal(undone.result, 'cleaned');
  assert.equal(readFileSync(path, 'utf8'), `\n${serverOf('x')}`);
  assert.deepEqual(
    undone.copies.map((copy) => readFileSync(copy, 'utf8')),
    [serverOf('x'), `${first} `, `\n${second}`],
  );
});

test('reads a list that an earlier version wrote', (t) => {
  const home = makeTree(t, { 'made/mcp.json': 'new' });
  applyChange(place(home), { ...plan(home, 'new'), path: `${home}/made/mcp.json` }, AT);
  const list = `${home}/state/installed.json`;
  const { files } = JSON.parse(readFileSync(list, 'utf8')) as { files: Record<string, unknown>[] };
  const [{ servers: _, changedBetween: __, laterCopies: ___, ...older } = {}] = files;
  writeFileSync(list, JSON.stringify({ version: 1, files: [{ ...older, backup: null, madeFolder: true }] }));
  const [installed] = readManifest(place(home));
  assert.deepEqual([installed?.servers, installed?.changedBetween], [null, false]);
  assert.ok(installed !== undefined);
  for (const name of readdirSync(`${home}/made`)) if (name.endsWith('.bak')) chmodSync(`${home}/made/${name}`, 0o600);
  assert.equal(undoChange(place(home), installed, AT.now).result, 'removed');
  assert.equal(existsSync(`${home}/made/mcp.json`), false);
});

function serverOf(command: string, args?: readonly string[]): string {
  return JSON.stringify({ mcpServers: { s: { command, ...(args === undefined ? {} : { args }) } } });
}

function place(home: string): { readonly stateDir: string } {
  return { stateDir: `${home}/state` };
}

function plan(home: string, before: string): PlannedChange {
  const servers = { format: 'json', wrapped: [] } as const;
  return { path: `${home}/mcp.json`, agent: null, servers, before, after: '{"new":1}', shown: { before, after: '' } };
}
