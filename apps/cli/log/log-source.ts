/** One entry as a source holds it; `leafHash` only where the source keeps one beside the text. */
export type SourceEntry = { readonly index: number; readonly text: string; readonly leafHash: Uint8Array | null };

/** The newest signed head, and what the source states beside it; null there for a source that states only the note. */
export type SourceHead = {
  readonly note: string;
  readonly beside: { readonly size: number; readonly root: Uint8Array } | null;
};

/**
 * A log to be read offline: a database, or a directory of static tiles.
 *
 * Nothing in it is believed. Reading raises `CliError` when the source itself cannot be read; what is missing in it is simply not
 * answered, and the verifier says so.
 */
export type LogSource = {
  /** What it is, for messages. */
  readonly name: string;
  /** Null for a log that nothing was written to. */
  readonly head: () => SourceHead | null;
  /** Entries from `fromIndex` on in order, at most `limit`, up to the first that is missing. */
  readonly entries: (range: { readonly fromIndex: number; readonly limit: number }) => readonly SourceEntry[];
  /** Hashes of a tile level from `fromIndex` on, at most `limit`; null at a place where there is none. Level 0 may be empty throughout. */
  readonly cells: (range: {
    readonly level: number;
    readonly fromIndex: number;
    readonly limit: number;
  }) => readonly (Uint8Array | null)[];
  /** Whether the source keeps the payload of an entry; null for a source that keeps none at all. */
  readonly holdsPayload: (index: number) => boolean | null;
  /** True when level 0 is stored by `cells` too, not only with the entries. */
  readonly hasLeafTiles: boolean;
  readonly close: () => void;
};

/** Entries that are read and hashed at a time: forty full bundles. */
export const PAGE = 10_240;
