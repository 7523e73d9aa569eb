import { AT_TERMINAL } from '../../../core/notify/delivery.ts';
import type { OnCallSchedule, Rotation } from '../../../core/notify/on-call.ts';
import type { NotifyRules, Route, Step, Target } from '../../../core/notify/routing.ts';
import { parseTimestamp } from '../../../core/policy/timestamp.ts';
import type { ChannelsFile } from './channel-schema.ts';
import { readDay, readMinute, readMinuteOfWeek } from './read-times.ts';

const WEEK_MINUTES = 10_080;
/** The kinds in the order of failover where the operator says nothing: Telegram, Discord, terminal, SMS, the others between. */
const USUAL_ORDER = ['telegram', 'discord', 'slack', 'email', AT_TERMINAL, 'sms'] as const;
const BESIDE = ['web-push', 'webhook'] as const;

/** Makes the rules of the file; what cannot be is added to `problems`. */
export function readRules(file: ChannelsFile, problems: string[]): NotifyRules {
  const order = file.order ?? usualOrder(file);
  const always = file.always ?? namesOfKinds(file, BESIDE);
  checkChannels(
    [...order.map((name) => ['order', name] as const), ...always.map((name) => ['always', name] as const)],
    {
      file,
      problems,
    },
  );
  return {
    routes: (file.routes ?? []).map((route, index) => readRoute(route, { file, problems, place: `routes.${index}` })),
    usual: order.map((channel) => [everyone(channel)]),
    always: always.map(everyone),
    schedules: readSchedules(file, problems),
    administrators: file.administrators ?? ['human:operator'],
    emergency: file.emergency ?? file.administrators ?? ['human:operator'],
    order,
  };
}

function everyone(channel: string): Target {
  return { channel, whom: { kind: 'everyone' } };
}

type Reading = { readonly file: ChannelsFile; readonly problems: string[]; readonly place: string };

function usualOrder(file: ChannelsFile): readonly string[] {
  return USUAL_ORDER.flatMap((kind) => (kind === AT_TERMINAL ? [AT_TERMINAL] : namesOfKinds(file, [kind])));
}

function namesOfKinds({ channels }: ChannelsFile, kinds: readonly string[]): readonly string[] {
  return kinds.flatMap((kind) =>
    Object.entries(channels).flatMap(([name, entry]) => (entry.kind === kind ? [name] : [])),
  );
}

function checkChannels(
  named: readonly (readonly [place: string, name: string])[],
  { file, problems }: Pick<Reading, 'file' | 'problems'>,
): void {
  for (const [place, name] of named) {
    if (name !== AT_TERMINAL && !Object.hasOwn(file.channels, name))
      problems.push(`${place}: found the channel ${name}, want one of channels or ${AT_TERMINAL}`);
  }
}

function readRoute(given: NonNullable<ChannelsFile['routes']>[number], reading: Reading): Route {
  const { levels = null, sessions = null, workspaces = null, hours } = given.when;
  for (const workspace of workspaces ?? []) {
    if (!workspace.startsWith('/'))
      reading.problems.push(`${reading.place}.when.workspaces: found ${workspace}, want an absolute path`);
  }
  return {
    name: given.name,
    when: { levels, sessions, workspaces, hours: hours === undefined ? null : readHours(hours, reading) },
    steps: given.steps.map(
      (targets, step): Step =>
        targets.map((target, place) =>
          readTarget(target, { ...reading, place: `${reading.place}.steps.${step}.${place}` }),
        ),
    ),
  };
}

function readTarget(
  given: NonNullable<ChannelsFile['routes']>[number]['steps'][number][number],
  { file, problems, place }: Reading,
): Target {
  const { channel, person, on_call: schedule, place: name } = given;
  checkChannels([[place, channel]], { file, problems });
  const said = [person, schedule, name].filter((one) => one !== undefined);
  if (said.length > 1) problems.push(`${place}: found several of person, on_call and place, want at most one`);
  if (schedule !== undefined && !Object.hasOwn(file.schedules ?? {}, schedule))
    problems.push(`${place}.on_call: found ${schedule}, want one of schedules`);
  const entry = file.channels[channel];
  const known = entry !== undefined && 'places' in entry ? (entry.places ?? {}) : {};
  if (name !== undefined && !Object.hasOwn(known, name))
    problems.push(`${place}.place: found ${name}, want one of the places of ${channel}`);
  if (person !== undefined) return { channel, whom: { kind: 'person', principal: person } };
  if (schedule !== undefined) return { channel, whom: { kind: 'on-call', schedule } };
  return { channel, whom: name === undefined ? { kind: 'everyone' } : { kind: 'place', name } };
}

type Hours = NonNullable<NonNullable<ChannelsFile['routes']>[number]['when']['hours']>;

function readHours({ zone, from, until, days }: Hours, { problems, place }: Reading): Route['when']['hours'] {
  checkZone(zone, { problems, place: `${place}.when.hours.zone` });
  const [fromMinute, untilMinute] = [readMinute(from), readMinute(until)];
  if (fromMinute === null || untilMinute === null)
    problems.push(`${place}.when.hours: found ${from} and ${until}, want HH:MM`);
  const read = (days ?? []).map(
    (day) => readDay(day) ?? problems.push(`${place}.when.hours.days: found ${day}, want mon to sun`),
  );
  return {
    timeZone: zone,
    fromMinute: fromMinute ?? 0,
    untilMinute: untilMinute ?? 0,
    days: days === undefined ? null : read,
  };
}

function readSchedules({ schedules = {} }: ChannelsFile, problems: string[]): NotifyRules['schedules'] {
  const read = Object.entries(schedules).map(
    ([name, { zone, rotations, overrides = [] }]): [string, OnCallSchedule] => {
      const place = `schedules.${name}`;
      checkZone(zone, { problems, place: `${place}.zone` });
      return [
        name,
        {
          timeZone: zone,
          rotations: rotations.map((rotation, index) =>
            readRotation(rotation, { problems, place: `${place}.rotations.${index}` }),
          ),
          overrides: overrides.map(({ from, until, person }, index) => {
            const [fromMs, untilMs] = [parseTimestamp(from), parseTimestamp(until)];
            if (fromMs === null || untilMs === null || fromMs >= untilMs)
              problems.push(
                `${place}.overrides.${index}: found ${from} to ${until}, want two times like 2026-12-24T08:00:00Z in order`,
              );
            return { fromMs: fromMs ?? 0, untilMs: untilMs ?? 0, person };
          }),
        },
      ];
    },
  );
  return Object.fromEntries(read);
}

type GivenRotation = NonNullable<ChannelsFile['schedules']>[string]['rotations'][number];

/** Without times a rotation is the whole week. */
function readRotation(
  { people, turn = 'week', from, until }: GivenRotation,
  { problems, place }: Pick<Reading, 'problems' | 'place'>,
): Rotation {
  const fromMinute = from === undefined ? 0 : readMinuteOfWeek(from);
  const untilMinute = until === undefined ? WEEK_MINUTES : readMinuteOfWeek(until);
  if (fromMinute === null || untilMinute === null || fromMinute === untilMinute)
    problems.push(`${place}: found ${from} and ${until}, want two different times like mon 09:00`);
  return { people, turn, fromMinute: fromMinute ?? 0, untilMinute: untilMinute ?? WEEK_MINUTES };
}

function checkZone(zone: string, { problems, place }: Pick<Reading, 'problems' | 'place'>): void {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    problems.push(`${place}: found ${zone}, want an IANA time zone like Europe/Berlin`);
  }
}
