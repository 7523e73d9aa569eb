import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dayNumber, type LocalTime, minuteOfWeek, weekday, weekNumber } from './local-time.ts';
import { type OnCallSchedule, onCall, type Rotation } from './on-call.ts';
import {
  asksSomebody,
  type KnownPlace,
  lastResort,
  type NotifyRules,
  type Occasion,
  type People,
  type RouteCondition,
  resolveSteps,
  type Step,
  stepsAfterTimeOut,
  stepsFor,
  zonesOf,
} from './routing.ts';

/** Monday, 23 November 2026, 12:00 in the zone `z`. */
const MONDAY = dayNumber('2026-11-23') ?? 0;
const NOON: LocalTime = { day: MONDAY, minute: 720 };
const ANY: RouteCondition = { levels: null, sessions: null, workspaces: null, hours: null };

function occasion(changes: Partial<Occasion> = {}): Occasion {
  return {
    level: 'medium',
    session: 's-1',
    workspace: '/srv/app',
    nowMs: 500,
    localTimes: new Map([['z', NOON]]),
    ...changes,
  };
}

function rules(changes: Partial<NotifyRules> = {}): NotifyRules {
  return {
    routes: [],
    usual: [],
    always: [],
    schedules: {},
    administrators: ['human:root'],
    emergency: ['human:chief'],
    order: ['a', 'cli', 'b'],
    ...changes,
  };
}

/** Nobody is away, and every account is a person. */
const HERE: People = { personOf: (principal) => principal, reachOf: (principal) => [principal], isAway: () => false };

const to = (channel: string): Step => [{ channel, whom: { kind: 'everyone' } }];

test('asks the administrators everywhere, and whoever watches, where a route led to nobody', () => {
  const root = { kind: 'person', principal: 'human:root' } as const;
  assert.deepEqual(lastResort(rules()), [
    { channel: 'a', whom: root },
    { channel: 'cli', whom: { kind: 'everyone' } },
    { channel: 'b', whom: root },
  ]);
});

/** Whether a route with this condition is taken. */
function holds(when: Partial<RouteCondition>, changes: Partial<Occasion> = {}): boolean {
  const steps = stepsFor(
    rules({ routes: [{ name: 'r', when: { ...ANY, ...when }, steps: [to('r')] }], usual: [to('u')] }),
    occasion(changes),
  );
  return steps[0]?.[0]?.channel === 'r';
}

describe('A route', () => {
  test('is taken when everything that it names holds, the first one first', () => {
    const routes = ['one', 'two'].map((name) => ({ name, when: ANY, steps: [to(name)] }));
    assert.equal(stepsFor(rules({ routes }), occasion())[0]?.[0]?.channel, 'one');
    assert.equal(holds({ levels: ['medium', 'high'] }), true);
    assert.equal(holds({ levels: ['high'] }), false);
    assert.equal(holds({ levels: ['medium'], sessions: ['other'] }), false);
  });

  test('is chosen by sessions and folders', () => {
    assert.equal(holds({ sessions: ['s-1'] }), true);
    assert.equal(holds({ sessions: ['s-'] }), false);
    assert.equal(holds({ sessions: ['x', 's-*'] }), true);
    assert.equal(holds({ workspaces: ['/srv'] }), true);
    assert.equal(holds({ workspaces: ['/srv/app'] }), true);
    assert.equal(holds({ workspaces: ['/srv/ap'] }), false);
    assert.equal(holds({ workspaces: ['/'] }), true);
    assert.equal(holds({ workspaces: ['/srv'] }, { workspace: null }), false);
  });

  test('is chosen by hours, half-open, over midnight, on some days, in a zone that is known', () => {
    const hours = (fromMinute: number, untilMinute: number, days: readonly number[] | null = null) => ({
      hours: { timeZone: 'z', fromMinute, untilMinute, days },
    });
    assert.equal(holds(hours(720, 721)), true);
    assert.equal(holds(hours(600, 720)), false);
    assert.equal(holds(hours(1_320, 480)), false);
    assert.equal(holds(hours(700, 480)), true);
    assert.equal(holds(hours(1_320, 721)), true);
    assert.equal(holds(hours(0, 1_440, [0])), true);
    assert.equal(holds(hours(0, 1_440, [1, 6])), false);
    assert.equal(holds(hours(0, 1_440), { localTimes: new Map() }), false);
  });
});

