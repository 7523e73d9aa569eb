import type { DatabaseSync } from 'node:sqlite';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { UsageRow, UsageStore } from '../../ports/usage-store.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';

/** What models used, in SQLite. */
export function createSqliteUsageStore({ database, read }: Connection): UsageStore {
  const order = 'ORDER BY day DESC, principal, provider, model LIMIT ?';
  const ofAll = database.prepare(`SELECT * FROM model_usage WHERE day BETWEEN ? AND ? ${order}`);
  const ofOne = database.prepare(`SELECT * FROM model_usage WHERE day BETWEEN ? AND ? AND principal = ? ${order}`);
  return {
    async list({ fromDay, toDay, principal, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list usage', () => {
        const rows =
          principal === null ? ofAll.all(fromDay, toDay, limit) : ofOne.all(fromDay, toDay, principal, limit);
        return rows.map(rowOf);
      });
    },
  };
}

/** Prepares the statement that adds one call to its row. It runs inside the caller's transaction. */
export function prepareUsageAdd(database: DatabaseSync): (change: ChangeOf<'usage.add'>) => void {
  const add = database.prepare(`
    INSERT INTO model_usage (day, principal, provider, model, calls, input, output, cache_read, cache_write, cost_micros)
    VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)
    ON CONFLICT (day, principal, provider, model) DO UPDATE SET
      calls = calls + 1,
      input = input + excluded.input,
      output = output + excluded.output,
      cache_read = cache_read + excluded.cache_read,
      cache_write = cache_write + excluded.cache_write,
      cost_micros = cost_micros + excluded.cost_micros`);
  return ({ day, principal, used: { provider, model, usage, costMicros } }) => {
    const { input, output, cacheRead, cacheWrite } = usage;
    const tokens = [input, output, cacheRead, cacheWrite];
    add.run(day, principal, provider, model, ...tokens, costMicros);
  };
}

function rowOf(row: object): UsageRow {
  const fields = new FieldReader('model_usage', row);
  return {
    day: fields.integer('day'),
    principal: fields.text('principal'),
    provider: fields.text('provider'),
    model: fields.text('model'),
    calls: fields.integer('calls'),
    usage: {
      input: fields.integer('input'),
      output: fields.integer('output'),
      cacheRead: fields.integer('cache_read'),
      cacheWrite: fields.integer('cache_write'),
    },
    costMicros: fields.integer('cost_micros'),
  };
}
