/** Bounds of everything in one sandbox together. */
export type SandboxLimits = {
  /** Of the wall clock, for each program. */
  readonly wallMs: number;
  /** Of the processors, for each program. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
  /** Threads count: programs of several languages start some for each processor. */
  readonly tasks: number;
  /** Of what a program prints to both streams together; it is ended when it prints more. */
  readonly outputBytes: number;
  /** Of each file that it writes. */
  readonly fileBytes: number;
  /** Of all temporary files together. */
  readonly temporaryBytes: number;
};

const MEGABYTE = 1024 * 1024;

/**
 * The limits of a shell line by profile (model §8): 60 s of processor, 512 MB, 1 MB of output and 20 processes; in full autonomy
 * 300 s, 2 GB and 10 MB. A process is counted with the threads that it has in the languages of today, 16 each.
 */
export const SHELL_LIMITS = {
  dev: {
    wallMs: 120_000,
    cpuMs: 60_000,
    memoryBytes: 512 * MEGABYTE,
    tasks: 320,
    outputBytes: MEGABYTE,
    fileBytes: 50 * MEGABYTE,
    temporaryBytes: 64 * MEGABYTE,
  },
  fullAuto: {
    wallMs: 600_000,
    cpuMs: 300_000,
    memoryBytes: 2048 * MEGABYTE,
    tasks: 320,
    outputBytes: 10 * MEGABYTE,
    fileBytes: 1024 * MEGABYTE,
    temporaryBytes: 512 * MEGABYTE,
  },
} as const satisfies Record<string, SandboxLimits>;

/** What an excess is called in results, records and summaries. */
export const EXCESSES = ['wall', 'cpu', 'memory', 'tasks', 'output', 'files', 'stopped', 'lease', 'gateway'] as const;
/** Why a program was ended by us: a limit, its caller, its lease, or the end of the gateway. */
export type Excess = (typeof EXCESSES)[number];