describe('Places', () => {
  const PLACES: readonly KnownPlace[] = [
    { channel: 'a', to: '1', person: 'human:ada', name: null },
    { channel: 'a', to: '2', person: 'human:bob', name: null },
    { channel: 'a', to: '3', person: null, name: 'team' },
    { channel: 'b', to: '1', person: 'human:ada', name: null },
  ];
  const resolve = (steps: readonly Step[], changes: Partial<NotifyRules> = {}, people: People = HERE) =>
    resolveSteps(steps, { rules: rules(changes), occasion: occasion(), places: PLACES, people }).map(
      ({ step, channel, to: place }) => `${step} ${channel} ${place}`,
    );

  test('are those of a person, of a name, of everybody, and of whoever is on call', () => {
    assert.deepEqual(resolve([[{ channel: 'a', whom: { kind: 'person', principal: 'human:ada' } }]]), ['0 a 1']);
    assert.deepEqual(resolve([[{ channel: 'a', whom: { kind: 'place', name: 'team' } }]]), ['0 a 3']);
    assert.deepEqual(resolve([to('a')]), ['0 a 1', '0 a 2', '0 a 3']);
    const schedules = {
      s: {
        timeZone: 'z',
        rotations: [{ people: ['human:bob'], turn: 'day', fromMinute: 0, untilMinute: 0 } as const],
        overrides: [],
      },
    };
    const whom = { kind: 'on-call', schedule: 's' } as const;
    assert.deepEqual(resolve([[{ channel: 'a', whom }]], { schedules }), ['0 a 2']);
    assert.deepEqual(resolve([[{ channel: 'a', whom }]]), []);
    assert.deepEqual(
      resolve([[{ channel: 'a', whom }]], { schedules: { s: { ...schedules.s, timeZone: 'unknown' } } }),
      [],
    );
  });

  test('are those of whoever stands in for somebody, under any of their accounts, and of nobody who is away', () => {
    const people: People = {
      personOf: (principal) => principal.replace('-chat', ''),
      reachOf: (principal) => (principal === 'human:ada' ? ['human:bob-chat'] : [principal]),
      isAway: (principal) => principal === 'human:ada',
    };
    const ada = [{ channel: 'a', whom: { kind: 'person', principal: 'human:ada' } }] as const;
    assert.deepEqual(resolve([ada], {}, people), ['0 a 2']);
    assert.deepEqual(resolve([to('a'), to('b')], {}, people), ['0 a 2', '0 a 3']);
  });

  test('are told once each, at the first step; steps that lead nowhere are left out', () => {
    const person = [{ channel: 'a', whom: { kind: 'person', principal: 'human:ada' } }] as const;
    assert.deepEqual(resolve([to('nowhere'), person, person, to('cli'), to('a'), to('b')]), [
      '0 a 1',
      '1 cli cli',
      '2 a 2',
      '2 a 3',
      '3 b 1',
    ]);
  });

  test('are told beside the steps where they always are, unless a step tells them', () => {
    assert.deepEqual(resolve([to('b')], { always: [...to('a'), ...to('b')] }), ['0 b 1', '-1 a 1', '-1 a 2', '-1 a 3']);
  });

  test('are at most 32', () => {
    const many = Array.from(
      { length: 50 },
      (_, place): KnownPlace => ({ channel: 'a', to: `${place}`, person: null, name: null }),
    );
    assert.equal(
      resolveSteps([to('a')], { rules: rules(), occasion: occasion(), places: many, people: HERE }).length,
      32,
    );
  });

  test('are shared out among channels and steps, so that many at the first leave room for the rest', () => {
    const many = (channel: string, count: number) =>
      Array.from({ length: count }, (_, place): KnownPlace => ({ channel, to: `${place}`, person: null, name: null }));
    const places = [...many('a', 40), ...many('b', 1), ...many('c', 3), ...many('hook', 1)];
    const planned = resolveSteps([[...to('a'), ...to('c')], to('b')], {
      rules: rules({ always: to('hook') }),
      occasion: occasion(),
      places,
      people: HERE,
    });
    const counted = (channel: string): number => planned.filter((target) => target.channel === channel).length;
    assert.deepEqual(['a', 'b', 'c', 'hook'].map(counted), [27, 1, 3, 1]);
    assert.deepEqual(
      planned.map(({ step }) => step).toSorted((one, two) => one - two),
      [-1, ...Array(30).fill(0), 1],
    );
    assert.equal(asksSomebody(planned), true);
    assert.equal(asksSomebody(planned.filter(({ channel }) => channel === 'hook')), false);
  });

  test('name their zones once', () => {
    const hours = { timeZone: 'z', fromMinute: 0, untilMinute: 1, days: null };
    const routes = [ANY, { ...ANY, hours }].map((when) => ({ name: 'r', when, steps: [] }));
    const schedules = {
      s: { timeZone: 'z', rotations: [], overrides: [] },
      t: { timeZone: 'y', rotations: [], overrides: [] },
    };
    assert.deepEqual(zonesOf({ routes, schedules }), ['z', 'y']);
  });
});

