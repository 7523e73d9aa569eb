import type { DatabaseSync } from 'node:sqlite';
import { PIN_STATUSES } from '../../core/trust/tool-pin.ts';
import { WARNING_KINDS } from '../../core/trust/tool-warning.ts';
import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { PinnedTool, ToolPlace, ToolRecord, ToolRegistry } from '../../ports/tool-registry.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';
import { lookUp, lookUpOne } from './look-up.ts';

const RECORD =
  'server, name, status, accepted_digest, seen_digest, warnings, changed_by, changed_at_ms, seen_at_ms' as const;

/** Tools and their pins in SQLite. */
export function createSqliteToolRegistry({ database, read }: Connection): ToolRegistry {
  const byPlace = database.prepare('SELECT * FROM tool WHERE server = ? AND name = ?');
  const first = database.prepare(`SELECT ${RECORD} FROM tool ORDER BY seq LIMIT ?`);
  const behind = database.prepare(`
    SELECT ${RECORD} FROM tool
    WHERE seq > (SELECT seq FROM tool WHERE server = ? AND name = ?) ORDER BY seq LIMIT ?`);
  return {
    async find({ server, name }) {
      return read('find a tool', () => {
        const row = lookUpOne(byPlace, server, name);
        return row === null ? null : pinnedOf(row);
      });
    },
    async list({ after, limit }) {
      checkLimit(limit, MAX_LISTED);
      return read('list tools', () => {
        const rows = after === null ? first.all(limit) : lookUp(behind, [after.server, after.name], limit);
        return rows.map((row) => recordOf(fieldsOf(row)));
      });
    },
  };
}

/** Prepares the statement that forgets a tool, inside the caller's transaction. */
export function prepareToolForget(database: DatabaseSync): (place: ToolPlace) => void {
  const forget = database.prepare('DELETE FROM tool WHERE server = ? AND name = ?');
  return ({ server, name }) => {
    forget.run(server, name);
  };
}

/** Prepares the statement that writes or replaces a tool, inside the caller's transaction. */
export function prepareToolSave(database: DatabaseSync): (tool: PinnedTool) => void {
  const save = database.prepare(`
    INSERT INTO tool
      (server, name, status, accepted_digest, accepted_listing, seen_digest, seen_listing, warnings, changed_by,
       changed_at_ms, seen_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (server, name) DO UPDATE SET
      status = excluded.status,
      accepted_digest = excluded.accepted_digest,
      accepted_listing = excluded.accepted_listing,
      seen_digest = excluded.seen_digest,
      seen_listing = excluded.seen_listing,
      warnings = excluded.warnings,
      changed_by = excluded.changed_by,
      changed_at_ms = excluded.changed_at_ms,
      seen_at_ms = excluded.seen_at_ms`);
  return (tool) => {
    save.run(
      tool.server,
      tool.name,
      tool.status,
      tool.acceptedDigest,
      tool.acceptedListing,
      tool.seenDigest,
      tool.seenListing,
      JSON.stringify(tool.warnings.map(({ kind, text }) => ({ kind, text }))),
      tool.by,
      tool.changedAtMs,
      tool.seenAtMs,
    );
  };
}

function fieldsOf(row: object): FieldReader {
  return FieldReader.ofRow('tool', row, ['warnings']);
}

function recordOf(fields: FieldReader): ToolRecord {
  return {
    server: fields.text('server'),
    name: fields.text('name'),
    status: fields.choice('status', PIN_STATUSES),
    acceptedDigest: fields.textOrNull('accepted_digest'),
    seenDigest: fields.text('seen_digest'),
    warnings: fields.members('warnings').map((warning) => ({
      kind: warning.choice('kind', WARNING_KINDS),
      text: warning.text('text'),
    })),
    by: fields.text('changed_by'),
    changedAtMs: fields.integer('changed_at_ms'),
    seenAtMs: fields.integer('seen_at_ms'),
  };
}

function pinnedOf(row: object): PinnedTool {
  const fields = fieldsOf(row);
  return {
    ...recordOf(fields),
    acceptedListing: fields.textOrNull('accepted_listing'),
    seenListing: fields.text('seen_listing'),
  };
}
