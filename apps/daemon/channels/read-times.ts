const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Minutes after midnight of `HH:MM`, `24:00` included; null for anything else. */
export function readMinute(text: string): number | null {
  const parts = text.split(':');
  const [hour = -1, minute = -1] = parts.map((part) => (part.length === 2 && isDigits(part) ? Number(part) : -1));
  if (parts.length !== 2 || hour < 0 || minute < 0 || minute > 59 || hour > 24 || (hour === 24 && minute > 0))
    return null;
  return hour * 60 + minute;
}

/** 0 for `mon` to 6 for `sun`; null for anything else. */
export function readDay(text: string): number | null {
  const place = DAYS.findIndex((day) => day === text.toLowerCase());
  return place < 0 ? null : place;
}

/** Minutes since Monday, midnight, of `mon 09:00`; null for anything else. */
export function readMinuteOfWeek(text: string): number | null {
  const [day = '', time = '', ...rest] = text.split(' ');
  const [weekday, minute] = [readDay(day), readMinute(time)];
  return weekday === null || minute === null || rest.length > 0 ? null : weekday * 1_440 + minute;
}

function isDigits(text: string): boolean {
  return [...text].every((character) => character >= '0' && character <= '9');
}
