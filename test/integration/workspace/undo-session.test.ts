import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import { type Seeded, seeded } from '../../simulation/seeded.ts';

const ACTIONS = Number(process.env['COUNTERSIGN_UNDO_ACTIONS'] ?? 2_000);
const SEED = Number(process.env['COUNTERSIGN_SEED'] ?? 20_261_121);
/** States in between that are brought back, drawn anew from the seed. */
const STATES = Number(process.env['COUNTERSIGN_UNDO_STATES'] ?? 20);

/** Everything below a folder: contents, permissions, links, empty folders. */
function pictureOf(root: string, below = ''): readonly string[] {
  return readdirSync(join(root, below), { encoding: 'buffer' })
    .map((name) => name.toString('latin1'))
    .sort()
    .flatMap((name) => {
      const path = below === '' ? name : `${below}/${name}`;
      const whole = Buffer.from(join(root, path), 'latin1');
      const stat = lstatSync(whole);
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isSymbolicLink()) return [`${path} -> ${readlinkSync(whole)}`];
      if (stat.isDirectory()) return [`${path}/ ${mode}`, ...pictureOf(root, path)];
      return [`${path} ${mode} ${readFileSync(whole).toString('latin1')}`];
    });
}

/** Changes something below the root at random, as a program would whose doings nobody read. */
function changeSomething(root: string, random: Seeded, step: number): void {
  const folders = ['', 'src', 'src/deep', 'docs', 'empty'];
  const folder = folders[random.below(folders.length)] ?? '';
  const path = join(root, folder, `f${random.below(6)}`);
  const other = join(root, folders[random.below(folders.length)] ?? '', `f${random.below(6)}`);
  mkdirSync(dirname(path), { recursive: true });
  switch (random.below(7)) {
    case 0:
      rmSync(path, { recursive: true, force: true });
      return;
    case 1:
      rmSync(path, { recursive: true, force: true });
      return symlinkSync(`../elsewhere-${step}`, path);
    case 2:
      rmSync(path, { recursive: true, force: true });
      mkdirSync(path, { mode: 0o750 });
      return;
    case 3: {
      mkdirSync(dirname(other), { recursive: true });
      rmSync(other, { recursive: true, force: true });
      const stat = lstatSync(path, { throwIfNoEntry: false });
      return stat?.isFile() === true ? renameSync(path, other) : undefined;
    }
    case 4: {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      return stat?.isFile() === true ? chmodSync(path, random.below(2) === 0 ? 0o755 : 0o600) : undefined;
    }
    case 5:
      return rmSync(join(root, folder === '' ? 'docs' : folder), { recursive: true, force: true });
    default: {
      rmSync(path, { recursive: true, force: true });
      return writeFileSync(path, `content ${step} ${'x'.repeat(random.below(200))}\n`);
    }
  }
}

/** One call of an agent that changes files behind our back: decided before, reported after. */
async function act({ gateway, root }: WorkspaceGateway, step: number, change: () => void): Promise<string> {
  const place = { workspace: root, cwd: root };
  const proposal = propose('Bash', { command: `sh ./step-${step}.sh` }, { session: 's', callId: `c${step}`, ...place });
  const answer = await gateway.authorize(AGENT, proposal, NO_WAIT);
  assert.equal(answer.verdict, 'allow');
  change();
  const by = { actionId: answer.action.id };
  await gateway.reportOutcome(AGENT, { by, result: 'completed', error: null, durationMs: null, response: null });
  return answer.action.id;
}

test(`brings back any state of a session of ${ACTIONS} actions, also after a restart`, async (t) => {
  t.diagnostic(`seed ${SEED}`);
  const random = seeded(SEED);
  const shadow = { ready: readyPolicy({ mode: 'shadow' }) };
  let workspace = await openWorkspaceGateway(t, shadow);
  const { root } = workspace;
  writeFileSync(join(root, 'first'), 'there before\n');
  const pictures: { readonly action: string; readonly before: readonly string[] }[] = [];
  for (let step = 0; step < ACTIONS; step++) {
    const before = pictureOf(root);
    const action = await act(workspace, step, () => changeSomething(root, random, step));
    pictures.push({ action, before });
  }
  const last = pictureOf(root);
  const anywhere = Array.from({ length: STATES }, () => random.below(ACTIONS));
  for (const [index, at] of [ACTIONS - 1, ACTIONS >> 1, 3, 0, ACTIONS - 7, ...anywhere].entries()) {
    if (index === 2) workspace = await workspace.reopen();
    const { action, before } = pictures[at] ?? { action: '', before: [] };
    const [snapshot] = await workspace.gateway.listCheckpoints({ action, limit: 2 }).then((all) => all.toReversed());
    const order = { checkpoint: snapshot?.id ?? '', paths: null, dryRun: false };
    await workspace.gateway.restoreCheckpoint(OPERATOR, order);
    assert.deepEqual(pictureOf(root), before, `the state before action ${at}`);
  }
  const newest = await workspace.gateway.listCheckpoints({ root, limit: 2 });
  assert.deepEqual(
    newest.map(({ reason }) => reason),
    ['after', 'restore'],
  );
  const [end] = await workspace.gateway.listCheckpoints({ action: pictures.at(-1)?.action ?? '', limit: 1 });
  await workspace.gateway.restoreCheckpoint(OPERATOR, { checkpoint: end?.id ?? '', paths: null, dryRun: false });
  assert.deepEqual(pictureOf(root), last);
});

