import type { Action } from '../../core/action/action.ts';
import { toolIdentity } from '../../core/approval/session-grant.ts';
import type { Effect } from '../../core/effect/effect.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { callOf } from '../../core/fatigue/shell-text.ts';
import {
  bringsRemoteWork,
  changedNames,
  changesTasks,
  mayChangeTasks,
  switchesFiles,
} from '../../core/fatigue/task-files.ts';
import { isUnseen } from '../../core/fatigue/trusted-work.ts';
import { baseName } from '../../core/path/normalise-path.ts';
import type { SessionRecord } from '../../ports/session-store.ts';

/** Bounds of what is remembered. What is forgotten counts as changed, never as unchanged. */
const MAX_PLACES = 2_000;
const MAX_NAMES = 20_000;
const MAX_SEEN = 5_000;

type Subject = Pick<Action, 'workspace' | 'cwd' | 'tool' | 'args'>;

/** What an action runs, for telling whether it is as people saw it. */
export type Watched = {
  readonly action: Subject;
  readonly session: Pick<SessionRecord, 'id' | 'startedAtMs'>;
  /** Scripts that it runs (see `scriptsRun`). */
  readonly scripts: readonly string[];
};

/**
 * Remembers changes of what the tasks and scripts of projects run, whichever session made them, and which calls people approved
 * since: until a person has approved a call once more, no permission of theirs covers it (see `isAsSeen`). What people approve is what stood there when they were asked.
 *
 * Kept in memory. Nobody knows of a session from before the gateway's start, nor of what git brought in from others. A change is known
 * by the folder of its workspace, and of a script by the name of its file.
 */
export class TaskWatch {
  private readonly openedAtMs: number;
  /** Counts changes; each of the others remembers the count at its time. */
  private count = 0;
  /** Counts at which everything that was forgotten had been changed. */
  private forgotten = 0;
  private readonly workspaces = new Map<string, number>();
  /** Where files may have been changed that say what tasks run, and where work of others was fetched. */
  private readonly doubtful = new Map<string, number>();
  private readonly fetched = new Map<string, number>();
  private readonly names = new Map<string, number>();
  private readonly seen = new Map<string, number>();
  private readonly asked = new Map<string, number>();
  private readonly trusted = new Map<string, number>();

  constructor(openedAtMs: number) {
    this.openedAtMs = openedAtMs;
  }

  /** Whether what the action would run may have been changed since a person last approved this very call. */
  changeOf({ action, session, scripts }: Watched): boolean | 'unknown' {
    const seenAt = this.seen.get(keyOf(action) ?? '') ?? null;
    if (this.changedAt({ action, scripts }) > (seenAt ?? 0)) return true;
    const knownAt = Math.max(seenAt ?? -1, this.trusted.get(session.id) ?? -1);
    if (newestIn(this.doubtful, action.workspace) > Math.max(knownAt, 0)) return 'unknown';
    return knownAt < 0 && session.startedAtMs < this.openedAtMs ? 'unknown' : false;
  }

  /** Whether what an action would run was changed after people were asked about it, as the action of this id. */
  isOutdated(asked: string, watched: Omit<Watched, 'session'>): boolean {
    const askedAt = this.asked.get(asked);
    return askedAt !== undefined && this.changedAt(watched) > askedAt;
  }

  /** Notes that a person trusts a session as things stand now: what is only doubtful until here is theirs to know. */
  noteTrusted({ id }: Pick<SessionRecord, 'id'>): void {
    this.keep(this.trusted, { key: id, at: this.count, most: MAX_SEEN });
  }

  /** Notes that people are asked about an action: what they approve is what stood there at this moment. */
  noteAsked({ id }: Pick<Action, 'id'>): void {
    this.keep(this.asked, { key: id, at: this.count, most: MAX_SEEN });
  }

  /**
   * Notes an action that is let through, and which one a person was asked about and approved; null where nobody was.
   *
   * A change that a person approved, or that the very call makes which one approved, is known to people: of tasks it is doubtful,
   * no more, and what only may be one counts where nobody was asked.
   */
  note(action: Subject, effects: readonly Effect[], { asked }: { readonly asked: string | null }): void {
    const askedAt = asked === null ? undefined : this.asked.get(asked);
    const key = keyOf(action);
    if (askedAt !== undefined && key !== null && effects.some(isUnseen))
      this.keep(this.seen, { key, at: askedAt, most: MAX_SEEN });
    const isKnown = askedAt !== undefined || (key !== null && this.seen.has(key));
    const names = changedNames(effects);
    const isChange = changesTasks(effects);
    const mayChange = !isKnown && mayChangeTasks(effects, action.workspace);
    const isDoubtful = this.isRemoteSwitch(action, effects) || mayChange;
    if (isChange || isDoubtful || names.length > 0) this.count += 1;
    for (const name of names) this.keep(this.names, { key: name, at: this.count, most: MAX_NAMES });
    const place = { key: action.workspace, at: this.count, most: MAX_PLACES };
    if (isChange && !isKnown) this.keep(this.workspaces, place);
    else if (isChange || isDoubtful) this.keep(this.doubtful, place);
  }

  /** Whether git puts in what others wrote since the gateway's start: a branch that was there before is the project's own. */
  private isRemoteSwitch({ workspace }: Subject, effects: readonly Effect[]): boolean {
    if (bringsRemoteWork(effects)) this.keep(this.fetched, { key: workspace, at: this.count + 1, most: MAX_PLACES });
    return switchesFiles(effects) && newestIn(this.fetched, workspace) > 0;
  }

  private changedAt({ action, scripts }: Omit<Watched, 'session'>): number {
    const scriptsAt = scripts.map((script) => this.names.get(baseName(script)) ?? 0);
    return Math.max(this.forgotten, newestIn(this.workspaces, action.workspace), ...scriptsAt);
  }

  private keep(
    map: Map<string, number>,
    { key, at, most }: { readonly key: string; readonly at: number; readonly most: number },
  ): void {
    map.delete(key);
    map.set(key, at);
    const [oldest] = map;
    if (map.size <= most || oldest === undefined) return;
    map.delete(oldest[0]);
    if (map === this.names || map === this.workspaces || map === this.doubtful) this.forgotten = Math.max(this.forgotten, oldest[1]);
  }
}

/** When something was last changed in a workspace, in one within it, or in one that it lies in. */
function newestIn(changes: ReadonlyMap<string, number>, own: string): number {
  let newest = 0;
  for (const [workspace, at] of changes) if (isNested(workspace, own)) newest = Math.max(newest, at);
  return newest;
}

/** One of them lies in the other, or they are the same. */
function isNested(first: string, second: string): boolean {
  return `${first}/`.startsWith(`${second}/`) || `${second}/`.startsWith(`${first}/`);
}

function keyOf(action: Subject): string | null {
  const call = callOf(action);
  return call === null ? null : canonicalJson([action.workspace, toolIdentity(action.tool), call]);
}
