import { MessageDesk } from '../application/crisis/message-desk.ts';
import { type BenchLine, percentile, timeEach } from './measure.ts';

const SETTINGS = { country: 'DE', message: 'You can call the front desk at any time.' };
const MESSAGES = 2_000;
const LONG_CHARACTERS = 1_000_000;
const FLOOR = { name: 'the limit to show support', value: 50_000, unit: 'us' };

/** Messages of work, with one in ten that speaks of a crisis; no two are equal, since the newest is remembered. */
function messageOf(index: number): string {
  if (index % 10 === 0) return `I want to die, and I said so ${index} times`;
  return `Fix the failing test number ${index} in src/parser.ts; it times out after ${index} ms when the child process is killed.`;
}

/** A row of the results, against what it may take. */
function line(name: string, value: number, limit: number): BenchLine {
  return { name, value, unit: 'us', target: { kind: 'at-most', value: limit }, floor: FLOOR };
}

function screened(desk: MessageDesk, text: string, nowMs: number): void {
  desk.screen({ reader: 'bench', text, nowMs });
}

/**
 * How long a user's message is looked at: the first of a process after the gateway prepared for it, and without, any usual one, and
 * one of a megabyte.
 */
export async function benchCrisis(): Promise<readonly BenchLine[]> {
  const cold = await timeEach(1, () => screened(new MessageDesk(SETTINGS), 'I want to die', 0));
  const desk = new MessageDesk(SETTINGS);
  desk.prepare();
  const first = await timeEach(1, () => screened(desk, 'Ich will nicht mehr leben', 0));
  const each = await timeEach(MESSAGES, (index) => screened(desk, messageOf(index), index * 1_000_000));
  const long = await timeEach(10, (index) =>
    screened(
      desk,
      `${'the worker reads a line and writes a row. '.repeat(LONG_CHARACTERS / 42)} ${index} i want to die`,
      index,
    ),
  );
  return [
    line('crisis: first message, prepared', percentile(first, 100), 50_000),
    line('crisis: first message, not prepared', percentile(cold, 100), 500_000),
    line('crisis: a usual message, p99', percentile(each, 99), 5_000),
    line('crisis: a message of 1 MB', percentile(long, 50), 100_000),
  ];
}
