import { setTimeout as pause } from 'node:timers/promises';
import { domainToASCII } from 'node:url';
import { openMemoryStores } from '../../adapters/memory/open-memory-stores.ts';
import { sha256, sha256Hex } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import { createPayloadCipher } from '../../adapters/node-crypto/payload-cipher.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { openSystemClock } from '../../adapters/system/system-clock.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import type { EgressAttempt, EgressSpec, UnexpectedEgress } from '../../application/egress/egress-attempt.ts';
import type { EgressConnection } from '../../application/egress/egress-connection.ts';
import { EgressDesk } from '../../application/egress/egress-desk.ts';
import type { EgressPass } from '../../application/egress/egress-pass.ts';
import { EventHub } from '../../application/event-hub.ts';
import type { ReadyPolicy } from '../../application/gateway-ports.ts';
import { LogSequencer } from '../../application/log/log-sequencer.ts';
import { openLog } from '../../application/log/open-log.ts';
import { createVerifierKey } from '../../core/audit/verifier-key.ts';
import type { EgressRule } from '../../core/egress/egress-rule.ts';
import { readEgressRule } from '../../core/egress/read-egress-rule.ts';
import type { Json } from '../../core/encoding/json.ts';
import { CALM, type EmergencyState } from '../../core/incident/emergency-state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NameResolver, ResolvedName } from '../../ports/name-resolver.ts';
import type { Stores } from '../../ports/stores.ts';
import { readyPolicy } from './test-policy.ts';

/** An entry of the log, as a test reads it. */
export type EgressEntry = {
  readonly type: string;
  readonly actor: string;
  readonly session: string;
  readonly data: { readonly [key: string]: Json };
};

/** A desk over memory, and what a test may want to change while it runs. */
export type TestEgress = {
  readonly desk: EgressDesk;
  readonly events: EventHub;
  readonly sequencer: LogSequencer;
  readonly state: { emergency: EmergencyState; ready: ReadyPolicy; own: readonly string[]; isWritable: boolean };
  readonly unexpected: UnexpectedEgress[];
  readonly pass: (rules: readonly Json[], overrides?: Partial<EgressSpec>) => EgressPass;
  /** The entries so far; with a number, once there are that many, which some are only a moment later. */
  readonly entries: (atLeast?: number) => Promise<readonly EgressEntry[]>;
  /** Looks at the whole log as somebody outside would; raises where anything does not hold. */
  readonly checkLog: () => Promise<unknown>;
};

/** What a test may replace. */
export type TestEgressOptions = {
  /** Addresses by name, as a function where they change; or a resolver. */
  readonly names?: { readonly [name: string]: readonly string[] } | ((name: string) => ResolvedName) | NameResolver;
  readonly stores?: Stores;
  readonly clock?: Clock;
};

/** Reads a rule for a test; raises when it is none. */
export function egressRule(input: Json): EgressRule {
  const read = readEgressRule(input, domainToASCII);
  if (!read.ok) throw new Error(read.failure.join('; '));
  return read.value;
}

