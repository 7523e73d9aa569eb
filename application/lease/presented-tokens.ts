import { fromBase64 } from '../../core/encoding/base64.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { fromUtf8 } from '../../core/encoding/utf8.ts';
import { anchorScope } from '../../core/lease/anchor-scope.ts';
import { attenuateLease, type Narrowing } from '../../core/lease/attenuate-lease.ts';
import type { LeaseTerms } from '../../core/lease/lease.ts';
import { parseNarrowing } from '../../core/lease/parse-lease-terms.ts';
import type { LeaseRecord } from '../../ports/lease-store.ts';
import type { LeaseTokenSource, VerifiedToken } from '../../ports/lease-token.ts';
import type { BudgetDesk } from '../budget/budget-desk.ts';
import type { EventHub } from '../event-hub.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LeaseBook } from './lease-book.ts';
import type { LeaseLog } from './lease-log.ts';

type Parts = {
  readonly ports: Pick<GatewayPorts, 'clock' | 'hash' | 'randomness'>;
  readonly events: EventHub;
  readonly budgets: BudgetDesk;
  readonly book: LeaseBook;
  readonly log: LeaseLog;
  readonly home: string;
  readonly tokens: LeaseTokenSource | null;
};

/** A token that was read: what it narrows, block by block behind the first. */
type Read = { readonly verified: VerifiedToken; readonly narrowings: readonly Narrowing[] };

/** Most tokens whose signatures are remembered as checked. */
const MAX_READ = 1_000;

/**
 * How many leases are in force at once. Narrowed ones leave room for those that people grant. Of one lease, so many are narrowed
 * directly, and each of these with all that is narrowed behind it counts by itself: none takes the share of another.
 */
export const LEASE_COUNTS = { live: 1_000, liveForNarrowed: 750, branches: 32, perBranch: 16 } as const;

/** A narrowed lease that is about to be in force: of which lease, and behind which of its direct narrowings. */
type Coming = { readonly root: string; readonly branch: string; readonly lease: Promise<LeaseRecord> };

/**
 * Finds the lease behind a token that somebody shows. Signatures are checked once and remembered by digest; whether the lease is in
 * force, and whether a block was revoked, is looked at every time by whoever asks for its facts.
 *
 * A narrowed token becomes a lease of its own when it is first shown, on record, so that it can be seen, revoked, and counted
 * with the one that it was narrowed from.
 */
export class PresentedTokens {
  private readonly parts: Parts;
  private readonly read = new Map<string, Read>();
  private readonly coming = new Map<string, Coming>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Raises `lease.refused` for a token that does not hold, `unavailable` where too many were narrowed from one lease. */
  async resolve(token: string): Promise<LeaseRecord> {
    const { verified, narrowings } = await this.readOnce(token);
    const { book, ports } = this.parts;
    if (ports.clock.nowMs() >= verified.expiresAtMs) throw refused('it is over');
    const given = book.find(verified.lease);
    if (given === null) throw refused('its lease is not known');
    const last = verified.revocationIds.at(-1) ?? '';
    if (narrowings.length === 0) return given;
    const known = book.all().find((record) => record.parent !== null && record.revocationIds.at(-1) === last);
    if (known !== undefined) return known;
    return this.coming.get(last)?.lease ?? this.begin(given, { verified, narrowings });
  }

  /** Takes a place before anything is waited for, so that many tokens shown at once are held to the same bounds. */
  private begin(given: LeaseRecord, read: Read): Promise<LeaseRecord> {
    const { revocationIds } = read.verified;
    const last = revocationIds.at(-1) ?? '';
    const branch = revocationIds[1] ?? '';
    if (given.end !== null) throw refused('its lease has ended');
    this.requireShare(given, branch);
    const release = this.parts.book.reserve(LEASE_COUNTS.liveForNarrowed);
    if (release === null) throw tooMany(`${LEASE_COUNTS.liveForNarrowed} leases are in force, want fewer`);
    const lease = this.make(given, read).finally(() => {
      release();
      this.coming.delete(last);
    });
    this.coming.set(last, { root: given.id, branch, lease });
    return lease;
  }

