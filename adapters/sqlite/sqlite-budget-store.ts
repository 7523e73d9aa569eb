import type { DatabaseSync } from 'node:sqlite';
import type { BudgetRecord, BudgetStore, ReservationRecord } from '../../ports/budget-store.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';

/** Budgets and reservations in SQLite. */
export function createSqliteBudgetStore({ database, read }: Connection): BudgetStore {
  const byScope = database.prepare('SELECT * FROM budget WHERE scope = ?');
  const first = database.prepare('SELECT * FROM budget ORDER BY seq LIMIT ?');
  const behind = database.prepare(
    'SELECT * FROM budget WHERE seq > (SELECT seq FROM budget WHERE scope = ?) ORDER BY seq LIMIT ?',
  );
  const open = database.prepare('SELECT * FROM reservation ORDER BY seq LIMIT ?');
  return {
    async find(scope) {
      return read('find a budget', () => {
        const row = lookUpOne(byScope, scope);
        return row === null ? null : budgetOf(row);
      });
    },
    async list({ after, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list budgets', () =>
        (after === null ? first.all(limit) : lookUp(behind, [after], limit)).map(budgetOf),
      );
    },
    async listOpen(limit) {
      checkLimit(limit, MAX_LISTED);
      return read('list reservations', () => open.all(limit).map(reservationOf));
    },
  };
}

/** Writes budgets. The first two answer why their condition does not hold, or null. */
export type BudgetChanges = {
  hold(change: ChangeOf<'budget.hold'>): ConflictCode | null;
  settle(change: ChangeOf<'budget.settle'>): ConflictCode | null;
  limit(change: ChangeOf<'budget.limit'>): void;
  reset(change: ChangeOf<'budget.reset'>): void;
};

/** Prepares the statements that write budgets. They run inside the caller's transaction. */
export function prepareBudgetChanges(database: DatabaseSync): BudgetChanges {
  const hold = database.prepare(`
    INSERT INTO reservation (id, principal, session, task, scopes, tokens, cost_micros, at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`);
  const scopesOf = database.prepare('SELECT scopes FROM reservation WHERE id = ?');
  const release = database.prepare('DELETE FROM reservation WHERE id = ?');
  const know = database.prepare('INSERT INTO budget (scope) VALUES (?) ON CONFLICT (scope) DO NOTHING');
  const book = database.prepare(
    'UPDATE budget SET used_tokens = used_tokens + ?, used_cost_micros = used_cost_micros + ? WHERE scope = ?',
  );
  const warn = database.prepare('UPDATE budget SET warned = 1 WHERE scope = ?');
  const limit = database.prepare(
    'UPDATE budget SET limit_tokens = ?, limit_cost_micros = ?, warned = 0 WHERE scope = ?',
  );
  const reset = database.prepare('UPDATE budget SET used_tokens = 0, used_cost_micros = 0, warned = 0 WHERE scope = ?');
  return {
    hold({ reservation, warned }) {
      const { id, principal, session, task, scopes, amount, atMs } = reservation;
      const kept = JSON.stringify(scopes);
      const { changes } = hold.run(id, principal, session, task, kept, amount.tokens, amount.costMicros, atMs);
      if (changes !== 1) return 'reservation-exists';
      for (const scope of warned) {
        know.run(scope);
        warn.run(scope);
      }
      return null;
    },
    settle({ id, used }) {
      const row = scopesOf.get(id);
      if (row === undefined) return 'reservation-settled';
      const scopes = FieldReader.ofRow('reservation', row, ['scopes']).texts('scopes');
      for (const scope of scopes) {
        know.run(scope);
        book.run(used.tokens, used.costMicros, scope);
      }
      release.run(id);
      return null;
    },
    limit({ scope, limit: set }) {
      know.run(scope);
      limit.run(set?.tokens ?? null, set?.costMicros ?? null, scope);
    },
    reset({ scope }) {
      know.run(scope);
      reset.run(scope);
    },
  };
}

function budgetOf(row: object): BudgetRecord {
  const fields = new FieldReader('budget', row);
  const tokens = fields.integerOrNull('limit_tokens');
  return {
    scope: fields.text('scope'),
    used: { tokens: fields.integer('used_tokens'), costMicros: fields.integer('used_cost_micros') },
    limit: tokens === null ? null : { tokens, costMicros: fields.integer('limit_cost_micros') },
    warned: fields.flag('warned'),
  };
}

function reservationOf(row: object): ReservationRecord {
  const fields = FieldReader.ofRow('reservation', row, ['scopes']);
  return {
    id: fields.text('id'),
    principal: fields.text('principal'),
    session: fields.text('session'),
    task: fields.text('task'),
    scopes: fields.texts('scopes'),
    amount: { tokens: fields.integer('tokens'), costMicros: fields.integer('cost_micros') },
    atMs: fields.integer('at_ms'),
  };
}
