import { existsSync, readFileSync } from 'node:fs';
import type { ApproverRegistry, EnrolledApprover } from '../../ports/approver-registry.ts';
import { StoreError } from '../../ports/store-error.ts';
import { writeDurably } from './write-durably.ts';

const MAX_APPROVERS = 1_000;

/** Approvers' public keys in one JSON file that only the gateway's user may write. Raises `StoreError` for a file it cannot read. */
export function openApproverFile(path: string): ApproverRegistry {
  const approvers = new Map(readApprovers(path).map((approver) => [approver.keyId, approver]));
  return {
    find: (keyId) => approvers.get(keyId) ?? null,
    list: () => [...approvers.values()],
    enrol: async (approver) => {
      if (approvers.has(approver.keyId)) return;
      if (approvers.size >= MAX_APPROVERS)
        throw new StoreError('store.full', `enrol an approver: ${MAX_APPROVERS} are enrolled, want fewer`);
      const rows = [...approvers.values(), approver].map(toRow);
      writeDurably(path, `${JSON.stringify({ version: 1, approvers: rows }, null, 2)}\n`);
      approvers.set(approver.keyId, approver);
    },
  };
}

function toRow({ keyId, principal, publicKey }: EnrolledApprover): {
  key_id: string;
  principal: string;
  public_key: string;
} {
  return { key_id: keyId, principal, public_key: Buffer.from(publicKey).toString('base64') };
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
  const { key_id: keyId, principal, public_key: text } = isRecord(row) ? row : {};
  const publicKey = new Uint8Array(Buffer.from(typeof text === 'string' ? text : '', 'base64'));
  if (typeof keyId !== 'string' || typeof principal !== 'string' || publicKey.length !== 32)
    throw new RangeError('want key_id, principal and 32 bytes of public_key');
  return { keyId, principal, publicKey };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
