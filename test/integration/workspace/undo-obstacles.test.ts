import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { copyNaively } from '../../../adapters/workspace/testing/naive-copy.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import { seeded } from '../../simulation/seeded.ts';

const LAST = { what: { kind: 'last' }, within: null, force: false, dryRun: false } as const;
/** More than a snapshot keeps of one file. */
const TOO_LARGE_BYTES = 60 * 1024 * 1024;
/** The user id that Linux gives nobody's processes. */
const NOBODY = 65_534;
const WORLDS = Number(process.env['COUNTERSIGN_UNDO_WORLDS'] ?? 25);
const SEED = Number(process.env['COUNTERSIGN_SEED'] ?? 20_261_122);

type Place = WorkspaceGateway & {
  /** A call of an agent that changes files behind the gateway's back, from hook to hook; answers the checkpoint before it. */
  readonly act: (change: () => void, command?: string) => Promise<string>;
  readonly at: (path: string) => string;
  readonly put: (path: string, content: string) => void;
  readonly read: (path: string) => string | null;
};

async function open(t: TestContext): Promise<Place> {
  const workspace = await openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const { gateway, root } = workspace;
  const at = (path: string): string => join(root, path);
  return {
    ...workspace,
    at,
    put: (path, content) => writeFileSync(at(path), content),
    read: (path) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : null),
    act: async (change, command = 'sh ./x.sh') => {
      const proposal = propose('Bash', { command }, { session: 's', workspace: root, cwd: root });
      const { action } = await gateway.authorize(AGENT, proposal, NO_WAIT);
      change();
      const outcome = { by: { actionId: action.id }, result: 'completed', error: null } as const;
      await gateway.reportOutcome(AGENT, { ...outcome, durationMs: null, response: null });
      const kept = await gateway.listCheckpoints({ action: action.id, limit: 5 });
      return kept.find(({ reason }) => reason === 'before')?.id ?? assert.fail('nothing was kept');
    },
  };
}

/** A file that takes no room on the disk, whatever its size. */
function sparse(path: string, sizeBytes: number): void {
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
}

for (const [what, obstruct] of [
  ['a named pipe', (path: string) => void execFileSync('mkfifo', [path])],
  ['a file too large to be kept', (path: string) => sparse(path, TOO_LARGE_BYTES)],
] as const)
  test(`says that ${what} stands where a file was, undoes nothing unasked, and brings the file back once it is gone`, async (t) => {
    const { gateway, root, act, at, put, read } = await open(t);
    put('a.txt', 'precious');
    put('b.txt', 'b');
    await act(() => {
      rmSync(at('a.txt'));
      obstruct(at('a.txt'));
      put('b.txt', 'changed');
    });
    const dry = await gateway.undo(OPERATOR, { root, ...LAST, dryRun: true });
    assert.deepEqual(
      dry.unreached.map(({ path }) => path),
      ['a.txt'],
    );
    assert.deepEqual(dry.conflicts, ['a.txt']);
    await assert.rejects(gateway.undo(OPERATOR, { root, ...LAST }), { code: 'files.drifted', message: /a\.txt: it / });
    assert.equal(read('b.txt'), 'changed');
    const forced = await gateway.undo(OPERATOR, { root, ...LAST, force: true });
    assert.deepEqual([forced.changes.map(({ path }) => path), forced.unreached.length], [['b.txt'], 1]);
    assert.equal(read('b.txt'), 'b');
    renameSync(at('a.txt'), `${root}-aside`);
    t.after(() => rmSync(`${root}-aside`, { force: true }));
    await gateway.undo(OPERATOR, { root, ...LAST, force: true });
    assert.deepEqual([read('a.txt'), read('b.txt')], ['precious', 'b']);
  });

