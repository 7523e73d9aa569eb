import { PAIRING_ENDS, PAIRING_STATES, type Pairing } from '../../core/notify/pairing.ts';
import { FieldReader } from './field-reader.ts';

/** A pairing as the text of its column. */
export function pairingDocument({ end, ...pairing }: Pairing): string {
  return JSON.stringify({
    channel: pairing.channel,
    principal: pairing.principal,
    code_hash: pairing.codeHash,
    offered_by: pairing.offeredBy,
    offered_at_ms: pairing.offeredAtMs,
    expires_at_ms: pairing.expiresAtMs,
    user: pairing.user,
    place: pairing.place,
    paired_at_ms: pairing.pairedAtMs,
    key_id: pairing.keyId,
    end: end === null ? null : { why: end.why, by: end.by, at_ms: end.atMs },
  });
}

/** A pairing of its row; raises `store.corrupt` for anything that it cannot be. */
export function pairingOf(row: object): Pairing {
  const columns = FieldReader.ofRow('pairing', row, ['document']);
  const fields = columns.member('document');
  const end = fields.memberOrNull('end');
  return {
    id: columns.text('id'),
    channel: fields.text('channel'),
    principal: fields.text('principal'),
    state: columns.choice('state', PAIRING_STATES),
    codeHash: fields.textOrNull('code_hash'),
    offeredBy: fields.text('offered_by'),
    offeredAtMs: fields.integer('offered_at_ms'),
    expiresAtMs: fields.integer('expires_at_ms'),
    user: fields.textOrNull('user'),
    place: fields.textOrNull('place'),
    pairedAtMs: fields.integerOrNull('paired_at_ms'),
    keyId: fields.textOrNull('key_id'),
    end: end === null ? null : { why: end.choice('why', PAIRING_ENDS), by: end.text('by'), atMs: end.integer('at_ms') },
    version: columns.integer('version'),
  };
}
