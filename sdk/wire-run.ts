/** What holds a run's programs. */
export type WireSandboxName = 'none' | 'isolate' | 'bwrap' | 'gvisor' | 'microvm' | 'seatbelt';

/** How a run stands. `reviewing`: its programs ended, and its changes wait for a person. */
export type WireRunState = 'running' | 'frozen' | 'reviewing' | 'ended';

/** `POST /v1/runs`: a program that a person runs in a sandbox. */
export type WireRunRequest = {
  /** The program and its arguments: never a line for a shell. */
  readonly argv: readonly string[];
  /** Absolute. */
  readonly workspace: string;
  /** Absolute, in the workspace; default: the workspace. */
  readonly cwd?: string;
  /** Default: `bwrap`. */
  readonly isolation?: WireSandboxName;
  /** `keep` (default): made in place. `review`: kept apart until a person takes them over. `drop`: gone at the end. */
  readonly changes?: 'keep' | 'review' | 'drop';
  /** `host`, `host:port` or `*.host`, beside the package registries. */
  readonly allow_hosts?: readonly string[];
  /** Names of secrets in the vault, by the variable that holds their sentinel. */
  readonly secrets?: { readonly [variable: string]: string };
  readonly environment?: { readonly [name: string]: string };
  readonly is_terminal?: boolean;
  /** Default: 30 minutes; 60 at most. It can be renewed. */
  readonly lease_ms?: number;
};

/** A run as people see it. */
export type WireRun = {
  readonly id: string;
  readonly session: string;
  readonly principal: string;
  readonly workspace: string;
  readonly program: string;
  readonly isolation: WireSandboxName;
  readonly changes: 'keep' | 'review' | 'drop';
  readonly state: WireRunState;
  readonly started_at_ms: number;
  readonly expires_at_ms: number;
};

/** What the caller starts at its own terminal: a process of its own, with these bytes to be read from descriptors 3, 4 and so on. */
export type WireLaunch = {
  readonly argv: readonly string[];
  readonly environment: { readonly [name: string]: string };
  /** Base64. */
  readonly inputs: readonly string[];
};

/** The answer of `POST /v1/runs`. `launch` is null where the gateway runs the program itself: follow it to its end then. */
export type WireOpenedRun = {
  readonly run: WireRun;
  readonly launch: WireLaunch | null;
  readonly notes: readonly string[];
};

/** What became of a run. */
export type WireRunSummary = {
  readonly duration_ms: number;
  readonly actions: {
    readonly decided: number;
    readonly allowed: number;
    readonly asked: number;
    readonly denied: number;
  };
  /** By path, at most a thousand; `file_count` counts all. */
  readonly files: readonly { readonly path: string; readonly change: 'added' | 'changed' | 'deleted' }[];
  readonly file_count: number;
  readonly left_out: readonly { readonly path: string; readonly why: string }[];
  /** Where no checkpoint keeps what the run changed: it is not undone, and with changes in place not in `files` either; at most 100. */
  readonly not_kept: readonly { readonly path: string; readonly why: string }[];
  readonly traffic: {
    readonly opened: number;
    readonly refused: number;
    readonly bytes_out: number;
    readonly bytes_in: number;
    readonly refused_hosts: readonly string[];
  };
  /** Null where no model was called. */
  readonly spent: { readonly tokens: number; readonly cost_micros: number } | null;
  /** Why it was ended from outside; null where it ended by itself. */
  readonly stopped: string | null;
  /** What the program printed, and how it ended, where the gateway ran it itself; else null. */
  readonly output: { readonly stdout: string; readonly stderr: string; readonly exit_code: number } | null;
  /** What a person should know of it, as sentences. */
  readonly notes: readonly string[];
  /** What its clean-up left, as sentences. */
  readonly remains: readonly string[];
};

/** A run, and what became of it once it is over. */
export type WireShownRun = { readonly run: WireRun; readonly summary: WireRunSummary | null };

/** `POST /v1/runs/{id}/end`. */
export type WireEndRunRequest = { readonly exit_code: number | null };

/** `POST /v1/runs/{id}/stop`, `…/freeze`. */
export type WireStopRunRequest = { readonly reason: string };

/** `POST /v1/runs/{id}/renew`. */
export type WireRenewRunRequest = { readonly lease_ms: number };

/** `POST /v1/runs/{id}/review`. */
export type WireReviewRunRequest = { readonly verdict: 'apply' | 'drop' };

/** What a kind of sandbox enforces on the gateway's machine. */
export type WireSandbox = {
  readonly name: WireSandboxName;
  readonly works: boolean;
  readonly version: string | null;
  readonly enforces: readonly string[];
  readonly missing: readonly { readonly guarantee: string; readonly why: string }[];
};
