import type { DatabaseSync } from 'node:sqlite';
import {
  type AllowedHost,
  type AllowedPlace,
  BROKER_KINDS,
  SECRET_APPROVALS,
  type SecretRule,
} from '../../core/secret/secret-rule.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { SecretRecord, SecretStore, SecretVersion } from '../../ports/secret-store.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';

/** Secrets in SQLite: names and rules in the open, values as the vault's cipher sealed them. */
export function createSqliteSecretStore({ database, read }: Connection): SecretStore {
  const byName = database.prepare('SELECT * FROM secret WHERE name = ?');
  const first = database.prepare('SELECT * FROM secret ORDER BY seq LIMIT ?');
  const following = database.prepare(`
    SELECT * FROM secret WHERE seq > (SELECT seq FROM secret WHERE name = ?) ORDER BY seq LIMIT ?`);
  return {
    async find(name) {
      return read('find a secret', () => {
        const row = lookUpOne(byName, name);
        return row === null ? null : secretOf(row);
      });
    },
    async list({ after, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list secrets', () =>
        (after === null ? first.all(limit) : lookUp(following, [after], limit)).map(secretOf),
      );
    },
  };
}

/** Prepares the statements that write a secret, inside the caller's transaction. */
export function prepareSecretSave(database: DatabaseSync): (change: ChangeOf<'secret.save'>) => ConflictCode | null {
  const insert = database.prepare(`
    INSERT INTO secret (name, rule, versions, created_at_ms, changed_at_ms, revoked_at_ms, revision)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (name) DO NOTHING`);
  const update = database.prepare(`
    UPDATE secret SET rule = ?, versions = ?, created_at_ms = ?, changed_at_ms = ?, revoked_at_ms = ?, revision = ?
    WHERE name = ? AND revision = ?`);
  return ({ record }) => {
    const { name, createdAtMs, changedAtMs, revokedAtMs, revision } = record;
    const documents = [JSON.stringify(record.rule), JSON.stringify(record.versions)] as const;
    const { changes } =
      revision === 1
        ? insert.run(name, ...documents, createdAtMs, changedAtMs, revokedAtMs, revision)
        : update.run(...documents, createdAtMs, changedAtMs, revokedAtMs, revision, name, revision - 1);
    return changes === 1 ? null : 'secret-moved';
  };
}

function secretOf(row: object): SecretRecord {
  const fields = FieldReader.ofRow('secret', row, ['rule', 'versions']);
  return {
    name: fields.text('name'),
    rule: ruleOf(fields.member('rule')),
    versions: fields.members('versions').map(versionOf),
    createdAtMs: fields.integer('created_at_ms'),
    changedAtMs: fields.integer('changed_at_ms'),
    revokedAtMs: fields.integerOrNull('revoked_at_ms'),
    revision: fields.integer('revision'),
  };
}

const PLACES = ['header', 'query', 'path', 'body'] as const;

function ruleOf(rule: FieldReader): SecretRule {
  return {
    hosts: rule.members('hosts').map(hostOf),
    places: rule.members('places').map(placeOf),
    methods: rule.texts('methods'),
    principals: rule.texts('principals'),
    brokers: rule.choices('brokers', BROKER_KINDS),
    approval: rule.choice('approval', SECRET_APPROVALS),
    environment: rule.textOrNull('environment'),
    expiresAtMs: rule.integerOrNull('expiresAtMs'),
    rotateEveryMs: rule.integerOrNull('rotateEveryMs'),
  };
}

function hostOf(host: FieldReader): AllowedHost {
  return { host: host.text('host'), port: host.integer('port') };
}

function placeOf(place: FieldReader): AllowedPlace {
  return { place: place.choice('place', PLACES), name: place.text('name') };
}

function versionOf(version: FieldReader): SecretVersion {
  return {
    number: version.integer('number'),
    sealed: version.textOrNull('sealed'),
    createdAtMs: version.integer('createdAtMs'),
    endsAtMs: version.integerOrNull('endsAtMs'),
  };
}
