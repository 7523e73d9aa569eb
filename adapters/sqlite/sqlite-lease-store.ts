import type { DatabaseSync } from 'node:sqlite';
import type { LeaseScope } from '../../core/lease/lease.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import { LEASE_ENDS, LEASE_OUTCOMES, type LeaseRecord, type LeaseStore } from '../../ports/lease-store.ts';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUpOne } from './look-up.ts';

/** Leases in SQLite: what never changes the answer of a question is one document. */
export function createSqliteLeaseStore({ database, read }: Connection): LeaseStore {
  const byId = database.prepare('SELECT * FROM lease WHERE id = ?');
  const live = database.prepare('SELECT * FROM lease WHERE live = 1 ORDER BY seq LIMIT ?');
  const newest = database.prepare('SELECT * FROM lease ORDER BY seq DESC LIMIT ?');
  return {
    async find(id) {
      return read('find a lease', () => {
        const row = lookUpOne(byId, id);
        return row === null ? null : leaseOf(row);
      });
    },
    async listLive(limit) {
      checkLimit(limit, MAX_LISTED);
      return read('list leases', () => live.all(limit).map(leaseOf));
    },
    async listNewest(limit) {
      checkLimit(limit, MAX_LISTED);
      return read('list leases', () => newest.all(limit).map(leaseOf));
    },
  };
}

/** Writes leases. `save` answers why its condition does not hold, or null. */
export type LeaseChanges = {
  save(change: ChangeOf<'lease.save'>): ConflictCode | null;
  count(change: ChangeOf<'lease.count'>): void;
};

/** Prepares the statements that write leases. They run inside the caller's transaction. */
export function prepareLeaseChanges(database: DatabaseSync): LeaseChanges {
  const versionOf = database.prepare('SELECT version FROM lease WHERE id = ?');
  const save = database.prepare(`
    INSERT INTO lease (id, live, calls, version, document) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET live = excluded.live, version = excluded.version, document = excluded.document`);
  const count = database.prepare('UPDATE lease SET calls = calls + 1 WHERE id = ?');
  return {
    save({ lease }) {
      const stored = versionOf.get(lease.id)?.['version'] ?? 0;
      if (stored !== lease.version - 1) return 'lease-moved';
      const { id, calls, version, ...rest } = lease;
      save.run(id, lease.end === null ? 1 : 0, calls, version, JSON.stringify(documentOf(rest)));
      return null;
    },
    count({ ids }) {
      for (const id of ids) count.run(id);
    },
  };
}

type Rest = Omit<LeaseRecord, 'id' | 'calls' | 'version'>;

function documentOf({ terms, end, ...rest }: Rest): object {
  const { capabilities, scopes, limits, expiresAtMs } = terms;
  return {
    principal: rest.principal,
    session: rest.session,
    task: rest.task,
    workspace: rest.workspace,
    parent: rest.parent,
    granted_by: rest.grantedBy,
    granted_at_ms: rest.grantedAtMs,
    renewals: rest.renewals,
    heartbeat: rest.heartbeat,
    attempt: rest.attempt,
    revocation_ids: rest.revocationIds,
    terms: {
      capabilities,
      scopes,
      tokens: limits.tokens,
      cost_micros: limits.costMicros,
      calls: limits.calls,
      expires_at_ms: expiresAtMs,
    },
    end: end === null ? null : { reason: end.reason, by: end.by, at_ms: end.atMs, outcome: end.outcome },
  };
}

function leaseOf(row: object): LeaseRecord {
  const columns = FieldReader.ofRow('lease', row, ['document']);
  const fields = columns.member('document');
  const end = fields.memberOrNull('end');
  return {
    id: columns.text('id'),
    principal: fields.text('principal'),
    session: fields.textOrNull('session'),
    task: fields.text('task'),
    workspace: fields.text('workspace'),
    parent: fields.textOrNull('parent'),
    terms: termsOf(fields.member('terms')),
    grantedBy: fields.text('granted_by'),
    grantedAtMs: fields.integer('granted_at_ms'),
    renewals: fields.integer('renewals'),
    heartbeat: fields.flag('heartbeat'),
    attempt: fields.integer('attempt'),
    revocationIds: fields.texts('revocation_ids'),
    end: end === null ? null : endOf(end),
    calls: columns.integer('calls'),
    version: columns.integer('version'),
  };
}

function endOf(fields: FieldReader): NonNullable<LeaseRecord['end']> {
  return {
    reason: fields.choice('reason', LEASE_ENDS),
    by: fields.text('by'),
    atMs: fields.integer('at_ms'),
    outcome: fields.choice('outcome', LEASE_OUTCOMES),
  };
}

function termsOf(fields: FieldReader): LeaseRecord['terms'] {
  return {
    capabilities: fields.texts('capabilities'),
    scopes: fields.members('scopes').map(scopeOf),
    limits: {
      tokens: fields.integer('tokens'),
      costMicros: fields.integer('cost_micros'),
      calls: fields.integer('calls'),
    },
    expiresAtMs: fields.integer('expires_at_ms'),
  };
}

function scopeOf(fields: FieldReader): LeaseScope {
  return {
    reads: fields.texts('reads'),
    writes: fields.texts('writes'),
    hosts: fields.texts('hosts'),
    branches: fields.texts('branches'),
    tools: fields.texts('tools'),
  };
}