test('sees the end of an action that left a pipe or a large file at the very paths that it named', async (t) => {
  const { gateway, root, act, at, put, read } = await open(t);
  for (const name of ['a.txt', 'b.txt', 'c.txt']) put(name, 'precious');
  const command = 'rm a.txt && mkfifo a.txt && cp /dev/zero b.txt && echo bad > c.txt';
  const checkpoint = await act(() => {
    rmSync(at('a.txt'));
    execFileSync('mkfifo', [at('a.txt')]);
    sparse(at('b.txt'), TOO_LARGE_BYTES);
    put('c.txt', 'bad');
  }, command);
  const { paths } = (await gateway.showCheckpoint(checkpoint)).snapshot;
  assert.ok(paths?.includes('a.txt'), 'only the paths of the line were kept');
  const dry = await gateway.undo(OPERATOR, { root, ...LAST, dryRun: true });
  assert.deepEqual(dry.conflicts, ['a.txt', 'b.txt']);
  await gateway.undo(OPERATOR, { root, ...LAST, force: true });
  assert.equal(read('c.txt'), 'precious');
  for (const name of ['a.txt', 'b.txt']) rmSync(at(name));
  await gateway.undo(OPERATOR, { root, ...LAST, force: true });
  assert.deepEqual([read('a.txt'), read('b.txt')], ['precious', 'precious']);
});

test('names what an action ended that could not be kept before it, and goes behind it only by force', async (t) => {
  const { gateway, root, act, at, put, read } = await open(t);
  put('earlier.txt', '1');
  await act(() => put('earlier.txt', '2'));
  sparse(at('large'), TOO_LARGE_BYTES);
  sparse(at('same'), TOO_LARGE_BYTES);
  const checkpoint = await act(() => rmSync(at('large')));
  const dry = await gateway.undo(OPERATOR, { root, ...LAST, dryRun: true });
  assert.deepEqual([dry.changes, dry.conflicts], [[], ['large']]);
  assert.match(dry.unreached[0]?.why ?? '', /^it was not kept, since it has more than/);
  await assert.rejects(gateway.undo(OPERATOR, { root, ...LAST }), { code: 'files.drifted', message: /large/ });
  const all = { checkpoint, paths: null, dryRun: true };
  assert.deepEqual(
    (await gateway.restoreCheckpoint(OPERATOR, all)).unreached.map(({ path }) => path),
    ['large'],
  );
  await gateway.undo(OPERATOR, { root, ...LAST, force: true });
  await gateway.undo(OPERATOR, { root, ...LAST });
  assert.equal(read('earlier.txt'), '1');
});

test('restores what it can and names what stays, and never says that nothing differs', async (t) => {
  const { gateway, act, at, put, read } = await open(t);
  put('a.txt', 'precious');
  put('b.txt', 'b');
  const checkpoint = await act(() => {
    sparse(at('a.txt'), TOO_LARGE_BYTES);
    put('b.txt', 'changed');
  });
  const restored = await gateway.restoreCheckpoint(OPERATOR, { checkpoint, paths: null, dryRun: false });
  assert.deepEqual([restored.unreached.map(({ path }) => path), read('b.txt')], [['a.txt'], 'b']);
  const order = { checkpoint, paths: ['a.txt'], dryRun: false };
  await assert.rejects(gateway.restoreCheckpoint(OPERATOR, order), { code: 'files.drifted' });
  rmSync(at('a.txt'));
  assert.deepEqual((await gateway.restoreCheckpoint(OPERATOR, order)).unreached, []);
  assert.equal(read('a.txt'), 'precious');
});

