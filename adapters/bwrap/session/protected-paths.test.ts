import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { SandboxError } from '../../../ports/sandbox.ts';
import { protectionOf, putNewAside } from './protected-paths.ts';
import { WALK_BOUNDS } from './walk-folder.ts';

function placeOf(t: TestContext): { readonly folder: string; readonly outside: string } {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-walk-')));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  mkdirSync(join(base, 'folder'));
  write(join(base, 'outside'), 'theirs');
  return { folder: join(base, 'folder'), outside: join(base, 'outside') };
}

function write(path: string, text = ''): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

test('protects what instructs others at any depth, but for packages', async (t) => {
  const { folder } = placeOf(t);
  for (const path of [
    '.git/config',
    'pkg/.git/config',
    'pkg/.VSCODE/tasks.json',
    'a/b/.github/workflows/ci.yml',
    'a/Jenkinsfile',
  ])
    write(join(folder, path));
  for (const path of ['node_modules/a/.travis.yml', 'src/main.ts']) write(join(folder, path));
  assert.deepEqual((await protectionOf(folder)).paths, [
    '.git',
    'a/Jenkinsfile',
    'a/b/.github',
    'pkg/.VSCODE',
    'pkg/.git',
  ]);
});

test('follows git files, links and shared folders of git to what lies in the folder, and no further', async (t) => {
  const { folder, outside } = placeOf(t);
  write(join(folder, 'tree/.git'), 'gitdir: ../store/one\n');
  write(join(folder, 'store/one/commondir'), '../../common\n');
  write(join(folder, 'common/config'));
  write(join(folder, 'other/.git'), `gitdir: ${outside}\n`);
  write(join(folder, 'real/config'));
  mkdirSync(join(folder, 'linked'));
  symlinkSync('../real', join(folder, 'linked/.git'));
  assert.deepEqual((await protectionOf(folder)).paths, ['common', 'other/.git', 'real', 'store/one', 'tree/.git']);
});

test('protects files with a name outside the folder, not those whose names all lie in it', async (t) => {
  const { folder, outside } = placeOf(t);
  for (const path of ['a/one', 'node_modules/x/plain', 'pkg/node_modules/deep/x']) write(join(folder, path));
  linkSync(join(folder, 'a/one'), join(folder, 'a/two'));
  linkSync(outside, join(folder, 'a/theirs'));
  assert.deepEqual((await protectionOf(folder)).paths, ['a/theirs']);
  linkSync(outside, join(folder, 'pkg/node_modules/deep/theirs'));
  assert.deepEqual((await protectionOf(folder)).paths, ['a/theirs', 'pkg/node_modules']);
  const bounds = { ...WALK_BOUNDS, packages: 1 };
  assert.deepEqual((await protectionOf(folder, bounds)).paths, ['a/theirs', 'node_modules', 'pkg/node_modules']);
});

test('refuses what is too much to be protected, and says what to do instead', async (t) => {
  const { folder, outside } = placeOf(t);
  const refusal = (wanted: RegExp) => (error: unknown) =>
    error instanceof SandboxError &&
    error.code === 'sandbox.spec' &&
    wanted.test(error.message) &&
    /review/.test(error.message);
  write(join(folder, 'a/b/c/d'));
  await assert.rejects(
    () => protectionOf(folder, { ...WALK_BOUNDS, depth: 2 }),
    refusal(/more than 2 folders in each other/),
  );
  await assert.rejects(
    () => protectionOf(folder, { ...WALK_BOUNDS, entries: 3 }),
    refusal(/more than 3 files and folders/),
  );
  for (let index = 0; index < 201; index++) linkSync(outside, join(folder, `l${index}`));
  await assert.rejects(
    () => protectionOf(folder),
    refusal(/201 paths \("l0", "l1", "l10", …\) that have names outside/),
  );
  for (let index = 0; index < 201; index++) write(join(folder, `p${index}/.envrc`));
  await assert.rejects(() => protectionOf(folder), refusal(/201 paths .* that instruct other programs/));
});

test('puts aside what is new at any depth, also under a name whose folder was moved away', async (t) => {
  const { folder } = placeOf(t);
  write(join(folder, 'pkg/.git/config'), 'old');
  write(join(folder, 'tree/.git'), 'gitdir: ../store/one');
  write(join(folder, 'store/one/config'), 'old');
  const before = await protectionOf(folder);
  const settings = { before, mark: 'm' };
  assert.equal(await putNewAside(folder, settings), null);
  renameSync(join(folder, 'pkg'), join(folder, 'moved'));
  assert.equal(await putNewAside(folder, settings), null);
  write(join(folder, 'pkg/.git/config'), 'new');
  renameSync(join(folder, 'store'), join(folder, 'away'));
  write(join(folder, 'store/one/config'), 'new');
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  symlinkSync('/tmp', join(folder, 'a/b/.vscode'));
  const said = (await putNewAside(folder, settings)) ?? '';
  for (const path of ['pkg/.git', 'store/one', 'a/b/.vscode']) {
    assert.ok(said.includes(`"${path}", now`), said);
    assert.equal(existsSync(join(folder, path)), false);
  }
  assert.equal(existsSync(join(folder, 'moved/.git/config')), true);
  assert.equal(await putNewAside(folder, settings), null);
});

test('says what it could not look at afterwards', async (t) => {
  const { folder } = placeOf(t);
  const before = await protectionOf(folder);
  write(join(folder, 'a/b/c/.git/config'));
  const found = await putNewAside(folder, { before, mark: 'm', bounds: { ...WALK_BOUNDS, depth: 1 } });
  assert.match(found ?? '', /not looked at as a whole: found more than 1 folders/);
});

test('lets others have their turn while it looks through a large folder', async (t) => {
  const { folder } = placeOf(t);
  for (let index = 0; index < 600; index++) mkdirSync(join(folder, `d${index}`));
  let isDone = false;
  const walking = protectionOf(folder).then(() => {
    isDone = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(isDone, false, 'the loop turns before the walk is over');
  await walking;
});
