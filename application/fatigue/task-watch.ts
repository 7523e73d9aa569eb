import type { Effect } from '../../core/effect/effect.ts';
import { changesTasks } from '../../core/fatigue/task-files.ts';
import type { SessionRecord } from '../../ports/session-store.ts';

const MAX_SESSIONS = 10_000;

/**
 * Remembers which sessions changed what the tasks of their project run: until a person has approved such a run, trust in the
 * session or its folder does not cover one.
 *
 * Kept in memory. Of a session from before the gateway's start nobody knows: it counts as one that did.
 */
export class TaskWatch {
  private readonly openedAtMs: number;
  private readonly changed = new Map<string, boolean>();

  constructor(openedAtMs: number) {
    this.openedAtMs = openedAtMs;
  }

  /** Whether the session may have changed what tasks run. */
  isChanged({ id, startedAtMs }: Pick<SessionRecord, 'id' | 'startedAtMs'>): boolean {
    return this.changed.get(id) ?? startedAtMs < this.openedAtMs;
  }

  /** Notes an action that is let through; `approved` where a person saw it and said yes. */
  note(session: string, effects: readonly Effect[], { approved }: { readonly approved: boolean }): void {
    const runsUnseen = effects.some(({ marks }) => marks.includes('unseen-code'));
    if (changesTasks(effects)) this.set(session, true);
    else if (approved && runsUnseen) this.set(session, false);
  }

  /** Forgets a session that ended. */
  endSession(session: string): void {
    this.changed.delete(session);
  }

  private set(session: string, isChanged: boolean): void {
    this.changed.delete(session);
    this.changed.set(session, isChanged);
    const [oldest] = this.changed.keys();
    if (this.changed.size > MAX_SESSIONS && oldest !== undefined) this.changed.delete(oldest);
  }
}
