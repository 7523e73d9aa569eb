import { AT_CLIENT } from '../../core/approval/approval.ts';
import { type Delegation, delegationProblems } from '../../core/approval/delegation.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { PersonRecord, RecipientRole } from '../../ports/person-store.ts';
import { revokeGrants } from '../approval/void-answers.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { ToldPerson } from '../notify/person-notices.ts';
import { checkPrincipal } from '../token/token-desk.ts';
import { refuseUnproved } from './prove-person.ts';

/** A person as people see them: what shows that it is them is only told of. */
export type ShownPerson = {
  readonly id: string;
  readonly principals: readonly string[];
  readonly hasTotp: boolean;
  readonly passkeys: number;
  readonly away: PersonRecord['away'];
  readonly roles: readonly RecipientRole[];
  /** Who answers in this person's turn now. */
  readonly deputies: readonly string[];
};

/** Who lets whom answer, for how long. */
export type DelegationOrder = {
  readonly from: string;
  readonly to: string;
  readonly fromMs: number | null;
  readonly untilMs: number;
};

/** People, their accounts, absences and delegations. */
export type PeopleFlows = {
  /** The person whose account a principal is. */
  readonly personOf: (principal: string) => string;
  readonly listPeople: () => readonly ShownPerson[];
  /**
   * Says that an account is a person's, who counts once from then on; what stands for sessions of theirs ends. Raises `person.refused`,
   * `auth.forbidden` as `refuseUnproved` does.
   */
  readonly joinAccounts: (
    caller: Caller,
    input: { readonly principal: string; readonly account: string },
  ) => Promise<ShownPerson>;
  /** Says that a person's second account is somebody else's. Raises `person.refused` for one's own accounts and for who has no key, `auth.forbidden` as `refuseUnproved` does. */
  readonly partAccount: (caller: Caller, account: string) => Promise<ShownPerson>;
  /**
   * When nothing is sent to a person, for at most ninety days: one's own, or for an administrator anybody's. Raises `person.refused`,
   * `auth.forbidden` as `refuseUnproved` does.
   */
  readonly setAway: (
    caller: Caller,
    input: { readonly principal: string; readonly away: PersonRecord['away'] },
  ) => Promise<ShownPerson>;
  /** What a person is told of beside their own requests. Raises `auth.forbidden` as `refuseUnproved` does. */
  readonly setRoles: (
    caller: Caller,
    input: { readonly principal: string; readonly roles: readonly RecipientRole[] },
  ) => Promise<ShownPerson>;
  /** Delegations that hold now or later. */
  readonly listDelegations: () => readonly Delegation[];
  /** Lets another person answer in one's own turn for a while. Raises `person.refused` with every problem, `auth.forbidden` as `refuseUnproved` does. */
  readonly delegate: (caller: Caller, order: DelegationOrder) => Promise<Delegation>;
  /** Ends a delegation: whoever gave it, whoever has it, or an administrator. Raises `delegation.unknown`, `auth.forbidden` as `refuseUnproved` does. */
  readonly endDelegation: (caller: Caller, id: string) => Promise<void>;
};

/** The longest that nothing is sent to a person before they say so again. */
const LONGEST_ABSENCE_MS = 90 * 86_400_000;
const MAX_ACCOUNTS = 20;
const MAX_DELEGATIONS = 100;
const MAX_SESSIONS = 1_000;

/** The flows about people. */
export function peopleFlows(context: FlowContext): PeopleFlows {
  const { people } = context;
  const shown = (principal: string): ShownPerson => shownPerson(context, people.of(principal));
  return {
    personOf: people.personOf,
    listPeople: () => people.list().map((person) => shownPerson(context, person)),
    joinAccounts: async (caller, input) => {
      await join(context, caller, input);
      return shown(input.principal);
    },
    partAccount: async (caller, account) => {
      await part(context, caller, account);
      return shown(account);
    },
    setAway: async (caller, input) => {
      await setAway(context, caller, input);
      return shown(input.principal);
    },
    setRoles: async (caller, { principal, roles }) => {
      requireAdmin(caller, 'set what a person is told of');
      refuseUnproved(context, caller, 'set what a person is told of');
      const data = { principal, roles: [...roles] };
      await people.update(principal, () => ({ roles: [...new Set(roles)] }), {
        type: 'person.changed',
        actor: caller.principal,
        data,
      });
      return shown(principal);
    },
    listDelegations: () => standing(context),
    delegate: (caller, order) => delegate(context, caller, order),
    endDelegation: (caller, id) => endDelegation(context, caller, id),
  };
}