  /** Raises `unavailable` where a lease has as many branches as it may, or this branch as many leases. */
  private requireShare({ id }: LeaseRecord, branch: string): void {
    const present = this.parts.book.narrowedFrom(id).map(({ revocationIds }) => revocationIds[1] ?? '');
    const coming = [...this.coming.values()].filter(({ root }) => root === id).map((one) => one.branch);
    const taken = [...present, ...coming];
    const own = taken.filter((one) => one === branch).length;
    if (own >= LEASE_COUNTS.perBranch)
      throw tooMany(`${LEASE_COUNTS.perBranch} behind this narrowing are in force, want fewer`);
    if (own === 0 && new Set(taken).size >= LEASE_COUNTS.branches)
      throw tooMany(`${LEASE_COUNTS.branches} narrowed from this lease are in force, want fewer`);
  }

  private async make(given: LeaseRecord, { verified, narrowings }: Read): Promise<LeaseRecord> {
    const { ports, book, budgets, log, events } = this.parts;
    const nowMs = ports.clock.nowMs();
    // What one revokes of a token between the first and the last block ends what was narrowed behind it.
    const parent = this.nearest(given, verified.revocationIds);
    if (parent.end !== null) throw refused('what it was narrowed from has ended');
    const terms = narrowings.reduce<LeaseTerms>(
      (held, narrowing) => attenuateLease(held, this.anchored(narrowing, given)),
      {
        ...given.terms,
        expiresAtMs: Math.min(given.terms.expiresAtMs, verified.expiresAtMs),
      },
    );
    const record: LeaseRecord = {
      ...given,
      id: ports.randomness.uuid(nowMs),
      session: null,
      parent: parent.id,
      terms,
      grantedBy: given.principal,
      grantedAtMs: nowMs,
      renewals: 0,
      heartbeat: false,
      revocationIds: verified.revocationIds,
      calls: 0,
      version: 1,
    };
    await budgets.loadLease(record.id);
    await log.append(() => record, { by: given.principal, type: 'lease.granted' });
    book.keep(record, nowMs);
    events.publish({ kind: 'lease', atMs: nowMs, id: record.id, session: null, state: 'granted', reason: '' });
    return record;
  }

  /** The known lease with the longest row of blocks that this token begins with: the given one, or one narrowed from it. */
  private nearest(given: LeaseRecord, revocationIds: readonly string[]): LeaseRecord {
    const begins = ({ revocationIds: own }: LeaseRecord): boolean =>
      own.length < revocationIds.length && own.every((id, at) => id === revocationIds[at]);
    return this.parts.book
      .all()
      .filter((record) => record.parent !== null && begins(record))
      .reduce<LeaseRecord>(
        (longest, record) => (record.revocationIds.length > longest.revocationIds.length ? record : longest),
        {
          ...given,
          revocationIds: [],
        },
      );
  }

  private anchored(narrowing: Narrowing, { workspace }: LeaseRecord): Narrowing {
    if (narrowing.scope === undefined) return narrowing;
    const scope = anchorScope(narrowing.scope, { workspace, home: this.parts.home });
    if (!scope.ok) throw refused(scope.failure);
    return { ...narrowing, scope: scope.value };
  }

  private async readOnce(token: string): Promise<Read> {
    const digest = toHex(this.parts.ports.hash(token));
    const known = this.read.get(digest);
    if (known !== undefined) return known;
    const verified = (await this.parts.tokens?.open())?.verify(token) ?? {
      ok: false as const,
      failure: 'found one, want none: this gateway makes none',
    };
    if (!verified.ok) throw refused(verified.failure);
    const read = { verified: verified.value, narrowings: verified.value.blocks.slice(1).map(narrowingOf) };
    const [oldest] = this.read.keys();
    if (this.read.size >= MAX_READ && oldest !== undefined) this.read.delete(oldest);
    this.read.set(digest, read);
    return read;
  }
}

function narrowingOf(block: string): Narrowing {
  const bytes = fromBase64(block);
  const text = bytes === null ? null : fromUtf8(bytes);
  const parsed = parseNarrowing(text === null ? null : parseOrNull(text));
  if (!parsed.ok) throw refused(parsed.failure.join('; '));
  return parsed.value;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refused(reason: string): GatewayError {
  return new GatewayError('lease.refused', `act under the lease shown: ${reason}`);
}

function tooMany(what: string): GatewayError {
  return new GatewayError('unavailable', `act under a narrowed lease: ${what}`);
}
