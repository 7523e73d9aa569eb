import type { ApprovalRequest } from '../../core/approval/approval.ts';
import { requestIdFrom } from '../../core/approval/request-id.ts';
import { BESIDE_STEPS, type Delivery, type DeliveryPurpose, type DeliveryVerb } from '../../core/notify/delivery.ts';
import { dayNumber, type LocalTime } from '../../core/notify/local-time.ts';
import {
  asksSomebody,
  lastResort,
  type NotifyRules,
  type Occasion,
  type People,
  type PlannedTarget,
  resolveSteps,
  type Step,
  stepsAfterTimeOut,
  stepsFor,
  zonesOf,
} from '../../core/notify/routing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NotificationChange } from '../../ports/notification-store.ts';
import type { Randomness } from '../../ports/randomness.ts';
import type { PeopleDesk } from '../approver/people-desk.ts';
import type { NotifySettings } from './notify-settings.ts';
import type { PairingBook } from './pairing-book.ts';
import type { ToldPerson } from './person-notices.ts';

/** More places of one person than these are told of nothing. */
const MAX_PLACES = 32;

type PlannerParts = {
  readonly ports: { readonly clock: Clock; readonly randomness: Randomness };
  readonly settings: NotifySettings;
  readonly book: PairingBook;
  readonly people: Pick<PeopleDesk, 'personOf' | 'reachOf' | 'isAway' | 'recipients'>;
};

/**
 * Plans which messages tell of a request: changes for the very commit that writes the request, so that no crash comes between.
 *
 * Planning never waits and never fails: it asks nobody and only looks at what is known. Sending is another matter.
 */
export class DeliveryPlanner {
  private readonly parts: PlannerParts;

  constructor(parts: PlannerParts) {
    this.parts = parts;
  }

  /**
   * The messages that ask about a new request: those of the first step at once, the others on standby.
   *
   * A route that leads to nobody who is known gives way to the usual steps: nothing that is written in it may end in silence.
   */
  forRequest(request: ApprovalRequest, workspace: string | null): readonly NotificationChange[] {
    const { rules } = this.parts.settings;
    const occasion = this.occasion({ level: request.riskLevel, session: request.binding.session, workspace });
    const verbs = verbsOf(request);
    const about = { request: request.id, verbs, occasion, purpose: 'question' } as const;
    const routed = stepsFor(rules, occasion);
    const steps = asksSomebody(this.targets(routed, about)) ? routed : rules.usual;
    return this.plan([...steps, lastResort(this.recipients(rules))], about);
  }

  /** The messages that tell of a request that timed out, as its terms want it. */
  forTimeOut(request: ApprovalRequest): readonly NotificationChange[] {
    const { rules } = this.parts.settings;
    const steps = stepsAfterTimeOut(this.recipients(rules), {
      onTimeout: request.terms.onTimeout,
      onBehalfOf: request.onBehalfOf,
    });
    const occasion = this.occasion({ level: request.riskLevel, session: request.binding.session, workspace: null });
    return this.plan(steps, { request: request.id, verbs: [], occasion, purpose: 'timed-out' });
  }

  /** The messages that tell the emergency contacts of something critical that is held back; given the place of its decision. */
  forHeldBack(session: string): (decisionIndex: number) => readonly NotificationChange[] {
    const { rules } = this.parts.settings;
    const steps = stepsAfterTimeOut(this.recipients(rules), { onTimeout: 'deny-emergency', onBehalfOf: '' });
    const occasion = this.occasion({ level: 'critical', session, workspace: null });
    const planned = this.plan(steps, { request: null, verbs: [], occasion, purpose: 'held-back' });
    return (decisionIndex) =>
      planned.map((change) => ({ ...change, delivery: { ...change.delivery, decision: decisionIndex } }));
  }

  /**
   * The messages that tell people of what is put on record of them, at every place that is theirs, away or not, each at its time; given the
   * place of the entry.
   */
  forPeople(told: readonly ToldPerson[]): (entryIndex: number) => readonly NotificationChange[] {
    const { settings, book, people } = this.parts;
    const planned = told.flatMap(({ principal, atMs }) =>
      [...book.places(), ...settings.places]
        .filter(({ person }) => person !== null && people.personOf(person) === people.personOf(principal))
        .slice(0, MAX_PLACES)
        .map(({ channel, to, person }) => {
          const target = { step: BESIDE_STEPS, channel, to, person };
          return { ...this.delivery(target, { request: null, purpose: 'person', verbs: [] }), dueAtMs: atMs };
        }),
    );
    return (entryIndex) =>
      planned.map((delivery) => ({ kind: 'delivery.save', delivery: { ...delivery, decision: entryIndex } }));
  }

