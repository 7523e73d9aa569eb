const DAY_MS = 86_400_000;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const DAYS_FROM_YEAR_0_TO_1970 = 719_528;

type CalendarDate = { readonly year: number; readonly month: number; readonly day: number };

/**
 * Reads an RFC 3339 date-time into milliseconds since 1970: `2027-02-01T00:00:00Z`, `2027-02-01T02:00:00.25+02:00`.
 *
 * Null on anything else: a date alone, a missing offset, a day the month does not have, a leap second, a time before 1970.
 * Digits beyond milliseconds are dropped, at most nine are read.
 */
export function parseTimestamp(text: string): number | null {
  if (text.length < 20 || text.length > 35 || !hasShape(text)) return null;
  const date = { year: digits(text, [0, 4]), month: digits(text, [5, 7]), day: digits(text, [8, 10]) };
  const [hour, minute, second] = [digits(text, [11, 13]), digits(text, [14, 16]), digits(text, [17, 19])];
  if (!isDate(date) || hour > 23 || minute > 59 || second > 59) return null;
  const fraction = readFraction(text.slice(19));
  const offset = fraction === null ? null : readOffsetMs(fraction.rest);
  if (fraction === null || offset === null) return null;
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + fraction.ms - offset;
  const ms = daysSince1970(date) * DAY_MS + time;
  return ms < 0 ? null : ms;
}

/** Writes milliseconds since 1970 as an RFC 3339 date-time in UTC, to the second: `2027-02-01T00:00:00Z`. */
export function formatTimestamp(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const seconds = Math.floor((ms - days * DAY_MS) / 1000);
  const { year, month, day } = dateOf(days);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => padded(part, 2));
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${time.join(':')}Z`;
}

const SHAPE = '0000-00-00T00:00:00';

function hasShape(text: string): boolean {
  for (let index = 0; index < SHAPE.length; index++) {
    const wanted = SHAPE.charAt(index);
    const found = text.charAt(index).toUpperCase();
    if (wanted === '0' ? !isDigit(found) : found !== wanted) return false;
  }
  return true;
}

function readFraction(text: string): { readonly ms: number; readonly rest: string } | null {
  if (!text.startsWith('.')) return { ms: 0, rest: text };
  let end = 1;
  while (isDigit(text.charAt(end))) end += 1;
  if (end === 1 || end > 10) return null;
  return { ms: Math.floor(Number(`0${text.slice(0, end)}`) * 1000), rest: text.slice(end) };
}

function readOffsetMs(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0;
  const sign = text.startsWith('+') ? 1 : text.startsWith('-') ? -1 : 0;
  const isShaped = text.length === 6 && text.charAt(3) === ':' && [1, 2, 4, 5].every((at) => isDigit(text.charAt(at)));
  if (sign === 0 || !isShaped || digits(text, [1, 3]) > 23 || digits(text, [4, 6]) > 59) return null;
  return sign * (digits(text, [1, 3]) * 60 + digits(text, [4, 6])) * 60_000;
}

function digits(text: string, [from, to]: readonly [number, number]): number {
  return Number(text.slice(from, to));
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function isDate({ year, month, day }: CalendarDate): boolean {
  return year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Proleptic Gregorian calendar. */
function daysSince1970({ year, month, day }: CalendarDate): number {
  const leapDays = Math.ceil(year / 4) - Math.ceil(year / 100) + Math.ceil(year / 400);
  const thisYear = (DAYS_BEFORE_MONTH[month - 1] as number) + (month > 2 && isLeap(year) ? 1 : 0);
  return year * 365 + leapDays + thisYear + day - 1 - DAYS_FROM_YEAR_0_TO_1970;
}

function dateOf(days: number): CalendarDate {
  let year = 1970 + Math.floor(days / 366);
  while (daysSince1970({ year: year + 1, month: 1, day: 1 }) <= days) year += 1;
  let month = 1;
  while (month < 12 && daysSince1970({ year, month: month + 1, day: 1 }) <= days) month += 1;
  return { year, month, day: days - daysSince1970({ year, month, day: 1 }) + 1 };
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