test('undoes the actions of a session one by one, and redoes them', async (t) => {
  const random = seeded(SEED + 1);
  const workspace = await openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const { root, gateway } = workspace;
  const pictures = [pictureOf(root)];
  for (let step = 0; step < 40; step++) {
    await act(workspace, step, () => changeSomething(root, random, step));
    const picture = pictureOf(root);
    if (picture.join('\n') !== pictures.at(-1)?.join('\n')) pictures.push(picture);
  }
  const last = { root, what: { kind: 'last' }, within: null, force: false, dryRun: false } as const;
  for (const picture of pictures.slice(0, -1).reverse()) {
    await gateway.undo(OPERATOR, last);
    assert.deepEqual(pictureOf(root), picture);
  }
  await assert.rejects(gateway.undo(OPERATOR, last), { code: 'checkpoint.nothing' });
  for (const picture of pictures.slice(1)) {
    await gateway.redo(OPERATOR, { root, force: false, dryRun: false });
    assert.deepEqual(pictureOf(root), picture);
  }
  await assert.rejects(gateway.redo(OPERATOR, { root, force: false, dryRun: false }), { code: 'checkpoint.nothing' });
});

test('leaves alone what somebody else changed since, unless it is forced', async (t) => {
  const workspace = await openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const { root, gateway } = workspace;
  const path = join(root, 'a.txt');
  writeFileSync(path, 'one\n');
  await act(workspace, 1, () => writeFileSync(path, 'two\n'));
  writeFileSync(path, 'mine\n');
  const order = { root, what: { kind: 'last' }, within: null, force: false, dryRun: false } as const;
  const dry = await gateway.undo(OPERATOR, { ...order, dryRun: true });
  assert.deepEqual(dry.conflicts, ['a.txt']);
  await assert.rejects(gateway.undo(OPERATOR, order), { code: 'files.drifted' });
  assert.equal(readFileSync(path, 'utf8'), 'mine\n');
  await gateway.undo(OPERATOR, { ...order, force: true });
  assert.equal(readFileSync(path, 'utf8'), 'one\n');
  await gateway.redo(OPERATOR, { root, force: false, dryRun: false });
  assert.equal(readFileSync(path, 'utf8'), 'mine\n');
});

test('undoes one file of the action that changed it last', async (t) => {
  const workspace = await openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const { root, gateway } = workspace;
  await act(workspace, 1, () => {
    writeFileSync(join(root, 'a'), '1');
    writeFileSync(join(root, 'b'), '1');
  });
  await act(workspace, 2, () => writeFileSync(join(root, 'b'), '2'));
  await gateway.undo(OPERATOR, { root, what: { kind: 'file', path: 'a' }, within: null, force: false, dryRun: false });
  assert.deepEqual(pictureOf(root), ['b 644 2']);
});

test('an undo of the agent’s own is no step that undoing brings back', async (t) => {
  const { gateway, root, call } = await openWorkspaceGateway(t);
  await call('write_file', { path: 'a', content: '1' });
  await call('write_file', { path: 'b', content: '1' });
  assert.equal((await call('undo', {})).isDone, true);
  assert.deepEqual(pictureOf(root), ['a 644 1']);
  const session = { kind: 'session', session: 's' } as const;
  await gateway.undo(OPERATOR, { root, what: session, within: null, force: false, dryRun: false });
  assert.deepEqual(pictureOf(root), []);
  await assert.rejects(call('undo', {}), { code: 'checkpoint.nothing' });
});

test('an agent undoes its own session only, and takes no checkpoint away', async (t) => {
  const { gateway, root, call } = await openWorkspaceGateway(t);
  await call('write_file', { path: 'a', content: '1' }, { session: 'other' });
  await assert.rejects(call('undo', {}), { code: 'checkpoint.nothing' });
  const order = { root, what: { kind: 'last' }, within: null, force: true, dryRun: false } as const;
  await assert.rejects(gateway.undo(AGENT, order), { code: 'auth.forbidden' });
  await assert.rejects(gateway.purgeCheckpoints(AGENT, { olderThanMs: 1 }), { code: 'auth.forbidden' });
});
