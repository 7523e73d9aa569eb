import { objectionsTo } from '../../core/secret/secret-rule.ts';
import { type SecretSpelling, spellingAt, writeSecret } from '../../core/secret/write-secret.ts';
import type { AwsKeys, BrokerAnswer, BrokerRequest, BrokerResult } from '../../ports/secret-brokers.ts';
import type { OwnOutcome } from '../act/own-call.ts';
import type { Caller, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { type BrokerCall, type BrokerJob, type BrokerParts, runBroker } from './broker-desk.ts';
import { type BrokerUrl, readBrokerUrl } from './broker-url.ts';

/** What stands for the secret in a request that a broker makes. */
export const SECRET_MARK = '{{secret}}';
const LIMITS = { timeoutMs: 60_000, answerBytes: 262_144 } as const;
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Headers that the connection has of itself, or that would change who is spoken to, or in which parts the answer comes. */
const REFUSED_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
  'accept-encoding',
  'range',
  'if-range',
]);
const SHOWN_HEADERS: ReadonlySet<string> = new Set([
  'content-type',
  'content-length',
  'etag',
  'last-modified',
  'location',
  'retry-after',
  'x-amzn-requestid',
]);

/** A request with the secret where `{{secret}}` stands: in values of headers or the query, in the path, in the body. */
export type HttpRequestOrder = {
  readonly secret: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** A request that is signed for AWS; the secret is `ACCESS_KEY_ID:SECRET_ACCESS_KEY`, with `:SESSION_TOKEN` where there is one. */
export type AwsRequestOrder = HttpRequestOrder & { readonly region: string; readonly service: string };

type Asked<Order> = { readonly caller: Caller; readonly call: BrokerCall; readonly order: Order };

/** Makes a request with a secret in it, and answers what came back without it. Raises `input.invalid`, `secret.refused`. */
export async function brokerHttpRequest(
  parts: BrokerParts,
  { caller, call, order }: Asked<HttpRequestOrder>,
  wait: Wait,
): Promise<OwnOutcome> {
  const url = readBrokerUrl(order.url, 'make a request');
  const request = readRequest(order, url);
  requirePlaces(parts, { caller, order, url });
  const job: BrokerJob = {
    ...jobOf(order, { url, request, broker: 'http-request' }),
    run: async (value) => {
      const written = withSecret(request, value);
      return written === null
        ? { ok: false, failure: 'make a request: the value holds control characters, which no header may' }
        : answerOf(await parts.ports.sender.send(written, LIMITS));
    },
  };
  return runBroker(parts, { caller, call, job }, wait);
}

/** Signs a request for AWS, makes it, and answers what came back. Raises `input.invalid`, `secret.refused`. */
export async function brokerAwsRequest(
  parts: BrokerParts,
  { caller, call, order }: Asked<AwsRequestOrder>,
  wait: Wait,
): Promise<OwnOutcome> {
  const url = readBrokerUrl(order.url, 'make a request');
  const request = readRequest(order, url);
  const { region, service } = order;
  const base = jobOf(order, { url, request, broker: 'aws-request' });
  const job: BrokerJob = {
    ...base,
    args: { ...base.args, region, service },
    run: async (value) => {
      const keys = awsKeysOf(value);
      if (keys === null) return { ok: false, failure: 'sign a request: the secret is no pair of keys, want ID:SECRET' };
      const atMs = parts.context.ports.clock.nowMs();
      const signed = await parts.ports.signer.sign(request, { keys, region, service, atMs });
      return answerOf(await parts.ports.sender.send(signed, LIMITS));
    },
  };
  return runBroker(parts, { caller, call, job }, wait);
}

function jobOf(
  { secret, method }: HttpRequestOrder,
  { url, request, broker }: Pick<BrokerJob, 'url' | 'broker'> & { readonly request: BrokerRequest },
): Omit<BrokerJob, 'run'> {
  const args = { body: request.body, headers: { ...request.headers }, method, url: url.href };
  return { broker, secret, tool: READING.has(method) ? 'broker_read' : 'broker_send', args, url, method };
}

function readRequest({ method, headers, body }: HttpRequestOrder, url: BrokerUrl): BrokerRequest {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const refused = names.filter((name) => REFUSED_HEADERS.has(name) || name.startsWith('proxy-'));
  if (refused.length > 0)
    throw new GatewayError(
      'input.invalid',
      `make a request: headers ${refused.join(', ')}, want none that the connection has or that asks for a part`,
    );
  return {
    method,
    url: url.href,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body,
  };
}

/** The secret may stand only where its rule lets it; the mark must stand somewhere. */
function requirePlaces(
  { vault, context }: BrokerParts,
  { caller, order, url }: { readonly caller: Caller; readonly order: HttpRequestOrder; readonly url: BrokerUrl },
): void {
  const { rule } = vault.show(order.secret);
  const use = {
    principal: caller.principal,
    nowMs: context.ports.clock.nowMs(),
    host: url.host,
    port: url.port,
    method: order.method,
  };
  const places = placesOf(order, url);
  if (places.length === 0)
    throw new GatewayError('input.invalid', `make a request: no ${SECRET_MARK} in it, want one where the secret goes`);
  const objections = places.flatMap((place) => objectionsTo(rule, { ...use, ...place }));
  if (objections.length > 0)
    throw new GatewayError('secret.refused', `use secret ${order.secret}: ${[...new Set(objections)].join('; ')}`);
}

type Place = { readonly place: 'header' | 'query' | 'path' | 'body'; readonly name: string };

function placesOf({ headers, body }: HttpRequestOrder, { path, query }: BrokerUrl): readonly Place[] {
  const inHeaders = Object.entries(headers).flatMap(([name, value]): Place[] =>
    value.includes(SECRET_MARK) ? [{ place: 'header', name: name.toLowerCase() }] : [],
  );
  const inQuery = query.split('&').flatMap((part): Place[] => {
    const name = part.split('=', 1)[0] as string;
    return part.includes(SECRET_MARK) ? [{ place: 'query', name: name.toLowerCase() }] : [];
  });
  const inPath: readonly Place[] = path.includes(SECRET_MARK) ? [{ place: 'path', name: '' }] : [];
  const inBody: readonly Place[] = body?.includes(SECRET_MARK) === true ? [{ place: 'body', name: '' }] : [];
  return [...inHeaders, ...inQuery, ...inPath, ...inBody];
}

/** The request with the value in it, written as each place needs it; null where it cannot stand. */
function withSecret(request: BrokerRequest, value: string): BrokerRequest | null {
  const put = (text: string, spelling: SecretSpelling): string | null => {
    const written = writeSecret(value, spelling);
    return written === null ? null : text.replaceAll(SECRET_MARK, () => written);
  };
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(request.headers)) {
    const written = text.includes(SECRET_MARK) ? put(text, 'header') : text;
    if (written === null) return null;
    headers[name] = written;
  }
  const bodySpelling = spellingAt('body', request.headers['content-type'] ?? '');
  const url = put(request.url, 'path') as string;
  return { ...request, url, headers, body: request.body === null ? null : put(request.body, bodySpelling) };
}

