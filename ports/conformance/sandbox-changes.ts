import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxError } from '../sandbox.ts';
import { contractOf } from './sandbox-contract.ts';
import { openFor, type SandboxUnderTest, SECRET, shell, specFor, write } from './sandbox-place.ts';

/** Each line of `sh`, and the changes that it comes to; the folder holds what `placeFor` makes, and `more`. */
const CASES: readonly (readonly [name: string, line: string, changes: readonly unknown[]])[] = [
  ['nothing', 'cat kept; ls -R . > /dev/null', []],
  ['a new file', 'echo new > new', [made('new', file(4))]],
  ['a file that became longer', 'echo more >> kept', [changed('kept', file(10))]],
  ['a file that became empty', ': > kept', [changed('kept', file(0))]],
  ['a file that was touched', 'touch kept folder/inner', []],
  ['a file written with what it held', 'echo kept > kept', []],
  ['a file that was made executable', 'chmod +x kept', [changed('kept', file(5, true))]],
  ['a mode that makes no difference', 'chmod 600 kept', []],
  ['a deleted file', 'rm kept', [gone('kept')]],
  ['a deleted folder', 'rm -r folder', [gone('folder', 'folder'), gone('folder/inner')]],
  ['a renamed file', 'mv kept moved', [gone('kept'), made('moved', file(5))]],
  [
    'a renamed folder',
    'mv folder moved',
    [gone('folder', 'folder'), gone('folder/inner'), made('moved', { kind: 'folder' }), made('moved/inner', file(6))],
  ],
  [
    'a folder made anew with other contents',
    'rm -r folder && mkdir folder && echo x > folder/other',
    [gone('folder/inner'), made('folder/other', file(2))],
  ],
  [
    'a folder that became a file',
    'rm -r folder && echo x > folder',
    [{ path: 'folder', before: 'folder', after: file(2) }, gone('folder/inner')],
  ],
  [
    'a file that became a folder',
    'rm kept && mkdir kept && echo x > kept/in',
    [{ path: 'kept', before: 'file', after: { kind: 'folder' } }, made('kept/in', file(2))],
  ],
  ['a file that became a link', 'ln -sf /etc/passwd kept', [changed('kept', { kind: 'link', target: '/etc/passwd' })]],
  ['a link to nowhere', 'ln -s ../../nowhere link', [made('link', { kind: 'link', target: '../../nowhere' })]],
  ['a pipe', 'mkfifo pipe', [made('pipe', { kind: 'other' })]],
  [
    'an empty folder in an empty folder',
    'mkdir -p a/b',
    [made('a', { kind: 'folder' }), made('a/b', { kind: 'folder' })],
  ],
  ['what was made and deleted again', 'echo x > x; mkdir y; rm -r x y', []],
  [
    'names of every kind',
    "echo x > 'a b'; echo x > ü; echo x > -n",
    [made('-n', file(2)), made('a b', file(2)), made('ü', file(2))],
  ],
  ['a change of what the folder protects elsewhere', 'echo x > .git/config', [changed('.git/config', file(2))]],
];

type Kind = 'file' | 'folder' | 'link';
function file(sizeBytes: number, isExecutable = false): object {
  return { kind: 'file', sizeBytes, isExecutable };
}
function made(path: string, after: object): object {
  return { path, before: 'nothing', after };
}
function changed(path: string, after: object): object {
  return { path, before: 'file', after };
}
function gone(path: string, before: Kind = 'file'): object {
  return { path, before, after: { kind: 'nothing' } };
}

