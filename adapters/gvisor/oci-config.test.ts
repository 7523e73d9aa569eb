import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OciProgram, ociConfig } from './oci-config.ts';

const PROGRAM: OciProgram = {
  argv: ['node', '-e', '1'],
  cwd: '/home/ann/project',
  environment: { PATH: '/usr/bin', EMPTY: '' },
  userId: 1_000,
  groupId: 1_000,
  fileBytes: 1_048_576,
  hasNetwork: false,
  root: '/var/sandboxes/one/root',
  binds: [
    { from: '/usr', to: '/usr', isWritable: false },
    { from: '/var/sandboxes/one/merged', to: '/home/ann/project', isWritable: true },
  ],
};

test('is a container without a capability, read-only but for what is bound writable', () => {
  assert.deepEqual(ociConfig(PROGRAM), {
    ociVersion: '1.0.2',
    process: {
      terminal: false,
      user: { uid: 1_000, gid: 1_000, additionalGids: [] },
      args: ['node', '-e', '1'],
      env: ['PATH=/usr/bin', 'EMPTY='],
      cwd: '/home/ann/project',
      capabilities: { bounding: [], effective: [], inheritable: [], permitted: [], ambient: [] },
      rlimits: [
        { type: 'RLIMIT_CORE', hard: 0, soft: 0 },
        { type: 'RLIMIT_FSIZE', hard: 1_048_576, soft: 1_048_576 },
        { type: 'RLIMIT_NOFILE', hard: 4_096, soft: 4_096 },
      ],
      noNewPrivileges: true,
    },
    root: { path: '/var/sandboxes/one/root', readonly: true },
    hostname: 'sandbox',
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'nodev', 'noexec'] },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755'] },
      { destination: '/usr', type: 'bind', source: '/usr', options: ['rbind', 'nosuid', 'nodev', 'ro'] },
      {
        destination: '/home/ann/project',
        type: 'bind',
        source: '/var/sandboxes/one/merged',
        options: ['rbind', 'nosuid', 'nodev', 'rw'],
      },
    ],
    linux: { namespaces: [{ type: 'pid' }, { type: 'ipc' }, { type: 'uts' }, { type: 'mount' }, { type: 'network' }] },
  });
});

test('has the network of the sandbox only where there are doors', () => {
  const { linux } = ociConfig({ ...PROGRAM, hasNetwork: true }) as { linux: { namespaces: { type: string }[] } };
  assert.deepEqual(
    linux.namespaces.map(({ type }) => type),
    ['pid', 'ipc', 'uts', 'mount'],
  );
});
