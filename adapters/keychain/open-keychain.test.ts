import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openKeychain } from './open-keychain.ts';

/** A folder with a program of that name that keeps what it is given in a file, and notes its arguments. */
function fakeProgram(t: TestContext, name: string, script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-keychain-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "$@" >> "${folder}/arguments"\n${script.replaceAll('$FOLDER', folder)}\n`);
  chmodSync(file, 0o700);
  return folder;
}

const SECRET_TOOL = `case "$1" in
store) cat > "$FOLDER/kept-$6";;
lookup) cat "$FOLDER/kept-$5" 2>/dev/null || exit 1;;
esac`;
const SECURITY = `if [ "$1" = "-i" ]; then read -r line; set -- $line; echo "$8" > "$FOLDER/kept-$6"
else cat "$FOLDER/kept-$5" 2>/dev/null || exit 44; fi`;

for (const [platform, name, script] of [
  ['linux', 'secret-tool', SECRET_TOOL],
  ['darwin', 'security', SECURITY],
] as const) {
  test(`keeps keys by ${name}, and never among its arguments`, async (t) => {
    const folder = fakeProgram(t, name, script);
    const keychain = openKeychain({ platform, path: `${folder}:/usr/bin:/bin` });
    assert.deepEqual(await keychain.probe(), { works: true });
    assert.equal(await keychain.load('vault'), null);
    await keychain.store('vault', 'c0ffee');
    assert.equal(await keychain.load('vault'), 'c0ffee');
    assert.ok(!readFileSync(join(folder, 'arguments'), 'utf8').includes('c0ffee'));
    assert.ok(existsSync(join(folder, 'kept-vault')));
  });

  test(`says that it does not work where ${name} is missing or fails`, async (t) => {
    const missing = await openKeychain({ platform, path: '/nowhere' }).probe();
    assert.equal(missing.works, false);
    const failing = openKeychain({ platform, path: `${fakeProgram(t, name, 'exit 3')}:/usr/bin:/bin` });
    const probe = await failing.probe();
    assert.ok(!probe.works);
    assert.match(probe.why, /ended with 3/);
  });
}

test('says that it does not work where what was kept does not come back, and on other systems', async (t) => {
  const folder = fakeProgram(t, 'secret-tool', 'cat > /dev/null; echo other');
  const probe = await openKeychain({ platform: 'linux', path: `${folder}:/usr/bin:/bin` }).probe();
  assert.deepEqual(probe, { works: false, why: 'what was kept did not come back' });
  const other = await openKeychain({ platform: 'aix' }).probe();
  assert.deepEqual(other, { works: false, why: 'ask the keychain: found aix, want linux or darwin' });
});
