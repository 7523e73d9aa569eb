import type { RecordWithTtl } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import { MAX_ANSWERS, type NameResolver, type ResolvedName, type ResolveFailure } from '../../ports/name-resolver.ts';

/** How names are resolved. */
export type NameResolverOptions = {
  /** Name servers as `address` or `address:port`; null asks the system, its host file included. */
  readonly servers: readonly string[] | null;
  /** Of one name, every try included. */
  readonly timeoutMs?: number;
  /** How long an answer is remembered at most, however long its servers say. */
  readonly rememberMs?: number;
  readonly nowMs?: () => number;
};

const MAX_REMEMBERED = 2_000;
/** The system does not say how long its answers hold. */
const SYSTEM_REMEMBER_MS = 5_000;
/** How long the other family of addresses is waited for once one has answered: many networks drop questions for IPv6. */
const OTHER_FAMILY_MS = 500;
/** Too many names under way are turned away: a flood of them must not hold everybody else up. */
const MAX_UNDER_WAY = 1_000;

type Found = { readonly addresses: readonly string[]; readonly holdsMs: number };
type Remembered = { readonly answer: ResolvedName; readonly untilMs: number };

/**
 * Opens a resolver over name servers (c-ares, through Node) or over the system's own.
 *
 * Both families are asked for at once; one that fails, or is silent for half a second more, while the other answers is left out.
 * Failures are never remembered.
 */
export function openNameResolver({
  servers,
  timeoutMs = 5_000,
  rememberMs = 30_000,
  nowMs = () => performance.now(),
}: NameResolverOptions): NameResolver {
  const resolver = servers === null ? null : serverResolver(servers, timeoutMs);
  const remembered = new Map<string, Remembered>();
  const underWay = new Map<string, Promise<ResolvedName>>();
  const closed = Promise.withResolvers<ResolvedName>();
  let isClosed = false;

  const find = async (name: string): Promise<ResolvedName> => {
    const started = resolver === null ? askSystem(name) : askServers(resolver, name);
    const answered = await withinTime(started, timeoutMs);
    if (!('addresses' in answered)) return { ok: false, failure: answered.failure };
    const answer = judgeCount(answered.addresses);
    const untilMs = nowMs() + Math.min(answered.holdsMs, rememberMs);
    if (answer.ok && untilMs > nowMs()) keep(remembered, name, { answer, untilMs });
    return answer;
  };

  return {
    resolve: async (name) => {
      if (isClosed) return { ok: false, failure: 'dns.failed' };
      const known = remembered.get(name);
      if (known !== undefined && known.untilMs > nowMs()) return known.answer;
      const waiting = underWay.get(name);
      if (waiting !== undefined) return waiting;
      if (underWay.size >= MAX_UNDER_WAY) return { ok: false, failure: 'dns.failed' };
      const asked = Promise.race([find(name), closed.promise]);
      underWay.set(name, asked);
      try {
        return await asked;
      } finally {
        underWay.delete(name);
      }
    },
    close: () => {
      isClosed = true;
      remembered.clear();
      closed.resolve({ ok: false, failure: 'dns.failed' });
      resolver?.cancel();
    },
  };
}

function serverResolver(servers: readonly string[], timeoutMs: number): Resolver {
  const resolver = new Resolver({ timeout: Math.max(1, Math.floor(timeoutMs / 2)), tries: 2 });
  resolver.setServers(servers);
  return resolver;
}

type Asked = Found | { readonly failure: ResolveFailure };

async function askServers(resolver: Resolver, name: string): Promise<Asked> {
  const answers = await settledSoon([resolver.resolve4(name, { ttl: true }), resolver.resolve6(name, { ttl: true })]);
  const records = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (records.length > 0) {
    const holdsMs = Math.min(...records.map(({ ttl }) => ttl)) * 1_000;
    return { addresses: [...new Set(records.map(({ address }) => address))], holdsMs };
  }
  return {
    failure: worstOf(
      answers.map((answer) => (answer.status === 'rejected' ? failureOf(answer.reason) : 'dns.no-such-name')),
    ),
  };
}

type Records = readonly RecordWithTtl[];

/** What each was settled with; once one found something, the others are waited for a little longer and then count as timed out. */
function settledSoon(asked: readonly Promise<Records>[]): Promise<readonly PromiseSettledResult<Records>[]> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const tooLate = Object.assign(new Error('the other family answered long before'), { code: 'ETIMEOUT' });
  let timer: NodeJS.Timeout | undefined;
  for (const each of asked)
    each.then(
      (found) => {
        if (found.length > 0) timer ??= setTimeout(reject, OTHER_FAMILY_MS, tooLate);
      },
      () => undefined,
    );
  return Promise.allSettled(asked.map((each) => Promise.race([each, late]))).finally(() => clearTimeout(timer));
}

async function askSystem(name: string): Promise<Asked> {
  try {
    const found = await lookup(name, { all: true, order: 'verbatim' });
    return { addresses: [...new Set(found.map(({ address }) => address))], holdsMs: SYSTEM_REMEMBER_MS };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function failureOf(error: unknown): ResolveFailure {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'dns.no-such-name';
  return code === 'ETIMEOUT' || code === 'ETIMEDOUT' ? 'dns.timed-out' : 'dns.failed';
}

/** A name whose one family could not be asked for may still exist. */
function worstOf(failures: readonly ResolveFailure[]): ResolveFailure {
  return failures.find((failure) => failure !== 'dns.no-such-name') ?? 'dns.no-such-name';
}

function withinTime(asked: Promise<Asked>, timeoutMs: number): Promise<Asked> {
  const { promise, resolve } = Promise.withResolvers<Asked>();
  const timer = setTimeout(() => resolve({ failure: 'dns.timed-out' }), timeoutMs);
  void asked.then((answer) => {
    clearTimeout(timer);
    resolve(answer);
  });
  return promise;
}

function judgeCount(addresses: readonly string[]): ResolvedName {
  if (addresses.length > MAX_ANSWERS) return { ok: false, failure: 'dns.too-many' };
  return addresses.length === 0 ? { ok: false, failure: 'dns.no-such-name' } : { ok: true, addresses };
}

/** The oldest goes when there are too many. */
function keep(remembered: Map<string, Remembered>, name: string, entry: Remembered): void {
  remembered.delete(name);
  const [oldest] = remembered.keys();
  if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(name, entry);
}
