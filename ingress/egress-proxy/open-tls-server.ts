import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { EgressPass } from '../../application/egress/egress-pass.ts';
import type { Client, Inside } from './clients.ts';
import { guarded } from './guarded.ts';
import type { SandboxAuthority } from './sandbox-authority.ts';

/** A tunnel whose inside is to be served. */
export type InsideOf = { readonly inside: Inside; readonly pass: EgressPass; readonly via: Client['via'] };

/**
 * Makes a function that ends TLS for a tunnel and serves the requests inside: HTTP/1.1 only (ALPN), under a certificate of the sandbox's
 * own authority for exactly the host of the tunnel, whose name the first bytes have already shown.
 */
export function openTlsServer({
  authority,
  timeoutMs,
  serve,
}: {
  readonly authority: SandboxAuthority;
  readonly timeoutMs: number;
  readonly serve: (socket: Socket, client: Client) => void;
}): (socket: Socket, bytes: Buffer, of: InsideOf) => void {
  return (socket, bytes, { inside, pass, via }) => {
    const host = inside.host.startsWith('[') ? inside.host.slice(1, -1) : inside.host;
    socket.unshift(bytes);
    const tls = new TLSSocket(socket, {
      isServer: true,
      secureContext: authority.contextFor(host),
      ALPNProtocols: ['http/1.1'],
    });
    const timer = setTimeout(() => socket.destroy(), timeoutMs);
    tls.on('error', () => socket.destroy());
    tls.once('close', () => clearTimeout(timer));
    socket.once('close', () => tls.destroy());
    const onSecure = (): void => {
      clearTimeout(timer);
      serve(tls, { pass, inside, via });
    };
    tls.once(
      'secure',
      guarded(() => socket.destroy(), onSecure),
    );
  };
}
