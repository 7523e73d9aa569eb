import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { TestContext } from 'node:test';
import type { EgressSpec } from '../../../application/egress/egress-attempt.ts';
import type { Json } from '../../../core/encoding/json.ts';
import { openTestEgress, type TestEgress, type TestEgressOptions } from '../../../test/harness/test-egress.ts';
import { openEgressProxy } from '../open-egress-proxy.ts';
import type { ProxyOptions } from '../proxy-options.ts';
import { closed, openDoor, portOf } from './client.ts';

/** Names that the tests' resolver knows. */
export const NAMES = { 'a.example': ['93.184.216.34'], 'b.example': ['93.184.216.35'], 'inner.example': ['10.0.0.1'] };

/** A request as it reached the server. */
export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
};
/** A proxy and everything around it. */
export type HttpWorld = TestEgress & {
  readonly door: number;
  readonly seen: Seen[];
  readonly dialled: string[];
  readonly pass0: ReturnType<TestEgress['pass']>;
};

/** A proxy behind a door, and one HTTP server that stands behind every address and remembers what it was sent. */
export async function openHttpWorld(
  t: TestContext,
  rules: readonly Json[],
  {
    spec = {},
    options = {},
    names = NAMES,
    answer = (_: IncomingMessage, response: ServerResponse) => void response.end('hello'),
  }: {
    spec?: Partial<EgressSpec>;
    options?: ProxyOptions;
    names?: TestEgressOptions['names'];
    answer?: (request: IncomingMessage, response: ServerResponse, body: string) => void;
  } = {},
): Promise<HttpWorld> {
  const egress = await openTestEgress({ names });
  const seen: Seen[] = [];
  const dialled: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (chunk: Buffer) => parts.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      seen.push({ method: request.method ?? '', url: request.url ?? '', rawHeaders: request.rawHeaders, body });
      answer(request, response, body);
    });
    request.on('error', () => undefined);
  });
  const port = await portOf(server);
  const proxy = openEgressProxy({
    connect: (place) => {
      dialled.push(`${place.address}:${place.port}`);
      return connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    },
    ...options,
  });
  const pass0 = egress.pass(rules, spec);
  const door = await openDoor(proxy, pass0);
  t.after(async () => {
    proxy.close();
    server.closeAllConnections();
    await Promise.all([door.close(), closed(server)]);
  });
  return { ...egress, door: door.port, seen, dialled, pass0 };
}

/** The bytes of a request after which the connection is to be closed. */
export function ask(text: readonly string[], body = ''): string {
  return `${[...text, 'Connection: close', '', ''].join('\r\n')}${body}`;
}

/** A header of a request as it reached the server; null for none. */
export function headerOf({ rawHeaders }: Seen, name: string): string | null {
  const at = rawHeaders.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name);
  return at < 0 ? null : (rawHeaders[at + 1] ?? '');
}

/** Every host over plain HTTP. */
export const STAR = ['http://*', 'http://*:8080'];