describe('After a time-out', () => {
  const told = (onTimeout: Parameters<typeof stepsAfterTimeOut>[1]['onTimeout']) =>
    stepsAfterTimeOut(rules(), { onTimeout, onBehalfOf: 'human:ada' }).map((step) =>
      step.map(({ channel, whom }) => `${channel} ${whom.kind === 'person' ? whom.principal : ''}`),
    );

  test('nobody is told of a low risk, the person it was for of a medium one', () => {
    assert.deepEqual(told('deny'), []);
    assert.deepEqual(told('deny-notify'), [['a human:ada'], ['b human:ada']]);
  });

  test('the administrators are told of a high risk in order, the emergency contacts of a critical one everywhere at once', () => {
    assert.deepEqual(told('deny-escalate'), [['a human:root'], ['b human:root']]);
    assert.deepEqual(told('deny-emergency'), [['a human:chief', 'b human:chief']]);
  });
});

describe('On call', () => {
  const week = (changes: Partial<Rotation> = {}): Rotation => ({
    people: ['ada', 'bob', 'cleo'],
    turn: 'week',
    fromMinute: 0,
    untilMinute: 10_080,
    ...changes,
  });
  const who = (schedule: Partial<OnCallSchedule>, local: LocalTime = NOON, nowMs = 500) =>
    onCall({ timeZone: 'z', rotations: [], overrides: [], ...schedule }, { nowMs, local }).join(' ');

  test('people take turns by week and by day', () => {
    const weeks = [0, 6, 7, 14, 21].map((days) => who({ rotations: [week()] }, { day: MONDAY + days, minute: 0 }));
    assert.deepEqual([weeks[0] === weeks[1], new Set(weeks).size, weeks[0] === weeks[4]], [true, 3, true]);
    const days = [0, 1, 2, 3].map((add) =>
      who({ rotations: [week({ turn: 'day' })] }, { day: MONDAY + add, minute: 0 }),
    );
    assert.deepEqual([new Set(days).size, days[0] === days[3]], [3, true]);
  });

  test('a rotation covers its part of the week, half-open, and over the end of it by whoever began', () => {
    const part = week({ fromMinute: 720, untilMinute: 721 });
    assert.notEqual(who({ rotations: [part] }), '');
    assert.equal(who({ rotations: [part] }, { day: MONDAY, minute: 721 }), '');
    const weekend = week({ fromMinute: 5 * 1_440, untilMinute: 480 });
    const sunday = who({ rotations: [weekend] }, { day: MONDAY + 6, minute: 0 });
    assert.equal(who({ rotations: [weekend] }, { day: MONDAY + 7, minute: 479 }), sunday);
    assert.equal(who({ rotations: [weekend] }, { day: MONDAY + 7, minute: 480 }), '');
  });

  test('an override stands before every rotation while it lasts', () => {
    const overrides = [
      { fromMs: 500, untilMs: 501, person: 'dan' },
      { fromMs: 0, untilMs: 501, person: 'dan' },
    ];
    assert.equal(who({ rotations: [week()], overrides }), 'dan');
    assert.notEqual(who({ rotations: [week()], overrides }, NOON, 501), 'dan');
  });

  test('several rotations are all asked, each person once', () => {
    assert.equal(
      who({ rotations: [week({ people: ['ada'] }), week({ people: ['ada'] }), week({ people: ['bob'] })] }),
      'ada bob',
    );
  });
});

describe('Local time', () => {
  test('counts days of the Gregorian calendar', () => {
    assert.deepEqual(
      [
        '1970-01-01',
        '1970-02-28',
        '1972-02-29',
        '1972-03-01',
        '2000-02-29',
        '2000-03-01',
        '2100-03-01',
        '2026-11-21',
      ].map(dayNumber),
      [0, 58, 789, 790, 11_016, 11_017, 47_541, 20_778],
    );
    for (const text of [
      '',
      '1969-12-31',
      '2026-13-01',
      '2026-00-01',
      '2026-01-00',
      '2026-01-32',
      '2026-01',
      '2026-01-01-01',
      'a-b-c',
      '-1-01-01',
    ])
      assert.equal(dayNumber(text), null, text);
  });

  test('knows the day of the week, before 1970 too', () => {
    assert.deepEqual([0, 3, 4, -1, -4].map(weekday), [3, 6, 0, 2, 6]);
    assert.equal(minuteOfWeek({ day: 4, minute: 5 }), 5);
    assert.equal(minuteOfWeek({ day: 3, minute: 1_439 }), 10_079);
    assert.deepEqual([3, 4, 10, 11].map(weekNumber), [0, 1, 1, 2]);
  });
});
