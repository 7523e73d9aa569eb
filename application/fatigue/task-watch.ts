import type { Action } from '../../core/action/action.ts';
import type { SessionGrant } from '../../core/approval/approval.ts';
import { toolIdentity } from '../../core/approval/session-grant.ts';
import type { Effect } from '../../core/effect/effect.ts';
import type { ParseShell } from '../../core/effect/shell/syntax.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { changesRemotes } from '../../core/fatigue/code-files.ts';
import { type CodeRun, codeRunOf, codeWrittenBy } from '../../core/fatigue/code-run.ts';
import { onlyFormats } from '../../core/fatigue/formatting.ts';
import { callOf, shellTextOf } from '../../core/fatigue/shell-text.ts';
import { bringsOthers, storesFiles, switchesFiles } from '../../core/fatigue/switched-files.ts';
import { carriesTasks, changedNames, changesTasks, mayChangeTasks } from '../../core/fatigue/task-files.ts';
import type { SessionRecord } from '../../ports/session-store.ts';

/** Bounds of what is remembered. What is forgotten counts as changed, never as unchanged. */
const MAX_PLACES = 2_000;
const MAX_NAMES = 20_000;
const MAX_SEEN = 5_000;

/** What an action runs, for telling whether it is as people saw it. */
export type Watched = {
  readonly action: Action;
  readonly session: Pick<SessionRecord, 'id' | 'startedAtMs'>;
  readonly run: CodeRun;
  /** Trust that holds in the session, by its ids. */
  readonly trusts: readonly string[];
};

/** Whether code was changed, and which trust was given after that. */
export type Change = { readonly tasksChanged: boolean | 'unknown'; readonly trustedSince: readonly string[] };

/** Changes that nobody was asked about, only such as people approved, or none. */
type Asked = 'unasked' | 'approved' | 'none';

/**
 * Remembers changes of what the tasks and scripts of projects run, whichever session made them, and which calls people approved
 * since: until a person has approved a call once more, no permission of theirs covers it (see `isAsSeen`). What people approve is
 * what stood there when they were asked.
 *
 * Kept in memory. Nobody knows of a session from before the gateway's start, nor of what version control puts into a workspace. A change is known
 * by the folder of its workspace, and of a script by the name of its file.
 */
export class TaskWatch {
  private readonly openedAtMs: number;
  /** Counts changes; each of the others remembers the count at its time. */
  private count = 0;
  /** Counts at which everything that was forgotten had been changed. */
  private forgotten = 0;
  private readonly workspaces = new Map<string, number>();
  /** Where files may have been changed that say what tasks run. */
  private readonly doubtful = new Map<string, number>();
  /** Where version control put other versions of files into a workspace. */
  private readonly switched = new Map<string, number>();
  /** Who was asked about changes, since the start, of files that say what tasks run, in whichever workspace; and of those that version control may bring back. */
  private writtenTasks: Asked = 'none';
  private storedTasks: Asked = 'none';
  /** Where people approved changes of such files. */
  private readonly approved = new Map<string, number>();
  /** Where code was written that programs may load, and where the repository was told of another remote or branch. */
  private readonly code = new Map<string, number>();
  private readonly remotes = new Map<string, number>();
  private readonly names = new Map<string, number>();
  private readonly seen = new Map<string, number>();
  private readonly asked = new Map<string, number>();
  /** Calls that a person was asked about and approved, word for word. */
  private readonly answered = new Map<string, number>();
  private readonly trusted = new Map<string, number>();
  /** Calls that put code together, and when each last did. */
  private readonly bundled = new Map<string, number>();

  constructor(openedAtMs: number) {
    this.openedAtMs = openedAtMs;
  }

