import type { ChangeBounds } from '../core/workspace/check-change-set.ts';
import type { EntryChange } from '../core/workspace/entry-change.ts';
import type { EntryState } from '../core/workspace/entry-state.ts';

/** What can go wrong with the files of a workspace. */
export type FilesErrorCode =
  /** A path leads out of the root or over a link, or a file has further names (hard links) that may lie outside. */
  | 'files.outside-root'
  /** A pipe, a socket or a device. */
  | 'files.not-regular'
  /** The changes do not go together; the message names every problem. */
  | 'files.invalid'
  /** The file is not as it was when the change was planned. */
  | 'files.drifted'
  | 'files.too-large'
  | 'files.no-space'
  | 'files.locked'
  /** The operating system refused, or what was written could not be read back. */
  | 'files.failed'
  /** The change failed, and so did undoing it: a person must look. Nothing more is written to this workspace. */
  | 'files.inconsistent'
  /** This platform cannot open files relative to folders, so that paths could be swapped under us. */
  | 'files.unsupported';

/** A failure of the file gateway, by code; the message names the path and what was found. */
export class FilesError extends Error {
  readonly code: FilesErrorCode;

  constructor(code: FilesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FilesError';
    this.code = code;
  }
}

/** What became of changes that a crash interrupted. */
export type Recovered = {
  readonly id: string;
  readonly root: string;
  /** `inconsistent`: neither was possible, and `problem` says why; nothing is written to the root until a person reopened it. */
  readonly result: 'undone' | 'finished' | 'inconsistent';
  readonly problem: string | null;
  readonly paths: readonly string[];
};

/**
 * What became of a workspace that a person opened again: it was `open` all along, its change was `finished` or `undone` after all,
 * or the files are taken `as-they-stand`.
 */
export type Reopened = {
  /** Without links, where it is still there. */
  readonly root: string;
  /** The file of the root's journal, which is gone now. */
  readonly journal: string;
  readonly result: 'open' | 'finished' | 'undone' | 'as-they-stand';
};

/** One name in a folder, as in `EntryChange`; `other` is a pipe, a socket or a device. */
export type ListedEntry = { readonly name: string; readonly kind: 'file' | 'folder' | 'link' | 'other' };

/** A set of changes that are made together. */
export type ChangeRequest = {
  /** Names the change in the journal; unique. */
  readonly id: string;
  readonly changes: readonly EntryChange[];
  /** How much it may be, where that is not the usual. */
  readonly bounds?: ChangeBounds;
  /** Whether files with further names (hard links) may be replaced or removed; the other names keep their content. */
  readonly mayHaveOtherNames?: boolean;
};

/**
 * The files of workspaces: the only writer.
 *
 * A root is an absolute path of a folder. Everything is opened relative to folder handles and never over a link, so that a
 * swap between check and use cannot lead out of the root. Paths are as in `EntryChange`.
 */
export interface WorkspaceFiles {
  /**
   * What stands at a path. Reads the content to name it by its digest. A file with further names (hard links) is refused with
   * `files.outside-root`, unless there is somebody to tell of it.
   */
  state(root: string, path: string, onOtherNames?: () => void): Promise<EntryState>;
  /**
   * What stands in a folder, by name; the empty path is the root itself. Raises
   * `files.too-large` for more than 100,000 entries, `files.not-regular` for what is no folder.
   */
  list(root: string, path: string): Promise<readonly ListedEntry[]>;
  /** The content of a regular file, whole. */
  read(root: string, path: string): Promise<{ readonly state: EntryState; readonly content: Uint8Array }>;
  /**
   * Makes every change or none: locks the root, compares each path with `before`, journals, writes each file beside its place,
   * synchronises, reads back, renames, synchronises the folder. A failure puts everything back in reverse and is raised.
   *
   * New contents must be in the content store; the contents that end are put there. Folders that the changes need and do not
   * name are made. A change whose `after` is its `before` only demands that state. Answers all that was changed, with the folders
   * that were made for it, by path.
   */
  apply(root: string, change: ChangeRequest): Promise<readonly EntryChange[]>;
  /** Finishes or undoes what a crash interrupted. Call it once, at start, before anything else. */
  recover(): Promise<readonly Recovered[]>;
  /** The digests of all contents that an unfinished change may still need: no sweep of the content store may remove them. */
  contentsInUse(): Promise<ReadonlySet<string>>;
  /** A person has looked at an inconsistent root: it is taken as it stands, and may be written to again. */
  reopen(root: string): Promise<Reopened>;
}
