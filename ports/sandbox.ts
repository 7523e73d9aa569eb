import type { Guarantee, SandboxName } from '../core/sandbox/guarantee.ts';
import type { Excess, SandboxLimits } from '../core/sandbox/sandbox-limits.ts';
import type { CommandEnd } from '../core/verify/command-end.ts';
import type { CommandOutput, StopSignal } from './command-runner.ts';

/** What a driver enforces on this machine, found out by really running programs in it. */
export type SandboxProbe = {
  /** False where nothing can be run in it at all; `enforces` is empty then. */
  readonly works: boolean;
  readonly version: string | null;
  readonly enforces: ReadonlySet<Guarantee>;
  /** What it does not enforce here and could elsewhere, each with the reason and what would help. */
  readonly missing: readonly { readonly guarantee: Guarantee; readonly why: string }[];
};

/** A door from the inside to the gateway: the only thing that a program in the sandbox can connect to. */
export type SandboxDoor<Connection> = {
  /** Of 127.0.0.1 inside. */
  readonly port: number;
  /** Takes over a connection that a program in this sandbox made, and no other: whoever accepts knows who speaks. */
  readonly accept: (connection: Connection) => void;
};

/** A file that is made in the private home before the first program starts. */
export type SandboxFile = {
  /** Below the home, with `/`; never absolute, never with `..`. */
  readonly path: string;
  readonly contents: Uint8Array;
  readonly isExecutable?: boolean;
};

/** What a sandbox is made of. All paths are absolute and without links. */
export type SandboxSpec<Connection> = {
  /** Lower-case letters, digits and hyphens, at most 40; of one sandbox at a time. */
  readonly id: string;
  /** Seen inside at its own path, so that paths which programs print are right outside too. */
  readonly folder: string;
  /**
   * What becomes of changes below `folder`. `none`: it is read-only. `copy`: they are kept apart until they are taken over.
   * `direct`: they are made in place, but for what instructs other programs, at any depth, and files with names outside (hard links).
   */
  readonly writes: 'none' | 'copy' | 'direct';
  /** More folders and files that programs may read, never write. */
  readonly readable: readonly string[];
  /** Made in an empty home; null for no home at all. */
  readonly home: { readonly path: string; readonly files: readonly SandboxFile[] } | null;
  /** All that programs see: nothing of our own environment is added. */
  readonly environment: Readonly<Record<string, string>>;
  readonly doors: readonly SandboxDoor<Connection>[];
  readonly limits: SandboxLimits;
  /** `open` is refused where one of these is not enforced. */
  readonly require: readonly Guarantee[];
  /** `all` also reports files that were only looked at, and is slow. */
  readonly trace: 'writes' | 'all';
};

/** A program in a sandbox: never a line for a shell. */
export type SandboxedProgram = {
  readonly argv: readonly string[];
  /** Absolute; the sandbox's folder where it is left out. */
  readonly cwd?: string;
  /** Added to the sandbox's. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array;
  /** Tighter than the sandbox's own; a wider one counts as the sandbox's. */
  readonly limits?: { readonly wallMs?: number; readonly outputBytes?: number };
  /** Of output that is kept, of each stream; the rest is counted. */
  readonly keepBytes: number;
  readonly signal?: StopSignal;
};

/** A file that a program touched, or tried to. */
export type FileAccess = {
  readonly path: string;
  readonly access: 'read' | 'write' | 'run' | 'delete' | 'rename';
  /** The system's name of the failure (`ENOENT`, `EACCES`, …); null where it succeeded. */
  readonly failure: string | null;
};

/** How a program in a sandbox ended. */
export type SandboxedResult = {
  readonly end: CommandEnd;
  /** Why it was ended from outside; null where it ended by itself. */
  readonly excess: Excess | null;
  readonly stdout: CommandOutput;
  readonly stderr: CommandOutput;
  readonly usage: { readonly wallMs: number; readonly cpuMs: number | null; readonly peakMemoryBytes: number | null };
  /** At most 10,000; empty unless the sandbox traces. */
  readonly accesses: readonly FileAccess[];
};

