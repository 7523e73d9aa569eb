/** An instant as clocks in one time zone show it, computed by the caller: the core knows no time zones. */
export type LocalTime = {
  /** Days since 1 January 1970 (see `dayNumber`). */
  readonly day: number;
  /** Minutes after midnight, 0 to 1439. */
  readonly minute: number;
};

const DAYS_TO_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

/** Days since 1 January 1970 of a date of the Gregorian calendar, `YYYY-MM-DD`; null for anything else. */
export function dayNumber(date: string): number | null {
  const parts = date.split('-').map((part) => (isDigits(part) ? Number(part) : Number.NaN));
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = parts;
  const before = DAYS_TO_MONTH[month - 1];
  if (parts.length !== 3 || before === undefined || !(year >= 1970) || !(day >= 1 && day <= 31)) return null;
  const lastFullYear = month > 2 ? year : year - 1;
  return (year - 1970) * 365 + leapDays(lastFullYear) - leapDays(1969) + before + day - 1;
}

/** Minutes since Monday, midnight: 0 to 10,079. */
export function minuteOfWeek({ day, minute }: LocalTime): number {
  return weekday(day) * 1_440 + minute;
}

/** 0 for Monday to 6 for Sunday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Whole weeks since Monday, 29 December 1969. */
export function weekNumber(day: number): number {
  return Math.floor((day + 3) / 7);
}

function leapDays(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

function isDigits(text: string): boolean {
  return text !== '' && [...text].every((character) => character >= '0' && character <= '9');
}