function shownPerson({ people, passkeys, ports }: FlowContext, person: PersonRecord): ShownPerson {
  const { id, principals, away, roles } = person;
  return {
    id,
    principals,
    hasTotp: person.totp !== null,
    passkeys: passkeys.of(id).length,
    away,
    roles,
    deputies: people.deputiesOf(id, ports.clock.nowMs()),
  };
}

async function join(
  context: FlowContext,
  caller: Caller,
  { principal, account }: { readonly principal: string; readonly account: string },
): Promise<void> {
  const { people } = context;
  requireAdmin(caller, 'join accounts');
  refuseUnproved(context, caller, 'join accounts');
  for (const name of [principal, account]) requireHuman(name, 'join accounts');
  const [person, other] = [people.of(principal), people.of(account)];
  if (person.id === other.id) throw refused('join accounts', `${account}, which is ${person.id} already`);
  if (other.hasHadFactor || other.principals.length > 1)
    throw refused('join accounts', `${account} with factors or accounts of its own, want a plain one as the second`);
  if (person.principals.length >= MAX_ACCOUNTS) throw refused('join accounts', `${MAX_ACCOUNTS} accounts, want fewer`);
  people.forget(other.id);
  const change = people.change(principal, ({ id, principals, delegations, roles, away }) => ({
    principals: [...principals, account],
    // Nobody stands in for themselves.
    delegations: [...delegations, ...other.delegations].filter(({ from, to }) =>
      [from, to].some((name) => name !== account && people.personOf(name) !== id),
    ),
    roles: [...new Set([...roles, ...other.roles])],
    away: away ?? other.away,
  }));
  const forgotten = other.revision === 0 ? [] : [{ kind: 'person.forget' as const, id: other.id }];
  const data = { account, person: person.id, what: 'joined' };
  try {
    await people.write([change, ...forgotten], { type: 'person.changed', actor: caller.principal, data });
  } catch (error) {
    await people.reload([other.id]);
    throw error;
  }
  await revokeOwnGrants(context, person.id);
}

/** What stands for sessions of a person may have been given by that person, at the other account: all of it goes. */
async function revokeOwnGrants(context: FlowContext, person: string): Promise<void> {
  const { people, ports } = context;
  for (const { id, principal } of await ports.stores.sessions.listOpen(MAX_SESSIONS)) {
    if (people.personOf(principal) !== person) continue;
    const grants = await ports.stores.approvals.listGrants(id, ports.clock.nowMs());
    if (grants.length > 0) await revokeGrants(context, id, { person, reason: 'accounts of one person were joined' });
  }
}

async function part(context: FlowContext, caller: Caller, account: string): Promise<void> {
  const { people } = context;
  requireAdmin(caller, 'part an account');
  refuseUnproved(context, caller, 'part an account');
  const person = people.of(account);
  if (person.id === account || person.revision === 0)
    throw refused('part an account', `${account}, which is nobody's second account`);
  // Two people of one is what self-approval needs: nobody makes them of themselves, nor by somebody whom they made up for it.
  if (people.personOf(caller.principal) === person.id || !people.mayApprove(caller.principal))
    throw refused('part an account', `${caller.principal}, want another person to do it, who approves with a key`);
  await people.update(account, ({ principals }) => ({ principals: principals.filter((name) => name !== account) }), {
    type: 'person.changed',
    actor: caller.principal,
    data: { account, person: person.id, what: 'parted' },
  });
}

async function setAway(
  context: FlowContext,
  caller: Caller,
  { principal, away }: { readonly principal: string; readonly away: PersonRecord['away'] },
): Promise<void> {
  const { people, ports } = context;
  requireOwn(context, caller, principal);
  refuseUnproved(context, caller, 'note an absence');
  const nowMs = ports.clock.nowMs();
  if (away !== null && !(away.untilMs > away.fromMs && away.untilMs > nowMs))
    throw refused('note an absence', 'a span that is over or empty');
  if (away !== null && away.untilMs - Math.max(nowMs, away.fromMs) > LONGEST_ABSENCE_MS)
    throw refused('note an absence', 'more than ninety days, want at most that');
  const data = { away: away !== null, from_ms: away?.fromMs ?? null, until_ms: away?.untilMs ?? null, principal };
  const isByOther = people.personOf(caller.principal) !== people.personOf(principal);
  const noted = isByOther ? [nowMs] : [];
  const times = away === null ? noted : [...noted, ...(away.fromMs > nowMs ? [away.fromMs] : []), away.untilMs];
  const told = times.map((atMs) => ({ principal, atMs }));
  const notices = context.notify.planner.forPeople(told);
  await people.update(principal, () => ({ away }), { type: 'person.changed', actor: caller.principal, data, notices });
  tellPlanned(context);
}

