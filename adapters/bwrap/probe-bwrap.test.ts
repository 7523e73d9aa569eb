import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import type { HeldCommand } from '../../ports/command-containment.ts';
import type { CommandSpec } from '../../ports/command-runner.ts';
import { probeBwrap } from './probe-bwrap.ts';

const OWNER = { userId: process.getuid?.() ?? 0, groupId: process.getgid?.() ?? 0, isOther: false };

function holding(argvOf: (spec: CommandSpec) => readonly string[], released: string[] = []) {
  return async (spec: CommandSpec): Promise<HeldCommand> => ({
    argv: argvOf(spec),
    environment: { PATH: '/usr/bin:/bin' },
    inputs: [],
    endOf: (end) => end,
    release: async () => (released.push(spec.cwd), null),
  });
}

test('says what does not hold where a program runs and nothing holds it', async () => {
  const released: string[] = [];
  const why = await probeBwrap(
    holding(({ argv }) => argv, released),
    OWNER,
  );
  assert.match(why ?? '', /^bubblewrap ran and did not give a root of its own, .*no network/);
  assert.equal(released.length, 1);
  const left = readdirSync(tmpdir()).filter(
    (name) => released[0]?.includes(name) === true && name.startsWith('countersign-probe'),
  );
  assert.deepEqual(left, []);
});

test('says what is missing, what was refused, and what could not be prepared', async () => {
  assert.match(
    (await probeBwrap(
      holding(() => ['bwrap-that-is-not-there']),
      OWNER,
    )) ?? '',
    /could not be started.*ENOENT/,
  );
  const refusing = holding(() => ['sh', '-c', 'echo "bwrap: No permissions to create new namespace" >&2; exit 1']);
  const why = 'bubblewrap does not work here: bwrap: No permissions to create new namespace';
  assert.equal(
    await probeBwrap(refusing, OWNER),
    `${why} (the system or the container around it forbids unprivileged user namespaces)`,
  );
  const silent = await probeBwrap(
    holding(() => ['sh', '-c', 'exit 3']),
    OWNER,
  );
  assert.equal(silent, 'bubblewrap does not work here: exit code 3');
  assert.equal(await probeBwrap(() => Promise.reject(new Error('no group')), OWNER), 'no group');
});

test('does not wait for a probe that hangs', { timeout: 20_000 }, async () => {
  assert.equal(
    await probeBwrap(
      holding(() => ['sleep', '60']),
      OWNER,
    ),
    'the probe took too long',
  );
});
