import { AT_CLIENT } from '../../core/approval/approval.ts';
import { kindOf } from '../../core/approval/approver-kind.ts';
import { type Delegation, isWithin } from '../../core/approval/delegation.ts';
import type { EntryType } from '../../core/audit/log-entry.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { MAX_PEOPLE, type PersonRecord, type RecipientRole } from '../../ports/person-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer, NewEntry } from '../log/log-sequencer.ts';

type DeskParts = { readonly ports: GatewayPorts; readonly sequencer: LogSequencer };

/** What is put on record with a change of people, and the messages that tell them of it, given the place of the entry. */
export type PersonEntry = {
  readonly type: EntryType;
  readonly actor: string;
  readonly data: JsonObject;
  readonly notices?: (entryIndex: number) => readonly StateChange[];
};

/**
 * Knows who is who: which accounts are one person's, and what shows that it is them.
 *
 * Kept whole in memory, so that an answer is judged without waiting; the store is written with the entry that records the change.
 * A principal that nobody joined to another is a person of its own, without a record until there is something to keep.
 */
export class PeopleDesk {
  private readonly parts: DeskParts;
  private readonly people = new Map<string, PersonRecord>();
  /** The id of the person, by account. */
  private readonly accounts = new Map<string, string>();

  private constructor(parts: DeskParts) {
    this.parts = parts;
  }

  /** Takes up everybody who is known. */
  static async open(parts: DeskParts): Promise<PeopleDesk> {
    const desk = new PeopleDesk(parts);
    for (const record of await parts.ports.stores.people.list()) desk.keep(record);
    return desk;
  }

  /** The person whose account a principal is; a principal that is no second account names itself. */
  readonly personOf = (principal: string): string => this.accounts.get(principal) ?? principal;

  /** The person behind a principal, as kept; a fresh record where nothing is. */
  of(principal: string): PersonRecord {
    return this.people.get(this.personOf(principal)) ?? freshPerson(principal);
  }

  /** Everybody with a record, oldest first, and after them who only has a key. */
  list(): readonly PersonRecord[] {
    const unknown = this.parts.ports.approvers
      .list()
      .map(({ principal }) => principal)
      .filter((principal, place, all) => this.isAlone(principal) && all.indexOf(principal) === place);
    return [...this.people.values(), ...unknown.map(freshPerson)];
  }

  /** How many people have a key that may give an answer: accounts of one person count once, the person at a client not at all. */
  approvingPeople(): number {
    return this.approving().size;
  }

  /** Tells whether the person behind a principal has a key that may give an answer. */
  mayApprove(principal: string): boolean {
    return this.approving().has(this.personOf(principal));
  }

  private approving(): ReadonlySet<string> {
    const keys = this.parts.ports.approvers
      .list()
      .filter((key) => key.withdrawnAtMs === null && key.principal !== AT_CLIENT && kindOf(key) !== 'passkey');
    return new Set(keys.map(({ principal }) => this.personOf(principal)));
  }

  /** In whose turn an account answers now: everybody who let this person, as long as that holds. */
  actsFor(principal: string, nowMs: number): readonly string[] {
    const person = this.personOf(principal);
    return this.standing(nowMs).flatMap(({ from, to }) => (this.personOf(to) === person ? [from] : []));
  }

  /** Who answers in the turn of an account now. */
  deputiesOf(principal: string, nowMs: number): readonly string[] {
    const person = this.personOf(principal);
    return this.standing(nowMs).flatMap(({ from, to }) => (this.personOf(from) === person ? [to] : []));
  }

  /** Tells whether nothing is to be sent to a person now. */
  isAway(principal: string, nowMs: number): boolean {
    const { away } = this.of(principal);
    return away !== null && isWithin(away, nowMs);
  }

  /** Whom to ask in the turn of an account now: its own person unless away, and whoever stands in for them and is not away. */
  reachOf(principal: string, nowMs: number): readonly string[] {
    const deputies = this.deputiesOf(principal, nowMs).filter((deputy) => !this.isAway(deputy, nowMs));
    return this.isAway(principal, nowMs) ? deputies : [principal, ...deputies];
  }

