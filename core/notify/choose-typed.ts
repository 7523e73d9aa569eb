import type { ApprovalRequest } from '../approval/approval.ts';
import type { Delivery } from './delivery.ts';

/** A question that was shown at a place. */
export type ShownHere = {
  readonly request: Pick<ApprovalRequest, 'id' | 'status' | 'answers' | 'deadlineMs'>;
  readonly delivery: Pick<Delivery, 'sentAtMs'>;
};

/** What was typed as an answer, by whom and when, as the channel says. */
export type TypedAnswer = {
  readonly answer: 'approve' | 'deny';
  /** The beginning of a request's id; null where none was typed. */
  readonly id: string | null;
  /** Milliseconds since 1970; channels tell whole seconds. */
  readonly atMs: number;
  readonly principal: string;
  readonly personOf: (principal: string) => string;
};

/**
 * Which question is answered. `older`: what was typed is older than the message that asks. `several`: an approval without an id where
 * more than one could have been meant.
 */
export type TypedChoice<Shown> =
  | { readonly kind: 'chosen'; readonly shown: Shown }
  | { readonly kind: 'none' | 'ambiguous' }
  | { readonly kind: 'older'; readonly shown: Shown }
  | { readonly kind: 'several'; readonly waiting: readonly Shown[] };

/** How long a request that was open beside the one that waits may still be what somebody had before their eyes. */
const LATELY_MS = 60_000;
const GRAIN_MS = 1_000;

/**
 * Finds what a typed answer is about, among the questions that were shown at its place, oldest first.
 *
 * Invariant: an approval counts for nothing that was shown after it was typed, nor without an id where people may have read of another
 * request: one that waits too, or one that was open a minute ago and that somebody else ended. A denial without an id is for the
 * oldest that waits: it can do no harm.
 */
export function chooseTyped<Shown extends ShownHere>(shown: readonly Shown[], typed: TypedAnswer): TypedChoice<Shown> {
  const open = shown.filter(({ request: { status } }) => status === 'pending' || status === 'timed-out');
  const { id, answer } = typed;
  const fits = id === null ? open.filter(isPending) : open.filter(({ request }) => request.id.startsWith(id));
  const [first] = fits;
  if (first === undefined) return { kind: 'none' };
  if (answer === 'deny' && id === null) return { kind: 'chosen', shown: first };
  if (id !== null && fits.length > 1) return { kind: 'ambiguous' };
  if (answer === 'deny') return { kind: 'chosen', shown: first };
  const others = shown.filter((one) => one !== first);
  if (id === null && others.some(({ request }) => wasOpen(request, typed))) return { kind: 'several', waiting: fits };
  return isReadBefore(first.delivery, typed.atMs) ? { kind: 'chosen', shown: first } : { kind: 'older', shown: first };
}

function isPending({ request }: ShownHere): boolean {
  return request.status === 'pending';
}

/** Whether somebody who typed then may have meant it. What they ended themselves they know of. */
function wasOpen({ status, answers, deadlineMs }: ShownHere['request'], typed: TypedAnswer): boolean {
  if (status === 'pending') return true;
  const last = status === 'approved' || status === 'denied' ? answers.at(-1) : undefined;
  if (last === undefined) return deadlineMs + LATELY_MS > typed.atMs;
  const isOwn = typed.personOf(last.approver) === typed.personOf(typed.principal);
  return !isOwn && last.atMs + LATELY_MS > typed.atMs;
}

/** Whole seconds are compared, since channels tell no more. */
function isReadBefore({ sentAtMs }: ShownHere['delivery'], atMs: number): boolean {
  return sentAtMs !== null && sentAtMs - (sentAtMs % GRAIN_MS) <= atMs;
}
