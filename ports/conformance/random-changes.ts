import * as fc from 'fast-check';
import { APPROVAL_STATUSES } from '../../core/approval/approval.ts';
import { COMPENSATION_STATES } from '../../core/compensation/compensation.ts';
import { EFFECT_CLASSES, RESOURCE_KINDS } from '../../core/effect/effect.ts';
import { CALM } from '../../core/incident/emergency-state.ts';
import { DELIVERY_STATES } from '../../core/notify/delivery.ts';
import { PAIRING_STATES } from '../../core/notify/pairing.ts';
import { PIN_STATUSES } from '../../core/trust/tool-pin.ts';
import { ACTION_STATUSES } from '../action-store.ts';
import type { StateChange } from '../state-change.ts';
import { sampleDelivery, samplePairing } from './notification-store.ts';
import {
  HALTED,
  sampleAction,
  sampleAnswer,
  sampleCompensation,
  sampleGrant,
  sampleLease,
  sampleRequest,
  sampleReservation,
  sampleSession,
  sampleToken,
  sampleTool,
} from './sample-records.ts';

/**
 * The few values that random changes are made of, so that they meet each other often. Ids are look-alikes on purpose.
 */
export const RANDOM_VALUES = {
  ids: ['same', 'Same', 'same ', 'same\0', 'sam\u00e9', ''],
  names: ['x', 'X', ''],
  digests: ['d1', 'D1'],
  times: [0, 5, 6, Number.MAX_SAFE_INTEGER],
} as const;

const id = fc.constantFrom(...RANDOM_VALUES.ids);
const name = fc.constantFrom(...RANDOM_VALUES.names);
const digest = fc.constantFrom(...RANDOM_VALUES.digests);
const time = fc.constantFrom(...RANDOM_VALUES.times);
const actionStatus = fc.constantFrom(...ACTION_STATUSES);
const actionStatuses = fc.subarray([...ACTION_STATUSES]);
const approvalStatus = fc.oneof(fc.constant('approved' as const), fc.constantFrom(...APPROVAL_STATUSES));
const approvalStatuses = fc.subarray([...APPROVAL_STATUSES]);
const orNull = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value, { freq: 2 });

const request = fc
  .record({
    fields: fc.record({
      id,
      status: approvalStatus,
      usableUntilMs: orNull(time),
      late: fc.boolean(),
      answers: fc.constantFrom([], [sampleAnswer()], [sampleAnswer(), sampleAnswer({ answer: 'deny' })]),
    }),
    digest,
  })
  .map(({ fields, digest: actionDigest }) => sampleRequest(fields, actionDigest));

type ChangeOf<Kind extends StateChange['kind']> = Extract<StateChange, { kind: Kind }>;

function change<Kind extends StateChange['kind']>(
  kind: Kind,
  parts: fc.Arbitrary<Omit<ChangeOf<Kind>, 'kind'>>,
): fc.Arbitrary<ChangeOf<Kind>> {
  return parts.map((fields) => ({ kind, ...fields }) as unknown as ChangeOf<Kind>);
}

const actionChanges = [
  change(
    'action.create',
    fc
      .record({
        id,
        principal: name,
        session: name,
        idempotencyKey: orNull(name),
        callId: orNull(name),
        status: actionStatus,
        createdAtMs: time,
      })
      .map((fields) => ({ record: sampleAction(fields) })),
  ),
  change('action.transition', fc.record({ id, from: actionStatuses, to: actionStatus, atMs: time })),
];

const compensationState = fc.constantFrom(...COMPENSATION_STATES);

const compensationChanges = [
  change(
    'compensation.register',
    fc
      .record({ action: id, session: name, state: compensationState, ranAs: orNull(id), registeredAtMs: time })
      .map((fields) => ({ record: sampleCompensation(fields) })),
  ),
  change(
    'compensation.step',
    fc.record({
      action: id,
      from: fc.subarray([...COMPENSATION_STATES]),
      to: compensationState,
      ranAs: orNull(id),
    }),
  ),
];

const approvalChanges = [
  change('approval.create', fc.record({ request })),
  change('approval.update', fc.record({ request, from: approvalStatuses, answers: fc.nat(2) })),
  change('approval.consume', fc.record({ id, actionDigest: digest, actionId: id, atMs: time })),
  change(
    'grant.create',
    fc.record({ id, session: name, expiresAtMs: time }).map((fields) => ({ grant: sampleGrant(fields) })),
  ),
  change('grant.revoke-session', fc.record({ session: name })),
];

