import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfExcess } from '../../core/sandbox/exit-signal.ts';
import { idMapFor } from './id-map.ts';
import { endOfRunsc } from './program-end.ts';
import { enterGroups, runscWords } from './runsc-command.ts';

const PLACE = { program: 'runsc', holder: { pid: 7, isRoot: true }, state: '/s/state', network: 'none' } as const;

test('runs runsc in every namespace of the holder, as its user 0, and gains nothing by set-user files', () => {
  assert.equal(
    runscWords(PLACE, ['pause', 'p1']).join(' '),
    'nsenter -t 7 -U -S 0 -G 0 -m -n -p -i -u -- setpriv --no-new-privs -- ' +
      'runsc --root=/s/state --ignore-cgroups --network=none --file-access=shared pause p1',
  );
});

test('keeps the number of whoever is no administrator', () => {
  const words = runscWords({ ...PLACE, holder: { pid: 7, isRoot: false }, network: 'host' }, []);
  assert.deepEqual(words.slice(0, 5), ['nsenter', '-t', '7', '-U', '--preserve-credentials']);
  assert.ok(words.includes('--network=host'));
});

test('enters control groups first, where there are any', () => {
  assert.deepEqual(enterGroups([], ['a']), ['a']);
  const words = enterGroups(['/g/procs'], ['a', 'b']);
  assert.deepEqual([words[0], ...words.slice(3)], ['/bin/sh', 'sh', '/g/procs', '--', 'a', 'b']);
});

test('names the owner of the folder to an administrator’s sandbox, and nobody else of this machine', () => {
  const ids = idMapFor({ userId: 501, groupId: 20 }, { own: 0, uuid: '00000100-0000-4000-8000-000000000000' });
  assert.deepEqual(ids, {
    users: '0 1950000002 1\n1000 501 1\n65534 1950000003 1\n',
    groups: '0 1950000002 1\n1000 20 1\n65534 1950000003 1\n',
    runner: 1_950_000_002,
    userId: 1_000,
    groupId: 1_000,
  });
  const last = idMapFor({ userId: 0, groupId: 0 }, { own: 0, uuid: 'ffffffff-0000-4000-8000-000000000000' });
  assert.ok((last.runner ?? 0) + 1 < 2 ** 31);
});

test('names only themselves to anybody else’s', () => {
  const ids = idMapFor({ userId: 501, groupId: 20 }, { own: 501, uuid: 'a' });
  assert.deepEqual([ids.users, ids.runner, ids.userId], ['0 501 1\n', null, 0]);
});

const STARTED = { signal: null, stderr: '', wasStarted: true } as const;

test('tells exit codes and signals as runsc does', () => {
  assert.deepEqual(endOfRunsc({ ...STARTED, code: 7 }), { kind: 'exited', exitCode: 7 });
  assert.deepEqual(endOfRunsc({ ...STARTED, code: 139 }), { kind: 'signalled', signal: 'SIGSEGV' });
  assert.deepEqual(endOfRunsc({ ...STARTED, code: 128 }), { kind: 'exited', exitCode: 128 });
  assert.deepEqual(endOfRunsc({ ...STARTED, code: null, signal: 'SIGKILL' }), { kind: 'signalled', signal: 'SIGKILL' });
});

test('tells a program that is not there, and one that could not be started', () => {
  const missing =
    'running container: starting container: starting root container: urpc method "containerManager.StartRoot" failed: failed to create process: error finding executable "x" in PATH []: no such file or directory';
  assert.deepEqual(endOfRunsc({ ...STARTED, code: 128, stderr: missing }), { kind: 'not-found' });
  const broken = 'running container: creating container: cannot create sandbox: EOF';
  assert.deepEqual(endOfRunsc({ ...STARTED, code: 128, stderr: broken }), { kind: 'not-started', why: broken });
  const outside = 'nsenter: cannot open /proc/7/ns/user: No such file or directory';
  assert.deepEqual(endOfRunsc({ ...STARTED, wasStarted: false, code: 1, stderr: outside }), {
    kind: 'not-started',
    why: outside,
  });
  assert.deepEqual(endOfRunsc({ ...STARTED, code: 1, stderr: outside }), { kind: 'exited', exitCode: 1 });
});

test('tells a kernel that was ended under its program', () => {
  const lost = 'running container: waiting on container: urpc failed: EOF';
  assert.notEqual(endOfRunsc({ ...STARTED, code: 128, stderr: lost }).kind, 'exited');
});

test('says of what we ended why it ended', () => {
  assert.deepEqual(endOfExcess('wall', 5), { kind: 'timed-out', afterMs: 5 });
  for (const one of ['stopped', 'lease', 'gateway'] as const)
    assert.deepEqual(endOfExcess(one, 5), { kind: 'stopped' });
  for (const one of ['cpu', 'memory', 'tasks', 'output'] as const)
    assert.deepEqual(endOfExcess(one, 5), { kind: 'signalled', signal: 'SIGKILL' });
});