  /** Whether what the action would run may have been changed since a person last approved this very call, or trusted the session. */
  changeOf({ action, session, run, trusts }: Watched): Change {
    const seenAt = this.seen.get(keyOf(action) ?? '') ?? null;
    const changedAt = this.changedAt({ action, run });
    const doubtfulAt = this.doubtfulAt({ action, run });
    const isUnseen = this.unseenAt({ action, run }) > (seenAt ?? 0);
    const isUnknown = isUnseen || (seenAt === null && session.startedAtMs < this.openedAtMs);
    return {
      tasksChanged: changedAt > (seenAt ?? 0) ? true : isUnknown && 'unknown',
      trustedSince: trusts.filter((id) => (this.trusted.get(id) ?? -1) >= doubtfulAt),
    };
  }

  /** Whether what an action would run was changed after people were asked about it, as the action of this id. */
  isOutdated(asked: string, watched: Pick<Watched, 'action' | 'run'>): boolean {
    const askedAt = this.asked.get(asked);
    return askedAt !== undefined && this.unseenAt(watched) > askedAt;
  }

  /** Notes that a person trusts a session as things stand now. */
  noteTrusted({ id }: Pick<SessionGrant, 'id'>): void {
    this.keep(this.trusted, { key: id, at: this.count, most: MAX_SEEN });
  }

  /** Notes that people are asked about an action: what they approve is what stood there at this moment. */
  noteAsked({ id }: Pick<Action, 'id'>): void {
    this.keep(this.asked, { key: id, at: this.count, most: MAX_SEEN });
  }

  /**
   * Notes an action that is let through, and which one a person was asked about and approved, or by which trust; null for none.
   *
   * What ran by trust was as it stood when that was given, and is known from then on.
   * A change of tasks that a person approved is known to people: rules of the operator hold and trust in tests does, approvals for the
   * session do not. What version control brings back may be a change of any code, whoever approved it, and of tasks where such files were
   * changed before, or others wrote them and nobody was asked about fetching that; it is no more than a change that people approved where
   * they approved each such change, or bringing it back. A formatter changes nothing of what files say. What a call changes itself is part of what was approved with it. What only may be a change counts where
   * nobody was ever asked about the same words.
   */
  note(
    action: Action,
    effects: readonly Effect[],
    {
      asked,
      trust,
      parse,
    }: { readonly asked: string | null; readonly trust: string | null; readonly parse: ParseShell },
  ): void {
    const askedAt = asked === null ? undefined : this.asked.get(asked);
    const approvedAt = trust === null ? askedAt : this.trusted.get(trust);
    const isAnswered = askedAt !== undefined;
    const run = codeRunOf(action, effects, parse);
    const mayChange = mayChangeTasks(effects, action.workspace) && !onlyFormats(action, parse);
    const isOthers = bringsOthers(effects);
    const code = codeWrittenBy(action, effects, parse);
    // A call that is too long to be remembered is never the same as another.
    const isRemembered = run !== null || isAnswered || mayChange || isOthers || code === 'bundled';
    const words = isRemembered ? keyOf(action) : null;
    const seenAt = run === null || words === null ? undefined : this.seen.get(words);
    const isKnown = isAnswered || seenAt !== undefined;
    if (isAnswered && words !== null) this.keep(this.answered, { key: words, at: askedAt, most: MAX_SEEN });
    const wereApproved = isKnown || (words !== null && this.answered.has(words));
    const names = changedNames(effects);
    const isChange = changesTasks(effects) || carriesTasks(effects);
    const isDoubtful = mayChange && !wereApproved;
    const isSwitch = switchesFiles(effects, shellTextOf(action));
    const isUnasked = isDoubtful || (isChange && !isAnswered);
    const written = isUnasked ? 'unasked' : isChange || mayChange ? 'approved' : 'none';
    this.noteStored(effects, { written, isOthers: isOthers && !wereApproved });
    const back = isSwitch ? this.storedTasks : 'none';
    const isRemote = changesRemotes(effects);
    const knownAt = Math.max(approvedAt ?? -1, seenAt ?? -1);
    const isAsKnown = run !== null && this.unseenAt({ action, run }) <= knownAt;
    const isNewCode = code === 'new' || (code === 'bundled' && this.bundlesOther(words));
    if (isChange || isDoubtful || isSwitch || isRemote || names.length > 0) this.count += 1;
    for (const name of names) this.keep(this.names, { key: name, at: this.count, most: MAX_NAMES });
    const place = { key: action.workspace, at: this.count, most: MAX_PLACES };
    if (isSwitch) this.keep(this.switched, place);
    if (isRemote) this.keep(this.remotes, place);
    if (!isKnown && isNewCode) this.keep(this.code, place);
    if (code === 'bundled' && words !== null) this.keep(this.bundled, { key: words, at: this.count, most: MAX_SEEN });
    if (isChange) this.keep(isKnown ? this.approved : this.workspaces, place);
    if (back === 'approved' || (back === 'unasked' && isAnswered)) this.keep(this.approved, place);
    if (isUnasked || (back === 'unasked' && !isAnswered)) this.keep(this.doubtful, place);
    // What it changes itself is part of what was approved; what others changed before is not.
    const own = isAsKnown ? this.count : knownAt;
    if (run !== null && words !== null && knownAt >= 0) this.keep(this.seen, { key: words, at: own, most: MAX_SEEN });
  }

