import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { type Cidr, parseCidr } from '../../../core/egress/cidr.ts';
import type { OutboundPoster } from '../../../ports/outbound-poster.ts';
import { openOutboundPoster } from '../open-outbound-poster.ts';

/** One request as a test's server saw it, the body whole. */
export type SeenRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** Serves on this machine for one test; what it saw is kept in `seen`. */
export async function serveOnLoopback(
  t: Pick<TestContext, 'after'>,
  answer: (request: SeenRequest, response: ServerResponse) => void,
): Promise<{ readonly base: string; readonly seen: SeenRequest[]; readonly stop: () => Promise<void> }> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const whole = { method, url, headers, body: Buffer.concat(parts) };
      seen.push(whole);
      answer(whole, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  t.after(stop);
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, stop };
}

/** A poster that may reach this machine, or nothing but public addresses. */
export function loopbackPoster({ isOpen = true }: { readonly isOpen?: boolean } = {}): OutboundPoster {
  const exceptions = ['127.0.0.0/8', '::1'].map(parseCidr).filter((block): block is Cidr => block !== null);
  return openOutboundPoster({
    resolver: { resolve: async () => ({ ok: false, failure: 'dns.no-such-name' }) },
    ownAddresses: () => ['127.0.0.1'],
    exceptions: isOpen ? exceptions : [],
  });
}
