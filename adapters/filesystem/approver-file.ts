import { existsSync, readFileSync } from 'node:fs';
import { ANSWER_CHANNELS } from '../../core/approval/approval.ts';
import { APPROVER_KINDS } from '../../core/approval/approver-kind.ts';
import type { ApproverKey, ApproverRegistry, EnrolledApprover, PasskeyDetails } from '../../ports/approver-registry.ts';
import { StoreError } from '../../ports/store-error.ts';
import { writeDurably } from './write-durably.ts';

const MAX_APPROVERS = 1_000;

/** Approvers' public keys in one JSON file that only the gateway's user may write. Raises `StoreError` for a file it cannot read. */
export function openApproverFile(path: string): ApproverRegistry {
  const approvers = new Map(readApprovers(path).map((approver) => [approver.keyId, approver]));
  return {
    find: (keyId) => {
      const approver = approvers.get(keyId);
      return approver === undefined || approver.withdrawnAtMs !== null ? null : approver;
    },
    list: () => [...approvers.values()],
    enrol: async (given: ApproverKey) => {
      if (approvers.has(given.keyId)) return;
      if (approvers.size >= MAX_APPROVERS)
        throw new StoreError('store.full', `enrol an approver: ${MAX_APPROVERS} keys are known, want fewer`);
      const approver = { ...given, withdrawnAtMs: null };
      save(path, [...approvers.values(), approver]);
      approvers.set(approver.keyId, approver);
    },
    withdraw: async (keyId, atMs) => {
      const known = approvers.get(keyId);
      if (known === undefined) return;
      approvers.set(keyId, { ...known, withdrawnAtMs: known.withdrawnAtMs ?? atMs });
      save(path, [...approvers.values()]);
    },
  };
}

function save(path: string, approvers: readonly EnrolledApprover[]): void {
  try {
    writeDurably(path, `${JSON.stringify({ version: 1, approvers: approvers.map(toRow) }, null, 2)}\n`);
  } catch (error) {
    throw new StoreError('store.failed', `write the approvers: ${path} cannot be written`, { cause: error });
  }
}

function toRow({
  keyId,
  principal,
  publicKey,
  withdrawnAtMs,
  kind,
  channel,
  account,
  passkey,
}: EnrolledApprover): object {
  return {
    key_id: keyId,
    principal,
    public_key: Buffer.from(publicKey).toString('base64'),
    withdrawn_at_ms: withdrawnAtMs,
    ...(kind === undefined ? {} : { kind }),
    ...(channel === undefined ? {} : { channel }),
    ...(account === undefined ? {} : { account }),
    ...(passkey === undefined ? {} : { passkey: passkeyRow(passkey) }),
  };
}

function passkeyRow({ credentialId, rpId, coseKey, label, scopes }: PasskeyDetails): object {
  return { credential_id: credentialId, rp_id: rpId, cose_key: coseKey, label, scopes };
}

function readApprovers(path: string): readonly EnrolledApprover[] {
  if (!existsSync(path)) return [];
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isRecord(parsed) || parsed['version'] !== 1 || !Array.isArray(parsed['approvers']))
      throw new RangeError('want version 1 and a list');
    return parsed['approvers'].map(fromRow);
  } catch (error) {
    throw new StoreError('store.corrupt', `read the approvers: ${path} is not as the gateway writes it`, {
      cause: error,
    });
  }
}

function fromRow(row: unknown): EnrolledApprover {
  const {
    key_id: keyId,
    principal,
    public_key: text,
    withdrawn_at_ms: atMs = null,
    ...rest
  } = isRecord(row) ? row : {};
  const publicKey = new Uint8Array(Buffer.from(typeof text === 'string' ? text : '', 'base64'));
  const kind = kindFrom(rest);
  const isKey = kind.kind === 'passkey' ? publicKey.length > 32 : publicKey.length === 32;
  if (typeof keyId !== 'string' || typeof principal !== 'string' || !isKey)
    throw new RangeError('want key_id, principal and 32 bytes of public_key');
  if (atMs !== null && typeof atMs !== 'number') throw new RangeError('want a time or null as withdrawn_at_ms');
  return { keyId, principal, publicKey, withdrawnAtMs: atMs, ...kind };
}

/** Files from before there were kinds say nothing of them: their keys are people's own. */
function kindFrom(row: Record<string, unknown>): Pick<EnrolledApprover, 'kind' | 'channel' | 'account' | 'passkey'> {
  const kind = APPROVER_KINDS.find((name) => name === row['kind']);
  if (row['kind'] === undefined) return {};
  if (kind === 'channel') {
    const channel = ANSWER_CHANNELS.find((name) => name === row['channel']);
    if (channel === undefined) throw new RangeError('want a channel of a channel key');
    return { kind, channel, account: textOf(row, 'account') };
  }
  if (kind === 'passkey') return { kind, passkey: passkeyFrom(row['passkey']) };
  if (kind === 'personal') return { kind };
  throw new RangeError('want a kind that is known');
}

function passkeyFrom(value: unknown): PasskeyDetails {
  const row = isRecord(value) ? value : {};
  const scopes = row['scopes'];
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === 'string'))
    throw new RangeError('want scopes of a passkey');
  const [credentialId, rpId] = [textOf(row, 'credential_id'), textOf(row, 'rp_id')];
  return { credentialId, rpId, coseKey: textOf(row, 'cose_key'), label: textOf(row, 'label'), scopes };
}

function textOf(row: Record<string, unknown>, name: string): string {
  const value = row[name];
  if (typeof value === 'string') return value;
  throw new RangeError(`want ${name}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