  /** Notes what version control has that it may bring back; work of others that a person agreed to fetch is known to people. */
  private noteStored(
    effects: readonly Effect[],
    { written, isOthers }: { readonly written: Asked; readonly isOthers: boolean },
  ): void {
    this.writtenTasks = lessAsked(this.writtenTasks, isOthers ? 'unasked' : written);
    if (isOthers || storesFiles(effects)) this.storedTasks = lessAsked(this.storedTasks, this.writtenTasks);
  }

  /** Whether a bundle may hold other code than when the same call made it the last time, or than at the start where none did. */
  private bundlesOther(words: string | null): boolean {
    return words === null || this.count > (this.bundled.get(words) ?? 0);
  }

  /** When it was changed, or may have been, or people approved a change of it. */
  private unseenAt(watched: Pick<Watched, 'action' | 'run'>): number {
    return Math.max(this.doubtfulAt(watched), this.approvedAt(watched));
  }

  /** When people approved a change of what says what tasks run. */
  private approvedAt({ action, run }: Pick<Watched, 'action' | 'run'>): number {
    return run.runsCode ? newestIn(this.approved, action.workspace) : 0;
  }

  /** When it was changed, or may have been. */
  private doubtfulAt(watched: Pick<Watched, 'action' | 'run'>): number {
    const { workspace } = watched.action;
    const { runsCode, loadsAny, reachesRemote } = watched.run;
    return Math.max(
      this.changedAt(watched),
      loadsAny || reachesRemote ? newestIn(this.switched, workspace) : 0,
      runsCode ? newestIn(this.doubtful, workspace) : 0,
    );
  }

  private changedAt({ action: { workspace }, run }: Pick<Watched, 'action' | 'run'>): number {
    const { runsCode, loadsAny, reachesRemote, names } = run;
    return Math.max(
      this.forgotten,
      ...names.map((name) => this.names.get(name) ?? 0),
      runsCode ? newestIn(this.workspaces, workspace) : 0,
      loadsAny ? newestIn(this.code, workspace) : 0,
      reachesRemote ? newestIn(this.remotes, workspace) : 0,
    );
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
    const ofCalls: readonly (typeof map)[] = [this.seen, this.asked, this.answered, this.trusted, this.bundled];
    if (!ofCalls.includes(map)) this.forgotten = Math.max(this.forgotten, oldest[1]);
  }
}

function lessAsked(first: Asked, second: Asked): Asked {
  const either = [first, second];
  return either.includes('unasked') ? 'unasked' : either.includes('approved') ? 'approved' : 'none';
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

function keyOf(action: Action): string | null {
  const call = callOf(action);
  return call === null ? null : canonicalJson([action.workspace, toolIdentity(action.tool), call]);
}
