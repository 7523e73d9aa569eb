import { connect, type Socket } from 'node:net';
import type { ToAscii } from '../../core/egress/destination.ts';
import type { SandboxAuthority } from './sandbox-authority.ts';

/** Begins a connection to an address and a port; the socket may still be connecting. */
export type Connect = (place: { readonly address: string; readonly port: number }) => Socket;

/** How long everything may take, in milliseconds. */
export type ProxyTimeouts = {
  /** For a request's head, a handshake or the first bytes of a tunnel: slower clients are turned away. */
  readonly headMs: number;
  /** For all addresses of a host together. */
  readonly connectMs: number;
  /** Without a byte in either direction. */
  readonly idleMs: number;
  /** Between two requests of a connection. */
  readonly keepAliveMs: number;
};

/** What a proxy is made of. */
export type ProxyOptions = {
  readonly timeouts?: Partial<ProxyTimeouts>;
  /** Connections of one listener at once; more are closed as they come. 4,096 unless given. */
  readonly listenerConnections?: number;
  /** Replaced by tests and by networks of their own; what it is given was judged. */
  readonly connect?: Connect;
  /** Signs for opened TLS; null opens none, and rules that want it refuse. */
  readonly authority?: SandboxAuthority | null;
  /** PEM certificates that opened TLS trusts beside the system's when it connects to hosts. */
  readonly trusted?: readonly string[];
  /** Largest body that secrets are put into, in bytes; a longer one that holds a sentinel is refused. */
  readonly secretBodyBytes?: number;
  readonly toAscii?: ToAscii;
};

/** What a proxy goes by where nobody says otherwise. */
export const PROXY_TIMEOUTS: ProxyTimeouts = {
  headMs: 15_000,
  connectMs: 10_000,
  idleMs: 600_000,
  keepAliveMs: 60_000,
};

/** Sentinels in bodies are found up to here. */
export const SECRET_BODY_BYTES = 1_048_576;

/** Dials directly. */
export const dialDirectly: Connect = ({ address, port }) =>
  connect({ host: address, port, noDelay: true, allowHalfOpen: true, autoSelectFamily: false });
