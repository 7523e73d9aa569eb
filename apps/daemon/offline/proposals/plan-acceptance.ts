import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createSignatureVerifier } from '../../../../adapters/node-crypto/signatures.ts';
import { GatewayError } from '../../../../application/gateway-error.ts';
import { proveEntry } from '../../../../application/log/prove-entry.ts';
import { findProposal } from '../../../../application/policy/list-proposals.ts';
import { merkleHash } from '../../../../core/audit/merkle.ts';
import { verifyTlogProof } from '../../../../core/audit/tlog-proof.ts';
import { parseVerifierKey } from '../../../../core/audit/verifier-key.ts';
import type { Policy } from '../../../../core/policy/policy.ts';
import type { Places } from '../../environment.ts';
import { openPolicy } from '../open-policy.ts';
import { type AcceptableRule, checkProposal } from './check-proposal.ts';
import { insertRule } from './insert-rule.ts';
import { loadStaged } from './load-staged.ts';
import { type OpenRecord, withRecord } from './read-proposals.ts';

/** What accepting a proposal would do to the policy file. */
export type Acceptance = {
  readonly index: number;
  readonly rule: AcceptableRule;
  /** The file to write; behind a link, the file that it leads to. */
  readonly file: string;
  /** The file's text now; null where there is none, and the policy that comes with Countersign is what `before` holds. */
  readonly current: string | null;
  readonly before: string;
  readonly after: string;
  readonly mode: number;
  /** Warnings that the policy would have with the rule and has not without. */
  readonly warnings: readonly string[];
};

/**
 * Works out what accepting a proposal would do, and that it may be done: the proposal is in the signed log, the rule is open
 * and narrow, and the whole policy loads with it and differs in this rule alone.
 *
 * Changes nothing. Raises `GatewayError` with the reason.
 */
export async function planAcceptance(index: number, places: Places): Promise<Acceptance> {
  const rule = await withRecord(places, (record) => readRule(index, record));
  const own = join(places.configDirectory, 'policy.yaml');
  const file = existsSync(own) ? realpathSync(own) : own;
  const current = existsSync(own) ? readFileSync(file, 'utf8') : null;
  const before = current ?? readFileSync(join(places.packageDirectory, 'policies', 'default.yaml'), 'utf8');
  const old = await openPolicy(places.configDirectory, places);
  if (old.current.policy.settings.rules.some(({ id }) => id === rule.id))
    throw refused(index, `the policy already has a rule ${rule.id}`);
  const inserted = insertRule(before, rule.yaml);
  if (!inserted.ok) throw refused(index, `${file}: ${inserted.failure}`);
  const next = await loadStaged(inserted.value, places);
  requireOneMore(old.current.policy.settings, next.policy.settings, { index, rule });
  const warnings = next.warnings.filter((warning) => !old.current.warnings.includes(warning));
  const mode = current === null ? 0o600 : statSync(file).mode & 0o777;
  return { index, rule, file, current, before, after: inserted.value, mode, warnings };
}

async function readRule(index: number, record: OpenRecord): Promise<AcceptableRule> {
  const { ledger } = record.stores;
  await requireInLog(index, record);
  const proposed = await findProposal(index, { ports: { ...record, ledger }, nowMs: Date.now() });
  const checked = checkProposal(proposed);
  if (!checked.ok) throw refused(index, checked.failure);
  return checked.value;
}

/** A rule that widens the policy is taken only from an entry that the log's key has signed for. */
async function requireInLog(index: number, { files, stores, hash }: OpenRecord): Promise<void> {
  const keys = readFileSync(files.logVerifierKeys, 'utf8').trim().split('\n');
  const logKeys = keys.flatMap((text) => {
    const key = parseVerifierKey(text, hash);
    return key.ok ? [key.value] : [];
  });
  const { entry, proof } = await proveEntry(index, { ledger: stores.ledger, hash });
  const merkle = merkleHash(hash);
  const policy = { origin: logKeys[0]?.name ?? '', logKeys, witnessKeys: [], witnessQuorum: 0 };
  const trust = { policy, verify: createSignatureVerifier(), merkle };
  const verified = verifyTlogProof({ text: proof, leafHash: merkle.leaf(entry) }, trust);
  if (!verified.ok)
    throw new GatewayError('log.corrupt', `accept the rule of entry ${index}: ${verified.failure}`, {
      remedies: ['See: `countersign log verify`.'],
    });
}

function requireOneMore(
  old: Policy,
  next: Policy,
  { index, rule }: { readonly index: number; readonly rule: AcceptableRule },
): void {
  const without = { ...next, version: old.version, rules: next.rules.filter(({ id }) => id !== rule.id) };
  const added = next.rules.filter(({ id }) => id === rule.id);
  const isOne = added.length === 1 && added[0]?.decision === 'permit' && added[0].layer === 'organisation';
  if (isOne && JSON.stringify(without) === JSON.stringify(old)) return;
  throw refused(index, 'the policy would differ in more than this rule');
}

function refused(index: number, found: string): GatewayError {
  return new GatewayError('unavailable', `accept the rule of entry ${index}: ${found}`, {
    remedies: ['See what can be accepted: `countersign policy proposed`.'],
  });
}