function standing({ people, ports }: FlowContext): readonly Delegation[] {
  const nowMs = ports.clock.nowMs();
  return people.list().flatMap(({ delegations }) => delegations.filter(({ untilMs }) => untilMs > nowMs));
}

async function delegate(context: FlowContext, caller: Caller, order: DelegationOrder): Promise<Delegation> {
  const { people, ports } = context;
  const nowMs = ports.clock.nowMs();
  refuseUnproved(context, caller, 'delegate');
  requireHuman(order.to, 'delegate');
  if (people.personOf(caller.principal) !== people.personOf(order.from))
    throw refused('delegate', `the turn of ${order.from}, want one's own`);
  const id = toHex(ports.randomness.bytes(6));
  const delegation: Delegation = { id, ...order, fromMs: order.fromMs ?? nowMs };
  const problems = delegationProblems(delegation, standing(context), { nowMs, personOf: people.personOf });
  if (problems.length > 0) throw refused('delegate', problems.join('; '));
  if (standing(context).length >= MAX_DELEGATIONS) throw refused('delegate', `${MAX_DELEGATIONS} of them, want fewer`);
  const { from, to, fromMs, untilMs } = delegation;
  await people.update(
    order.from,
    ({ delegations }) => ({ delegations: [...delegations.filter((one) => one.untilMs > nowMs), delegation] }),
    {
      type: 'delegation.granted',
      actor: caller.principal,
      data: { delegation: id, from, from_ms: fromMs, to, until_ms: untilMs },
      notices: context.notify.planner.forPeople(toldOfTurn(delegation, nowMs)),
    },
  );
  tellPlanned(context);
  return delegation;
}

/** Whoever is to answer in a turn hears of it at once; both when it begins later, and when it is over. */
function toldOfTurn({ from, to, fromMs, untilMs }: Delegation, nowMs: number): readonly ToldPerson[] {
  const times = [...(fromMs > nowMs ? [fromMs] : []), untilMs];
  return [
    { principal: to, atMs: nowMs },
    ...times.flatMap((atMs) => [from, to].map((principal) => ({ principal, atMs }))),
  ];
}

/** Messages were planned: whoever sends them looks at them now. */
function tellPlanned({ notify }: FlowContext): void {
  for (const tell of notify.onPlanned) tell();
}

async function endDelegation(context: FlowContext, caller: Caller, id: string): Promise<void> {
  const { people, ports } = context;
  refuseUnproved(context, caller, 'end a delegation');
  const known = standing(context).find((one) => one.id === id);
  if (known === undefined)
    throw new GatewayError('delegation.unknown', `end delegation ${JSON.stringify(id.slice(0, 32))}: there is none`);
  const person = people.personOf(caller.principal);
  const isTheirs = [known.from, known.to].some((principal) => people.personOf(principal) === person);
  if (!isTheirs) requireAdmin(caller, 'end the delegation of others');
  const { from, to } = known;
  const nowMs = ports.clock.nowMs();
  const others = [from, to].filter((principal) => people.personOf(principal) !== person);
  await people.update(from, ({ delegations }) => ({ delegations: delegations.filter((one) => one.id !== id) }), {
    type: 'delegation.ended',
    actor: caller.principal,
    data: { delegation: id, from, to },
    notices: context.notify.planner.forPeople(others.map((principal) => ({ principal, atMs: nowMs }))),
  });
  tellPlanned(context);
}

function requireOwn({ people }: FlowContext, caller: Caller, principal: string): void {
  requireHuman(principal, 'change a person');
  if (people.personOf(caller.principal) !== people.personOf(principal)) requireAdmin(caller, 'change another person');
}

function requireAdmin({ principal, scopes }: Caller, what: string): void {
  if (principal.startsWith('human:') && scopes.includes('admin')) return;
  throw new GatewayError('auth.forbidden', `${what}: found ${principal}, want a person with scope admin`);
}

function requireHuman(principal: string, what: string): void {
  checkPrincipal(principal, what);
  // Whoever sits at a client is nobody's account: it could be anybody.
  if (!principal.startsWith('human:') || principal === AT_CLIENT)
    throw refused(what, `${principal}, want human:<name>`);
}

function refused(action: string, found: string): GatewayError {
  return new GatewayError('person.refused', `${action}: found ${found}`);
}
