import { whoAsks, wholeLine } from '../../../sdk/whole-line.ts';
import type { WireApproval, WireApprovalScope } from '../../../sdk/wire.ts';
import { describeEnd, headline, shortId } from './describe-request.ts';
import type { Key } from './keys.ts';

/** What the prompt holds: the requests that wait, the first of which is asked about, and what is being typed. */
export type WatchState = {
  readonly queue: readonly WireApproval[];
  readonly mode:
    | { readonly kind: 'choose' }
    | { readonly kind: 'edit'; readonly text: string }
    | { readonly kind: 'batch'; readonly ids: readonly string[] }
    | { readonly kind: 'sending' };
  /** When the first request of the queue was shown; keys struck just before were not meant for it. */
  readonly shownAtMs: number;
};

/** Something that happened. Keys that arrive together come together, since a paste is no answer. */
export type WatchEvent =
  | { readonly kind: 'pending' | 'ended'; readonly approval: WireApproval; readonly nowMs: number }
  | { readonly kind: 'keys'; readonly keys: readonly Key[]; readonly nowMs: number }
  | {
      readonly kind: 'failed';
      readonly id: string;
      readonly message: string;
      readonly isOver: boolean;
      readonly nowMs: number;
    };

/** Something to be done outside. */
export type WatchEffect =
  | { readonly kind: 'show' | 'explain'; readonly approval: WireApproval }
  | { readonly kind: 'say'; readonly tone: 'good' | 'bad' | 'plain'; readonly text: string }
  | {
      readonly kind: 'answer';
      readonly approval: WireApproval;
      readonly answer: 'approve' | 'deny';
      readonly scope: WireApprovalScope;
      readonly note: string;
    }
  | { readonly kind: 'approve-all'; readonly approvals: readonly WireApproval[] }
  | { readonly kind: 'quit' | 'suspend' };

/** The state after an event, and what is to be done. */
export type WatchStep = { readonly state: WatchState; readonly effects: readonly WatchEffect[] };

/** Nobody waits. */
export const IDLE: WatchState = { queue: [], mode: { kind: 'choose' }, shownAtMs: 0 };

/** Keys struck so soon after a request appeared were meant for what was there before it. */
const SETTLE_MS = 400;
const MAX_NOTE = 2_000;

/**
 * Goes one step: pure, so that every key in every situation can be tested.
 *
 * Nothing but a single key `y`, `s` or `a`, struck after the request was shown, or `b` twice, after all of them were named, ever approves. A paste, an escape sequence, Enter and
 * silence do not.
 */
export function stepWatch(state: WatchState, event: WatchEvent): WatchStep {
  switch (event.kind) {
    case 'pending':
      return addRequest(state, event);
    case 'ended':
      return removeRequest(state, { id: event.approval.id, nowMs: event.nowMs, said: sayEnd(event.approval) });
    case 'failed': {
      const said: WatchEffect = { kind: 'say', tone: 'bad', text: `${shortId(event.id)} ${event.message}` };
      if (event.isOver) return removeRequest(state, { id: event.id, nowMs: event.nowMs, said });
      return { state: { ...state, mode: { kind: 'choose' } }, effects: [said] };
    }
    case 'keys':
      return takeKeys(state, event);
  }
}

function addRequest(
  state: WatchState,
  { approval, nowMs }: { readonly approval: WireApproval; readonly nowMs: number },
): WatchStep {
  if (state.queue.some(({ id }) => id === approval.id)) return { state, effects: [] };
  const queue = [...state.queue, approval];
  if (queue.length > 1) return { state: { ...state, queue }, effects: [] };
  return { state: { queue, mode: { kind: 'choose' }, shownAtMs: nowMs }, effects: [{ kind: 'show', approval }] };
}

function removeRequest(
  state: WatchState,
  { id, nowMs, said }: { readonly id: string; readonly nowMs: number; readonly said: WatchEffect },
): WatchStep {
  const wasCurrent = state.queue[0]?.id === id;
  const queue = state.queue.filter((approval) => approval.id !== id);
  if (queue.length === state.queue.length) return { state, effects: [] };
  if (!wasCurrent) return { state: { ...state, queue }, effects: [said] };
  const [next] = queue;
  const effects: readonly WatchEffect[] = next === undefined ? [said] : [said, { kind: 'show', approval: next }];
  return { state: { queue, mode: { kind: 'choose' }, shownAtMs: nowMs }, effects };
}

function sayEnd(approval: WireApproval): WatchEffect {
  const tone = approval.status === 'approved' ? 'good' : 'bad';
  const review =
    approval.status === 'timed-out'
      ? `\n  approved late, it lets the agent try once more: countersign approvals approve ${shortId(approval.id)}`
      : '';
  return {
    kind: 'say',
    tone,
    text: `${shortId(approval.id)} ${describeEnd(approval)}: ${headline(approval)}${review}`,
  };
}

