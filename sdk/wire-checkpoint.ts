/** What stands at one path. Contents are named by their SHA-256 in hexadecimal; modes are permission bits, 0–0o7777. */
export type WireEntryState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly mode: number; readonly sha256: string; readonly size_bytes: number }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'folder'; readonly mode: number };

/** One path, relative to the root, from one state to another. */
export type WireEntryChange = {
  readonly path: string;
  readonly before: WireEntryState;
  readonly after: WireEntryState;
};

/**
 * A snapshot of a workspace. `before` and `after`: taken around an action; `manual`: by hand; `restore`: of what an undo or a
 * restore was about to change. Times in milliseconds since 1970.
 */
export type WireCheckpoint = {
  readonly id: string;
  readonly root: string;
  readonly taken_at_ms: number;
  readonly reason: 'before' | 'after' | 'manual' | 'restore' | 'look';
  readonly action: string | null;
  readonly session: string | null;
  /** The only paths it is about; null for all of the workspace. */
  readonly paths: readonly string[] | null;
  readonly entry_count: number;
  readonly size_bytes: number;
  readonly left_out: readonly { readonly path: string; readonly why: string }[];
  /** The checkpoint that made this one history; null while it counts. */
  readonly superseded_by: string | null;
};

/** `GET /v1/checkpoints/{id}`: with what its action changed; null where that is not known. */
export type WireShownCheckpoint = {
  readonly checkpoint: WireCheckpoint;
  readonly changes: readonly WireEntryChange[] | null;
};

/** `GET /v1/checkpoints/{id}/diff`: what differs between a checkpoint and a later one, or the present. */
export type WireCheckpointDiff = {
  readonly changes: readonly WireEntryChange[];
  /** In git's unified format; contents that are no text, too large or secret are only named. */
  readonly diff: string;
  /** True where the text was cut at a whole file because it grew too large; `changes` has all. */
  readonly is_cut: boolean;
};

/** `POST /v1/checkpoints`: keep a workspace, an absolute path, as it is now. */
export type WireTakeCheckpoint = { readonly root: string };

/** `POST /v1/checkpoints/{id}/restore`. `paths`: only these, each with everything below it. */
export type WireRestoreRequest = { readonly paths?: readonly string[]; readonly dry_run?: boolean };

/** What was put back, or would be. */
export type WireRestoration = {
  readonly root: string;
  readonly checkpoint: string;
  readonly changes: readonly WireEntryChange[];
  /** Paths that differ and stay as they are, each with what is in the way. */
  readonly unreached: readonly WireUnreached[];
  /** The checkpoint of the state before it; null in a dry run, and where nothing differed. */
  readonly undone_by: string | null;
  readonly superseded: number;
  readonly log_index: number | null;
};

/** `POST /v1/undo`: exactly one of `action`, `session`, `since_ms`, `path`; none for the last action. */
export type WireUndoRequest = {
  readonly root: string;
  readonly action?: string;
  readonly session?: string;
  readonly since_ms?: number;
  readonly path?: string;
  /** Put paths back although somebody changed them since. */
  readonly force?: boolean;
  readonly dry_run?: boolean;
};

/** A path that cannot be put back as things stand, and what is in the way. */
export type WireUnreached = { readonly path: string; readonly why: string };

/** `POST /v1/redo`. */
export type WireRedoRequest = { readonly root: string; readonly force?: boolean; readonly dry_run?: boolean };

/** What was undone or done again, or would be. */
export type WireUndone = {
  readonly root: string;
  readonly actions: readonly string[];
  readonly changes: readonly WireEntryChange[];
  /** Paths that are not as the last of the actions left them, and `unreached`. */
  readonly conflicts: readonly string[];
  /** Paths that stay as they are even by force, each with what is in the way. */
  readonly unreached: readonly WireUnreached[];
  /** Files among the changes with further names (hard links) somewhere: those names keep what they hold. */
  readonly other_names: readonly string[];
  readonly redone_by: string | null;
  readonly log_index: number | null;
};

/** `POST /v1/workspaces/reopen`: the absolute path of a workspace that is closed. */
export type WireReopenRequest = { readonly root: string };

/** A workspace that is open again, and what became of the change that had closed it; `open` where none had. */
export type WireReopened = {
  readonly root: string;
  readonly result: 'open' | 'finished' | 'undone' | 'as-they-stand';
  readonly log_index: number;
};

/** `POST /v1/checkpoints/purge`. */
export type WirePurgeRequest = { readonly older_than_ms: number };

/** What purging removed: what is older than `older_than_ms`, which is earlier than was asked for to keep what agents deleted. */
export type WirePurged = {
  readonly checkpoints: number;
  readonly freed_bytes: number;
  readonly older_than_ms: number;
  readonly log_index: number;
};
