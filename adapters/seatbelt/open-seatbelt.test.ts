import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platform } from 'node:process';
import { test } from 'node:test';
import { placeFor, specFor } from '../../ports/conformance/sandbox-place.ts';
import type { Sandbox, SandboxDriver, SandboxedProgram, SandboxSpec } from '../../ports/sandbox.ts';
import { openUnheld } from '../unheld/open-unheld.ts';
import { openSeatbelt } from './open-seatbelt.ts';

const directory = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-seatbelt-test-')));
test.after(() => rmSync(directory, { recursive: true, force: true }));

test('refuses on every other system, and says why', {
  skip: platform === 'darwin' ? 'this is macOS' : false,
}, async (t) => {
  const driver = openSeatbelt({ runner: openUnheld({ uuid: () => 'one' }), directory, platform });
  const { works, enforces, missing } = await driver.probe();
  assert.deepEqual([works, enforces.size], [false, 0]);
  assert.match(missing[0]?.why ?? '', /macOS/);
  await assert.rejects(driver.open(specFor(placeFor(t), { writes: 'direct', home: null })), {
    code: 'sandbox.unavailable',
  });
});

/** Stands for what runs programs on macOS, and answers as a profile that holds would make it: the words are what is looked at. */
function recording(answer: string): {
  readonly runner: SandboxDriver<Socket>;
  readonly specs: SandboxSpec<Socket>[];
  readonly programs: SandboxedProgram[];
} {
  const specs: SandboxSpec<Socket>[] = [];
  const programs: SandboxedProgram[] = [];
  const plain = openUnheld({ uuid: () => String(specs.length) });
  const runner: SandboxDriver<Socket> = {
    ...plain,
    open: async (spec) => {
      specs.push(spec);
      const sandbox = await plain.open(spec);
      const run: Sandbox['run'] = (program) => {
        programs.push(program);
        return sandbox.run({ ...program, argv: ['printf', '%s', answer] });
      };
      return new Proxy(sandbox, {
        get: (target, name) => {
          const found: unknown = name === 'run' ? run : Reflect.get(target, name, target);
          return typeof found === 'function' ? found.bind(target) : found;
        },
      });
    },
  };
  return { runner, specs, programs };
}

const HOLDS = 'private-files\nnothing-outside\nwritable\nprotected\nno-network\n';

test('starts every program within the profile, with a home and temporary files of its own that are gone afterwards', async (t) => {
  const { runner, specs, programs } = recording(HOLDS);
  const driver = openSeatbelt({ runner, directory, platform: 'darwin' });
  assert.equal((await driver.probe()).works, true);
  const place = placeFor(t);
  const files = [{ path: '.config/settings', contents: new Uint8Array([1]) }];
  const home = { path: join(directory, 'home-1'), files };
  const sandbox = await driver.open(specFor(place, { writes: 'direct', home }));
  await sandbox.run({ argv: ['node', '--version'], keepBytes: 100 });
  const [words] = programs.slice(-1).map(({ argv }) => argv);
  assert.equal(words?.[0], '/usr/bin/sandbox-exec');
  assert.ok(words.includes(`FOLDER=${place.folder}`) && words.includes(`HOME_FOLDER=${home.path}`));
  assert.ok(
    words.some((word) => word.endsWith(`${place.folder}/.git`)),
    words.join('\n'),
  );
  assert.deepEqual(words.slice(-3), ['--', 'node', '--version']);
  assert.deepEqual([specs.at(-1)?.writes, specs.at(-1)?.home], ['direct', null]);
  const temporary = specs.at(-1)?.environment['TMPDIR'] ?? '';
  assert.ok(words.includes(`TEMPORARY=${temporary}`));
  assert.deepEqual((await sandbox.close()).files, []);
  for (const folder of [temporary, home.path]) assert.throws(() => realpathSync(folder));
});

test('says that it does not work where a profile did not hold', async () => {
  const { runner } = recording(HOLDS.replace('no-network\n', ''));
  const { works, missing } = await openSeatbelt({ runner, directory, platform: 'darwin' }).probe();
  assert.equal(works, false);
  assert.match(missing[0]?.why ?? '', /did not give no-network/);
});

test('refuses what seatbelt has nothing for', async (t) => {
  const driver = openSeatbelt({ runner: recording(HOLDS).runner, directory, platform: 'darwin' });
  const place = placeFor(t);
  const doors = [{ port: 3128, accept: () => undefined }];
  for (const more of [
    { writes: 'copy' },
    { doors },
    { trace: 'all' },
    { home: { path: '/home/agent', files: [] } },
  ] as const)
    await assert.rejects(driver.open(specFor(place, { writes: 'direct', home: null, ...more })), {
      code: 'sandbox.spec',
    });
  await assert.rejects(driver.open(specFor(place, { writes: 'direct', home: null, require: ['kernel.separate'] })), {
    code: 'sandbox.lacks',
  });
});
