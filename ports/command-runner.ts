import type { CommandEnd } from '../core/verify/command-end.ts';

/** The part of the platform's `AbortSignal` that a runner uses. */
export type StopSignal = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

/** A program to run: never a line for a shell. */
export type CommandSpec = {
  /** The program, looked up in the `PATH` of `environment` where it has no slash, and its arguments. */
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** All that the program sees: nothing of our own environment is added but a mark that tells the run. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: {
    /** Of the wall clock. */
    readonly timeoutMs: number;
    /** Of output that is kept, of each stream; the rest is counted. */
    readonly outputBytes: number;
  };
  /**
   * True for a program that the gateway runs on its own behalf (git), whose work lies beyond what a sandbox would leave it. Every
   * other program is held to `cwd` where the runner can.
   */
  readonly isOwn?: boolean;
  /** True where it was decided on the promise of `contains`: should that not hold any more, the program is not started. */
  readonly mustBeContained?: boolean;
  /** Ends the program, with its tree, when it fires; a program whose signal fired before is not started. */
  readonly signal?: StopSignal;
};

/** Whether a program that is run in a folder is held to it, and why not. */
export type Containment = { readonly isContained: true } | { readonly isContained: false; readonly why: string };

/** What a program printed to one stream: its beginning and its end, where it was too much. */
export type CommandOutput = {
  /** UTF-8; what is none became U+FFFD. Where something was left out, a line in the middle says how much. */
  readonly text: string;
  /** Everything it printed, kept or not. */
  readonly sizeBytes: number;
};

/** How a program ended and what it printed. */
export type CommandResult = {
  readonly end: CommandEnd;
  readonly stdout: CommandOutput;
  readonly stderr: CommandOutput;
  readonly durationMs: number;
  /** Whether a sandbox held it. */
  readonly contained: boolean;
};

/**
 * Runs programs for checks, without a terminal and without input.
 *
 * Answers for every program, also one that cannot be found or started; never rejects. When it answers, nothing that the
 * program started is left: at its end, at the time limit and when its signal fires, every process of its tree is killed.
 *
 * A contained program changes nothing but files below its `cwd` and reaches no host. What `contains` says of a folder holds for
 * every later run there: where a program could then not be contained, it is not started.
 */
export interface CommandRunner {
  run(spec: CommandSpec): Promise<CommandResult>;
  contains(folder: string): Promise<Containment>;
}
