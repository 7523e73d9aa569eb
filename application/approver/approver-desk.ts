import { type AnswerChannel, AT_CLIENT } from '../../core/approval/approval.ts';
import { kindOf } from '../../core/approval/approver-kind.ts';
import { fromBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { PairingEnd } from '../../core/notify/pairing.ts';
import type { ApproverKey, EnrolledApprover } from '../../ports/approver-registry.ts';
import { voidAnswersOf } from '../approval/void-answers.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { endingOf } from '../notify/end-pairing.ts';
import { checkPrincipal } from '../token/token-desk.ts';

const KEY_BYTES = 32;
const KEY_ID_LENGTH = 16;
const MIN_PREFIX_LENGTH = 4;

/** A key to enrol: a person's own, or with `held` one that the gateway signs with for an account of theirs. */
export type NewApprover = {
  readonly principal: string;
  /** 32 bytes, base64. */
  readonly publicKey: string;
  /** Of a key that the gateway holds: the one channel that it answers on, and the account there. */
  readonly held?: { readonly channel: AnswerChannel; readonly account: string };
};

/** Enrols a person's public key, on record before it counts. A key that was withdrawn never counts again. */
export async function enrolApprover(
  context: FlowContext,
  caller: Caller,
  { principal, publicKey, held }: NewApprover,
): Promise<{ readonly keyId: string }> {
  const key = fromBase64(publicKey);
  if (key?.length !== KEY_BYTES || !principal.startsWith('human:')) {
    throw new GatewayError(
      'input.invalid',
      `enrol an approver: want a principal human:<name> and ${KEY_BYTES} bytes of base64 as the public key`,
    );
  }
  const keyId = toHex(context.ports.hash(key)).slice(0, KEY_ID_LENGTH);
  const kind = held === undefined ? {} : ({ kind: 'channel', ...held } as const);
  await keepKey(context, caller, { keyId, principal, publicKey: key, ...kind });
  return { keyId };
}

/** Enrols a key of any kind, on record before it counts. Raises `input.invalid` for a name that is none and a key that was withdrawn. */
export async function keepKey({ ports, sequencer }: FlowContext, caller: Caller, key: ApproverKey): Promise<void> {
  const { keyId, principal } = key;
  checkPrincipal(principal, 'enrol an approver');
  const known = ports.approvers.list().find((approver) => approver.keyId === keyId);
  if (known !== undefined && known.withdrawnAtMs !== null)
    throw new GatewayError('input.invalid', `enrol an approver: key ${keyId} was withdrawn, want a new key`);
  if (known !== undefined && known.principal !== principal)
    throw new GatewayError(
      'input.invalid',
      `enrol an approver: key ${keyId} is another person's, want a key of one's own`,
    );
  const entry = {
    type: 'approver.enrolled' as const,
    atMs: ports.clock.nowMs(),
    actor: caller.principal,
    session: null,
    action: null,
    data: {
      key: keyId,
      principal,
      ...(key.kind === undefined ? {} : { kind: key.kind }),
      ...(key.channel === undefined ? {} : { channel: key.channel }),
      ...(key.passkey === undefined ? {} : { host: key.passkey.rpId }),
    },
  };
  await sequencer.append({ entries: [{ entry, payload: null }], changes: () => [] });
  await ports.approvers.enrol(key);
}

/** A key that was withdrawn, and how many of people are left that count (the one for answers at MCP clients does not). */
export type Withdrawal = { readonly approver: EnrolledApprover; readonly remaining: number };

/**
 * Withdraws a key, by its id or an unambiguous prefix of at least four digits. It counts for nothing from this moment on,
 * also where it could not be put on record; what it approved and nobody has used is void, and the account that it signs for is
 * paired no longer (`why` says on record what ended that).
 *
 * Withdrawing the last key is possible: then nobody can approve until one is enrolled. Repeating it records it again and
 * changes nothing else, so that a withdrawal that failed half-way can be finished.
 */
export async function withdrawApprover(
  context: FlowContext,
  caller: Caller,
  which: string | { readonly keyId: string; readonly why: PairingEnd },
): Promise<Withdrawal> {
  const { approvers, clock } = context.ports;
  const { keyId: given, why } = typeof which === 'string' ? { keyId: which, why: 'withdrawn' as const } : which;
  const { keyId, principal } = findKey(approvers.list(), given);
  const atMs = clock.nowMs();
  await approvers.withdraw(keyId, atMs);
  const all = approvers.list();
  const remaining = all.filter(
    (key) => key.withdrawnAtMs === null && key.principal !== AT_CLIENT && kindOf(key) !== 'passkey',
  ).length;
  const entry = {
    type: 'approver.withdrawn' as const,
    atMs,
    actor: caller.principal,
    session: null,
    action: null,
    data: { key: keyId, principal, remaining },
  };
  // Before and after the record: nothing that it approved is used behind the entry, nor given meanwhile.
  await voidAnswersOf(context, keyId);
  const { book } = context.notify;
  const paired = book.all().filter((one) => one.state === 'paired' && one.keyId === keyId);
  const endings = paired.map((pairing) => endingOf(context, pairing, { by: caller.principal, why }));
  const outcome = await context.sequencer.append({
    entries: [{ entry, payload: null }, ...endings.map((ending) => ending.entry)],
    changes: () => endings.flatMap(({ changes }) => changes),
  });
  if (!outcome.ok) throw new GatewayError('unavailable', `withdraw key ${keyId}: its pairing changed meanwhile`);
  for (const { ended } of endings) book.note(ended);
  await voidAnswersOf(context, keyId);
  await context.webSessions.endOfKey(keyId, caller.principal);
  return { approver: findKey(all, keyId), remaining };
}

function findKey(known: readonly EnrolledApprover[], given: string): EnrolledApprover {
  const prefix = given.trim().toLowerCase();
  const found = known.filter(({ keyId }) => prefix.length >= MIN_PREFIX_LENGTH && keyId.startsWith(prefix));
  const [only] = found;
  const shown = JSON.stringify(given.slice(0, 32));
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1)
    throw new GatewayError(
      'approver.ambiguous',
      `find key ${shown}: ${found.length} begin like this, want more digits`,
    );
  throw new GatewayError(
    'approver.unknown',
    `find key ${shown}: there is none, want an id or at least ${MIN_PREFIX_LENGTH} of its first digits`,
    { remedies: ['List them: `countersign approvers list`.'] },
  );
}
