import type { DatabaseSync } from 'node:sqlite';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import { MAX_PEOPLE, type PersonRecord, type PersonStore, RECIPIENT_ROLES } from '../../ports/person-store.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUpOne } from './look-up.ts';

/** People in SQLite, one document each; secrets in it as the gateway's cipher sealed them. */
export function createSqlitePersonStore({ database, read }: Connection): PersonStore {
  const byId = database.prepare('SELECT * FROM person WHERE id = ?');
  const all = database.prepare('SELECT * FROM person ORDER BY seq LIMIT ?');
  return {
    async find(id) {
      return read('find a person', () => {
        const row = lookUpOne(byId, id);
        return row === null ? null : personOf(row);
      });
    },
    async list() {
      return read('list people', () => all.all(MAX_PEOPLE).map(personOf));
    },
  };
}

/** Writes people, inside the caller's transaction. */
export type PersonChanges = {
  save(change: ChangeOf<'person.save'>): ConflictCode | null;
  forget(change: ChangeOf<'person.forget'>): void;
};

/** Prepares the statements that write people. */
export function preparePersonChanges(database: DatabaseSync): PersonChanges {
  const revisionOf = database.prepare('SELECT revision FROM person WHERE id = ?');
  const save = database.prepare(`
    INSERT INTO person (id, revision, document) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, document = excluded.document`);
  const forget = database.prepare('DELETE FROM person WHERE id = ?');
  return {
    save({ record }) {
      const { id, revision, ...rest } = record;
      if ((revisionOf.get(id)?.['revision'] ?? 0) !== revision - 1) return 'person-moved';
      save.run(id, revision, JSON.stringify(documentOf(rest)));
      return null;
    },
    forget({ id }) {
      forget.run(id);
    },
  };
}

function documentOf(person: Omit<PersonRecord, 'id' | 'revision'>): object {
  const { totp, away } = person;
  return {
    principals: person.principals,
    totp:
      totp === null
        ? null
        : {
            id: totp.id,
            sealed: totp.sealed,
            enrolled_at_ms: totp.enrolledAtMs,
            last_counter: totp.lastCounter,
          },
    failures: person.failures,
    locked_until_ms: person.lockedUntilMs,
    passkey_counts: person.passkeyCounts.map(({ keyId, count }) => ({ key_id: keyId, count })),
    has_had_factor: person.hasHadFactor,
    recovery_hash: person.recoveryHash,
    delegations: person.delegations.map(({ id, from, to, fromMs, untilMs }) => ({
      id,
      from,
      to,
      from_ms: fromMs,
      until_ms: untilMs,
    })),
    away: away === null ? null : { from_ms: away.fromMs, until_ms: away.untilMs },
    roles: person.roles,
  };
}

function personOf(row: object): PersonRecord {
  const fields = FieldReader.ofRow('person', row, ['document']);
  const document = fields.member('document');
  return {
    id: fields.text('id'),
    principals: document.texts('principals'),
    totp: totpOf(document.memberOrNull('totp')),
    failures: document.integer('failures'),
    lockedUntilMs: document.integer('locked_until_ms'),
    passkeyCounts: document
      .members('passkey_counts')
      .map((item) => ({ keyId: item.text('key_id'), count: item.integer('count') })),
    hasHadFactor: document.flag('has_had_factor'),
    recoveryHash: document.textOrNull('recovery_hash'),
    delegations: document.members('delegations').map((item) => ({
      id: item.text('id'),
      from: item.text('from'),
      to: item.text('to'),
      ...spanOf(item),
    })),
    away: awayOf(document.memberOrNull('away')),
    roles: document.choices('roles', RECIPIENT_ROLES),
    revision: fields.integer('revision'),
  };
}

function totpOf(fields: FieldReader | null): PersonRecord['totp'] {
  if (fields === null) return null;
  return {
    id: fields.text('id'),
    sealed: fields.text('sealed'),
    enrolledAtMs: fields.integer('enrolled_at_ms'),
    lastCounter: fields.integer('last_counter'),
  };
}

function awayOf(fields: FieldReader | null): PersonRecord['away'] {
  return fields === null ? null : spanOf(fields);
}

function spanOf(fields: FieldReader): { readonly fromMs: number; readonly untilMs: number } {
  return { fromMs: fields.integer('from_ms'), untilMs: fields.integer('until_ms') };
}
