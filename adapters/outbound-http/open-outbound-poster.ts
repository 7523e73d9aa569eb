import { type ClientRequest, request as requestPlainly } from 'node:http';
import { request as requestOverTls } from 'node:https';
import type { LookupFunction } from 'node:net';
import { domainToASCII } from 'node:url';
import { classifyHost } from '../../core/effect/url/classify-host.ts';
import { parseHost } from '../../core/effect/url/parse-url.ts';
import type { Cidr } from '../../core/egress/cidr.ts';
import { dialledText } from '../../core/egress/destination.ts';
import { judgeAddresses } from '../../core/egress/judge-addresses.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { NameResolver } from '../../ports/name-resolver.ts';
import type {
  OutboundPost,
  OutboundPoster,
  PostAnswer,
  PostFailure,
  PostFailureCode,
} from '../../ports/outbound-poster.ts';
import { readAnswer } from './read-answer.ts';

/** What a poster may reach. */
export type OutboundPosterOptions = {
  readonly resolver: Pick<NameResolver, 'resolve'>;
  /** This machine's own addresses, which nobody outside may be sent to unless they are excepted. */
  readonly ownAddresses: () => readonly string[];
  /** Addresses that are not public and may be reached all the same; where they are this machine's loopback, over plain HTTP too. */
  readonly exceptions: readonly Cidr[];
  /** PEM of further authorities that certificates are checked against; null for the system's alone. */
  readonly ca?: string | null;
};

type Place = { readonly url: URL; readonly host: string; readonly addresses: readonly string[] };
type Limits = Parameters<OutboundPoster['post']>[1];

/** Opens a poster over Node's own client. Each POST has a connection of its own. */
export function openOutboundPoster(options: OutboundPosterOptions): OutboundPoster {
  return {
    post: async (post, limits) => {
      const deadline = AbortSignal.timeout(limits.timeoutMs);
      const place = await withinTime(findPlace(post.url, options), { deadline, limits });
      return place.ok ? await send(post, { place: place.value, limits, deadline, ca: options.ca ?? null }) : place;
    },
  };
}

/** Where the address leads, judged. What is not a plain address of the web is refused before anything is looked up. */
async function findPlace(text: string, options: OutboundPosterOptions): Promise<Result<Place, PostFailure>> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return refuse('address-refused', 'post: an address that is none of the web, want https://');
  if (url.username !== '' || url.password !== '')
    return refuse('address-refused', `post to ${url.hostname}: a name or password in the address, want none`);
  const host = parseHost(url.hostname);
  if (host === null || (host.kind === 'name' && domainToASCII(host.name) === ''))
    return refuse('address-refused', 'post: a host that cannot be read');
  const shown = dialledText(host);
  if (classifyHost(host) === 'metadata')
    return refuse('address-refused', `post to ${shown}: a cloud's metadata, want another host`);
  const found =
    host.kind === 'name' ? await options.resolver.resolve(shown) : { ok: true as const, addresses: [shown] };
  if (!found.ok) return refuse('unreachable', `post to ${shown}: ${found.failure}, want a name that resolves`);
  const judged = judgeAddresses(found.addresses, {
    host: shown,
    exceptions: options.exceptions,
    own: new Set(options.ownAddresses()),
  });
  if (!judged.ok) return refuse('address-refused', `post: ${judged.refusal.reason}`);
  if (url.protocol === 'http:' && !judged.addresses.every(isLoopback))
    return refuse('address-refused', `post to ${shown}: plain http://, want https://`);
  return ok({ url, host: shown, addresses: judged.addresses });
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

type Sending = {
  readonly place: Place;
  readonly limits: Limits;
  readonly deadline: AbortSignal;
  readonly ca: string | null;
};

function send(post: OutboundPost, { place, limits, deadline, ca }: Sending): Promise<Result<PostAnswer, PostFailure>> {
  const { promise, resolve } = Promise.withResolvers<Result<PostAnswer, PostFailure>>();
  const client: ClientRequest = (place.url.protocol === 'https:' ? requestOverTls : requestPlainly)(place.url, {
    method: 'POST',
    headers: { ...post.headers, 'accept-encoding': 'identity', 'content-length': post.body.length },
    agent: false,
    lookup: lookupOf(place.addresses),
    maxHeaderSize: 16_384,
    ...(ca === null ? {} : { ca }),
  });
  const end = (result: Result<PostAnswer, PostFailure>): void => {
    limits.signal.removeEventListener('abort', onAbort);
    deadline.removeEventListener('abort', onDeadline);
    resolve(result);
    client.destroy();
  };
  const onAbort = (): void => end(refuse('timed-out', `post to ${place.host}: called off before it answered`));
  const onDeadline = (): void =>
    end(refuse('timed-out', `post to ${place.host}: no answer within ${limits.timeoutMs} ms`));
  limits.signal.addEventListener('abort', onAbort, { once: true });
  deadline.addEventListener('abort', onDeadline, { once: true });
  client.on('response', (answer) => readAnswer(answer, { host: place.host, maxBytes: limits.answerBytes }, end));
  client.on('error', (error: Error) => end(failureOf(error, place.host)));
  if (limits.signal.aborted) onAbort();
  else if (deadline.aborted) onDeadline();
  else client.end(post.body);
  return promise;
}

/** What was judged is dialled, and no second look is taken at the name. */
function lookupOf(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_name, options, done) => {
    const first = found[0];
    if (options.all === true) done(null, found);
    else if (first !== undefined) done(null, first.address, first.family);
  };
}

/** OpenSSL's and Node's codes of certificates that do not hold (`ERR_TLS_…`, `…CERT…`, `…SIGN…`, `…ISSUER…`). */
function failureOf(error: Error, host: string): Result<never, PostFailure> {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'no code';
  const isTrust = ['ERR_TLS', 'ERR_SSL', 'CERT', 'SIGN', 'ISSUER'].some((part) => code.includes(part));
  return isTrust
    ? refuse('not-trusted', `post to ${host}: ${code}, want a certificate that fits the name`)
    : refuse('unreachable', `post to ${host}: ${code}, want an answer`);
}

function refuse(code: PostFailureCode, reason: string): Result<never, PostFailure> {
  return fail({ code, reason: reason.slice(0, 400) });
}

async function withinTime(
  finding: Promise<Result<Place, PostFailure>>,
  { deadline, limits }: Pick<Sending, 'deadline' | 'limits'>,
): Promise<Result<Place, PostFailure>> {
  const { promise, resolve } = Promise.withResolvers<Result<Place, PostFailure>>();
  const stop = (): void => resolve(refuse('timed-out', 'post: the name could not be looked up in time'));
  deadline.addEventListener('abort', stop, { once: true });
  limits.signal.addEventListener('abort', stop, { once: true });
  if (limits.signal.aborted) stop();
  try {
    return await Promise.race([finding, promise]);
  } finally {
    deadline.removeEventListener('abort', stop);
    limits.signal.removeEventListener('abort', stop);
  }
}