const spending = fc.record({ tokens: fc.nat(9), costMicros: fc.nat(9) }, { noNullPrototype: true });

const guardChanges = [
  change(
    'budget.hold',
    fc
      .record({
        id,
        principal: name,
        scopes: fc.array(id, { maxLength: 3 }),
        amount: spending,
        warned: fc.array(id, { maxLength: 2 }),
      })
      .map(({ warned, ...fields }) => ({ reservation: sampleReservation(fields), warned })),
  ),
  change('budget.settle', fc.record({ id, used: spending })),
  change('budget.limit', fc.record({ scope: id, limit: orNull(spending) })),
  change('budget.reset', fc.record({ scope: id })),
  change(
    'lease.save',
    fc
      .record({ id, session: orNull(name), version: fc.nat(3), calls: fc.nat(3), isEnded: fc.boolean() })
      .map(({ isEnded, ...fields }) => {
        const end = { reason: 'expired', by: 'gateway', atMs: 5, outcome: 'retry' } as const;
        return { lease: sampleLease({ ...fields, end: isEnded ? end : null }) };
      }),
  ),
  change('lease.count', fc.record({ ids: fc.array(id, { maxLength: 3 }) })),
];

const deniedEffect = fc.record(
  {
    tool: name,
    class: fc.constantFrom(...EFFECT_CLASSES),
    kind: fc.constantFrom(...RESOURCE_KINDS),
    value: name,
  },
  { noNullPrototype: true },
);

const otherChanges = [
  change(
    'session.save',
    fc
      .record({
        id,
        endedAtMs: orNull(time),
        consecutiveDenials: fc.nat(3),
        recentDigests: fc.array(digest, { maxLength: 3 }),
        denied: fc.array(deniedEffect, { maxLength: 2 }),
      })
      .map((fields) => ({ session: sampleSession(fields) })),
  ),
  change(
    'emergency.save',
    fc.record({ state: fc.constantFrom(CALM, HALTED), expectedVersion: fc.nat(3), resumeTokenHash: orNull(name) }),
  ),
  change(
    'token.create',
    fc.record({ id, createdAtMs: time }).map((fields) => ({ token: sampleToken(fields) })),
  ),
  change('token.revoke', fc.record({ id, atMs: time })),
  change('policy.remember', fc.record({ version: id, bundle: name })),
  change(
    'tool.save',
    fc
      .record({ server: name, name: id, status: fc.constantFrom(...PIN_STATUSES), changedAtMs: time })
      .map((fields) => ({ tool: sampleTool(fields) })),
  ),
  change('tool.forget', fc.record({ server: name, name: id })),
];

const notificationChanges = [
  change(
    'delivery.save',
    fc
      .record({
        id,
        request: orNull(id),
        channel: name,
        to: name,
        state: fc.constantFrom(...DELIVERY_STATES),
        reference: orNull(name),
        settled: fc.boolean(),
        dueAtMs: orNull(time),
        editDueAtMs: orNull(time),
        createdAtMs: time,
        version: fc.integer({ min: 1, max: 3 }),
        handles: fc.uniqueArray(
          fc.record({ verb: fc.constant('deny' as const), handle: id }, { noNullPrototype: true }),
          {
            maxLength: 2,
            selector: ({ handle }) => handle,
          },
        ),
      })
      .map((fields) => ({ delivery: sampleDelivery(fields) })),
  ),
  change('delivery.forget', fc.record({ beforeMs: time })),
  change(
    'pairing.save',
    fc
      .record({ id, state: fc.constantFrom(...PAIRING_STATES), version: fc.integer({ min: 1, max: 3 }) })
      .map((fields) => ({ pairing: samplePairing(fields) })),
  ),
  change(
    'mark.save',
    fc
      .record({ scope: name, key: id, value: name, atMs: time }, { noNullPrototype: true })
      .chain((mark) => fc.record({ mark: fc.constant(mark), isNew: fc.boolean() })),
  ),
  change('mark.forget', fc.record({ scope: name, beforeMs: time })),
];

/** Units of a batch: lists of changes that often get in each other's way. */
export const randomUnits: fc.Arbitrary<readonly (readonly StateChange[])[]> = fc.array(
  fc.array(
    fc.oneof(
      ...actionChanges,
      ...compensationChanges,
      ...approvalChanges,
      ...otherChanges,
      ...guardChanges,
      ...notificationChanges,
    ),
    {
      maxLength: 4,
    },
  ),
  { maxLength: 5 },
);
