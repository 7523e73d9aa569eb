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

/** What an excess is called in results, records and summaries. */
export const EXCESSES = ['wall', 'cpu', 'memory', 'tasks', 'output', 'files', 'stopped', 'lease', 'gateway'] as const;
/** Why a program was ended by us: a limit, its caller, its lease, or the end of the gateway. */
export type Excess = (typeof EXCESSES)[number];
