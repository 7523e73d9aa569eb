import { decisionTimeMs, type PromptRecord } from './prompt-record.ts';

/** When answers look like nobody reads any more. Milliseconds. */
export const ALARMS = {
  /** So many approvals with a median below this. */
  fast: { approvals: 10, medianMs: 2_000 },
  /** So many answers, all of them approvals, with a median below this. */
  always: { answers: 20, medianMs: 3_000 },
  /** More questions an hour than a person can read. */
  flood: { perHour: 30 },
} as const;
export type FatigueAlarm = keyof typeof ALARMS;

/** How one person on one channel, or all together, deals with questions. */
export type FatigueReading = {
  /** Null for all together. */
  readonly by: string | null;
  readonly channel: string | null;
  readonly prompts: number;
  readonly approved: number;
  readonly denied: number;
  /** Nobody answered in time, or not yet. */
  readonly unanswered: number;
  /** Questions in an hour, over the time looked at. */
  readonly perHour: number;
  /** Share of answers that approve, 0 to 1; null without answers. */
  readonly approveRate: number | null;
  /** Middle of the times from question to answer; null without answers. */
  readonly medianMs: number | null;
  readonly alarms: readonly FatigueAlarm[];
};

/** Readings for all together and for each person on each channel, those with most questions first. */
export type FatigueMeasure = { readonly all: FatigueReading; readonly people: readonly FatigueReading[] };

const HOUR_MS = 3_600_000;

/** Measures how people answer questions over a span of time. A span below an hour counts as one. */
export function measureFatigue(
  prompts: readonly PromptRecord[],
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): FatigueMeasure {
  const within = prompts.filter(({ createdAtMs }) => createdAtMs >= sinceMs && createdAtMs <= nowMs);
  const hours = Math.max(1, (nowMs - sinceMs) / HOUR_MS);
  const groups = new Map<string, PromptRecord[]>();
  for (const prompt of within) {
    if (prompt.answer === null) continue;
    const key = JSON.stringify([prompt.answer.by, prompt.answer.channel]);
    groups.set(key, [...(groups.get(key) ?? []), prompt]);
  }
  const people = [...groups.entries()].map(([key, own]) => {
    const [by = null, channel = null] = JSON.parse(key) as readonly string[];
    return readingOf(own, { by, channel, hours });
  });
  return {
    all: readingOf(within, { by: null, channel: null, hours }),
    people: people.sort((first, second) => second.prompts - first.prompts),
  };
}

function readingOf(
  prompts: readonly PromptRecord[],
  { by, channel, hours }: { readonly by: string | null; readonly channel: string | null; readonly hours: number },
): FatigueReading {
  const answers = prompts.flatMap((prompt) => {
    const { answer } = prompt;
    return answer === null ? [] : [{ isApproval: answer.approved, timeMs: decisionTimeMs(prompt, answer) }];
  });
  const approvals = answers.filter(({ isApproval }) => isApproval);
  const approved = approvals.length;
  const perHour = prompts.length / hours;
  const medianMs = median(answers.map(({ timeMs }) => timeMs));
  const approveMedianMs = median(approvals.map(({ timeMs }) => timeMs));
  const facts = { approved, answers: answers.length, medianMs, approveMedianMs, perHour };
  return {
    by,
    channel,
    prompts: prompts.length,
    approved,
    denied: answers.length - approved,
    unanswered: prompts.length - answers.length,
    perHour: Math.round(perHour * 100) / 100,
    approveRate: answers.length === 0 ? null : Math.round((approved / answers.length) * 1_000) / 1_000,
    medianMs,
    alarms: alarmsOf(facts),
  };
}

type AlarmFacts = {
  readonly approved: number;
  readonly answers: number;
  readonly medianMs: number | null;
  readonly approveMedianMs: number | null;
  readonly perHour: number;
};

function alarmsOf({ approved, answers, medianMs, approveMedianMs, perHour }: AlarmFacts): readonly FatigueAlarm[] {
  const { fast, always, flood } = ALARMS;
  const isFast = approveMedianMs !== null && approved >= fast.approvals && approveMedianMs < fast.medianMs;
  const isAlways = medianMs !== null && answers >= always.answers && approved === answers && medianMs < always.medianMs;
  return [
    ...(isFast ? (['fast'] as const) : []),
    ...(isAlways ? (['always'] as const) : []),
    ...(perHour > flood.perHour ? (['flood'] as const) : []),
  ];
}

/** The middle value; of an even number of values the lower of the two in the middle, so that it is one that was there. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((first, second) => first - second);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
