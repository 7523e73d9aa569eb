import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openFor, placeFor, SECRET, shell, specFor } from '../../ports/conformance/sandbox-place.ts';
import { SandboxError } from '../../ports/sandbox.ts';
import { sessionDriver } from './testing/session-driver.ts';

const { driver, directory, skipReason } = await sessionDriver();
const skip = skipReason ?? false;

test('lets nobody change a part of the folder that is only readable', { skip }, async (t) => {
  const place = placeFor(t);
  const sandbox = await openFor(t, driver, specFor(place, { readable: [join(place.folder, '.git')] }));
  const line = 'cat .git/config; echo x > .git/config || echo no; mv .git aside || echo no; echo x > made';
  assert.equal((await shell(sandbox, line)).stdout.text, '[core]\nno\nno\n');
  const { changes } = await sandbox.changes();
  assert.deepEqual(
    changes.map(({ path }) => path),
    ['made'],
  );
});

test('puts aside what instructs others where a program made it in place, and says what it did', { skip }, async (t) => {
  const place = placeFor(t);
  const sandbox = await openFor(t, driver, specFor(place, { writes: 'direct' }));
  const { end } = await shell(sandbox, 'mkdir .claude && echo {} > .claude/settings.json');
  assert.equal(end.kind, 'overstepped');
  assert.ok(readdirSync(place.folder).some((name) => name.startsWith('put-aside-')));
  assert.equal(existsSync(join(place.folder, '.claude')), false);
});

test('shows a program its terminal and its folder, and nothing of where it was made', { skip }, async (t) => {
  const sandbox = await openFor(t, driver, specFor(placeFor(t)));
  const { stdout } = await shell(sandbox, 'ls -A /stage /home; id -un; hostname; ls / | tr "\\n" " "');
  assert.match(stdout.text, /^\/home:\nagent\n\n\/stage:\nuser\nsandbox\n/);
  assert.doesNotMatch(stdout.text, /root|boot|sys |srv/);
});

test('lets no program move a folder for a link under the walk that lists changes', { skip }, async (t) => {
  const place = placeFor(t);
  const sandbox = await openFor(t, driver, specFor(place));
  const swap = `while :; do mkdir a; ln -s ${place.base}/home/.ssh b; mv -T b a 2>/dev/null; rm -rf a b; done`;
  const running = shell(sandbox, swap, { limits: { wallMs: 4_000 } });
  const untilMs = performance.now() + 1_500;
  let seen = 0;
  while (performance.now() < untilMs) {
    const { changes, read } = await sandbox.changes();
    for (const { path } of changes) {
      seen += 1;
      assert.doesNotMatch(path, /id_ed25519/);
      const text = await read(path).then(
        (bytes) => Buffer.from(bytes).toString('utf8'),
        () => '',
      );
      assert.ok(!text.includes(SECRET));
    }
  }
  assert.ok(seen > 0);
  await sandbox.terminate('stopped');
  await running;
});

test('refuses what it cannot hold to, with all that is wrong', { skip }, async (t) => {
  const place = placeFor(t);
  const wrong = {
    ...specFor(place),
    id: 'Not an id',
    readable: [directory, '/', 'relative'],
    environment: { 'NO GOOD': 'x' },
    doors: [{ port: 80, accept: () => undefined }],
  };
  await assert.rejects(driver.open(wrong), (error) => {
    assert.ok(error instanceof SandboxError && error.code === 'sandbox.spec');
    for (const word of ['id:', 'no program may see', 'readable: found "relative"', 'NO GOOD', 'port 80'])
      assert.ok(error.message.includes(word), `${word}: ${error.message}`);
    return true;
  });
  for (const folder of ['/', '/etc', '/tmp', '/usr/bin'])
    await assert.rejects(driver.open({ ...specFor(place), folder }), SandboxError, folder);
  assert.deepEqual(
    readdirSync(directory).filter((name) => !name.startsWith('probe')),
    [],
  );
});

test('starts no program in a folder that is not in the sandbox', { skip }, async (t) => {
  const place = placeFor(t);
  const sandbox = await openFor(t, driver, specFor(place));
  const result = await sandbox.run({ argv: ['sh', '-c', 'exit 0'], cwd: place.neighbour, keepBytes: 100 });
  assert.equal(result.end.kind, 'not-started');
  assert.equal(readFileSync(join(place.neighbour, 'theirs'), 'utf8'), 'theirs\n');
});