/** One path below the folder whose state inside differs from the one outside. */
export type SandboxChange = {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly before: 'nothing' | 'file' | 'folder' | 'link' | 'other';
  readonly after:
    | { readonly kind: 'nothing' }
    | { readonly kind: 'file'; readonly sizeBytes: number; readonly isExecutable: boolean }
    | { readonly kind: 'folder' }
    | { readonly kind: 'link'; readonly target: string }
    /** A pipe, a socket, a device: never taken over. */
    | { readonly kind: 'other' };
};

/** What a sandbox changed, while its programs are ended or frozen; at most 50,000 paths, sorted. */
export type SandboxChanges = {
  readonly changes: readonly SandboxChange[];
  /** The contents of a changed file: at most 50 MB, raises where it is no plain file. Never follows a link. */
  readonly read: (path: string) => Promise<Uint8Array>;
};

/** What a person's process starts to have a program in the sandbox at its own terminal. */
export type TerminalLaunch = {
  /** Absolute, with all that belongs to it. */
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Read to their end from descriptors 3, 4 and so on. */
  readonly inputs: readonly Uint8Array[];
};

/** What was left when a sandbox was closed; all lists are empty where the clean-up is complete. */
export type CleanUpReport = {
  readonly processes: readonly number[];
  readonly mounts: readonly string[];
  readonly groups: readonly string[];
  readonly files: readonly string[];
  readonly sockets: readonly string[];
  readonly durationMs: number;
};

/**
 * A place that programs run in, one after another or together, until it is closed.
 *
 * Every method answers after the end of the sandbox too: programs are refused, the rest does nothing. Raises `SandboxError`.
 */
export interface Sandbox {
  readonly id: string;
  /** `ended`: no program runs any more and none is started; changes can still be read. */
  readonly state: 'running' | 'frozen' | 'ended' | 'closed';
  /** Runs a program to its end; never rejects. When it answers, nothing that the program started is left. */
  run(program: SandboxedProgram): Promise<SandboxedResult>;
  /** Null where the driver cannot give a program a terminal. Whoever starts it may be any process of the same user. */
  readonly terminal: { launch(program: Omit<SandboxedProgram, 'input' | 'signal'>): Promise<TerminalLaunch> } | null;
  /** Stops everything in it, until `resume`. Answers when nothing runs any more. */
  freeze(): Promise<void>;
  resume(): Promise<void>;
  /**
   * As `freeze`, and what runs is kept on the disk in place of memory until `resume`; there where `snapshot` is enforced. Raises
   * `sandbox.failed` where something cannot be kept; then it runs on.
   */
  keep?(): Promise<void>;
  /** Kills everything in it, for a reason that its programs' results name. */
  terminate(excess: Excess): Promise<void>;
  /** What it changed; `direct` sandboxes have no answer (`sandbox.no-copy`). */
  changes(): Promise<SandboxChanges>;
  /**
   * What programs of a `direct` sandbox made that instructs others and that was put aside, also those at a terminal: sentences, at
   * most 100; complete once it is closed. Left out by drivers that let nothing of the kind be made.
   */
  overstepped?(): readonly string[];
  /** Ends it, removes all that was made for it, and looks whether something is left. */
  close(): Promise<CleanUpReport>;
}

/**
 * Makes sandboxes of one kind.
 *
 * Never falls back to less: a guarantee that `require` names and that is not enforced here is a refusal (`sandbox.lacks`), and so
 * is anything that fails while the sandbox is made; then nothing is left.
 */
export interface SandboxDriver<Connection> {
  readonly name: SandboxName;
  /** Runs programs to find out what holds; remembered for a while. Never rejects. */
  probe(): Promise<SandboxProbe>;
  open(spec: SandboxSpec<Connection>): Promise<Sandbox>;
  /** Removes what an earlier gateway left when it was killed, and answers what that was. Only its own, and never what is in use. */
  sweep(): Promise<readonly string[]>;
}

/** What may go wrong with a sandbox. */
export type SandboxErrorCode =
  | 'sandbox.unavailable'
  | 'sandbox.lacks'
  | 'sandbox.spec'
  | 'sandbox.failed'
  | 'sandbox.ended'
  | 'sandbox.no-copy'
  | 'sandbox.too-large';

/** A sandbox that could not be made, used or closed. */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'SandboxError';
    this.code = code;
  }
}
