import type { Action } from '../../core/action/action.ts';
import type { Decision } from '../../core/decision.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { ReviewerAnswer } from '../../core/facts.ts';
import { eligibleReviewers } from '../../core/reviewer/choose-reviewer.ts';
import { parseReviewerAnswer } from '../../core/reviewer/parse-answer.ts';
import { REVIEW_LIMITS, reviewPrompt } from '../../core/reviewer/review-prompt.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Reviewer } from '../../ports/reviewer.ts';
import type { GatewayPorts, GatewaySettings } from '../gateway-ports.ts';
import { RecentReviews } from './recent-reviews.ts';
import { ReviewAllowance } from './review-allowance.ts';
import { effectsText, type Review } from './review-fact.ts';
import { ReviewerBreakers } from './reviewer-breakers.ts';

/** How reviewers are used. */
export type ReviewSettings = {
  readonly timeoutMs: number;
  /** The operator's own policy, for the rules that reviewers are given; empty for none. */
  readonly guidance: string;
  /** Whose model an agent runs on, by principal. */
  readonly proposers: { readonly [principal: string]: string };
  /** True where what is allowed without any risk is reviewed too, afterwards and for the record only. */
  readonly watchesAllows: boolean;
};

type Reviewed = { readonly action: Action; readonly actionDigest: string; readonly decision: Decision };

type DeskParts = {
  readonly ports: Pick<GatewayPorts, 'clock' | 'hash' | 'reviewers'>;
  readonly settings: Pick<GatewaySettings, 'review'>;
};

const USUAL: ReviewSettings = { timeoutMs: 8_000, guidance: '', proposers: {}, watchesAllows: false };
/** Newest requests of users that are kept, one for each session. */
const MAX_REQUESTS = 10_000;

/**
 * Asks reviewer models, and remembers what they said for a short while.
 *
 * A failing, slow or confused model is never an approval: whatever goes wrong is an abstention, which asks a human. Nothing here
 * raises.
 */
export class ReviewDesk {
  readonly reviewers: readonly Reviewer[];
  readonly settings: ReviewSettings;
  private readonly parts: DeskParts['ports'];
  private readonly recent = new RecentReviews();
  private readonly breakers = new ReviewerBreakers();
  private readonly allowance = new ReviewAllowance();
  private readonly requests = new Map<string, string>();

  constructor({ ports, settings }: DeskParts) {
    this.reviewers = ports.reviewers ?? [];
    this.settings = settings.review ?? USUAL;
    this.parts = ports;
  }

  /** False where none is configured: then nothing is looked at, and more is asked. */
  get isOn(): boolean {
    return this.reviewers.length > 0;
  }

  /** Keeps what the user of a session asked for last. A text that no review could hold is remembered as one that does not fit. */
  noteRequest(session: string, request: string): void {
    if (!this.isOn) return;
    this.requests.delete(session);
    this.requests.set(session, request.slice(0, REVIEW_LIMITS.maxCharacters + 1));
    const oldest = this.requests.size > MAX_REQUESTS ? this.requests.keys().next() : null;
    if (oldest !== null && oldest.done !== true) this.requests.delete(oldest.value);
  }

  /** Forgets a session that has ended. */
  endSession(session: string): void {
    this.requests.delete(session);
  }

  /** Whether a reviewer rests after failures. */
  isResting(name: string): boolean {
    return this.breakers.isResting(name, this.parts.clock.nowMs());
  }

  /** Asks one reviewer about an action with these effects, or answers what one said of it a moment ago. */
  async review({ action, actionDigest, decision }: Reviewed): Promise<Review> {
    const effects = effectsText(decision);
    const nowMs = this.parts.clock.nowMs();
    const userRequest = this.requests.get(action.session) ?? null;
    const about = JSON.stringify([action.session, actionDigest, userRequest, effects]);
    const key = toHex(this.parts.hash(about));
    const known = this.recent.find(key, nowMs);
    if (known !== null) return known;
    const reviewer = this.choose(action, nowMs);
    if (reviewer === null) return { reviewer: null, answer: 'abstain', effects };
    const prompt = reviewPrompt(
      { action, effects: decision.effects, risk: decision.risk, userRequest },
      { hash: this.parts.hash, guidance: this.settings.guidance },
    );
    if (!prompt.ok || !this.allowance.begin(action.principal, nowMs))
      return { reviewer: null, answer: 'abstain', effects };
    const asked = await this.ask(reviewer, prompt.value);
    const review: Review = { reviewer: reviewer.name, answer: asked.answer, effects };
    const atMs = this.parts.clock.nowMs();
    this.breakers.note(reviewer.name, { failed: asked.failed, atMs });
    if (!asked.failed) this.recent.keep(key, review, atMs);
    return review;
  }

  private choose({ principal, tool }: Action, nowMs: number): Reviewer | null {
    const proposer = { principal, origin: tool.origin };
    const eligible = eligibleReviewers(this.reviewers, proposer, this.settings.proposers);
    return eligible.find(({ name }) => !this.breakers.isResting(name, nowMs)) ?? null;
  }

  private async ask(
    reviewer: Reviewer,
    prompt: Parameters<Reviewer['review']>[0],
  ): Promise<{ readonly answer: ReviewerAnswer; readonly failed: boolean }> {
    const { timeoutMs } = this.settings;
    const late = timer(this.parts.clock, timeoutMs);
    try {
      const reply = await Promise.race([reviewer.review(prompt, { timeoutMs }), late.over]);
      if (reply === 'late') return { answer: 'timed-out', failed: true };
      if (reply.ok) {
        const answer = parseReviewerAnswer(reply.value);
        return { answer, failed: answer === 'malformed' };
      }
      const { code } = reply.failure;
      const answer = code === 'timed-out' ? 'timed-out' : code === 'unusable-answer' ? 'malformed' : 'abstain';
      return { answer, failed: true };
    } catch {
      return { answer: 'abstain', failed: true };
    } finally {
      this.allowance.end();
      late.cancel();
    }
  }
}

function timer(clock: Clock, delayMs: number): { readonly over: Promise<'late'>; readonly cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  return { over: promise, cancel: clock.after(delayMs, () => resolve('late')) };
}
