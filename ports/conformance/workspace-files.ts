import assert from 'node:assert/strict';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { ABSENT, type EntryState } from '../../core/workspace/entry-state.ts';
import { invertChanges } from '../../core/workspace/merge-changes.ts';
import type { ContentStore } from '../content-store.ts';
import { FilesError, type FilesErrorCode, type WorkspaceFiles } from '../workspace-files.ts';

/** A file gateway over an empty root, with the store of its contents and a folder outside the root on the same volume. */
export type OpenedFiles = {
  readonly files: WorkspaceFiles;
  readonly contents: ContentStore;
  readonly root: string;
  readonly outside: string;
};

/** The contract of `WorkspaceFiles`, as tests that every implementation must pass. `open` cleans up through the test's `after`. */
export function testWorkspaceFiles(adapter: string, open: (t: TestContext) => Promise<OpenedFiles>): void {
  const contract = (name: string, check: (opened: OpenedFiles) => Promise<void>): void => {
    void test(`${adapter}: ${name}`, async (t) => check(await open(t)));
  };
  contract('tells what stands at a path: nothing, a file, a link, a folder', tellsStates);
  contract('creates, replaces and deletes files, links and folders in one change', changesEverything);
  contract('turns a file into a folder, a folder into a file and either into a link', changesKinds);
  contract('makes the folders that a new file needs, and says so', async ({ files, contents, root }) => {
    const after = await keep(contents, 'deep');
    const made = await files.apply(root, { id: 'c', changes: [{ path: 'a/b/c.txt', before: ABSENT, after }] });
    assert.equal(readFileSync(join(root, 'a/b/c.txt'), 'utf8'), 'deep');
    assert.deepEqual(
      made.map(({ path, after: { kind } }) => `${kind} ${path}`),
      ['folder a', 'folder a/b', 'file a/b/c.txt'],
    );
    await files.apply(root, { id: 'd', changes: invertChanges(made) });
    assert.deepEqual(readdirSync(root), []);
  });
  contract('keeps the contents that end, so that the change can be turned round', turnsRound);
  contract('sets exact permissions, also such that the owner may not write', setsPermissions);
  contract('changes nothing where one path is not as planned', refusesDrift);
  contract('refuses to remove a folder that holds what the change does not name', async ({ files, root }) => {
    mkdirSync(join(root, 'd'), { mode: 0o755 });
    writeFileSync(join(root, 'd/kept'), '');
    const changes: EntryChange[] = [{ path: 'd', before: await files.state(root, 'd'), after: ABSENT }];
    await rejects(() => files.apply(root, { id: 'c', changes }), 'files.drifted');
    assert.deepEqual(readdirSync(join(root, 'd')), ['kept']);
  });
  contract('never follows a link, neither at the end of a path nor on the way', followsNoLink);
  contract('refuses a file that has another name, and leaves that other name alone', refusesHardLinks);
  contract('refuses paths that lead out of the root', async ({ files, root }) => {
    for (const path of ['../x', '/etc/passwd', 'a/../../x', '', 'a//b', './a', 'a\0b']) {
      await rejects(() => files.state(root, path), 'files.outside-root');
      await rejects(
        () =>
          files.apply(root, { id: 'c', changes: [{ path, before: ABSENT, after: { kind: 'folder', mode: 0o755 } }] }),
        'files.outside-root',
      );
    }
  });
  contract('names every problem of a change at once', async ({ files, root }) => {
    const changes: EntryChange[] = [
      { path: 'b', before: ABSENT, after: { kind: 'folder', mode: 9999 } },
      { path: 'a', before: ABSENT, after: { kind: 'link', target: '' } },
    ];
    const failure = await rejects(() => files.apply(root, { id: 'c', changes }), 'files.invalid');
    assert.match(failure.message, /in order.*mode 9999.*link to ""/s);
  });
  contract('keeps names and link texts that are not UTF-8', keepsBytes);
  contract('runs changes of one root one after the other', async ({ files, contents, root }) => {
    const texts = ['1', '2', '3', '4'];
    const states = await Promise.all(texts.map((text) => keep(contents, text)));
    const attempts = states.map((after, index) =>
      files.apply(root, { id: `c${index}`, changes: [{ path: 'f', before: ABSENT, after }] }),
    );
    const results = await Promise.allSettled(attempts);
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1, 'only one finds nothing there');
    const made = results.findIndex(({ status }) => status === 'fulfilled');
    assert.equal(readFileSync(join(root, 'f'), 'utf8'), texts[made]);
  });
  contract('has nothing to recover where nothing was interrupted', async ({ files, contents, root }) => {
    await files.apply(root, { id: 'c', changes: [{ path: 'f', before: ABSENT, after: await keep(contents, 'x') }] });
    assert.deepEqual(await files.recover(), []);
    assert.deepEqual(readdirSync(root), ['f']);
  });
}