function takeKeys(
  state: WatchState,
  { keys, nowMs }: { readonly keys: readonly Key[]; readonly nowMs: number },
): WatchStep {
  if (keys.some(({ kind }) => kind === 'interrupt')) return { state, effects: [{ kind: 'quit' }] };
  if (keys.some(({ kind }) => kind === 'suspend')) return { state, effects: [{ kind: 'suspend' }] };
  const [current] = state.queue;
  if (state.mode.kind === 'edit' && current !== undefined) return edit(state, { current, keys, text: state.mode.text });
  if (keys.length !== 1)
    return { state, effects: [{ kind: 'say', tone: 'plain', text: 'several keys at once: ignored, want one key' }] };
  const [key] = keys;
  if (key?.kind !== 'character' || state.mode.kind === 'sending') return { state, effects: [] };
  const character = key.character.toLowerCase();
  if (character === 'q') return { state, effects: [{ kind: 'quit' }] };
  if (current === undefined) return { state, effects: [] };
  if (nowMs - state.shownAtMs < SETTLE_MS) return { state, effects: [] };
  if (character === 'b') return batch(state, nowMs);
  const chosen = state.mode.kind === 'batch' ? { ...state, mode: { kind: 'choose' } as const } : state;
  return choose(chosen, { current, character });
}

/**
 * First names everything that may be approved together, then, struck again, approves exactly that. What came in between is not in it.
 */
function batch(state: WatchState, nowMs: number): WatchStep {
  const together = state.queue.filter(isForBatch);
  if (state.mode.kind === 'batch') {
    const { ids } = state.mode;
    const approvals = together.filter(({ id }) => ids.includes(id));
    return { state: { ...state, mode: { kind: 'sending' } }, effects: [{ kind: 'approve-all', approvals }] };
  }
  if (together.length < 2)
    return { state, effects: [say('nothing to approve together: want two or more of low or medium risk')] };
  const names = together.map((approval) =>
    say(`  ${shortId(approval.id)} ${wholeLine(approval) ?? ''}  (${whoAsks(approval) ?? ''})`),
  );
  const question = say(`approve these ${together.length}, each once? b again for yes, any other key for no`);
  const mode = { kind: 'batch' as const, ids: together.map(({ id }) => id) };
  return { state: { ...state, mode, shownAtMs: nowMs }, effects: [...names, question] };
}

function isForBatch(approval: WireApproval): boolean {
  return approval.terms.batch && wholeLine(approval) !== null && whoAsks(approval) !== null;
}

function say(text: string): WatchEffect {
  return { kind: 'say', tone: 'plain', text };
}

const SCOPE_OF_KEY: { readonly [key: string]: WireApprovalScope } = { y: 'action', s: 'session', a: 'proposal' };

function choose(
  state: WatchState,
  { current, character }: { readonly current: WireApproval; readonly character: string },
): WatchStep {
  const scope = SCOPE_OF_KEY[character];
  if (scope !== undefined) return approve(state, { current, scope });
  switch (character) {
    case 'n':
      return send(state, { kind: 'answer', approval: current, answer: 'deny', scope: 'action', note: '' });
    case 'e':
      return { state: { ...state, mode: { kind: 'edit', text: '' } }, effects: [] };
    case '?':
      return { state, effects: [{ kind: 'explain', approval: current }] };
    default:
      return { state, effects: [] };
  }
}

function approve(
  state: WatchState,
  { current, scope }: { readonly current: WireApproval; readonly scope: WireApprovalScope },
): WatchStep {
  const refuse = (text: string): WatchStep => ({ state, effects: [say(text)] });
  if (current.shown === null) return refuse('its payload was erased: what nobody can see cannot be approved');
  if (!current.terms.scopes.includes(scope)) return refuse(`risk ${current.risk_level} is approved once only: y or n`);
  return send(state, { kind: 'answer', approval: current, answer: 'approve', scope, note: '' });
}

/** `edit` denies and tells the agent what to change: a person's words, never a changed action, since what runs must be what was asked. */
function edit(
  state: WatchState,
  { current, keys, text }: { readonly current: WireApproval; readonly keys: readonly Key[]; readonly text: string },
): WatchStep {
  let note = text;
  for (const key of keys) {
    if (key.kind === 'escape') return { state: { ...state, mode: { kind: 'choose' } }, effects: [] };
    if (key.kind === 'backspace') note = [...note].slice(0, -1).join('');
    if (key.kind === 'character' && note.length < MAX_NOTE) note += key.character;
    if (key.kind !== 'enter') continue;
    if (note.trim() === '')
      return { state, effects: [{ kind: 'say', tone: 'plain', text: 'nothing typed: say what to change, or Esc' }] };
    return send(state, { kind: 'answer', approval: current, answer: 'deny', scope: 'action', note: note.trim() });
  }
  return { state: { ...state, mode: { kind: 'edit', text: note } }, effects: [] };
}

function send(state: WatchState, effect: WatchEffect): WatchStep {
  return { state: { ...state, mode: { kind: 'sending' } }, effects: [effect] };
}
