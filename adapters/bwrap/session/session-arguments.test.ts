import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { specFor } from '../../../ports/conformance/sandbox-place.ts';
import { sessionArguments } from './session-arguments.ts';
import { sessionCommand } from './session-command.ts';
import { sessionRoot } from './session-root.ts';

const JAIL = {
  cwd: '/work/task',
  environment: { PATH: '/usr/bin' },
  userId: 1000,
  groupId: 100,
  hidden: ['/proc/keys'],
  filterDescriptor: 4,
  statusDescriptor: 5,
  hasTerminal: false,
};

const GOLDEN = `
--unshare-user --unshare-pid --unshare-ipc --unshare-uts --unshare-cgroup-try --disable-userns --die-with-parent --new-session
--cap-drop ALL --uid 1000 --gid 100 --hostname sandbox
--bind / / --proc /proc --dev /dev
--ro-bind-try /proc/sys /proc/sys --ro-bind-try /proc/pressure /proc/pressure --ro-bind /dev/null /proc/keys
--bind /stage/temporary/shm /dev/shm --remount-ro /dev --size 4096 --tmpfs /stage --remount-ro /stage --remount-ro /
--chdir /work/task --clearenv --setenv PATH /usr/bin --seccomp 4 --json-status-fd 5
`;

test('builds exactly the options that the escape attempts were made against', () => {
  assert.deepEqual(sessionArguments(JAIL), GOLDEN.trim().split(/\s+/));
});

test('leaves a program at a terminal its job control, and tells nobody of its end but who started it', () => {
  const words = sessionArguments({ ...JAIL, hasTerminal: true, statusDescriptor: null });
  assert.equal(words.includes('--new-session'), false);
  assert.equal(words.includes('--json-status-fd'), false);
});

const LIMITS = specFor({ base: '', folder: '/w', neighbour: '', secret: '' }).limits;

test('puts around a program what bounds it, drops rights and joins the session, in this order', () => {
  const wrapping = {
    entrances: ['/sys/fs/cgroup/a/cgroup.procs'],
    runner: { userId: 7, groupId: 8, isDropped: true },
    holderPid: 99,
    limits: LIMITS,
    isMemoryGrouped: false,
    trace: '/state/trace',
    hasTerminal: false,
  };
  const words = sessionCommand(['npm', 'test'], wrapping).filter((word) => !word.includes('ulimit'));
  const strace = ['strace', '-f', '-qq', '-y', '--seccomp-bpf', '-s', '4096', '-e', 'signal=none', '-e', 'trace=%file'];
  assert.deepEqual(words, [
    ...['/bin/sh', '-c', 'sh', '21', '65536', '256', '524288', '/sys/fs/cgroup/a/cgroup.procs', '--'],
    ...[...strace, '-o', '/state/trace', '--'],
    ...['setpriv', '--reuid=7', '--regid=8', '--clear-groups', '--'],
    ...['nsenter', '-t', '99', '-U', '-m', '-n', '-p', '--preserve-credentials', '--'],
    ...['bwrap', '--args', '3', '--', 'npm', 'test'],
  ]);
  const runner = { userId: 7, groupId: 8, isDropped: false };
  const plain = sessionCommand(['sh'], { ...wrapping, runner, trace: null, isMemoryGrouped: true, hasTerminal: true });
  assert.equal(plain.includes('setpriv') || plain.includes('strace'), false);
  assert.equal(plain[7], 'unlimited');
  assert.deepEqual(plain.slice(-4), ['/usr/bin/env', '--default-signal=INT,QUIT', '--', 'sh']);
  assert.match(plain[2] ?? '', /^trap '' INT QUIT; /);
});

test('mounts the home below what lies in it, what is around before what is within, and every name as it is', (t) => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-root-')));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const folder = join(base, 'home/a b#\\c');
  for (const path of [folder, join(base, 'tools/inner')]) mkdirSync(path, { recursive: true });
  writeFileSync(join(base, 'home/file'), '');
  const spec = specFor({ base, folder, neighbour: '', secret: '' });
  const readable = [join(base, 'tools/inner'), join(base, 'tools'), join(base, 'home/file')];
  const stage = { path: '', streams: '', readable: ['0', '1', '2'] };
  const given = { ...spec, readable, home: { path: join(base, 'home'), files: [] }, writes: 'direct' as const };
  const { folders, files, table } = sessionRoot(given, { stage, protectedNames: ['.git'] });
  const lines = table
    .trim()
    .split('\n')
    .map((line) => line.replaceAll(base, ''));
  const escaped = '/home/a\\040b\\043\\134c';
  assert.deepEqual(lines.slice(3), [
    '/stage/temporary/home /home none bind 0 0',
    '/stage/readable/1 /tools none bind,ro 0 0',
    '/stage/readable/2 /home/file none bind,ro 0 0',
    `/stage/lower ${escaped} none bind 0 0`,
    '/stage/readable/0 /tools/inner none bind,ro 0 0',
    `/stage/lower/.git ${escaped}/.git none bind,ro 0 0`,
  ]);
  assert.ok(folders.includes('/stage/temporary/home/a b#\\c'));
  assert.equal(
    folders.some((path) => path.endsWith('inner')),
    false,
  );
  assert.deepEqual(files, ['/stage/temporary/home/file']);
});