/** Puts a content and names the file that would hold it. */
async function keep(contents: ContentStore, text: string, mode = 0o644): Promise<EntryState> {
  const content = Buffer.from(text);
  return { kind: 'file', mode, sha256: await contents.put(content), sizeBytes: content.length };
}

async function rejects(attempt: () => Promise<unknown>, code: FilesErrorCode): Promise<FilesError> {
  try {
    await attempt();
  } catch (error) {
    assert.ok(error instanceof FilesError, String(error));
    assert.equal(error.code, code, error.message);
    return error;
  }
  return assert.fail(`found success, want ${code}`);
}

async function tellsStates({ files, contents, root }: OpenedFiles): Promise<void> {
  writeFileSync(join(root, 'f'), 'hello');
  chmodSync(join(root, 'f'), 0o640);
  symlinkSync('nowhere/at all', join(root, 'l'));
  mkdirSync(join(root, 'd'));
  chmodSync(join(root, 'd'), 0o2750);
  assert.deepEqual(await files.state(root, 'f'), await keep(contents, 'hello', 0o640));
  assert.deepEqual(await files.state(root, 'l'), { kind: 'link', target: 'nowhere/at all' });
  assert.deepEqual(await files.state(root, 'd'), { kind: 'folder', mode: 0o2750 });
  for (const path of ['none', 'none/deep', 'f/deep']) assert.deepEqual(await files.state(root, path), ABSENT);
  const { content, state } = await files.read(root, 'f');
  assert.equal(Buffer.from(content).toString(), 'hello');
  assert.equal(state.kind, 'file');
  await rejects(() => files.read(root, 'd'), 'files.not-regular');
}

async function changesEverything({ files, contents, root }: OpenedFiles): Promise<void> {
  writeFileSync(join(root, 'gone'), 'old');
  writeFileSync(join(root, 'kept'), 'old', { mode: 0o600 });
  mkdirSync(join(root, 'old/empty'), { recursive: true });
  symlinkSync('gone', join(root, 'turned'));
  const before = async (path: string): Promise<EntryState> => files.state(root, path);
  const changes: EntryChange[] = [
    { path: 'gone', before: await before('gone'), after: ABSENT },
    { path: 'kept', before: await before('kept'), after: await keep(contents, 'new', 0o755) },
    { path: 'made', before: ABSENT, after: { kind: 'folder', mode: 0o755 } },
    { path: 'made/empty', before: ABSENT, after: { kind: 'folder', mode: 0o700 } },
    { path: 'made/file', before: ABSENT, after: await keep(contents, '') },
    { path: 'made/link', before: ABSENT, after: { kind: 'link', target: '../kept' } },
    { path: 'old', before: await before('old'), after: ABSENT },
    { path: 'old/empty', before: await before('old/empty'), after: ABSENT },
    { path: 'turned', before: await before('turned'), after: { kind: 'link', target: 'kept' } },
  ];
  await files.apply(root, { id: 'c', changes });
  for (const { path, after } of changes) assert.deepEqual(await files.state(root, path), after, path);
  assert.deepEqual(readdirSync(root, { recursive: true }).map(String).sort(), [
    'kept',
    'made',
    'made/empty',
    'made/file',
    'made/link',
    'turned',
  ]);
}

async function changesKinds({ files, contents, root }: OpenedFiles): Promise<void> {
  writeFileSync(join(root, 'file'), 'a file');
  mkdirSync(join(root, 'folder/sub'), { recursive: true });
  writeFileSync(join(root, 'folder/sub/x'), 'x');
  mkdirSync(join(root, 'hollow'));
  symlinkSync('file', join(root, 'link'));
  const before = async (path: string): Promise<EntryState> => files.state(root, path);
  const there: EntryChange[] = [
    { path: 'file', before: await before('file'), after: { kind: 'folder', mode: 0o755 } },
    { path: 'file/inside', before: ABSENT, after: await keep(contents, 'inside') },
    { path: 'folder', before: await before('folder'), after: await keep(contents, 'now a file') },
    { path: 'folder/sub', before: await before('folder/sub'), after: ABSENT },
    { path: 'folder/sub/x', before: await before('folder/sub/x'), after: ABSENT },
    { path: 'hollow', before: await before('hollow'), after: { kind: 'link', target: 'file' } },
    { path: 'link', before: await before('link'), after: { kind: 'folder', mode: 0o700 } },
    { path: 'link/new', before: ABSENT, after: { kind: 'link', target: '..' } },
  ];
  await files.apply(root, { id: 'c', changes: there });
  const standing = there.filter(({ after }) => after.kind !== 'absent');
  for (const { path, after } of standing) assert.deepEqual(await files.state(root, path), after, path);
  await rejects(() => files.state(root, 'hollow/none'), 'files.outside-root');
  const back = there.map(({ path, before, after }) => ({ path, before: after, after: before }));
  await files.apply(root, { id: 'd', changes: back });
  for (const { path, after } of back)
    if (after.kind !== 'absent') assert.deepEqual(await files.state(root, path), after, path);
}

