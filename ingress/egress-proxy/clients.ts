import type { Duplex } from 'node:stream';
import type { EgressPass } from '../../application/egress/egress-pass.ts';

/** Where a connection's requests go when it is the inside of a tunnel: nothing else may be asked for there. */
export type Inside = { readonly scheme: 'http' | 'https'; readonly host: string; readonly port: number };

/** What is known of a connection that requests come over. */
export type Client = {
  readonly pass: EgressPass;
  /** Null outside of tunnels. */
  readonly inside: Inside | null;
  /** How it came. */
  readonly via: 'connect' | 'http' | 'socks5';
};

/** Who speaks on which connection: settled when it was accepted, never by what is sent on it. */
export class Clients {
  private readonly known = new WeakMap<Duplex, Client>();

  set(socket: Duplex, client: Client): void {
    this.known.set(socket, client);
  }

  get(socket: Duplex): Client | null {
    return this.known.get(socket) ?? null;
  }
}
