import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { EntryHead } from '../log/read-decision.ts';
import type { ReviewDesk } from './review-desk.ts';

/** What a reviewer answered, and how people decided where they were asked about the same action. */
export type ReviewerTally = {
  readonly noObjection: number;
  readonly objection: number;
  readonly abstained: number;
  readonly malformed: number;
  readonly timedOut: number;
  /** People approved what it had no objection to, or denied what it objected to. */
  readonly agreed: number;
  /** People approved what it objected to, or denied what it had no objection to. */
  readonly disagreed: number;
  /** Its objections to what was allowed without any risk; they changed nothing. */
  readonly loggedObjections: number;
};

/** One reviewer, as it is configured and as the log tells of it. `configured` is false for one that is only in the log. */
export type ReviewerReport = ReviewerTally & {
  readonly name: string;
  readonly configured: boolean;
  readonly provider: string;
  readonly model: string;
  /** True while it is not asked, after failures. */
  readonly resting: boolean;
};

/** Reviewers, over so many of the newest entries of the log. */
export type ReviewersReport = { readonly reviewers: readonly ReviewerReport[]; readonly entries: number };

const PAGE = 1_000;
/** Newest entries that are looked at. */
const MAX_ENTRIES = 20_000;
/** Before an entry is parsed. */
const MARKS = ['"reviewer":', '"type":"approval.answered"'] as const;

/** Reads from the log how often each reviewer agreed with people. */
export async function reportReviewers(ledger: LedgerStore, reviews: ReviewDesk): Promise<ReviewersReport> {
  const size = (await ledger.loadHead())?.size ?? 0;
  const first = Math.max(0, size - MAX_ENTRIES);
  const tallies = new Tallies();
  for (let fromIndex = first; fromIndex < size; fromIndex += PAGE) {
    const entries = await ledger.readEntries({ fromIndex, limit: Math.min(PAGE, size - fromIndex) });
    for (const { text } of entries) {
      if (MARKS.some((mark) => text.includes(mark))) tallies.take(JSON.parse(text) as Head);
    }
  }
  return { reviewers: listed(reviews, tallies), entries: size - first };
}

function listed(reviews: ReviewDesk, tallies: Tallies): readonly ReviewerReport[] {
  const configured = reviews.reviewers.map(({ name, provider, model }) => ({
    ...{ name, provider, model, configured: true, resting: reviews.isResting(name) },
    ...tallies.of(name),
  }));
  const known = new Set(configured.map(({ name }) => name));
  const gone = tallies.names().filter((name) => !known.has(name));
  return [
    ...configured,
    ...gone.map((name) => ({
      ...{ name, provider: '', model: '', configured: false, resting: false },
      ...tallies.of(name),
    })),
  ];
}

type Head = EntryHead & { readonly action: string | null };

const NONE: ReviewerTally = {
  noObjection: 0,
  objection: 0,
  abstained: 0,
  malformed: 0,
  timedOut: 0,
  agreed: 0,
  disagreed: 0,
  loggedObjections: 0,
};

const COLUMN: ReadonlyMap<string, keyof ReviewerTally> = new Map([
  ['no-objection', 'noObjection'],
  ['objection', 'objection'],
  ['abstain', 'abstained'],
  ['malformed', 'malformed'],
  ['timed-out', 'timedOut'],
]);

type Opinion = { readonly reviewer: string; readonly answer: string };

/** Counts while entries pass in order. An action that is decided again after its approval counts once. */
class Tallies {
  private readonly counts = new Map<string, Record<keyof ReviewerTally, number>>();
  private readonly opinions = new Map<string, Opinion>();
  private readonly compared = new Set<string>();

  take({ type, action, data }: Head): void {
    const { reviewer, reviewed, answer } = data;
    if (action === null) return;
    if (type === 'reviewer.disagreed' && typeof reviewer === 'string') this.add(reviewer, 'loggedObjections');
    if (type === 'decision' && typeof reviewer === 'string' && typeof reviewed === 'string') {
      this.opine(action, { reviewer, answer: reviewed });
    }
    if (type === 'approval.answered' && typeof answer === 'string') this.compare(action, answer);
  }

  of(name: string): ReviewerTally {
    return this.counts.get(name) ?? NONE;
  }

  names(): readonly string[] {
    return [...this.counts.keys()];
  }

  private opine(action: string, opinion: Opinion): void {
    const column = COLUMN.get(opinion.answer);
    if (column === undefined || this.opinions.has(action)) return;
    this.opinions.set(action, opinion);
    this.add(opinion.reviewer, column);
  }

  private compare(action: string, answer: string): void {
    const opinion = this.opinions.get(action);
    const isOpinion = opinion?.answer === 'no-objection' || opinion?.answer === 'objection';
    if (opinion === undefined || !isOpinion || this.compared.has(action)) return;
    this.compared.add(action);
    const isSame = (opinion.answer === 'no-objection') === (answer === 'approve');
    this.add(opinion.reviewer, isSame ? 'agreed' : 'disagreed');
  }

  private add(name: string, column: keyof ReviewerTally): void {
    const counts = this.counts.get(name) ?? { ...NONE };
    counts[column] += 1;
    this.counts.set(name, counts);
  }
}
