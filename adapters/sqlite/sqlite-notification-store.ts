import type { DatabaseSync } from 'node:sqlite';
import { APPROVAL_STATUSES } from '../../core/approval/approval.ts';
import {
  ANSWERABLE,
  DELIVERY_FAILURES,
  DELIVERY_PURPOSES,
  DELIVERY_STATES,
  DELIVERY_VERBS,
  type Delivery,
} from '../../core/notify/delivery.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type {
  DeliveryQuery,
  NotificationChange,
  NotificationConflict,
  NotificationStore,
} from '../../ports/notification-store.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';
import { pairingDocument, pairingOf } from './pairing-row.ts';

/** Deliveries, pairings and marks in SQLite. */
export function createSqliteNotificationStore(connection: Connection): NotificationStore {
  const { database, read, write } = connection;
  const byId = database.prepare('SELECT * FROM delivery WHERE id = ?');
  const byHandle = database.prepare(
    'SELECT delivery.* FROM delivery_handle JOIN delivery ON delivery.id = delivery_handle.delivery WHERE handle = ?',
  );
  const due = database.prepare(
    'SELECT * FROM delivery WHERE wake_at_ms <= ? AND settled = 0 ORDER BY wake_at_ms, seq LIMIT ?',
  );
  const pairings = database.prepare(
    'SELECT * FROM pairing WHERE state IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?',
  );
  const mark = database.prepare('SELECT * FROM mark WHERE scope = ? AND key = ?');
  const list = prepareList(database);
  const apply = prepareNotificationChanges(database);
  return {
    async findDelivery(id) {
      return read('find a delivery', () => deliveryOrNull(lookUpOne(byId, id)));
    },
    async findByHandle(handle) {
      return read('find a handle', () => deliveryOrNull(lookUpOne(byHandle, handle)));
    },
    async listDeliveries(query) {
      checkLimit(query.limit, MAX_LISTED);
      return read('list deliveries', () => list(query).map(deliveryOf));
    },
    async listDue(byMs, limit) {
      checkLimit(limit, MAX_LISTED);
      return read('list what is due', () => due.all(Math.min(byMs, Number.MAX_SAFE_INTEGER), limit).map(deliveryOf));
    },
    async listPairings({ states, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list pairings', () => pairings.all(JSON.stringify(states), limit).map(pairingOf));
    },
    async findMark(scope, key) {
      return read('find a mark', () => {
        const row = lookUpOne(mark, scope, key);
        if (row === null) return null;
        const fields = new FieldReader('mark', row);
        return { scope, key, value: fields.text('value'), atMs: fields.integer('at_ms') };
      });
    },
    async write(changes) {
      return write('write notifications', () => {
        for (const change of changes) {
          const conflict = apply(change);
          if (conflict !== null) return { keep: false, value: conflict };
        }
        return { keep: true, value: null };
      });
    },
  };
}

/** Prepares the statements that write notifications. They run inside the caller's transaction. */
export function prepareNotificationChanges(
  database: DatabaseSync,
): (change: NotificationChange) => NotificationConflict | null {
  const saveDelivery = prepareDeliverySave(database);
  const savePairing = preparePairingSave(database);
  const hasMark = database.prepare('SELECT 1 AS found FROM mark WHERE scope = ? AND key = ?');
  const saveMark = database.prepare(`
    INSERT INTO mark (scope, key, value, at_ms) VALUES (?, ?, ?, ?)
    ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value, at_ms = excluded.at_ms`);
  const forget = database.prepare('DELETE FROM mark WHERE scope = ? AND at_ms < ?');
  const forgetDeliveries = prepareDeliveryForget(database);
  return (change) => {
    switch (change.kind) {
      case 'delivery.save':
        return saveDelivery(change.delivery);
      case 'delivery.forget':
        forgetDeliveries(change.beforeMs);
        return null;
      case 'pairing.save':
        return savePairing(change.pairing);
      case 'mark.save': {
        const { scope, key, value, atMs } = change.mark;
        if (change.isNew && hasMark.get(scope, key) !== undefined) return 'mark-exists';
        saveMark.run(scope, key, value, atMs);
        return null;
      }
      case 'mark.forget':
        forget.run(change.scope, change.beforeMs);
        return null;
    }
  };
}

function prepareDeliverySave(database: DatabaseSync): (delivery: Delivery) => NotificationConflict | null {
  const stored = database.prepare('SELECT version, document FROM delivery WHERE id = ?');
  const save = database.prepare(`
    INSERT INTO delivery (id, request, channel, place, state, reference, settled, wake_at_ms, created_at_ms, version, document)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET request = excluded.request, channel = excluded.channel, place = excluded.place,
      state = excluded.state, reference = excluded.reference, settled = excluded.settled,
      wake_at_ms = excluded.wake_at_ms, created_at_ms = excluded.created_at_ms, version = excluded.version, document = excluded.document`);
  const saveHandle = database.prepare(`
    INSERT INTO delivery_handle (handle, delivery) VALUES (?, ?)
    ON CONFLICT (handle) DO UPDATE SET delivery = excluded.delivery`);
  return (delivery) => {
    const row = stored.get(delivery.id);
    if ((row?.['version'] ?? 0) !== delivery.version - 1) return 'delivery-moved';
    if (row === undefined) for (const { handle } of delivery.handles) saveHandle.run(handle, delivery.id);
    const handles = row === undefined ? delivery.handles : handlesOf(FieldReader.ofRow('delivery', row, ['document']));
    const { id, request, channel, to, state, reference, settled, createdAtMs, version } = delivery;
    const document = JSON.stringify(documentOf({ ...delivery, handles }));
    const wake = wakeAtMs(delivery);
    save.run(id, request, channel, to, state, reference, settled ? 1 : 0, wake, createdAtMs, version, document);
    return null;
  };
}

function prepareDeliveryForget(database: DatabaseSync): (beforeMs: number) => void {
  const old = 'SELECT id FROM delivery WHERE settled = 1 AND created_at_ms < ?';
  const handles = database.prepare(`DELETE FROM delivery_handle WHERE delivery IN (${old})`);
  const deliveries = database.prepare('DELETE FROM delivery WHERE settled = 1 AND created_at_ms < ?');
  return (beforeMs) => {
    handles.run(beforeMs);
    deliveries.run(beforeMs);
  };
}

function preparePairingSave(database: DatabaseSync) {
  const versionOf = database.prepare('SELECT version FROM pairing WHERE id = ?');
  const save = database.prepare(`
    INSERT INTO pairing (id, state, version, document) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, version = excluded.version, document = excluded.document`);
  return (pairing: Extract<NotificationChange, { kind: 'pairing.save' }>['pairing']): NotificationConflict | null => {
    if ((versionOf.get(pairing.id)?.['version'] ?? 0) !== pairing.version - 1) return 'pairing-moved';
    save.run(pairing.id, pairing.state, pairing.version, pairingDocument(pairing));
    return null;
  };
}

/** Every part of a query that was left out is null, and then holds for all. */
function prepareList(database: DatabaseSync): (query: DeliveryQuery) => readonly object[] {
  const where = `
    (?1 IS NULL OR request = ?1) AND (?2 IS NULL OR state IN (SELECT value FROM json_each(?2)))
    AND (?3 IS NULL OR channel = ?3) AND (?4 IS NULL OR place = ?4) AND (?5 IS NULL OR reference = ?5)
    AND (?6 = 0 OR settled = 0)`;
  const oldest = database.prepare(`SELECT * FROM delivery WHERE ${where} AND seq > ?7 ORDER BY seq LIMIT ?8`);
  const newest = database.prepare(`SELECT * FROM delivery WHERE ${where} AND seq < ?7 ORDER BY seq DESC LIMIT ?8`);
  const ofRequest = database.prepare(`
    SELECT * FROM delivery WHERE request = ?1 AND ${where} AND seq > ?7 ORDER BY seq LIMIT ?8`);
  const unsettled = database.prepare(`
    SELECT * FROM delivery WHERE settled = 0 AND ${where} AND seq > ?7 ORDER BY seq LIMIT ?8`);
  const place = database.prepare('SELECT seq FROM delivery WHERE id = ?');
  return (query) => {
    const isNewest = query.order === 'newest';
    const { request, channel, to, reference } = query;
    const texts = [request, channel, to, reference, query.after ?? undefined];
    if (texts.some((text) => text?.isWellFormed() === false)) return [];
    const from = query.after == null ? (isNewest ? Number.MAX_SAFE_INTEGER : -1) : seqOf(lookUp(place, [query.after]));
    if (from === null) return [];
    const states = query.states === undefined ? null : JSON.stringify(query.states);
    const flag = query.unsettled === true ? 1 : 0;
    const oldestOf = request !== undefined ? ofRequest : flag === 1 ? unsettled : oldest;
    const statement = isNewest ? newest : oldestOf;
    return statement.all(
      request ?? null,
      states,
      channel ?? null,
      to ?? null,
      reference ?? null,
      flag,
      from,
      query.limit,
    );
  };
}

function seqOf(rows: readonly object[]): number | null {
  const [row] = rows;
  return row === undefined ? null : new FieldReader('delivery', row).integer('seq');
}

function wakeAtMs({ dueAtMs, editDueAtMs }: Delivery): number | null {
  if (dueAtMs === null || editDueAtMs === null) return dueAtMs ?? editDueAtMs;
  return Math.min(dueAtMs, editDueAtMs);
}

function documentOf(delivery: Delivery): object {
  return {
    purpose: delivery.purpose,
    step: delivery.step,
    person: delivery.person,
    attempts: delivery.attempts,
    due_at_ms: delivery.dueAtMs,
    decision: delivery.decision,
    sent_at_ms: delivery.sentAtMs,
    failure: delivery.failure,
    handles: delivery.handles,
    answerable: delivery.answerable,
    fingerprint: delivery.fingerprint,
    shown: delivery.shown,
    edit_attempts: delivery.editAttempts,
    edit_due_at_ms: delivery.editDueAtMs,
  };
}

function handlesOf(columns: FieldReader): Delivery['handles'] {
  return columns
    .member('document')
    .members('handles')
    .map((fields) => ({ verb: fields.choice('verb', DELIVERY_VERBS), handle: fields.text('handle') }));
}

function deliveryOrNull(row: object | null): Delivery | null {
  return row === null ? null : deliveryOf(row);
}

function deliveryOf(row: object): Delivery {
  const columns = FieldReader.ofRow('delivery', row, ['document']);
  const fields = columns.member('document');
  return {
    id: columns.text('id'),
    purpose: fields.choice('purpose', DELIVERY_PURPOSES),
    request: columns.textOrNull('request'),
    step: fields.integer('step'),
    channel: columns.text('channel'),
    to: columns.text('place'),
    person: fields.textOrNull('person'),
    state: columns.choice('state', DELIVERY_STATES),
    attempts: fields.integer('attempts'),
    dueAtMs: fields.integerOrNull('due_at_ms'),
    createdAtMs: columns.integer('created_at_ms'),
    decision: fields.integerOrNull('decision'),
    sentAtMs: fields.integerOrNull('sent_at_ms'),
    reference: columns.textOrNull('reference'),
    failure: fields.textOrNull('failure') === null ? null : fields.choice('failure', DELIVERY_FAILURES),
    handles: handlesOf(columns),
    answerable: fields.choice('answerable', ANSWERABLE),
    fingerprint: fields.textOrNull('fingerprint'),
    shown: fields.textOrNull('shown') === null ? null : fields.choice('shown', APPROVAL_STATUSES),
    editAttempts: fields.integer('edit_attempts'),
    editDueAtMs: fields.integerOrNull('edit_due_at_ms'),
    settled: columns.flag('settled'),
    version: columns.integer('version'),
  };
}
