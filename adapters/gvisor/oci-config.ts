/** One place inside that shows a place of this machine. */
export type OciBind = {
  readonly from: string;
  readonly to: string;
  readonly isWritable: boolean;
};

/** A program as runsc is told of it. */
export type OciProgram = {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly userId: number;
  readonly groupId: number;
  readonly fileBytes: number;
  /** In the network that runsc is started in; otherwise in one of its own, which leads nowhere. */
  readonly hasNetwork: boolean;
  /** Of the root, on this machine. */
  readonly root: string;
  /** In the order in which they are mounted: what comes later lies above. */
  readonly binds: readonly OciBind[];
};

/** The file that a program finds for itself: enough for servers, and fewer than would trouble this machine. */
const OPEN_FILES = 4_096;

const OWN = ['pid', 'ipc', 'uts', 'mount'];

/** Nothing that any capability gives. */
const NO_CAPABILITIES = { bounding: [], effective: [], inheritable: [], permitted: [], ambient: [] } as const;

/**
 * The configuration of one container (OCI runtime specification 1.0.2, config.md): a read-only root, what is bound into it, an
 * ordinary user without capabilities and without a way to get any, bounds of a process, namespaces of its own of every kind that
 * runsc knows.
 */
export function ociConfig({ binds, ...program }: OciProgram): object {
  const { argv, cwd, environment, userId, groupId, fileBytes, hasNetwork, root } = program;
  return {
    ociVersion: '1.0.2',
    process: {
      terminal: false,
      user: { uid: userId, gid: groupId, additionalGids: [] },
      args: argv,
      env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
      cwd,
      capabilities: NO_CAPABILITIES,
      rlimits: [
        { type: 'RLIMIT_CORE', hard: 0, soft: 0 },
        { type: 'RLIMIT_FSIZE', hard: fileBytes, soft: fileBytes },
        { type: 'RLIMIT_NOFILE', hard: OPEN_FILES, soft: OPEN_FILES },
      ],
      noNewPrivileges: true,
    },
    root: { path: root, readonly: true },
    hostname: 'sandbox',
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'nodev', 'noexec'] },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755'] },
      ...binds.map(({ from, to, isWritable }) => ({
        destination: to,
        type: 'bind',
        source: from,
        options: ['rbind', 'nosuid', 'nodev', isWritable ? 'rw' : 'ro'],
      })),
    ],
    linux: { namespaces: [...OWN, ...(hasNetwork ? [] : ['network'])].map((type) => ({ type })) },
  };
}
