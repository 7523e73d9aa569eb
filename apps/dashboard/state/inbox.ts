import { computed, signal } from '@preact/signals';
import type { WireAnswerRequest, WireApproval, WireApprovalScope } from '../../../sdk/wire.ts';
import { askPasskey, client } from '../gateway/account.ts';
import { watchGateway } from '../gateway/live.ts';
import { go, linkTo, route } from '../router.ts';
import { nowMs } from './clock.ts';
import { say } from './toast.ts';
import { explain } from './words.ts';

/** What waits for a person, the most urgent first; undefined until it was read. */
export const pending = signal<readonly WireApproval[] | undefined>(undefined);
/** What was decided lately, newest first. */
export const decided = signal<readonly WireApproval[]>([]);
export const inboxFailure = signal<unknown>(null);
/** The request that is looked at, whole, or why it cannot be read; the list holds of each only what finds it again. */
export const looked = signal<{ readonly id: string; readonly whole: WireApproval | null; readonly failure: unknown }>({
  id: '',
  whole: null,
  failure: null,
});
/** Requests that we are answering just now. */
export const answering = signal<ReadonlySet<string>>(new Set());

/** What a person answers, and how they confirm it where the risk is critical. */
export type Answer = {
  readonly answer: 'approve' | 'deny';
  readonly scope?: WireApprovalScope;
  readonly note?: string;
  readonly factor?: { readonly kind: 'passkey' } | { readonly kind: 'totp'; readonly code: string };
};

/** An approval that waits for its second factor; null when none does. */
export const confirming = signal<{ readonly approval: WireApproval; readonly answer: Answer } | null>(null);

/** How many wait, not counting those whose time is over. */
export const waiting = computed(
  () => (pending.value ?? []).filter(({ deadline_ms }) => deadline_ms > nowMs.value).length,
);

const SETTLE_MS = 60;
const MAX_OPEN = 200;
const DECIDED = ['approved', 'denied', 'timed-out', 'cancelled', 'superseded'] as const;