  /** People who were given the role, else those whom the configuration names. */
  private recipients(rules: NotifyRules): NotifyRules {
    const { people } = this.parts;
    const [administrators, emergency] = [people.recipients('administrator'), people.recipients('emergency')];
    return {
      ...rules,
      administrators: administrators.length === 0 ? rules.administrators : administrators,
      emergency: emergency.length === 0 ? rules.emergency : emergency,
    };
  }

  private plan(
    steps: readonly Step[],
    about: {
      readonly request: string | null;
      readonly verbs: readonly DeliveryVerb[];
      readonly occasion: Occasion;
      readonly purpose: DeliveryPurpose;
    },
  ): readonly Planned[] {
    return this.targets(steps, about).map((target) => ({
      kind: 'delivery.save',
      delivery: this.delivery(target, about),
    }));
  }

  private targets(
    steps: readonly Step[],
    { occasion, purpose }: { readonly occasion: Occasion; readonly purpose: DeliveryPurpose },
  ): readonly PlannedTarget[] {
    const { settings, book } = this.parts;
    const rules = purpose === 'question' ? settings.rules : { ...settings.rules, always: [] };
    const places = [...book.places(), ...settings.places];
    return resolveSteps(steps, { rules, occasion, places, people: this.peopleAt(occasion.nowMs) });
  }

  private delivery(
    { step, channel, to, person }: PlannedTarget,
    about: {
      readonly request: string | null;
      readonly purpose: DeliveryPurpose;
      readonly verbs: readonly DeliveryVerb[];
    },
  ): Delivery {
    const { clock, randomness } = this.parts.ports;
    const nowMs = clock.nowMs();
    const isFirst = step === 0 || step === BESIDE_STEPS;
    return newDelivery({
      id: randomness.uuid(nowMs),
      purpose: about.purpose,
      request: about.request,
      step,
      channel,
      to,
      person,
      state: isFirst ? 'queued' : 'standby',
      dueAtMs: isFirst ? nowMs : null,
      createdAtMs: nowMs,
      handles: about.verbs.map((verb) => ({ verb, handle: requestIdFrom(randomness.bytes(10)) })),
    });
  }

  private peopleAt(nowMs: number): People {
    const { people } = this.parts;
    return {
      personOf: (principal) => people.personOf(principal),
      reachOf: (principal) => people.reachOf(principal, nowMs),
      isAway: (principal) => people.isAway(principal, nowMs),
    };
  }

  private occasion(about: Pick<Occasion, 'level' | 'session' | 'workspace'>): Occasion {
    const { clock } = this.parts.ports;
    const nowMs = clock.nowMs();
    const localTimes = new Map<string, LocalTime>();
    for (const zone of zonesOf(this.parts.settings.rules)) {
      const local = localTimeAt(clock, nowMs, zone);
      if (local !== null) localTimes.set(zone, local);
    }
    return { ...about, nowMs, localTimes };
  }
}

type Planned = Extract<NotificationChange, { readonly kind: 'delivery.save' }>;

/** A message that was never tried. */
export function newDelivery(
  fields: Pick<
    Delivery,
    | 'id'
    | 'purpose'
    | 'request'
    | 'step'
    | 'channel'
    | 'to'
    | 'person'
    | 'state'
    | 'dueAtMs'
    | 'createdAtMs'
    | 'handles'
  >,
): Delivery {
  return {
    ...fields,
    decision: null,
    attempts: 0,
    sentAtMs: null,
    reference: null,
    failure: null,
    answerable: 'none',
    fingerprint: null,
    shown: null,
    editAttempts: 0,
    editDueAtMs: null,
    settled: false,
    version: 1,
  };
}

function verbsOf({ terms }: ApprovalRequest): readonly DeliveryVerb[] {
  return terms.scopes.includes('session') ? ['approve', 'approve-session', 'deny'] : ['approve', 'deny'];
}

/** Null for a zone that this machine does not know: what depends on it matches nothing. */
function localTimeAt(clock: Clock, nowMs: number, zone: string): LocalTime | null {
  try {
    const day = dayNumber(clock.dayOf(nowMs, zone));
    return day === null ? null : { day, minute: clock.minuteOfDay(nowMs, zone) };
  } catch {
    return null;
  }
}
