import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bwrapArguments } from './bwrap-arguments.ts';
import { endInside, wrapCommand } from './wrapped-command.ts';

const JAIL = {
  folder: '/home/ana/project',
  protectedNames: ['.git', '.claude'],
  home: '/home/ana',
  toolchains: ['/home/ana/.cargo/bin'],
  hidden: ['/proc/kcore'],
  userId: 1234,
  groupId: 100,
  environment: { PATH: '/usr/bin', HOME: '/home/ana' },
  descriptors: { seccomp: 4, users: 5, groups: 6 },
  temporaryBytes: 1_000,
};

const GOLDEN = `
--unshare-user --unshare-all --disable-userns --die-with-parent --new-session
--cap-drop ALL --uid 1234 --gid 100 --hostname sandbox
--ro-bind-try /usr /usr --ro-bind-try /bin /bin --ro-bind-try /sbin /sbin --ro-bind-try /lib /lib
--ro-bind-try /lib32 /lib32 --ro-bind-try /lib64 /lib64 --ro-bind-try /libx32 /libx32 --ro-bind-try /nix/store /nix/store
--ro-bind-try /etc/alternatives /etc/alternatives --ro-bind-try /etc/ca-certificates.conf /etc/ca-certificates.conf
--ro-bind-try /etc/fonts /etc/fonts --ro-bind-try /etc/hosts /etc/hosts --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache
--ro-bind-try /etc/ld.so.conf /etc/ld.so.conf --ro-bind-try /etc/ld.so.conf.d /etc/ld.so.conf.d
--ro-bind-try /etc/localtime /etc/localtime --ro-bind-try /etc/mime.types /etc/mime.types
--ro-bind-try /etc/nsswitch.conf /etc/nsswitch.conf --ro-bind-try /etc/os-release /etc/os-release
--ro-bind-try /etc/pki/tls/certs /etc/pki/tls/certs --ro-bind-try /etc/protocols /etc/protocols
--ro-bind-try /etc/resolv.conf /etc/resolv.conf --ro-bind-try /etc/services /etc/services
--ro-bind-try /etc/ssl/certs /etc/ssl/certs --ro-bind-try /etc/ssl/openssl.cnf /etc/ssl/openssl.cnf
--ro-bind-try /etc/timezone /etc/timezone
--ro-bind-data 5 /etc/passwd --ro-bind-data 6 /etc/group
--proc /proc --dev /dev
--ro-bind-try /proc/sys /proc/sys --ro-bind-try /proc/irq /proc/irq --ro-bind-try /proc/bus /proc/bus
--ro-bind-try /proc/fs /proc/fs --ro-bind-try /proc/acpi /proc/acpi --ro-bind-try /proc/scsi /proc/scsi
--ro-bind-try /proc/driver /proc/driver --ro-bind-try /proc/pressure /proc/pressure
--ro-bind /dev/null /proc/kcore
--size 1000 --tmpfs /dev/shm --remount-ro /dev
--size 1000 --tmpfs /tmp --size 1000 --tmpfs /var/tmp --size 1000 --tmpfs /run --size 1000 --tmpfs /home/ana
--ro-bind /home/ana/.cargo/bin /home/ana/.cargo/bin
--bind /home/ana/project /home/ana/project
--ro-bind /home/ana/project/.git /home/ana/project/.git --ro-bind /home/ana/project/.claude /home/ana/project/.claude
--remount-ro / --chdir /home/ana/project --clearenv --setenv PATH /usr/bin --setenv HOME /home/ana
--seccomp 4
`;

test('builds exactly the options that the escape attempts were made against', () => {
  assert.deepEqual(bwrapArguments(JAIL), GOLDEN.trim().split(/\s+/));
});

test('gives a program no home where it was told of none', () => {
  const without = bwrapArguments({ ...JAIL, home: null });
  assert.equal(without.filter((word) => word === '--tmpfs').length, 4);
});

const BOUNDS = { cpuSeconds: 300, dataBytes: 1_000, fileBytes: 2_000, tasks: 512 };

test('puts around a program what enters groups, drops rights, builds the sandbox and bounds it, in this order', () => {
  const words = wrapCommand(['npm', 'test'], {
    entrances: ['/sys/fs/cgroup/a/cgroup.procs'],
    owner: { userId: 7, groupId: 8 },
    optionsDescriptor: 3,
    bounds: BOUNDS,
  });
  assert.deepEqual(
    [...words.slice(0, 2), ...words.slice(3)],
    [
      ...['/bin/sh', '-c', 'sh', '/sys/fs/cgroup/a/cgroup.procs', '--'],
      ...[
        'setpriv',
        '--reuid=7',
        '--regid=8',
        '--clear-groups',
        '--',
        'bwrap',
        '--args',
        '3',
        '--',
        '/usr/bin/prlimit',
      ],
      ...['--nproc=512', '--data=1000', '--cpu=300', '--fsize=2000', '--core=0', '--', 'npm', 'test'],
    ],
  );
  const plain = wrapCommand(['true'], { entrances: [], owner: null, optionsDescriptor: 3, bounds: BOUNDS });
  assert.equal(plain[0], 'bwrap');
});

test('tells a program’s end from a failure of what stands around it', () => {
  const exited = (exitCode: number) => ({ kind: 'exited', exitCode }) as const;
  const notStarted = (why: string) => ({ kind: 'not-started', why }) as const;
  assert.deepEqual(endInside(exited(0), 'bwrap: a warning'), exited(0));
  assert.deepEqual(endInside(exited(1), 'failing'), exited(1));
  assert.deepEqual(endInside(exited(127), 'sh: 1: x: not found'), exited(127));
  assert.deepEqual(endInside(exited(127), 'prlimit: failed to execute x'), { kind: 'not-found' });
  assert.deepEqual(endInside(exited(126), 'prlimit: denied\nmore'), notStarted('prlimit: denied'));
  assert.deepEqual(endInside(exited(1), 'bwrap: No permissions'), notStarted('bwrap: No permissions'));
  assert.deepEqual(endInside(exited(127), 'setpriv: x'), notStarted('setpriv: x'));
  assert.deepEqual(endInside(exited(139), ''), { kind: 'signalled', signal: 'SIGSEGV' });
  assert.deepEqual(endInside(exited(137), ''), { kind: 'signalled', signal: 'SIGKILL' });
  assert.deepEqual(endInside(exited(200), ''), exited(200));
  const late = { kind: 'timed-out', afterMs: 5 } as const;
  assert.deepEqual(endInside(late, 'bwrap: x'), late);
});
