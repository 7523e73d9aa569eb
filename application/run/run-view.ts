import type { SandboxName } from '../../core/sandbox/guarantee.ts';
import type { TerminalLaunch } from '../../ports/sandbox.ts';
import type { RunChanges } from './run-order.ts';

/** How a run stands. `reviewing`: its programs ended, and its changes wait for a person. */
export const RUN_STATES = ['running', 'frozen', 'reviewing', 'ended'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** A run as people see it. */
export type RunView = {
  readonly id: string;
  readonly session: string;
  readonly principal: string;
  readonly workspace: string;
  readonly program: string;
  readonly isolation: SandboxName;
  readonly changes: RunChanges;
  readonly state: RunState;
  readonly startedAtMs: number;
  readonly expiresAtMs: number;
};

/** A run, and what became of it once it is over. */
export type ShownRun = { readonly run: RunView; readonly summary: RunSummary | null };

/** A run that began, and how its caller starts the program at its own terminal; null where the gateway runs it itself. */
export type OpenedRun = {
  readonly run: RunView;
  readonly launch: TerminalLaunch | null;
  readonly notes: readonly string[];
};

/** One path that a run changed. */
export type RunChange = { readonly path: string; readonly change: 'added' | 'changed' | 'deleted' };

/** What went through the way out of a run. */
export type RunTraffic = {
  readonly opened: number;
  readonly refused: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** Hosts that were refused, each once, at most twenty. */
  readonly refusedHosts: readonly string[];
};

/** What became of a run. */
export type RunSummary = {
  readonly run: RunView;
  readonly durationMs: number;
  readonly actions: {
    readonly decided: number;
    readonly allowed: number;
    readonly asked: number;
    readonly denied: number;
  };
  /** By path, at most a thousand; `total` counts all. */
  readonly files: readonly RunChange[];
  readonly total: number;
  /** Paths that are never taken over, or could not be looked at. */
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
  /**
   * Where no checkpoint keeps what the run changed, such as installed packages and large files: what it did there is not undone, and
   * with changes in place not among `files` either. What surprises comes first, at most a hundred.
   */
  readonly notKept: readonly { readonly path: string; readonly why: string }[];
  readonly traffic: RunTraffic;
  readonly spent: { readonly tokens: number; readonly costMicros: number } | null;
  /** Why it was ended from outside; null where it ended by itself. */
  readonly stopped: string | null;
  /** What the program printed, and how it ended, where the gateway ran it itself; else null. */
  readonly output: { readonly stdout: string; readonly stderr: string; readonly exitCode: number } | null;
  /** What a person should know of it, as sentences. */
  readonly notes: readonly string[];
  /** What its clean-up left, as sentences; empty where nothing. */
  readonly remains: readonly string[];
};