async function turnsRound({ files, contents, root }: OpenedFiles): Promise<void> {
  writeFileSync(join(root, 'f'), 'precious');
  const before = await files.state(root, 'f');
  await files.apply(root, { id: 'c', changes: [{ path: 'f', before, after: ABSENT }] });
  await files.apply(root, { id: 'd', changes: [{ path: 'f', before: ABSENT, after: before }] });
  assert.equal(readFileSync(join(root, 'f'), 'utf8'), 'precious');
  assert.ok(before.kind === 'file' && (await contents.has(before.sha256)));
}

async function setsPermissions({ files, contents, root }: OpenedFiles): Promise<void> {
  const changes: EntryChange[] = [
    { path: 'd', before: ABSENT, after: { kind: 'folder', mode: 0o555 } },
    { path: 'd/f', before: ABSENT, after: await keep(contents, 'x', 0o400) },
  ];
  await files.apply(root, { id: 'c', changes });
  assert.equal(lstatSync(join(root, 'd')).mode & 0o7777, 0o555);
  assert.equal(lstatSync(join(root, 'd/f')).mode & 0o7777, 0o400);
  const next: EntryChange[] = [
    { path: 'd', before: { kind: 'folder', mode: 0o555 }, after: { kind: 'folder', mode: 0o500 } },
    { path: 'd/f', before: await files.state(root, 'd/f'), after: await keep(contents, 'x', 0o4711) },
  ];
  await files.apply(root, { id: 'd', changes: next });
  for (const { path, after } of next) assert.deepEqual(await files.state(root, path), after);
  // So that the test's folder can be removed by its owner.
  chmodSync(join(root, 'd'), 0o755);
}

async function refusesDrift({ files, contents, root }: OpenedFiles): Promise<void> {
  writeFileSync(join(root, 'b'), 'mine');
  const changes: EntryChange[] = [
    { path: 'a', before: ABSENT, after: await keep(contents, 'new') },
    { path: 'b', before: await keep(contents, 'theirs'), after: ABSENT },
    { path: 'c', before: { kind: 'folder', mode: 0o755 }, after: { kind: 'folder', mode: 0o755 } },
  ];
  const failure = await rejects(() => files.apply(root, { id: 'c', changes }), 'files.drifted');
  assert.match(failure.message, /"b".*"c"/s, 'both are named');
  assert.deepEqual(readdirSync(root), ['b']);
  assert.equal(readFileSync(join(root, 'b'), 'utf8'), 'mine');
}

async function followsNoLink({ files, contents, root, outside }: OpenedFiles): Promise<void> {
  writeFileSync(join(outside, 'secret'), 'secret');
  symlinkSync(outside, join(root, 'way'));
  symlinkSync(join(outside, 'secret'), join(root, 'end'));
  await rejects(() => files.state(root, 'way/secret'), 'files.outside-root');
  await rejects(() => files.read(root, 'way/secret'), 'files.outside-root');
  await rejects(() => files.read(root, 'end'), 'files.not-regular');
  const after = await keep(contents, 'planted');
  for (const path of ['way/new', 'way/deep/new'])
    await rejects(
      () => files.apply(root, { id: 'c', changes: [{ path, before: ABSENT, after }] }),
      'files.outside-root',
    );
  const before = await files.state(root, 'end');
  await files.apply(root, { id: 'd', changes: [{ path: 'end', before, after }] });
  assert.equal(readFileSync(join(outside, 'secret'), 'utf8'), 'secret', 'the link was replaced, not what it led to');
  assert.deepEqual(readdirSync(outside), ['secret']);
}

async function refusesHardLinks({ files, contents, root, outside }: OpenedFiles): Promise<void> {
  writeFileSync(join(outside, 'secret'), 'secret');
  linkSync(join(outside, 'secret'), join(root, 'f'));
  await rejects(() => files.read(root, 'f'), 'files.outside-root');
  const before = await keep(contents, 'secret');
  await rejects(
    () => files.apply(root, { id: 'c', changes: [{ path: 'f', before, after: ABSENT }] }),
    'files.outside-root',
  );
  rmSync(join(outside, 'secret'));
  assert.equal(Buffer.from((await files.read(root, 'f')).content).toString(), 'secret');
}

async function keepsBytes({ files, root }: OpenedFiles): Promise<void> {
  const name = 'caf\udce9';
  const target = 'na\udcefve/ü/😀';
  await files.apply(root, { id: 'c', changes: [{ path: name, before: ABSENT, after: { kind: 'link', target } }] });
  const [bytes] = readdirSync(root, { encoding: 'buffer' });
  assert.deepEqual(bytes, Buffer.from('caf\xe9', 'latin1'));
  const link = readlinkSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from('caf\xe9', 'latin1')]), 'buffer');
  assert.deepEqual(link, Buffer.concat([Buffer.from('na\xefve/', 'latin1'), Buffer.from('ü/😀')]));
  assert.deepEqual(await files.state(root, name), { kind: 'link', target });
}
