import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import {
  type ConnectionOptions,
  connect as connectTls,
  createSecureContext,
  getCACertificates,
  type SecureContext,
} from 'node:tls';
import type { EgressAdmission } from '../../application/egress/egress-attempt.ts';
import type { EgressConnection } from '../../application/egress/egress-connection.ts';
import type { EgressPass } from '../../application/egress/egress-pass.ts';
import type { ToAscii } from '../../core/egress/destination.ts';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import type { Admitted } from './admit-request.ts';
import { type Dialled, dial } from './dial.ts';
import type { Connect, ProxyTimeouts } from './proxy-options.ts';
import type { Refusal } from './refuse.ts';

/** What requests are forwarded with. */
export type ForwardParts = {
  readonly timeouts: ProxyTimeouts;
  readonly connect: Connect;
  readonly toAscii: ToAscii;
  readonly secretBodyBytes: number;
  /** What hosts whose TLS is opened are believed by; null for the usual certificates alone. */
  readonly trust: SecureContext | null;
};

/** Trusts PEM certificates beside the usual ones, never instead of them; null where there are none to add. Costly: to be made once. */
export function trustContext(trusted: readonly string[]): SecureContext | null {
  return trusted.length === 0 ? null : createSecureContext({ ca: [...getCACertificates('default'), ...trusted] });
}

/** Connects for a request while its entry becomes durable; both, or a refusal. TLS that is opened is begun anew with the host. */
export async function connectUpstream(
  parts: ForwardParts,
  pass: EgressPass,
  {
    admitted,
    connection,
    response,
  }: { readonly admitted: Admitted; readonly connection: EgressConnection; readonly response: ServerResponse },
): Promise<{ readonly upstream: Socket } | { readonly refused: Refusal }> {
  const { admission, target, attempt } = admitted;
  const { destination, addresses } = admission;
  const onSocket = (socket: Socket): void => {
    connection.onEnd(() => socket.destroy());
    response.once('close', () => socket.destroy());
  };
  const connect: Connect = target.scheme === 'https' ? tlsConnect(parts, destination.host) : parts.connect;
  const dialled = dial(addresses, {
    port: target.port,
    connect,
    timeoutMs: parts.timeouts.connectMs,
    onSocket,
    readyEvent: target.scheme === 'https' ? 'secureConnect' : 'connect',
  });
  const [isRecorded, answer] = await Promise.all([connection.recorded, dialled]);
  if (isRecorded && answer.ok) {
    connection.address = answer.address;
    return { upstream: answer.socket };
  }
  if (answer.ok) answer.socket.destroy();
  connection.close(isRecorded ? 'failed' : 'unrecorded');
  return {
    refused: await pass.refuseLater(attempt, unopened(destination.host.name, { isRecorded, answer }), destination),
  };
}

function unopened(
  host: string,
  { isRecorded, answer }: { readonly isRecorded: boolean; readonly answer: Dialled },
): EgressRefusal {
  if (!isRecorded)
    return {
      code: 'egress.unrecorded',
      reason: `send to ${host}: it could not be put on record, or was stopped`,
      alarm: 'none',
    };
  return {
    code: 'egress.unreachable',
    reason: `send to ${host}: ${answer.ok ? 'it failed' : answer.why}`,
    alarm: 'none',
  };
}

/** Begins TLS anew with the host, which must prove its name. */
function tlsConnect({ connect, trust }: ForwardParts, host: EgressAdmission['destination']['host']): Connect {
  return (place) => {
    const socket = connect(place);
    const options: ConnectionOptions = {
      socket,
      ALPNProtocols: ['http/1.1'],
      ...(host.kind === 'name' ? { servername: host.name } : { host: place.address }),
      ...(trust === null ? {} : { secureContext: trust }),
    };
    const tls = connectTls(options);
    // TLS over a socket of somebody else does not tell that the socket failed.
    socket.on('error', (error) => tls.destroy(error));
    socket.on('close', () => tls.destroy());
    return tls;
  };
}
