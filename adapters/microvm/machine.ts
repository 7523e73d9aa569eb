import type { Duplex } from 'node:stream';

/** A virtual machine that was started: one process on this machine, which ends with us. */
export type Machine = {
  /** Of the process that runs it, or of what holds that process. */
  readonly pid: number;
  readonly channel: Duplex;
  /** Fulfilled when the process is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Stops its processors. Answers when they stand. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  /** Its memory and devices, into a file that does not exist yet; it is paused then. Raises where it cannot. */
  readonly snapshot: (path: string) => Promise<void>;
  /** Ends it at once; answers when it is gone. */
  readonly kill: () => Promise<void>;
  /** The last words of its console and its process, for a message that says why it did not start. */
  readonly lastWords: () => string;
};

/** What a machine is made of. Files are open for reading; they are closed by whoever opened them, after the start. */
export type MachineSpec = {
  readonly kernel: number;
  readonly initrd: number;
  /** Read-only disks: `/dev/vda`, `/dev/vdb`, … in this order. */
  readonly disks: readonly number[];
  readonly memoryBytes: number;
  /** A snapshot to continue in place of a start, of a machine with the same memory and disks of the same size; null for a start. */
  readonly incoming: number | null;
};

/** Starts machines of one kind. Raises where it cannot. */
export type StartMachine = (spec: MachineSpec) => Promise<Machine>;