test('large files that fill a snapshot do not hide what an action did to the others', async (t) => {
  const { gateway, root, act, at, put, read } = await open(t);
  const names = Array.from({ length: 20 }, (_, index) => `file-${index}`);
  for (const name of [...names, 'gone', 'same']) put(name, name);
  await act(() => {
    mkdirSync(at('large'));
    // A snapshot holds a gibibyte: this is all of it.
    for (let file = 0; file < 20; file++) sparse(at(`large/${file}`), 50 * 1024 ** 2);
    sparse(at('large/rest'), 24 * 1024 ** 2);
    rmSync(at('gone'));
    for (const name of names) put(name, 'bad');
  });
  rmSync(at('large'), { recursive: true });
  const dry = await gateway.undo(OPERATOR, { root, ...LAST, dryRun: true });
  assert.deepEqual(dry.changes.map(({ path }) => path).sort(), [...names, 'gone'].sort());
  await gateway.undo(OPERATOR, { root, ...LAST, force: true });
  assert.deepEqual(
    [...names, 'gone', 'same'].filter((name) => read(name) !== name),
    [],
  );
});

test('takes back a folder that an action replaced by a link, and follows that link nowhere', async (t) => {
  const { gateway, root, act, at, put } = await open(t);
  const outside = `${root}-outside`;
  mkdirSync(join(outside, 'deep'), { recursive: true });
  t.after(() => rmSync(outside, { recursive: true, force: true }));
  writeFileSync(join(outside, 'a'), 'theirs');
  mkdirSync(at('lib/deep'), { recursive: true });
  put('lib/a', '1');
  put('lib/deep/b', '2');
  const before = copyNaively(root);
  await act(() => {
    rmSync(at('lib'), { recursive: true });
    symlinkSync(outside, at('lib'));
  });
  const after = copyNaively(root);
  await gateway.undo(OPERATOR, { root, ...LAST });
  assert.deepEqual(copyNaively(root), before);
  await gateway.redo(OPERATOR, { root, force: false, dryRun: false });
  assert.deepEqual(copyNaively(root), after);
  assert.deepEqual([readFileSync(join(outside, 'a'), 'utf8'), existsSync(join(outside, 'deep/b'))], ['theirs', false]);
});

test('keeps what a person put into a folder that an action made of a file, even by force', async (t) => {
  const { gateway, root, act, at, put, read } = await open(t);
  put('a', 'precious');
  await act(() => {
    rmSync(at('a'));
    mkdirSync(at('a'));
    put('a/agent', '1');
  });
  put('a/mine', 'work');
  await assert.rejects(gateway.undo(OPERATOR, { root, ...LAST }), { code: 'files.drifted' });
  const forced = await gateway.undo(OPERATOR, { root, ...LAST, force: true });
  assert.deepEqual(
    forced.unreached.map(({ path }) => path),
    ['a'],
  );
  assert.deepEqual([read('a/mine'), read('a/agent')], ['work', null]);
  renameSync(at('a'), at('moved'));
  await gateway.undo(OPERATOR, { root, ...LAST, force: true });
  assert.deepEqual([read('a'), read('moved/mine')], ['precious', 'work']);
});

test('says which file or link is in the way of one path that is to be put back', async (t) => {
  const { gateway, root, act, at, put } = await open(t);
  for (const folder of ['src', 'lib']) {
    mkdirSync(at(folder));
    put(`${folder}/a`, '1');
  }
  const checkpoint = await act(() => {
    for (const folder of ['src', 'lib']) rmSync(at(folder), { recursive: true });
    put('src', 'a file');
    symlinkSync('/tmp', at('lib'));
  });
  for (const [path, found] of [
    ['src/a', /"src" is a file now/],
    ['lib/a', /"lib" is a link now|"lib": found a symbolic link/],
  ] as const) {
    const order = { checkpoint, paths: [path], dryRun: false };
    await assert.rejects(gateway.restoreCheckpoint(OPERATOR, order), { code: 'files.drifted', message: found });
    const file = { root, ...LAST, what: { kind: 'file', path } } as const;
    await assert.rejects(gateway.undo(OPERATOR, file), { code: 'files.drifted', message: found });
  }
});

