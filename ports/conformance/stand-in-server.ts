import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

/** A way in which a service fails. The first two have words of the service's own. */
export type ServiceFault =
  | 'rate-limited'
  | 'refused-token'
  | 'outage'
  | 'page'
  | 'null'
  | 'reset'
  | 'silence'
  | 'endless'
  | 'half'
  | 'elsewhere';

/** Faults after which it is not known what became of a request. */
export const OUTAGES: readonly ServiceFault[] = [
  'outage',
  'page',
  'null',
  'reset',
  'silence',
  'endless',
  'half',
  'elsewhere',
];

/** A request to a service of the tests. */
export type ServiceRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The same as bytes, for a body that is no text. */
  readonly bytes: Buffer;
};

/** What the service answers: JSON unless it is text. */
export type ServiceReply = {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: unknown;
};

/** An HTTP server of the tests that stands for a service. */
export type FakeService = {
  readonly root: string;
  readonly calls: () => number;
  readonly fail: (fault: ServiceFault | null) => void;
};

/** Serves what `answer` says; while a fault is set, that fault. Ends with the test. */
export async function openFakeService(
  t: TestContext,
  {
    answer,
    faults,
  }: {
    readonly answer: (request: ServiceRequest) => ServiceReply | Promise<ServiceReply>;
    readonly faults: { readonly [fault in 'rate-limited' | 'refused-token']: ServiceReply };
  },
): Promise<FakeService> {
  let fault: ServiceFault | null = null;
  let calls = 0;
  const server = createServer((incoming, outgoing) => {
    calls += 1;
    void (async () => {
      const request = await readRequest(incoming);
      if (fault === 'rate-limited' || fault === 'refused-token') send(outgoing, faults[fault]);
      else if (fault === null) send(outgoing, await answer(request));
      else misbehave(fault, incoming, outgoing);
    })().catch((error: unknown) => send(outgoing, { status: 599, body: String(error) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    fail: (next) => {
      fault = next;
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<ServiceRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://service.test');
  return {
    method: incoming.method ?? '',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    bytes: Buffer.concat(chunks),
  };
}

function send(outgoing: ServerResponse, { status, headers = {}, body }: ServiceReply): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  outgoing.end(status === 204 ? '' : text);
}

function misbehave(fault: ServiceFault, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (fault === 'reset') incoming.socket.destroy();
  else if (fault === 'outage')
    send(outgoing, { status: 503, body: '<html>down</html>', headers: { 'content-type': 'text/html' } });
  else if (fault === 'page')
    send(outgoing, { status: 200, body: '<html>sign in</html>', headers: { 'content-type': 'text/html' } });
  else if (fault === 'null') send(outgoing, { status: 200, body: 'null' });
  else if (fault === 'elsewhere') send(outgoing, { status: 302, body: '', headers: { location: '/elsewhere' } });
  else if (fault === 'half') {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    outgoing.write('{"ok":');
    void sleep(5).then(() => incoming.socket.destroy());
  } else if (fault === 'endless') {
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    const block = Buffer.alloc(65_536, ' ');
    const more = (): void => {
      while (!outgoing.destroyed && outgoing.write(block));
    };
    outgoing.on('drain', more);
    more();
  }
}
