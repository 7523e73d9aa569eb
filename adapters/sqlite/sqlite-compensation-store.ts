import type { DatabaseSync } from 'node:sqlite';
import { COMPENSATION_STATES } from '../../core/compensation/compensation.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { CompensationRecord, CompensationStore } from '../../ports/compensation-store.ts';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';

/** Compensations in SQLite. */
export function createSqliteCompensationStore({ database, read }: Connection): CompensationStore {
  const byAction = database.prepare('SELECT * FROM compensation WHERE action = ?');
  const byRun = database.prepare('SELECT * FROM compensation WHERE ran_as = ? ORDER BY seq DESC LIMIT 1');
  const first = database.prepare('SELECT * FROM compensation ORDER BY seq LIMIT ?');
  const ofSession = database.prepare('SELECT * FROM compensation WHERE session = ? ORDER BY seq LIMIT ?');
  const ofState = database.prepare('SELECT * FROM compensation WHERE state = ? ORDER BY seq LIMIT ?');
  const place = '(SELECT seq FROM compensation WHERE action = ?)';
  const behind = database.prepare(`SELECT * FROM compensation WHERE seq > ${place} ORDER BY seq LIMIT ?`);
  const behindOfSession = database.prepare(
    `SELECT * FROM compensation WHERE session = ? AND seq > ${place} ORDER BY seq LIMIT ?`,
  );
  return {
    async find(action) {
      return read('find a compensation', () => orNull(lookUpOne(byAction, action)));
    },
    async findByRun(action) {
      return read('find a compensation by its run', () => orNull(lookUpOne(byRun, action)));
    },
    async listByState(state, limit) {
      checkLimit(limit, MAX_LISTED);
      return read('list compensations by state', () => lookUp(ofState, [state], limit).map(compensationOf));
    },
    async list({ session, after, limit }) {
      checkLimit(limit, MAX_LISTED);
      const texts = [session, after].filter((text) => text !== null);
      const [ofAll, ofOne] = after === null ? [first, ofSession] : [behind, behindOfSession];
      return read('list compensations', () =>
        lookUp(session === null ? ofAll : ofOne, texts, limit).map(compensationOf),
      );
    },
  };
}

/** Writes compensations; each method answers why its condition does not hold, or null. */
export type CompensationChanges = {
  register(change: ChangeOf<'compensation.register'>): ConflictCode | null;
  step(change: ChangeOf<'compensation.step'>): ConflictCode | null;
};

/** Prepares the statements that write compensations. They run inside the caller's transaction. */
export function prepareCompensationChanges(database: DatabaseSync): CompensationChanges {
  const save = database.prepare(`
    INSERT INTO compensation (action, session, principal, log_index, registered_at_ms, state, ran_as)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (action) DO UPDATE SET
      session = excluded.session,
      principal = excluded.principal,
      log_index = excluded.log_index,
      registered_at_ms = excluded.registered_at_ms,
      state = excluded.state,
      ran_as = excluded.ran_as
    WHERE compensation.state NOT IN ('running', 'done')`);
  const stateOf = database.prepare('SELECT state FROM compensation WHERE action = ?');
  const move = database.prepare('UPDATE compensation SET state = ?, ran_as = ? WHERE action = ?');
  return {
    register({ record: { action, session, principal, logIndex, registeredAtMs, state, ranAs } }) {
      const { changes } = save.run(action, session, principal, logIndex, registeredAtMs, state, ranAs);
      return changes === 1 ? null : 'compensation-state';
    },
    step({ action, from, to, ranAs }) {
      const stored = stateOf.get(action)?.['state'];
      if (!from.some((state) => state === stored)) return 'compensation-state';
      move.run(to, ranAs, action);
      return null;
    },
  };
}

function orNull(row: object | null): CompensationRecord | null {
  return row === null ? null : compensationOf(row);
}

function compensationOf(row: object): CompensationRecord {
  const fields = new FieldReader('compensation', row);
  return {
    action: fields.text('action'),
    session: fields.text('session'),
    principal: fields.text('principal'),
    logIndex: fields.integer('log_index'),
    registeredAtMs: fields.integer('registered_at_ms'),
    state: fields.choice('state', COMPENSATION_STATES),
    ranAs: fields.textOrNull('ran_as'),
  };
}