/** Keeps the inbox as it is at the gateway, for as long as somebody is signed in. */
export function keepInbox(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = watchGateway({
    onConnect: () => void readInbox(),
    onEvent: (event) => {
      if (event.kind !== 'approval' && event.kind !== 'emergency') return;
      clearTimeout(timer);
      timer = setTimeout(() => void readInbox(), SETTLE_MS);
    },
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Reads the inbox anew. */
export async function readInbox(): Promise<void> {
  try {
    const [open, done] = await Promise.all([
      client().listApprovals({ statuses: ['pending'], limit: MAX_OPEN }),
      client().listApprovals({ statuses: DECIDED, limit: 30, order: 'newest' }),
    ]);
    pending.value = open.toSorted((one, two) => one.deadline_ms - two.deadline_ms);
    decided.value = done;
    inboxFailure.value = null;
  } catch (error) {
    inboxFailure.value = error;
  }
}

/** Reads the request that is looked at; what was asked for last counts. */
export async function lookAt(id: string): Promise<void> {
  const { whole } = looked.value;
  looked.value = { id, whole: whole?.id === id ? whole : null, failure: null };
  try {
    const read = await client().findApproval(id);
    if (looked.value.id === id) looked.value = { id, whole: read, failure: null };
  } catch (failure) {
    if (looked.value.id === id) looked.value = { id, whole: null, failure };
  }
}

/** A request of the list with all that is shown of it, once that was read: until then its prompt is null, and nobody can approve it. */
export function asLookedAt(listed: WireApproval): WireApproval {
  const { whole } = looked.value;
  return whole?.id === listed.id ? { ...listed, shown: whole.shown, prompt: whole.prompt } : listed;
}

/** Signs and sends one answer; says what came of it, and offers to undo what was allowed. True when it was taken. */
export async function decideRequest(
  approval: WireApproval,
  { answer, scope = 'action', note = '', factor }: Answer,
): Promise<boolean> {
  if (answering.value.has(approval.id)) return false;
  if (answer === 'approve' && approval.terms.second_factor && factor === undefined) {
    confirming.value = { approval, answer: { answer, scope, note } };
    return false;
  }
  answering.value = new Set([...answering.value, approval.id]);
  try {
    const now = await send(approval, { answer, scope, note, ...(factor === undefined ? {} : { factor }) });
    announce(now, { answer, scope });
    await readInbox();
    // What comes next is shown; on a small screen, the list.
    if (route.value[0] === 'inbox' && route.value[1] === approval.id) go(linkTo('inbox'), { replace: true });
    return true;
  } catch (error) {
    const { text, remedies } = explain(error);
    say([text, ...remedies].join(' '), { tone: 'bad' });
    await readInbox();
    return false;
  } finally {
    answering.value = new Set([...answering.value].filter((id) => id !== approval.id));
  }
}

/** The gateway signs with the key of this person's browsers, over exactly the statement of the request. */
async function send(
  { id }: WireApproval,
  { answer, scope = 'action', note = '', factor }: Answer,
): Promise<WireApproval> {
  let request: WireAnswerRequest = { scope, note };
  if (factor?.kind === 'totp') request = { ...request, totp: factor.code };
  if (factor?.kind === 'passkey') {
    const { options } = await client().people.challenge(id, { answer, scope, note });
    request = { ...request, credential: await askPasskey(options) };
  }
  return answer === 'approve' ? client().approve(id, request) : client().deny(id, request);
}

function announce(
  now: WireApproval,
  { answer, scope }: { readonly answer: 'approve' | 'deny'; readonly scope: WireApprovalScope },
): void {
  const what = lineOf(now);
  if (answer === 'deny') return void say(`Denied: ${what}`, { tone: 'bad' });
  if (now.status === 'pending') return void say(`Your approval counts; more people are needed: ${what}`);
  const text = `${SAID[scope]}: ${what}`;
  say(text, { tone: 'good', action: { label: 'Undo', run: () => void undoAction(now.action_id) } });
}

/** What an approval of a scope is called. */
const SAID = {
  action: 'Approved',
  session: 'Approved for this session',
  proposal: 'Approved, with a rule proposed under Fatigue',
} as const;

/** Where an action stands: one that was asked about and does not wait any more was answered, and its answer is with the request. */
export function standingOf(actionId: string, status: string): string {
  const open = pending.value;
  if (status !== 'awaiting-approval' || open === undefined || open.length >= MAX_OPEN) return status;
  return open.some((approval) => approval.action_id === actionId) ? status : 'answered';
}

/** The statuses of what may have had effects and was not taken back. */
export const UNDOABLE: readonly string[] = ['authorised', 'completed', 'failed', 'unknown-outcome'];

/** Takes back what an action did, and says what came of it. */
export async function undoAction(id: string): Promise<boolean> {
  try {
    const { actions, left } = await client().reverts.revert({ action: id });
    const rest = left.length === 0 ? '' : ` ${left.length} effect(s) could not be taken back.`;
    say(actions.length === 0 ? 'There was nothing to undo.' : `Undone.${rest}`, {
      tone: left.length === 0 ? 'good' : 'bad',
    });
    return true;
  } catch (error) {
    const { text, remedies } = explain(error);
    say([`Not undone. ${text}`, ...remedies].join(' '), { tone: 'bad' });
    return false;
  }
}

const TELLING = ['command', 'file_path', 'path', 'url', 'query', 'to', 'name'] as const;
const MAX_LINE = 160;

/** A request in one line: what would be done. */
export function lineOf({ shown, binding }: WireApproval): string {
  if (shown === null) return `an action of ${binding.requester}`;
  const { args, tool } = shown.action;
  const telling = TELLING.map((name) => args[name]).find((value) => typeof value === 'string' && value !== '');
  const { workspace } = shown.action;
  const within =
    typeof telling === 'string' && workspace.length > 1 && telling.startsWith(`${workspace}/`)
      ? telling.slice(workspace.length + 1)
      : telling;
  const text = (typeof within === 'string' ? within : `${tool.name} ${JSON.stringify(args)}`).replaceAll('\n', ' ⏎ ');
  return text.length > MAX_LINE ? `${text.slice(0, MAX_LINE - 1)}…` : text;
}