test('says of a path that a checkpoint knows nothing of that it does not', async (t) => {
  const { gateway, act, at, put } = await open(t);
  mkdirSync(at('node_modules'));
  for (const name of ['a.txt', 'b.txt', 'node_modules/x']) put(name, '1');
  const ofAll = await act(() => put('a.txt', '2'));
  const ofOne = await act(() => put('b.txt', '2'), 'echo 2 > b.txt');
  for (const [checkpoint, path, why] of [
    [ofAll, 'a.tx', /neither in the checkpoint nor now/],
    [ofAll, 'node_modules/x', /left node_modules out: installed packages/],
    [ofOne, 'a.txt', /a checkpoint of b\.txt only/],
  ] as const) {
    const order = { checkpoint, paths: [path], dryRun: true };
    await assert.rejects(gateway.restoreCheckpoint(OPERATOR, order), { code: 'checkpoint.nothing', message: why });
  }
  const known = await gateway.restoreCheckpoint(OPERATOR, { checkpoint: ofAll, paths: ['a.txt'], dryRun: true });
  assert.equal(known.changes.length, 1);
});

test('undoes all since a moment, also what was done while the clock stood elsewhere in between', async (t) => {
  const { gateway, root, act, put, read, clock } = await open(t);
  const nowMs = clock.nowMs();
  put('a', '0');
  put('b', '0');
  await act(() => put('a', '1'));
  clock.set(nowMs - 86_400_000);
  await act(() => put('c', '1'));
  clock.set(nowMs + 1_000);
  await act(() => put('b', '1'));
  await gateway.undo(OPERATOR, { root, ...LAST, what: { kind: 'since', atMs: nowMs - 5_000 } });
  assert.deepEqual([read('a'), read('b')], ['0', '0']);
});

test('says what to do where a workspace is gone or was moved, and brings all of it back into an empty folder', async (t) => {
  const { gateway, root, act, at, put } = await open(t);
  mkdirSync(at('d'));
  for (const name of ['a', 'd/b']) put(name, name);
  const before = copyNaively(root);
  const checkpoint = await act(() => renameSync(root, `${root}-moved`));
  const isTold = (error: unknown): boolean =>
    error instanceof GatewayError &&
    error.code === 'files.failed' &&
    /move it back[^]*make it again/.test(error.remedies.join(' '));
  await assert.rejects(gateway.undo(OPERATOR, { root, ...LAST }), isTold);
  const order = { checkpoint, paths: null, dryRun: false };
  await assert.rejects(gateway.restoreCheckpoint(OPERATOR, order), isTold);
  mkdirSync(root);
  await assert.rejects(gateway.undo(OPERATOR, { root, ...LAST }), { code: 'files.drifted' });
  await gateway.undo(OPERATOR, { root, ...LAST, force: true });
  assert.deepEqual(copyNaively(root), before);
});

test('asks before a line writes into a folder of which not everything can be kept', async (t) => {
  const { gateway, root } = await openWorkspaceGateway(t);
  for (const folder of ['data', 'plain/node_modules/x']) mkdirSync(join(root, folder), { recursive: true });
  sparse(join(root, 'data/large'), TOO_LARGE_BYTES);
  writeFileSync(join(root, 'data/small'), 's');
  const place = { session: 's', workspace: root, cwd: root };
  const verdictOf = async (command: string): Promise<string> => {
    const { verdict, decision } = await gateway.authorize(AGENT, propose('Bash', { command }, place), NO_WAIT);
    return `${verdict}${decision.gates.some(({ rule }) => rule === 'matrix.checkpoint') ? ' matrix.checkpoint' : ''}`;
  };
  assert.match(await verdictOf('cp -r new/. data'), /^require-approval matrix\.checkpoint/);
  assert.match(await verdictOf('mv data data2'), /^require-approval matrix\.checkpoint/);
  // What a rule leaves out is made again by the tools that made it.
  assert.match(await verdictOf('cp -r new/. plain'), /^allow/);
});

