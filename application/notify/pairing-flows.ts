import { toBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import {
  FRESH_GUARD,
  isLocked,
  isOffered,
  mayOffer,
  noteWrongCode,
  PAIRING_LIMITS,
  type Pairing,
  type PairingEnd,
  type PairingGuard,
} from '../../core/notify/pairing.ts';
import { pairingCodeFrom, parsePairingCode } from '../../core/notify/pairing-code.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { enrolApprover, withdrawApprover } from '../approver/approver-desk.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { NewEntry } from '../log/log-sequencer.ts';
import { checkPrincipal } from '../token/token-desk.ts';
import { endingOf, pairingEntry } from './end-pairing.ts';

/** An account at a channel that wants to be paired, and where it is reached alone. */
export type PairingAccount = { readonly channel: string; readonly user: string; readonly place: string };

/** A code to hand to a person, once. */
export type OfferedPairing = { readonly pairing: Pairing; readonly code: string };

/**
 * Makes a code with which a person shows at a channel whose account they write from. Whoever makes it vouches for the person.
 *
 * The code is answered once and kept as its hash. Raises `input.invalid` where none may be made now.
 */
export async function offerPairing(
  context: FlowContext,
  caller: Caller,
  { channel, principal }: { readonly channel: string; readonly principal: string },
): Promise<OfferedPairing> {
  const { clock, randomness } = context.ports;
  if (!principal.startsWith('human:'))
    throw new GatewayError('input.invalid', 'pair an account: want a principal human:<name>', {
      remedies: ['Name a person: `countersign channels pair CHANNEL human:NAME`.'],
    });
  checkPrincipal(principal, 'pair an account');
  if (!context.notify.answersOn.has(channel))
    throw new GatewayError('input.invalid', `pair an account: found no channel ${channel} on which people answer`, {
      remedies: ['List them: `countersign channels list`.'],
    });
  const nowMs = clock.nowMs();
  await endExpired(context);
  const all = context.notify.book.all();
  const may = mayOffer(all, { channel, principal, nowMs });
  if (!may.ok) throw tooOften(channel, may.failure, nowMs);
  if (all.length >= PAIRING_LIMITS.maxPairings)
    throw new GatewayError('input.invalid', `pair an account: ${all.length} pairings hold, want fewer`);
  const code = pairingCodeFrom(randomness.bytes(8));
  const pairing: Pairing = {
    id: randomness.uuid(nowMs),
    channel,
    principal,
    state: 'offered',
    codeHash: toHex(context.ports.hash(code)),
    offeredBy: caller.principal,
    offeredAtMs: nowMs,
    expiresAtMs: nowMs + PAIRING_LIMITS.codeForMs,
    user: null,
    place: null,
    pairedAtMs: null,
    keyId: null,
    end: null,
    version: 1,
  };
  const entry = pairingEntry(context, { type: 'pairing.offered', pairing, actor: caller.principal, payload: null });
  await keep(context, pairing, entry);
  return { pairing, code };
}

/** What became of a code that was typed at a channel; the text is for the person who typed it. */
export type PairingAttempt =
  | { readonly ok: true; readonly pairing: Pairing }
  | { readonly ok: false; readonly why: 'locked' | 'wrong' | 'exposed' | 'unavailable' };

/**
 * Pairs the account that typed a code: enrols the account's key for the code's person.
 *
 * Five wrong codes lock an account out for an hour, however they arrive: one attempt of an account is looked at after the other. A code
 * that was typed where others can read it is void, and pairs nobody. A refusal is recorded where `isRecorded` says so.
 */
export function pairByCode(
  context: FlowContext,
  account: PairingAccount,
  given: { readonly typed: string; readonly isPrivate: boolean; readonly isRecorded: boolean },
): Promise<PairingAttempt> {
  return context.notify.attempts.take(JSON.stringify([account.channel, account.user]), () =>
    tryCode(context, account, given),
  );
}

async function tryCode(
  context: FlowContext,
  account: PairingAccount,
  {
    typed,
    isPrivate,
    isRecorded,
  }: { readonly typed: string; readonly isPrivate: boolean; readonly isRecorded: boolean },
): Promise<PairingAttempt> {
  const nowMs = context.ports.clock.nowMs();
  const guard = await readGuard(context, account);
  // Who is locked out is not heard again: nothing they type reaches the log.
  if (isLocked(guard, nowMs)) return { ok: false, why: 'locked' };
  const code = parsePairingCode(typed);
  const offered = code === null ? null : findOffered(context, { channel: account.channel, code, nowMs });
  if (offered === null) {
    await saveGuard(context, account, noteWrongCode(guard, nowMs));
    return refused(context, account, { why: 'wrong', isRecorded });
  }
  if (!isPrivate) {
    await endPairing(context, offered, { by: 'gateway', why: 'exposed' });
    return refused(context, account, { why: 'exposed', isRecorded: true });
  }
  await saveGuard(context, account, FRESH_GUARD);
  return { ok: true, pairing: await complete(context, account, offered) };
}

/**
 * Pairs an account that is known otherwise: a browser that logged in, a mailbox that the operator wrote down. What holds already
 * stays; the account of somebody else is taken from them.
 */
export async function pairDirectly(
  context: FlowContext,
  caller: Pick<Caller, 'principal'>,
  { principal, ...account }: PairingAccount & { readonly principal: string },
): Promise<Pairing> {
  const known = context.notify.book.find(account.channel, account.user);
  const isComplete =
    known !== null &&
    (known.keyId === null ? !context.notify.answersOn.has(account.channel) : !isEnding(context, known));
  if (isComplete && known.principal === principal && known.place === account.place) return known;
  checkPrincipal(principal, 'pair an account');
  const nowMs = context.ports.clock.nowMs();
  return complete(context, account, {
    id: context.ports.randomness.uuid(nowMs),
    channel: account.channel,
    principal,
    state: 'offered',
    codeHash: null,
    offeredBy: caller.principal,
    offeredAtMs: nowMs,
    expiresAtMs: nowMs,
    user: null,
    place: null,
    pairedAtMs: null,
    keyId: null,
    end: null,
    version: 0,
  });
}

/** Ends a pairing, by its id or the beginning of it: its key counts no longer, nor does what it approved and nobody has used. */
export async function unpair(context: FlowContext, caller: Caller, idOrPrefix: string): Promise<Pairing> {
  const found = context.notify.book.all().filter(({ id }) => idOrPrefix.length >= 4 && id.startsWith(idOrPrefix));
  const [pairing] = found;
  if (pairing === undefined || found.length > 1) {
    const problem = found.length > 1 ? 'several begin like this, want more characters' : 'there is none';
    throw new GatewayError('input.invalid', `unpair ${JSON.stringify(idOrPrefix.slice(0, 40))}: ${problem}`, {
      remedies: ['List them: `countersign channels pairings`.'],
    });
  }
  return endPairing(context, pairing, { by: caller.principal, why: 'unpaired' });
}

/** Ends pairings whose codes nobody used in time. */
export async function endExpired(context: FlowContext): Promise<void> {
  const nowMs = context.ports.clock.nowMs();
  const expired = context.notify.book.all().filter((one) => one.state === 'offered' && !isOffered(one, nowMs));
  for (const pairing of expired) await endPairing(context, pairing, { by: 'gateway', why: 'expired' });
}

/** Ends pairings whose key was withdrawn while their own end could not be written. */
export async function endUnkeyed(context: FlowContext): Promise<void> {
  const unkeyed = context.notify.book.all().filter((one) => one.state === 'paired' && isEnding(context, one));
  for (const pairing of unkeyed) await endPairing(context, pairing, { by: 'gateway', why: 'withdrawn' });
}

/** Whether the key of a pairing counts no longer. */
function isEnding({ ports }: FlowContext, { keyId }: Pairing): boolean {
  return ports.approvers.list().some((key) => key.keyId === keyId && key.withdrawnAtMs !== null);
}

/** Enrols first: a pairing that was written must be able to answer. What comes to nothing leaves a key that nobody signs with. */
async function complete(context: FlowContext, account: PairingAccount, offered: Pairing): Promise<Pairing> {
  const { clock, channelKeys } = context.ports;
  const before = context.notify.book.find(account.channel, account.user);
  if (before !== null) await endPairing(context, before, { by: offered.offeredBy, why: 'replaced' });
  const { principal } = offered;
  const key = channelKeys?.keyOf({ channel: account.channel, user: account.user, principal, pairing: offered.id });
  const vouching: Caller = { principal: offered.offeredBy, scopes: ['admin'] };
  // A channel that gives no answers has no key: what it would sign counts nowhere.
  const on = context.notify.answersOn.get(account.channel);
  const held = on === undefined ? undefined : { channel: on, account: account.user };
  const enrolled =
    key === undefined || held === undefined
      ? null
      : await enrolApprover(context, vouching, { principal, publicKey: toBase64(key.publicKey), held });
  const pairing: Pairing = {
    ...offered,
    state: 'paired',
    codeHash: null,
    user: account.user,
    place: account.place,
    pairedAtMs: clock.nowMs(),
    keyId: enrolled?.keyId ?? null,
    version: offered.version + 1,
  };
  const payload = JSON.stringify({ place: account.place, user: account.user });
  await keep(context, pairing, pairingEntry(context, { type: 'pairing.created', pairing, actor: principal, payload }));
  return pairing;
}

/** Ends with its key, in one commit; one without a key by itself. */
async function endPairing(
  context: FlowContext,
  pairing: Pairing,
  { by, why }: { readonly by: string; readonly why: PairingEnd },
): Promise<Pairing> {
  if (pairing.keyId !== null) {
    await withdrawApprover(context, { principal: by, scopes: ['admin'] }, { keyId: pairing.keyId, why });
    return context.notify.book.all().find(({ id }) => id === pairing.id) ?? { ...pairing, state: 'ended' };
  }
  const { ended, entry } = endingOf(context, pairing, { by, why });
  await keep(context, ended, entry);
  return ended;
}

async function keep(context: FlowContext, pairing: Pairing, entry: NewEntry): Promise<void> {
  const changes: readonly StateChange[] = [{ kind: 'pairing.save', pairing }];
  const outcome = await context.sequencer.append({ entries: [entry], changes: () => changes });
  if (!outcome.ok) throw new GatewayError('unavailable', `change the pairing ${pairing.id}: it changed meanwhile`);
  context.notify.book.note(pairing);
}

async function refused(
  { ports, sequencer }: FlowContext,
  { channel, user, place }: PairingAccount,
  { why, isRecorded }: { readonly why: 'wrong' | 'exposed'; readonly isRecorded: boolean },
): Promise<PairingAttempt> {
  const entry: NewEntry = {
    entry: {
      type: 'pairing.refused',
      atMs: ports.clock.nowMs(),
      actor: 'gateway',
      session: null,
      action: null,
      data: { channel, why },
    },
    payload: JSON.stringify({ place, user }),
  };
  if (isRecorded) await sequencer.append({ entries: [entry], changes: () => [] });
  return { ok: false, why };
}

function findOffered(
  { ports, notify }: FlowContext,
  { channel, code, nowMs }: { readonly channel: string; readonly code: string; readonly nowMs: number },
): Pairing | null {
  const hash = toHex(ports.hash(code));
  const fits = (one: Pairing): boolean => one.channel === channel && one.codeHash === hash && isOffered(one, nowMs);
  return notify.book.all().find(fits) ?? null;
}

function tooOften(
  channel: string,
  { why, untilMs }: { readonly why: 'too-soon' | 'too-many'; readonly untilMs: number },
  nowMs: number,
): GatewayError {
  const found = why === 'too-soon' ? 'a code was made less than ten minutes ago' : 'three codes wait to be used';
  const seconds = Math.ceil((untilMs - nowMs) / 1_000);
  const remedies = ['Use the code that was made; `countersign channels pairings` shows until when it holds.'];
  return new GatewayError('input.invalid', `pair an account at ${channel}: ${found}, want ${seconds} s of patience`, {
    remedies,
  });
}

const guardScope = ({ channel }: PairingAccount): string => `pairing-guard:${channel}`;

async function readGuard({ ports }: FlowContext, account: PairingAccount): Promise<PairingGuard> {
  const mark = await ports.stores.notifications.findMark(guardScope(account), account.user);
  if (mark === null) return FRESH_GUARD;
  const [failures = 0, lockedUntilMs = 0] = mark.value.split(' ').map(Number);
  return { failures, lockedUntilMs };
}

async function saveGuard(
  { ports }: FlowContext,
  account: PairingAccount,
  { failures, lockedUntilMs }: PairingGuard,
): Promise<void> {
  const value = `${failures} ${lockedUntilMs}`;
  const mark = { scope: guardScope(account), key: account.user, value, atMs: ports.clock.nowMs() };
  await ports.stores.notifications.write([{ kind: 'mark.save', mark, isNew: false }]);
}
