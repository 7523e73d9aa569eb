import assert from 'node:assert/strict';
import { join } from 'node:path';
import { contractOf } from './sandbox-contract.ts';
import { openFor, type SandboxUnderTest, shell, specFor } from './sandbox-place.ts';

/** Which files a program looked at, and tried to. */
export function testSandboxTrace(under: SandboxUnderTest): void {
  const { driver, settings } = under;
  contractOf(under, { needs: ['trace.files'] })(
    'reports reads, writes and what failed, of all that a program started',
    async (place, t) => {
      const sandbox = await openFor(t, driver, specFor(place, { settings, trace: 'all' }));
      const line = `cat kept; (cd folder && cat inner); cat ${place.secret}; echo x > made; mv made moved; rm moved; ls not-there`;
      const { end, accesses, stdout } = await shell(sandbox, `${line}; exit 3`);
      assert.deepEqual(end, { kind: 'exited', exitCode: 3 });
      assert.equal(stdout.text, 'kept\ninner\n');
      const has = (path: string, access: string, failure: string | null): void =>
        assert.ok(
          accesses.some((one) => one.path === path && one.access === access && one.failure === failure),
          `${access} ${path} ${failure}: ${JSON.stringify(accesses.filter((one) => one.path.startsWith(place.base)))}`,
        );
      has(join(place.folder, 'kept'), 'read', null);
      has(join(place.folder, 'folder/inner'), 'read', null);
      has(place.secret, 'read', 'ENOENT');
      has(join(place.folder, 'made'), 'write', null);
      has(join(place.folder, 'made'), 'rename', null);
      has(join(place.folder, 'moved'), 'delete', null);
      has(join(place.folder, 'not-there'), 'read', 'ENOENT');
    },
  );
  contractOf(under)('reports no file where only changes were wanted', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    assert.deepEqual((await shell(sandbox, 'cat kept')).accesses, []);
  });
}
