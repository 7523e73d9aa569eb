import type { Signal } from '../../core/incident/note-signal.ts';
import type { ActionStore } from '../../ports/action-store.ts';
import { isEntryOf } from '../log/entry-type.ts';
import { signalsOfEnd, signalsOfOutcome } from './guardrail-signals.ts';

/** A signal of before the start, and when it was. */
export type PastSignal = { readonly signal: Signal; readonly atMs: number };

/** What breakers counted. */
const COUNTED = ['outcome', 'lease.ended'] as const;
/** Newest entries that are kept: as many as one breaker counts of one thing. */
const MAX_KEPT = 2_000;

/**
 * Follows through the log what breakers counted, so that a restart goes on counting where the gateway ended.
 *
 * An entry that is not as this program writes it is passed over. Nothing is thrown.
 */
export class GuardrailTrail {
  private texts: string[] = [];

  /** Takes the next entry of the log. */
  see(entry: string): void {
    if (!COUNTED.some((type) => isEntryOf(type, entry))) return;
    this.texts.push(entry);
    if (this.texts.length >= 2 * MAX_KEPT) this.texts = this.texts.slice(-MAX_KEPT);
  }

  /** The signals of the newest such entries, oldest first. `actions` names the tool of one that crashed. Asked once, then forgotten. */
  async signals(actions: Pick<ActionStore, 'find'>): Promise<readonly PastSignal[]> {
    const past: PastSignal[] = [];
    for (const kept of this.texts.splice(0).slice(-MAX_KEPT)) {
      const entry = JSON.parse(kept);
      const atMs = Number(entry.at_ms);
      for (const signal of await signalsOf(entry, actions)) past.push({ signal, atMs });
    }
    return past;
  }
}

type Entry = {
  readonly type?: unknown;
  readonly actor?: unknown;
  readonly session?: unknown;
  readonly action?: unknown;
  readonly data?: { readonly [name: string]: unknown };
};

async function signalsOf(
  { type, actor, session, action, data = {} }: Entry,
  actions: Pick<ActionStore, 'find'>,
): Promise<readonly Signal[]> {
  if (type === 'lease.ended') {
    const ended = {
      task: text(data['task']),
      parent: data['parent'],
      session: session === null ? null : text(session),
    };
    return signalsOfEnd({ ...ended, reason: text(data['reason']), outcome: text(data['outcome']) });
  }
  if (type !== 'outcome') return [];
  const of = { principal: text(actor), ok: data['result'] === 'completed', error: text(data['error']) };
  const signals = signalsOfOutcome({ ...of, tool: '' });
  if (signals.length === 1) return signals;
  const tool = (await actions.find(text(action)))?.toolName ?? '';
  return signalsOfOutcome({ ...of, tool });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