  /** The first accounts of those who are told when something of this kind happens, in the order in which they were named. */
  recipients(role: RecipientRole): readonly string[] {
    return [...this.people.values()].filter(({ roles }) => roles.includes(role)).map(({ id }) => id);
  }

  private standing(nowMs: number): readonly Delegation[] {
    return [...this.people.values()].flatMap(({ delegations }) => delegations).filter((one) => isWithin(one, nowMs));
  }

  /**
   * Changes a person in memory at once and answers what must be written with it. Whoever does not get it written calls `reload`: until
   * then the change holds, so that nothing is used twice meanwhile.
   */
  change(principal: string, change: (person: PersonRecord) => Partial<PersonRecord>): StateChange {
    const before = this.of(principal);
    if (before.revision === 0 && this.people.size >= MAX_PEOPLE)
      throw new GatewayError('person.refused', `keep a person: ${MAX_PEOPLE} are known, want fewer`);
    const record: PersonRecord = { ...before, ...change(before), id: before.id, revision: before.revision + 1 };
    this.keep(record);
    return { kind: 'person.save', record };
  }

  /** Changes a person, durable and on record when it answers. Raises `unavailable` when it could not be written: then nothing changed. */
  async update(
    principal: string,
    change: (person: PersonRecord) => Partial<PersonRecord>,
    entry: PersonEntry,
  ): Promise<PersonRecord> {
    const saved = this.change(principal, change);
    await this.write([saved], entry);
    return this.of(principal);
  }

  /** Writes prepared changes of people with the entry that records them, and with the messages that tell of it, in one commit. */
  async write(changes: readonly StateChange[], entry: PersonEntry): Promise<void> {
    const ids = changes.flatMap((change) => (change.kind === 'person.save' ? [change.record.id] : []));
    try {
      const outcome = await this.parts.sequencer.append({
        entries: [this.entryOf(entry)],
        changes: (index) => [...changes, ...(entry.notices?.(index) ?? [])],
      });
      if (outcome.ok) {
        for (const change of changes) this.noteWritten(change);
        return;
      }
    } catch (error) {
      await this.reload(ids);
      throw error;
    }
    await this.reload(ids);
    throw new GatewayError('unavailable', 'change a person: somebody was first, try again');
  }

  /** What was prepared is written: memory is behind it nowhere, whatever was taken up again meanwhile. */
  noteWritten(change: StateChange): void {
    if (change.kind !== 'person.save') return;
    const known = this.people.get(change.record.id);
    if (known === undefined || known.revision < change.record.revision) this.keep(change.record);
  }

  /** Takes people up again as the store has them. */
  async reload(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const stored = await this.parts.ports.stores.people.find(id).catch(() => null);
      this.forget(id);
      if (stored !== null) this.keep(stored);
    }
  }

  /** Takes a person out of memory, whose accounts are on their own from now on. */
  forget(id: string): void {
    const known = this.people.get(id);
    this.people.delete(id);
    for (const principal of known?.principals ?? [])
      if (this.accounts.get(principal) === id) this.accounts.delete(principal);
  }

  private keep(record: PersonRecord): void {
    for (const principal of this.people.get(record.id)?.principals ?? []) this.accounts.delete(principal);
    this.people.set(record.id, record);
    for (const principal of record.principals) this.accounts.set(principal, record.id);
  }

  private isAlone(principal: string): boolean {
    return principal !== AT_CLIENT && !this.accounts.has(principal);
  }

  private entryOf({ type, actor, data }: PersonEntry): NewEntry {
    const atMs = this.parts.ports.clock.nowMs();
    return { entry: { type, atMs, actor, session: null, action: null, data }, payload: null };
  }
}

/** A person of whom nothing is kept yet. */
function freshPerson(principal: string): PersonRecord {
  return {
    id: principal,
    principals: [principal],
    totp: null,
    failures: 0,
    lockedUntilMs: 0,
    passkeyCounts: [],
    hasHadFactor: false,
    recoveryHash: null,
    delegations: [],
    away: null,
    roles: [],
    revision: 0,
  };
}
