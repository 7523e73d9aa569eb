import type { ChannelDoor } from '../../ingress/channels/open-channel-door.ts';
import { SECURITY_HEADERS } from '../../ingress/http/answer.ts';
import { HostCheck } from '../../ingress/http/host-check.ts';
import type { HttpApp } from '../../ingress/http/http-app.ts';
import type { OtherProtocol } from '../../ingress/http/serve-http.ts';

/** What a server serves beside the API, with the door for channels. */
export type ServedWithChannels = { readonly app: HttpApp; readonly other: OtherProtocol };

const REFUSED = { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', connection: 'close' } as const;

/**
 * Serves the door for chat services on the same port, below `/channels/`. Host and Origin are checked as everywhere: the operator names
 * the host that those services know the gateway by. What is not the door's is left to what is served already.
 */
export function withChannels(
  { app, other }: ServedWithChannels,
  door: ChannelDoor,
  { hosts, origins }: { readonly hosts: readonly string[]; readonly origins: readonly string[] },
): ServedWithChannels {
  const hostCheck = new HostCheck({ hosts, origins });
  return {
    app: {
      ...app,
      listensOn: (port) => {
        hostCheck.allowPort(port);
        app.listensOn(port);
      },
    },
    other: (incoming, outgoing) => {
      if (!door.takes(incoming.url ?? '')) return other(incoming, outgoing);
      const { headers } = incoming;
      const refusal = hostCheck.refuse({ get: (name) => (name === 'host' ? headers.host : headers.origin) ?? null });
      if (refusal === null) void door.handle(incoming, outgoing);
      else outgoing.writeHead(403, REFUSED).end('refused\n');
      return true;
    },
  };
}
