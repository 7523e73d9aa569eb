import type { Action } from '../../core/action/action.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import type { ActionRecord } from '../../ports/action-store.ts';
import type { PathResolver } from '../../ports/path-resolver.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import { OF_ONE_ACTION, type SnapshotPorts, takeState } from './keep-present.ts';

/** Most actions whose outcome is awaited; the oldest are forgotten first, and then have no snapshot after. */
const MAX_OPEN = 10_000;

type DeskPorts = SnapshotPorts & { readonly pathResolver: PathResolver };

/** One part of what is kept: a root, and the paths below it; null for all of it. */
type Part = { readonly root: string; readonly paths: readonly string[] | null };

/** What an action changed below one root. */
export type ChangedFiles = { readonly root: string; readonly changes: readonly EntryChange[] };

/**
 * Keeps workspaces as they were before an action, and sees afterwards what it changed.
 *
 * Paths are absolute; the workspace itself stands for everything in it. Files outside are kept one by one, below `/`.
 */
export class CheckpointDesk {
  private readonly ports: DeskPorts;
  private readonly open = new Map<string, readonly Snapshot[]>();
  private readonly openedAtMs: number;

  constructor(ports: DeskPorts) {
    this.ports = ports;
    this.openedAtMs = ports.clock.nowMs();
  }

  /** Tells whether the state of these paths could be kept now. Reads no content. */
  canKeep(workspace: string, paths: readonly string[]): boolean {
    return this.partsOf(workspace, paths).every(
      ({ root, paths: below }) => this.ports.snapshots.canTake(root, below).ok,
    );
  }

  /**
   * Keeps the state of these paths before an action; answers whether all of it could be kept. Of a whole workspace much is left out
   * by nature; a path that is named must be kept with everything in it that no rule leaves out. Raises `StoreError`. Nothing may
   * rely on a checkpoint unless the answer is true.
   */
  async before({ id, session, workspace }: Action, paths: readonly string[]): Promise<boolean> {
    const taken: Snapshot[] = [];
    for (const part of this.partsOf(workspace, paths))
      taken.push(await takeState(this.ports, { ...part, reason: 'before', action: id, session }));
    if (taken.length === 0) return true;
    this.open.set(id, taken);
    const oldest = this.open.size > MAX_OPEN ? this.open.keys().next().value : undefined;
    if (oldest !== undefined) this.open.delete(oldest);
    return taken.every((snapshot) => snapshot.paths === null || !snapshot.lacks);
  }

  /**
   * What the action changed, seen now that it ended; null where nothing was kept before it, or the state after it cannot
   * be kept. What others changed meanwhile is in it too.
   */
  async after({ id, createdAtMs }: Pick<ActionRecord, 'id' | 'createdAtMs'>): Promise<readonly ChangedFiles[] | null> {
    try {
      const isOlder = createdAtMs <= this.openedAtMs;
      const before = this.open.get(id) ?? (isOlder ? await this.keptBefore(id) : []);
      this.open.delete(id);
      return before.length === 0 ? null : await Promise.all(before.map((snapshot) => this.changesSince(snapshot)));
    } catch {
      return null;
    }
  }

  /** What was kept before an action that in the end was not let through counts for nothing. Never raises. */
  async discard(actionId: string): Promise<void> {
    const before = this.open.get(actionId) ?? [];
    this.open.delete(actionId);
    for (const { id } of before) await this.ports.snapshots.supersede([id], id).catch(() => undefined);
  }

  /** After a restart: what was kept before an action whose end is only reported now. */
  private async keptBefore(action: string): Promise<readonly Snapshot[]> {
    const kept = await this.ports.snapshots.list({ action, limit: OF_ONE_ACTION });
    return kept.some(({ reason }) => reason === 'after') ? [] : kept.filter(({ reason }) => reason === 'before');
  }

  private async changesSince({ id, root, paths, action, session }: Snapshot): Promise<ChangedFiles> {
    const now = await takeState(this.ports, { root, paths, reason: 'after', action, session });
    return { root, changes: await this.ports.snapshots.compare(id, now.id) };
  }

  private partsOf(workspace: string, paths: readonly string[]): readonly Part[] {
    const root = this.ports.pathResolver.resolve([workspace])[workspace] ?? workspace;
    const isWhole = paths.includes(workspace) || paths.includes(root);
    const inside = paths.filter((path) => isBelow(path, root)).map((path) => path.slice(root.length + 1));
    const outside = paths.filter((path) => path !== workspace && path !== root && !isBelow(path, root));
    return [
      ...(isWhole ? [{ root, paths: null }] : inside.length === 0 ? [] : [{ root, paths: inside }]),
      ...(outside.length === 0 ? [] : [{ root: '/', paths: outside.map((path) => path.slice(1)) }]),
    ];
  }
}

function isBelow(path: string, root: string): boolean {
  return path.startsWith(`${root}/`);
}