test('an ordinary user undoes and redoes read-only folders, and is told which file may not be read', {
  skip: process.geteuid?.() === 0 ? false : 'becoming an ordinary user takes root',
}, async (t) => {
  const { gateway, root, act, at, put, read } = await open(t);
  execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, join(root, '..')]);
  process.setegid?.(NOBODY);
  process.seteuid?.(NOBODY);
  try {
    put('plain.txt', '1');
    await act(() => {
      mkdirSync(at('cache/in'), { recursive: true });
      put('cache/in/f', '1');
      for (const folder of ['cache/in', 'cache']) chmodSync(at(folder), 0o555);
    });
    await gateway.undo(OPERATOR, { root, ...LAST });
    assert.equal(existsSync(at('cache')), false);
    await gateway.redo(OPERATOR, { root, force: false, dryRun: false });
    assert.deepEqual([read('cache/in/f'), copyNaively(root).get('cache')], ['1', { kind: 'folder', mode: 0o555 }]);
    await act(() => chmodSync(at('plain.txt'), 0));
    const { unreached } = await gateway.undo(OPERATOR, { root, ...LAST, dryRun: true });
    assert.deepEqual(
      unreached.map(({ path, why }) => [path, why.startsWith('the gateway may not read it')]),
      [['plain.txt', true]],
    );
    rmSync(at('plain.txt'));
    await gateway.undo(OPERATOR, { root, ...LAST, force: true });
    assert.equal(read('plain.txt'), '1');
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
});

test(`undoes whatever one action made of files, folders and links, in ${WORLDS} worlds`, async (t) => {
  const { gateway, root, act, at } = await open(t);
  const random = seeded(SEED);
  const names = ['a', 'b', 'c', 'a/x', 'a/y', 'b/x', 'b/x/z', 'c/x', 'a/\n', 'b/é'];
  const replace = (path: string): void => {
    const parent = join(at(path), '..');
    if (!copyNaively(root).has(path.split('/').slice(0, -1).join('/')) && path.includes('/')) return;
    execFileSync('chmod', ['-R', 'u+rwx', root]);
    if (copyNaively(root).get(path.split('/')[0] ?? '')?.kind === 'link' && path.includes('/')) return;
    if (
      !existsSync(parent) ||
      !path
        .split('/')
        .slice(0, -1)
        .every((_, depth, all) => isFolder(all.slice(0, depth + 1)))
    )
      return;
    rmSync(at(path), { recursive: true, force: true });
    const kind = random.pick(['file', 'folder', 'link', 'none'] as const);
    if (kind === 'file')
      writeFileSync(at(path), `${random.below(1_000)}`, { mode: random.pick([0o644, 0o700, 0o400]) });
    if (kind === 'folder') mkdirSync(at(path), { mode: random.pick([0o755, 0o700]) });
    if (kind === 'link') symlinkSync(random.pick(['b', '/tmp', 'nowhere', '..']), at(path));
  };
  const isFolder = (path: readonly string[]): boolean => copyNaively(root).get(path.join('/'))?.kind === 'folder';
  for (let world = 0; world < WORLDS; world++) {
    for (let step = 0; step < 8; step++) replace(random.pick(names));
    const before = copyNaively(root);
    await act(() => {
      for (let step = 0; step < 8; step++) replace(random.pick(names));
      const [first] = copyNaively(root).keys();
      if (first !== undefined && isFolder([first])) chmodSync(at(first), random.pick([0o755, 0o711]));
    });
    const after = copyNaively(root);
    const isChanged = JSON.stringify([...before]) !== JSON.stringify([...after]);
    if (!isChanged) continue;
    await gateway.undo(OPERATOR, { root, ...LAST });
    assert.deepEqual(copyNaively(root), before, `world ${world} of seed ${SEED}`);
    await gateway.redo(OPERATOR, { root, force: false, dryRun: false });
    assert.deepEqual(copyNaively(root), after, `world ${world} of seed ${SEED}`);
  }
});
