import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { portsOf, scriptedHolder } from './scripted-holder.ts';

type Place = WorkspaceGateway & {
  readonly outside: string;
  /** One run that changes its workspace in place; answers what undoing it means. */
  readonly run: (change: () => void) => Promise<{ readonly kind: 'session'; readonly session: string }>;
};

async function place(t: TestContext): Promise<Place> {
  const at = await openWorkspaceGateway(t, { ports: { runs: portsOf(scriptedHolder()) } });
  const outside = join(at.root, '../outside');
  mkdirSync(outside);
  const run: Place['run'] = async (change) => {
    const { run: begun } = await at.gateway.startRun(OPERATOR, {
      argv: ['claude'],
      workspace: at.root,
      cwd: at.root,
      isolation: 'bwrap',
      changes: 'keep',
      allowHosts: [],
      secrets: {},
      environment: {},
      isTerminal: false,
      leaseMs: 60_000,
    });
    change();
    await at.gateway.endRun(OPERATOR, begun.id, 0);
    return { kind: 'session', session: begun.session };
  };
  return { ...at, outside, run };
}

const HOW = { within: null, force: false, dryRun: false } as const;

test('takes back a file that the run gave a second name, which keeps what it holds', async (t) => {
  const at = await place(t);
  const { root, outside } = at;
  writeFileSync(join(root, 'kept.txt'), 'one\n');
  const what = await at.run(() => {
    writeFileSync(join(root, 'kept.txt'), 'changed\n');
    linkSync(join(root, 'kept.txt'), join(outside, 'second'));
    writeFileSync(join(root, 'new.txt'), 'new\n');
    linkSync(join(root, 'new.txt'), join(outside, 'third'));
  });
  const dry = await at.gateway.undo(OPERATOR, { root, what, ...HOW, dryRun: true });
  assert.deepEqual(dry.otherNames, ['kept.txt', 'new.txt']);
  const { otherNames } = await at.gateway.undo(OPERATOR, { root, what, ...HOW });
  assert.deepEqual(otherNames, ['kept.txt', 'new.txt']);
  assert.equal(readFileSync(join(root, 'kept.txt'), 'utf8'), 'one\n');
  assert.equal(statSync(join(root, 'kept.txt')).nlink, 1);
  assert.equal(existsSync(join(root, 'new.txt')), false);
  assert.equal(readFileSync(join(outside, 'second'), 'utf8'), 'changed\n');
  assert.equal(readFileSync(join(outside, 'third'), 'utf8'), 'new\n');
  await at.gateway.redo(OPERATOR, { root, force: false, dryRun: false });
  assert.equal(readFileSync(join(root, 'kept.txt'), 'utf8'), 'changed\n');
});

test('takes back several names of one file together', async (t) => {
  const at = await place(t);
  const { root } = at;
  const what = await at.run(() => {
    writeFileSync(join(root, 'one'), 'same\n');
    for (const name of ['two', 'three', 'four']) linkSync(join(root, 'one'), join(root, name));
  });
  await at.gateway.undo(OPERATOR, { root, what, ...HOW });
  assert.deepEqual(readdirSync(root), []);
});

test('puts a file back that had a second name before, without touching the other', async (t) => {
  const at = await place(t);
  const { root, outside } = at;
  writeFileSync(join(outside, 'store'), 'shared\n');
  linkSync(join(outside, 'store'), join(root, 'module'));
  const what = await at.run(() => {
    rmSync(join(root, 'module'));
    writeFileSync(join(root, 'module'), 'own\n');
  });
  await at.gateway.undo(OPERATOR, { root, what, ...HOW });
  assert.equal(readFileSync(join(root, 'module'), 'utf8'), 'shared\n');
  assert.notEqual(lstatSync(join(root, 'module')).ino, lstatSync(join(outside, 'store')).ino);
});

test('takes back more paths than a snapshot of some can be about, and knows how to make them again', async (t) => {
  const at = await place(t);
  const { root } = at;
  const names = Array.from({ length: 1_010 }, (_, index) => `f${String(index).padStart(4, '0')}`);
  const what = await at.run(() => {
    for (const name of names) writeFileSync(join(root, name), name);
    mkdirSync(join(root, 'folder'));
    for (const name of names.slice(0, 50)) writeFileSync(join(root, 'folder', name), name);
  });
  await at.gateway.undo(OPERATOR, { root, what, ...HOW });
  assert.deepEqual(readdirSync(root), []);
  const again = await at.gateway.redo(OPERATOR, { root, force: false, dryRun: true });
  assert.deepEqual([again.changes.length, again.conflicts], [names.length + 1 + 50, []]);
});