function awsKeysOf(value: string): AwsKeys | null {
  const [accessKeyId = '', secretAccessKey = '', ...session] = value.split(':');
  if (accessKeyId === '' || secretAccessKey === '') return null;
  return { accessKeyId, secretAccessKey, sessionToken: session.length === 0 ? null : session.join(':') };
}

function answerOf(sent: Awaited<ReturnType<BrokerParts['ports']['sender']['send']>>): BrokerResult<{
  readonly text: string;
  readonly detail: {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly is_cut: boolean;
  };
}> {
  if (!sent.ok) return sent;
  const { status, headers, body, isCut } = sent.value;
  const problem = unreadable(sent.value);
  if (problem !== null) return { ok: false, failure: `read the answer: ${problem}` };
  const shown = Object.fromEntries(Object.entries(headers).filter(([name]) => SHOWN_HEADERS.has(name)));
  return { ok: true, value: { text: `Answered ${status}.`, detail: { status, headers: shown, body, is_cut: isCut } } };
}

/** Why an answer cannot be looked through for the value: it is a part, which could hold a part of it, or in another coding. */
function unreadable({ status, headers }: BrokerAnswer): string | null {
  if (status === 206 || headers['content-range'] !== undefined) return 'found a part (206), want all of it';
  const transfer = (headers['transfer-encoding'] ?? 'chunked').trim().toLowerCase();
  if (transfer !== 'chunked') return `found the transfer coding ${JSON.stringify(transfer.slice(0, 40))}, want chunked`;
  const content = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (content !== 'identity' && content !== '')
    return `found the content coding ${JSON.stringify(content.slice(0, 40))}, want identity`;
  return null;
}
