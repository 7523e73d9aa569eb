import type { ApprovalTerms } from '../decision.ts';
import type { RiskLevel } from '../risk/risk.ts';
import { AT_TERMINAL, BESIDE_STEPS, DELIVERY_LIMITS } from './delivery.ts';
import { type LocalTime, weekday } from './local-time.ts';
import { type OnCallSchedule, onCall } from './on-call.ts';

/** Whom a step asks at a channel: a person, whoever is on call, a named place, or everybody who is known there. */
export type Whom =
  | { readonly kind: 'person'; readonly principal: string }
  | { readonly kind: 'on-call'; readonly schedule: string }
  | { readonly kind: 'place'; readonly name: string }
  | { readonly kind: 'everyone' };

/** Whom to tell, at which channel. */
export type Target = { readonly channel: string; readonly whom: Whom };

/** What is told at the same time. The next step begins where this one reaches too few. */
export type Step = readonly Target[];

/** When a route is taken: everything that is named must hold, and of each list one. */
export type RouteCondition = {
  readonly levels: readonly RiskLevel[] | null;
  /** Ids; with a star at the end, beginnings of ids. */
  readonly sessions: readonly string[] | null;
  /** Absolute folders: the workspace is one of them or lies below one. */
  readonly workspaces: readonly string[] | null;
  /** Half-open in minutes after midnight; one that ends before it begins goes over midnight. */
  readonly hours: {
    readonly timeZone: string;
    readonly fromMinute: number;
    readonly untilMinute: number;
    /** 0 for Monday to 6; null for every day. */
    readonly days: readonly number[] | null;
  } | null;
};

/** The first route whose condition holds is taken. */
export type Route = { readonly name: string; readonly when: RouteCondition; readonly steps: readonly Step[] };

/** How people are reached. */
export type NotifyRules = {
  readonly routes: readonly Route[];
  /** Where no route holds. */
  readonly usual: readonly Step[];
  /** Told of everything beside the steps: what they are told never counts as reaching somebody. */
  readonly always: readonly Target[];
  readonly schedules: { readonly [name: string]: OnCallSchedule };
  /** `human:<name>`: told when a request of high risk timed out. */
  readonly administrators: readonly string[];
  /** `human:<name>`: told of what is critical, on every channel at once. */
  readonly emergency: readonly string[];
  /** Channels in the order of failover, the terminal among them. */
  readonly order: readonly string[];
};

/** A place that is known: whose it is, or what it is called. */
export type KnownPlace = {
  readonly channel: string;
  readonly to: string;
  readonly person: string | null;
  readonly name: string | null;
};

/** What routing looks at. `localTimes` holds every zone that the rules name; a zone that is missing matches nothing. */
export type Occasion = {
  readonly level: RiskLevel;
  readonly session: string;
  readonly workspace: string | null;
  readonly nowMs: number;
  readonly localTimes: ReadonlyMap<string, LocalTime>;
};

/** Who accounts belong to, and who stands in for whom now. */
export type People = {
  /** Names the person of an account: two accounts of one person have one name. */
  readonly personOf: (principal: string) => string;
  /** Whom to ask in the turn of an account: nobody who is away, and whoever stands in. */
  readonly reachOf: (principal: string) => readonly string[];
  /** Tells whether nothing is to be sent to a person now. */
  readonly isAway: (principal: string) => boolean;
};

/** What places are found among. */
type Surroundings = {
  readonly rules: NotifyRules;
  readonly occasion: Occasion;
  readonly places: readonly KnownPlace[];
  readonly people: People;
};

/** One message to be sent: to which place, at which step; `BESIDE_STEPS` for what is told at once and reaches nobody by it. */
export type PlannedTarget = {
  readonly step: number;
  readonly channel: string;
  readonly to: string;
  readonly person: string | null;
};

/** The steps of the first route that holds, or the usual ones. */
export function stepsFor(rules: NotifyRules, occasion: Occasion): readonly Step[] {
  return rules.routes.find(({ when }) => holds(when, occasion))?.steps ?? rules.usual;
}

/**
 * What is asked when every step of a route reached too few: the administrators, on every channel of the order, and whoever watches.
 *
 * So a request that could not be delivered escalates at once, whatever the route left out.
 */
export function lastResort({ administrators, order }: Pick<NotifyRules, 'administrators' | 'order'>): Step {
  return order.flatMap((channel): Step => {
    if (channel === AT_TERMINAL) return [{ channel, whom: { kind: 'everyone' } }];
    return administrators.map((principal) => ({ channel, whom: { kind: 'person', principal } }));
  });
}

/**
 * The steps that tell of a request that timed out: whom it was for after a medium risk, the administrators after a high one, and
 * the emergency contacts on every channel at once after a critical one.
 */
export function stepsAfterTimeOut(
  { administrators, emergency, order }: Pick<NotifyRules, 'administrators' | 'emergency' | 'order'>,
  { onTimeout, onBehalfOf }: { readonly onTimeout: ApprovalTerms['onTimeout']; readonly onBehalfOf: string },
): readonly Step[] {
  if (onTimeout === 'deny') return [];
  const people =
    onTimeout === 'deny-notify' ? [onBehalfOf] : onTimeout === 'deny-emergency' ? emergency : administrators;
  const steps = order
    .filter((channel) => channel !== AT_TERMINAL)
    .map((channel) => people.map((principal): Target => ({ channel, whom: { kind: 'person', principal } })));
  return onTimeout === 'deny-emergency' ? [steps.flat()] : steps;
}

