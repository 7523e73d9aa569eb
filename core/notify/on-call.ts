import { type LocalTime, minuteOfWeek, weekNumber } from './local-time.ts';

/** People who take turns during a part of the week. */
export type Rotation = {
  /** In the order of their turns; at least one. */
  readonly people: readonly string[];
  readonly turn: 'day' | 'week';
  /** Minutes since Monday, midnight, half-open; a part that ends before it begins goes over the end of the week. */
  readonly fromMinute: number;
  readonly untilMinute: number;
};

/** One person for a time, whatever the rotations say; half-open, in milliseconds since 1970. */
export type OnCallOverride = { readonly fromMs: number; readonly untilMs: number; readonly person: string };

/** Who is on call. The zone is the caller's to apply: it hands in the local time. */
export type OnCallSchedule = {
  readonly timeZone: string;
  readonly rotations: readonly Rotation[];
  readonly overrides: readonly OnCallOverride[];
};

/**
 * Who is on call now: the overrides that hold, else one of each rotation whose part of the week it is; each person once.
 *
 * Nobody where no rotation covers the time: a route that asks for nobody goes on to its next step.
 */
export function onCall(
  { rotations, overrides }: OnCallSchedule,
  { nowMs, local }: { readonly nowMs: number; readonly local: LocalTime },
): readonly string[] {
  const standIns = overrides.filter(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs);
  if (standIns.length > 0) return unique(standIns.map(({ person }) => person));
  const minute = minuteOfWeek(local);
  return unique(
    rotations.filter((rotation) => covers(rotation, minute)).flatMap((rotation) => turnOf(rotation, local, minute)),
  );
}

function covers({ fromMinute, untilMinute }: Rotation, minute: number): boolean {
  if (fromMinute < untilMinute) return fromMinute <= minute && minute < untilMinute;
  return fromMinute <= minute || minute < untilMinute;
}

/** A shift that goes over the end of the week belongs to whoever began it. */
function turnOf(
  { people, turn, fromMinute, untilMinute }: Rotation,
  { day }: LocalTime,
  minute: number,
): readonly string[] {
  const isCarriedOver = fromMinute >= untilMinute && minute < untilMinute;
  const count = turn === 'day' ? day : weekNumber(day) - (isCarriedOver ? 1 : 0);
  return people.slice(count % people.length).slice(0, 1);
}

function unique(people: readonly string[]): readonly string[] {
  return [...new Set(people)];
}