/** What a sandbox changed is told exactly, and read without being led astray. */
export function testSandboxChanges(under: SandboxUnderTest): void {
  const { driver, settings } = under;
  const contract = contractOf(under, { needs: ['files.copy-on-write'] });
  contract('tells each kind of change exactly, and changes nothing outside', async (place, t) => {
    symlinkSync(join(place.base, 'home/.ssh'), join(place.folder, 'way'));
    for (const [name, line, wanted] of CASES) {
      const reason = settings?.notApplicable?.[name];
      if (reason !== undefined) {
        t.diagnostic(`skipped: ${name}: ${reason}`);
        continue;
      }
      const sandbox = await openFor(t, driver, specFor(place, { settings }));
      const { end, stderr } = await shell(sandbox, line);
      assert.deepEqual(end, { kind: 'exited', exitCode: 0 }, `${name}: ${stderr.text}`);
      const { changes } = await sandbox.changes();
      assert.deepEqual(changes, wanted, name);
      await sandbox.close();
    }
    assert.equal(readFileSync(join(place.folder, 'kept'), 'utf8'), 'kept\n');
    assert.equal(readFileSync(join(place.folder, 'folder/inner'), 'utf8'), 'inner\n');
    assert.equal(existsSync(join(place.folder, 'new')), false);
  });
  contract('reads what was changed, and only that', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    await shell(sandbox, 'echo new > new; printf "\\000\\377" > folder/bytes; mkfifo pipe; mkdir empty');
    const { read } = await sandbox.changes();
    assert.equal(new TextDecoder().decode(await read('new')), 'new\n');
    assert.deepEqual([...(await read('folder/bytes'))], [0, 255]);
    for (const path of [
      'pipe',
      'empty',
      'not-there',
      '../../home/.ssh/id_ed25519',
      '/etc/passwd',
      'folder/../../two/theirs',
    ])
      await assert.rejects(read(path), SandboxError, path);
  });
  contract('never follows a link where it reads', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    await shell(
      sandbox,
      `ln -s ${place.secret} file; ln -s ${place.base}/home/.ssh way; mkdir late; echo x > late/id_ed25519`,
    );
    const { changes, read } = await sandbox.changes();
    for (const path of ['file', 'way/id_ed25519']) await assert.rejects(read(path), SandboxError, path);
    assert.deepEqual(
      changes.map(({ path }) => path),
      ['file', 'late', 'late/id_ed25519', 'way'],
    );
    await shell(sandbox, `rm -r late; ln -s ${place.base}/home/.ssh late`);
    const contents = await read('late/id_ed25519').then(
      (bytes) => new TextDecoder().decode(bytes),
      () => 'refused',
    );
    assert.doesNotMatch(contents, new RegExp(SECRET));
  });
  contract('keeps a link that was there from leading a write outside', async (place, t) => {
    symlinkSync(join(place.base, 'home'), join(place.folder, 'out'));
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const { end } = await shell(sandbox, 'echo x > out/made');
    assert.notDeepEqual(end, { kind: 'exited', exitCode: 0 });
    assert.equal(existsSync(join(place.base, 'home/made')), false);
    assert.deepEqual((await sandbox.changes()).changes, []);
  });
  contract('tells the changes of a sandbox that was ended', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const running = shell(sandbox, 'echo new > new; sleep 60');
    while ((await shell(sandbox, 'cat new')).stdout.text === '');
    await sandbox.terminate('stopped');
    assert.equal((await running).excess, 'stopped');
    const { changes, read } = await sandbox.changes();
    assert.deepEqual(changes, [made('new', file(4))]);
    assert.equal((await read('new')).length, 4);
  });
  contract('keeps its changes apart from those of another sandbox of the same folder', async (place, t) => {
    const one = await openFor(t, driver, specFor(place, { settings }));
    const two = await openFor(t, driver, specFor(place, { settings }));
    await shell(one, 'echo one > made');
    assert.equal((await shell(two, 'cat made || echo none')).stdout.text, 'none\n');
    assert.deepEqual((await two.changes()).changes, []);
  });
  contract('works in a folder whose path holds every character', async (place, t) => {
    const folder = join(place.base, `a b,c:d\\e'f"g$h\`i=j`);
    write(join(folder, 'kept'), 'kept\n');
    const sandbox = await openFor(t, driver, specFor({ ...place, folder }, { settings }));
    assert.equal((await shell(sandbox, 'echo x > new; cat kept; pwd -P')).stdout.text, `kept\n${folder}\n`);
    assert.deepEqual((await sandbox.changes()).changes, [made('new', file(2))]);
  });
}
