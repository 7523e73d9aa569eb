import { FilesError } from '../../ports/workspace-files.ts';
import type { EventHub } from '../event-hub.ts';

/** A workspace that the gateway writes nothing to until a person has looked. */
export type ClosedWorkspace = {
  /** Absolute path without links; of one whose journal cannot be read, the journal's file. */
  readonly root: string;
  /** Why, for people; it may name paths. */
  readonly problem: string;
  readonly sinceMs: number;
};

/** Most that are remembered; the file gateway keeps the others closed all the same. */
const MAX_KEPT = 1_000;

/** Remembers which workspaces the file gateway closed, so that people are told at once and as long as it lasts. */
export class ClosedWorkspaces {
  private readonly events: EventHub;
  private readonly closed = new Map<string, ClosedWorkspace>();

  constructor(events: EventHub) {
    this.events = events;
  }

  /** Takes note of a workspace that was found closed, and tells of it the first time. */
  note({ root, problem, sinceMs }: ClosedWorkspace): void {
    const known = this.closed.get(root);
    if (known === undefined && this.closed.size >= MAX_KEPT) return;
    this.closed.set(root, { root, problem, sinceMs: known?.sinceMs ?? sinceMs });
    if (known === undefined) this.events.publish({ kind: 'workspace', atMs: sinceMs, root, isClosed: true });
  }

  /** Takes note where a failure of the file gateway says that a workspace is closed; nothing else is noted. */
  noteFailure(error: unknown, { root, atMs }: { readonly root: string; readonly atMs: number }): void {
    if (!(error instanceof FilesError) || error.code !== 'files.inconsistent') return;
    this.note({ root, problem: error.message, sinceMs: atMs });
  }

  /** A workspace is open again. */
  forget(root: string, atMs: number): void {
    if (this.closed.delete(root)) this.events.publish({ kind: 'workspace', atMs, root, isClosed: false });
  }

  /** Those that are closed now, in the order in which they were found. */
  list(): readonly ClosedWorkspace[] {
    return [...this.closed.values()];
  }
}