/**
 * The places that steps lead to, as they are known now, of whoever is there or stands in: each place once, at its first step; steps that
 * lead nowhere are left out.
 *
 * At most `DELIVERY_LIMITS.maxTargets` in all, shared out place by place among the channels of every step: however many are known at the
 * first, the others are asked too.
 */
export function resolveSteps(steps: readonly Step[], around: Surroundings): readonly PlannedTarget[] {
  const known = new Set<string>();
  const planned: PlannedTarget[] = [];
  const add = (targets: readonly Target[], step: number): boolean => {
    const found = targets.flatMap((target) => placesOf(target, around));
    const before = known.size;
    for (const { channel, to, person } of found) {
      const place = JSON.stringify([channel, to]);
      if (known.has(place)) continue;
      known.add(place);
      planned.push({ step, channel, to, person });
    }
    return known.size > before;
  };
  let step = 0;
  for (const targets of steps) if (add(targets, step)) step += 1;
  add(around.rules.always, BESIDE_STEPS);
  return sharedOut(planned);
}

/** The first of each channel at each step, then the second of each, until there is no room; in the order that they came in. */
function sharedOut(planned: readonly PlannedTarget[]): readonly PlannedTarget[] {
  if (planned.length <= DELIVERY_LIMITS.maxTargets) return planned;
  const counts = new Map<string, number>();
  const ranked = planned.map((target) => {
    const share = JSON.stringify([target.step, target.channel]);
    const rank = counts.get(share) ?? 0;
    counts.set(share, rank + 1);
    return { target, rank };
  });
  const taken = ranked.toSorted((one, two) => one.rank - two.rank).slice(0, DELIVERY_LIMITS.maxTargets);
  const kept = new Set(taken.map(({ target }) => target));
  return planned.filter((target) => kept.has(target));
}

/** Tells whether steps ask anybody: a place beside the steps is told, and asks nobody. */
export function asksSomebody(planned: readonly Pick<PlannedTarget, 'step'>[]): boolean {
  return planned.some(({ step }) => step !== BESIDE_STEPS);
}

/** Every time zone that rules name. */
export function zonesOf({ routes, schedules }: Pick<NotifyRules, 'routes' | 'schedules'>): readonly string[] {
  const ofRoutes = routes.flatMap(({ when }) => (when.hours === null ? [] : [when.hours.timeZone]));
  return [...new Set([...ofRoutes, ...Object.values(schedules).map(({ timeZone }) => timeZone)])];
}

function placesOf({ channel, whom }: Target, { rules, occasion, places, people }: Surroundings): readonly KnownPlace[] {
  if (channel === AT_TERMINAL) return [{ channel, to: AT_TERMINAL, person: null, name: null }];
  const here = places.filter((place) => place.channel === channel);
  if (whom.kind === 'everyone') return here.filter(({ person }) => person === null || !people.isAway(person));
  if (whom.kind === 'place') return here.filter(({ name }) => name === whom.name);
  const named = whom.kind === 'person' ? [whom.principal] : peopleOnCall(rules.schedules[whom.schedule], occasion);
  const asked = new Set(named.flatMap(people.reachOf).map(people.personOf));
  return here.filter(({ person }) => person !== null && asked.has(people.personOf(person)));
}

function peopleOnCall(schedule: OnCallSchedule | undefined, { nowMs, localTimes }: Occasion): readonly string[] {
  const local = schedule === undefined ? undefined : localTimes.get(schedule.timeZone);
  return schedule === undefined || local === undefined ? [] : onCall(schedule, { nowMs, local });
}

function holds({ levels, sessions, workspaces, hours }: RouteCondition, occasion: Occasion): boolean {
  return (
    (levels === null || levels.includes(occasion.level)) &&
    (sessions === null || sessions.some((pattern) => fitsSession(pattern, occasion.session))) &&
    (workspaces === null || workspaces.some((folder) => liesIn(folder, occasion.workspace))) &&
    (hours === null || isWithin(hours, occasion.localTimes.get(hours.timeZone)))
  );
}

function fitsSession(pattern: string, session: string): boolean {
  return pattern.endsWith('*') ? session.startsWith(pattern.slice(0, -1)) : session === pattern;
}

function liesIn(folder: string, workspace: string | null): boolean {
  if (workspace === null) return false;
  const below = folder.endsWith('/') ? folder : `${folder}/`;
  return workspace === folder || workspace.startsWith(below);
}

function isWithin(hours: NonNullable<RouteCondition['hours']>, local: LocalTime | undefined): boolean {
  if (local === undefined || hours.days?.includes(weekday(local.day)) === false) return false;
  const { fromMinute, untilMinute } = hours;
  const { minute } = local;
  if (fromMinute < untilMinute) return fromMinute <= minute && minute < untilMinute;
  return fromMinute <= minute || minute < untilMinute;
}
