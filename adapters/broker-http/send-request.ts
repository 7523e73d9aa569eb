import { type LookupAddress, lookup as lookUpName } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as requestPlainly } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { rangeOf } from '../../core/effect/url/address-range.ts';
import { classifyHost } from '../../core/effect/url/classify-host.ts';
import { parseHost } from '../../core/effect/url/parse-url.ts';
import type { BrokerAnswer, BrokerRequest, BrokerResult, RequestSender } from '../../ports/secret-brokers.ts';

const LOCAL: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What a test may replace: which authority a server's certificate is checked against. */
export type SenderOptions = { readonly ca?: string };

/**
 * Makes requests with Node's own client: TLS, or plain HTTP on this machine; no redirect is followed, no compression asked for, no
 * connection kept. The address that a name leads to is looked at before it is dialled: a cloud's metadata is never reached.
 */
export function openRequestSender({ ca }: SenderOptions = {}): RequestSender {
  return {
    send: (request, limits) =>
      new Promise((resolve) => {
        const { protocol, hostname } = new URL(request.url);
        if (protocol !== 'https:' && !(protocol === 'http:' && LOCAL.has(hostname)))
          return resolve(failure(request, `found ${protocol}//, want https://`));
        if (isMetadata(hostname))
          return resolve(failure(request, 'found an address of cloud metadata, want another host'));
        const options = {
          method: request.method,
          headers: { ...request.headers, 'accept-encoding': 'identity' },
          agent: false as const,
          lookup: lookUp,
          timeout: limits.timeoutMs,
          signal: AbortSignal.timeout(limits.timeoutMs),
          ...(ca === undefined ? {} : { ca }),
        };
        const client: ClientRequest = (protocol === 'https:' ? requestOverTls : requestPlainly)(request.url, options);
        client.on('response', (answer) => collect(answer, limits.answerBytes, (value) => resolve({ ok: true, value })));
        client.on('error', (error: Error) => resolve(failure(request, error.message.slice(0, 200))));
        client.end(request.body ?? undefined);
      }),
  };
}

function failure({ method, url }: BrokerRequest, why: string): BrokerResult<never> {
  return { ok: false, failure: `${method} ${new URL(url).host}: ${why}` };
}

function collect(answer: IncomingMessage, most: number, done: (value: BrokerAnswer) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  const finish = (isCut: boolean): void => {
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    done({ status: answer.statusCode ?? 0, headers, body: Buffer.concat(parts).toString('utf8'), isCut });
  };
  answer.on('data', (part: Buffer) => {
    parts.push(part.subarray(0, Math.max(0, most - size)));
    size += part.length;
    if (size > most) answer.destroy();
  });
  answer.on('close', () => finish(size > most || !answer.complete));
}

type LookUpDone = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** As the system does it, but an answer that leads to metadata is an error; asked once, and what it says is dialled. */
function lookUp(name: string, options: object, done: LookUpDone): void {
  lookUpName(name, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0];
    if (error !== null || first === undefined) return done(error ?? new Error(`look up ${name}: no address`), []);
    if (addresses.some(({ address }) => isMetadata(address)))
      return done(new Error(`look up ${name}: it leads to cloud metadata`), []);
    return 'all' in options && options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
}

/** Link-local addresses count too: nothing else that is served there is meant for us. */
function isMetadata(name: string): boolean {
  const host = parseHost(name.includes(':') && !name.startsWith('[') ? `[${name}]` : name);
  if (host === null) return true;
  return classifyHost(host) === 'metadata' || (host.kind !== 'name' && rangeOf(host)?.range === 'link-local');
}