/** Opens a desk for a test: a real log over memory, an always-open policy, names that the test says. */
export async function openTestEgress({
  names = {},
  stores = openMemoryStores(),
  clock = openSystemClock(),
}: TestEgressOptions = {}): Promise<TestEgress> {
  const logKey = generateSigningKey('ed25519');
  const key = createVerifierKey({ name: 'test.log/1', kind: 'ed25519', publicKey: logKey.publicKey }, sha256);
  if (!key.ok) throw new Error(key.failure);
  const randomness = openSystemRandomness();
  const logPorts = {
    ledger: stores.ledger,
    clock,
    randomness,
    hash: sha256,
    hashHex: sha256Hex,
    verifySignature: createSignatureVerifier(),
    logSigner: { origin: 'test.log/1', signers: [{ key: key.value, sign: logKey.sign }] as const },
    cipher: createPayloadCipher(new Uint8Array(32), randomness),
  };
  const { frontier } = await openLog(logPorts);
  const sequencer = new LogSequencer(logPorts, frontier, () => undefined);
  const events = new EventHub();
  const state: TestEgress['state'] = { emergency: CALM, ready: readyPolicy(), own: [], isWritable: true };
  const unexpected: UnexpectedEgress[] = [];
  const desk = new EgressDesk({
    clock,
    randomness,
    events,
    sequencer: {
      append: (unit) =>
        state.isWritable ? sequencer.append(unit) : Promise.reject(new Error('append: the disk is full')),
    },
    emergency: { read: () => state.emergency },
    policies: { forWorkspace: () => state.ready },
    resolver: resolverOf(names),
    ownAddresses: () => state.own,
    toAscii: domainToASCII,
    home: '/home/dev',
  });
  const pass: TestEgress['pass'] = (rules, overrides = {}) =>
    desk.open({
      principal: 'agent:test',
      onBehalfOf: 'human:operator',
      session: 'session-1',
      run: 'run-1',
      workspace: '/work/app',
      rules: rules.map(egressRule),
      secrets: null,
      onUnexpected: (said) => void unexpected.push(said),
      ...overrides,
    });
  const read = async (): Promise<readonly EgressEntry[]> => {
    const stored = await stores.ledger.readEntries({ fromIndex: 0, limit: Math.max(1, sequencer.size) });
    return stored.map(({ text }) => JSON.parse(text) as EgressEntry);
  };
  const entries: TestEgress['entries'] = async (atLeast = 0) => {
    for (let turn = 0; turn < 2_000 && sequencer.size < atLeast; turn++) await pause(10);
    return read();
  };
  return { desk, events, sequencer, state, unexpected, pass, entries, checkLog: () => openLog(logPorts) };
}

function resolverOf(names: NonNullable<TestEgressOptions['names']>): NameResolver {
  if (typeof names === 'object' && 'resolve' in names && typeof names.resolve === 'function')
    return names as NameResolver;
  const find = typeof names === 'function' ? names : fromTable(names as { readonly [name: string]: readonly string[] });
  return { resolve: (name) => Promise.resolve(find(name)), close: () => undefined };
}

function fromTable(table: { readonly [name: string]: readonly string[] }): (name: string) => ResolvedName {
  return (name) => {
    const addresses = Object.hasOwn(table, name) ? table[name] : undefined;
    return addresses === undefined ? { ok: false, failure: 'dns.no-such-name' } : { ok: true, addresses };
  };
}

/** Names that tests ask for. */
export const NAMES = {
  'a.example': ['93.184.216.34'],
  'b.example': ['93.184.216.35', '2606::1'],
  'inner.example': ['10.0.0.1'],
  'mixed.example': ['93.184.216.34', '127.0.0.1'],
};

/** An attempt at a tunnel. */
export function tunnel(host: string, port = 443): EgressAttempt {
  return { via: 'connect', host, port, request: null };
}

/** An attempt at a plain request. */
export function get(host: string, { method = 'GET', path = '/', port = 80 } = {}): EgressAttempt {
  return { via: 'http', host, port, request: { scheme: 'http', method, path } };
}

/** The code of a refusal, or `allowed`. */
export async function codeOf(pass: EgressPass, attempt: EgressAttempt): Promise<string> {
  const answer = await pass.admit(attempt);
  return answer.ok ? 'allowed' : answer.refusal.code;
}

/** A connection that a pass let through. */
export async function openOne(pass: EgressPass, attempt = tunnel('a.example')): Promise<EgressConnection> {
  const answer = await pass.admit(attempt);
  if (!answer.ok) throw new Error(answer.refusal.reason);
  const connection = answer.open(attempt.request?.scheme ?? 'https');
  if (!connection.ok) throw new Error(connection.refusal.reason);
  return connection;
}
