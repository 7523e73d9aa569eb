import type { DatabaseSync } from 'node:sqlite';
import type { Containment, EmergencyState, Halt, HaltSource } from '../../core/incident/emergency-state.ts';
import type { EmergencyStore } from '../../ports/emergency-store.ts';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { ChangeOf } from './change-of.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';

const SOURCES: readonly HaltSource[] = ['api', 'cli', 'signal', 'sentinel', 'breaker', 'integrity'];
const VERBS: readonly Containment['verb'][] = ['freeze', 'quarantine', 'block', 'revoke', 'mute'];
const TARGETS: readonly Containment['target']['kind'][] = ['session', 'principal', 'tool', 'host', 'effect-class'];

/** The emergency state in SQLite. A state that cannot be read raises `store.corrupt`; it is never taken for calm. */
export function createSqliteEmergencyStore({ database, read }: Connection): EmergencyStore {
  const load = database.prepare('SELECT state, version, resume_token_hash FROM emergency');
  return {
    async load() {
      return read('load the emergency state', () => {
        const row = load.get();
        if (row === undefined) return null;
        const fields = FieldReader.ofRow('emergency', row, ['state']);
        return {
          state: stateOf(fields.member('state')),
          version: fields.integer('version'),
          resumeTokenHash: fields.textOrNull('resume_token_hash'),
        };
      });
    },
  };
}

/** Prepares the statement that replaces the emergency state, inside the caller's transaction. */
export function prepareEmergencySave(
  database: DatabaseSync,
): (change: ChangeOf<'emergency.save'>) => ConflictCode | null {
  const version = database.prepare('SELECT version FROM emergency');
  const save = database.prepare(`
    INSERT INTO emergency (only_row, state, version, resume_token_hash) VALUES (1, ?, ?, ?)
    ON CONFLICT (only_row) DO UPDATE SET
      state = excluded.state, version = excluded.version, resume_token_hash = excluded.resume_token_hash`);
  return ({ state, expectedVersion, resumeTokenHash }) => {
    const stored = version.get()?.['version'] ?? 0;
    if (stored !== expectedVersion) return 'emergency-moved';
    save.run(JSON.stringify(stateDocument(state)), expectedVersion + 1, resumeTokenHash);
    return null;
  };
}

function stateDocument({ halt, safeMode, containments }: EmergencyState): object {
  return {
    halt: halt === null ? null : { source: halt.source, by: halt.by, reason: halt.reason, since_ms: halt.sinceMs },
    safe_mode: safeMode,
    containments: containments.map(({ verb, target, by, reason, sinceMs }) => ({
      verb,
      target: { kind: target.kind, name: target.name },
      by,
      reason,
      since_ms: sinceMs,
    })),
  };
}

function stateOf(fields: FieldReader): EmergencyState {
  const halt = fields.memberOrNull('halt');
  return {
    halt: halt === null ? null : haltOf(halt),
    safeMode: fields.flag('safe_mode'),
    containments: fields.members('containments').map(containmentOf),
  };
}

function haltOf(fields: FieldReader): Halt {
  return {
    source: fields.choice('source', SOURCES),
    by: fields.text('by'),
    reason: fields.text('reason'),
    sinceMs: fields.integer('since_ms'),
  };
}

function containmentOf(fields: FieldReader): Containment {
  const target = fields.member('target');
  return {
    verb: fields.choice('verb', VERBS),
    target: { kind: target.choice('kind', TARGETS), name: target.text('name') },
    by: fields.text('by'),
    reason: fields.text('reason'),
    sinceMs: fields.integer('since_ms'),
  };
}
