import type { Socket } from 'node:net';
import type { EgressAdmission, EgressAttempt } from '../../application/egress/egress-attempt.ts';
import type { EgressConnection } from '../../application/egress/egress-connection.ts';
import type { EgressPass } from '../../application/egress/egress-pass.ts';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import type { EgressScheme } from '../../core/egress/egress-rule.ts';
import type { FirstBytes } from './client-hello.ts';
import { type Dialled, dial } from './dial.ts';
import type { InsideOf } from './open-tls-server.ts';
import type { Connect, ProxyTimeouts } from './proxy-options.ts';
import type { Refusal } from './refuse.ts';
import { relay } from './relay.ts';
import { takeFirstBytes } from './take-first-bytes.ts';

/** What a tunnel is carried with. */
export type TunnelParts = {
  readonly timeouts: ProxyTimeouts;
  readonly connect: Connect;
  /** Hands a connection whose inside is HTTP to the server of requests, with the bytes that already came. */
  readonly serveInside: (socket: Socket, bytes: Buffer, of: InsideOf) => void;
  /** Ends TLS and serves the requests inside; null where none can be opened. */
  readonly openTls: ((socket: Socket, bytes: Buffer, of: InsideOf) => void) | null;
};

/** How the one who asked for a tunnel is answered, in its own protocol. Each is called at most once. */
export type TunnelReply = { readonly established: () => void; readonly refused: (refused: Refusal) => void };

/** A tunnel that somebody asked for. */
export type TunnelRequest = {
  readonly socket: Socket;
  /** Bytes that came with the request. */
  readonly head: Buffer;
  readonly pass: EgressPass;
  readonly attempt: EgressAttempt;
  readonly reply: TunnelReply;
};

/** A fatal alert of TLS (RFC 8446 §6): unrecognised name, so that the program learns more than that it was cut off. */
const UNRECOGNISED_NAME = Buffer.from([21, 3, 3, 0, 2, 2, 112]);
/** A fatal alert of TLS (RFC 7301 §3.2): no application protocol in common. */
const NO_PROTOCOL = Buffer.from([21, 3, 3, 0, 2, 2, 120]);
/** What is spoken where TLS is opened. */
const SPOKEN = 'http/1.1';

/**
 * Judges a tunnel, connects it, looks at its first bytes where its rule is for TLS or HTTP, and carries it.
 *
 * Connecting and recording run at the same time; nothing of the program is sent before both are done.
 */
export async function carryTunnel(parts: TunnelParts, request: TunnelRequest): Promise<void> {
  const { pass, attempt, reply } = request;
  const admission = await pass.admit(attempt);
  if (!admission.ok) return reply.refused(admission);
  const { carries } = admission;
  if (carries.tcp !== null) return carryNow(parts, request, { admission, scheme: 'tcp' });
  if (carries.http === null && carries.https?.opensTls === false)
    return carryNow(parts, request, { admission, scheme: 'https' });
  reply.established();
  return lookInside(parts, request, admission);
}

type Admitted = { readonly admission: EgressAdmission; readonly scheme: EgressScheme };

/** Connects first, then says that the tunnel stands. */
async function carryNow(parts: TunnelParts, request: TunnelRequest, admitted: Admitted): Promise<void> {
  const opened = await connectUpstream(parts, request, admitted);
  if ('refused' in opened) return request.reply.refused(opened.refused);
  request.reply.established();
  if (admitted.scheme === 'tcp') return send(parts, request, { ...opened, first: request.head });
  const taken = await takeFirstBytes(request.socket, { head: request.head, timeoutMs: parts.timeouts.headMs });
  const refusal = judgeHello(taken, admitted.admission);
  if (refusal === null && taken !== null) return send(parts, request, { ...opened, first: taken.bytes });
  opened.upstream.destroy();
  opened.connection.close(refusal?.code ?? 'done');
  if (refusal !== null) await refuseInside(request, { refusal, admission: admitted.admission });
  else request.socket.destroy();
}

/** The tunnel stands for the program, but nothing is connected before its first bytes say what it is. */
async function lookInside(parts: TunnelParts, request: TunnelRequest, admission: EgressAdmission): Promise<void> {
  const { socket } = request;
  const { carries, destination } = admission;
  const taken = await takeFirstBytes(socket, { head: request.head, timeoutMs: parts.timeouts.headMs });
  if (taken === null) return void socket.destroy();
  const place = { host: destination.host.name, port: destination.port };
  const holder = { pass: request.pass, via: request.attempt.via };
  if (taken.found.kind === 'http' && carries.http !== null)
    return parts.serveInside(socket, taken.bytes, { inside: { scheme: 'http', ...place }, ...holder });
  const wanted = carries.https === null ? 'plain HTTP' : 'TLS';
  const refusal =
    carries.https === null || taken.found.kind !== 'tls' ? notWhat(admission, wanted) : judgeHello(taken, admission);
  if (refusal !== null) return refuseInside(request, { refusal, admission });
  if (carries.https?.opensTls !== true) return carryLate(parts, request, { admission, first: taken.bytes });
  const unspoken = judgeProtocols(taken.found, place.host);
  if (unspoken !== null) return refuseInside(request, { refusal: unspoken, admission });
  if (parts.openTls !== null)
    return parts.openTls(socket, taken.bytes, { inside: { scheme: 'https', ...place }, ...holder });
  const reason = `open TLS to ${place.host}: this proxy has no authority to sign with, want a rule without open_tls`;
  return refuseInside(request, { refusal: { code: 'egress.scheme', reason, alarm: 'none' }, admission });
}

/** TLS that stays closed, where plain HTTP was possible too. */
async function carryLate(
  parts: TunnelParts,
  request: TunnelRequest,
  { admission, first }: { readonly admission: EgressAdmission; readonly first: Buffer },
): Promise<void> {
  const opened = await connectUpstream(parts, request, { admission, scheme: 'https' });
  if ('refused' in opened) return void request.socket.destroy();
  send(parts, request, { ...opened, first });
}

type Upstream = { readonly connection: EgressConnection; readonly upstream: Socket };

async function connectUpstream(
  parts: TunnelParts,
  { pass, attempt, socket }: TunnelRequest,
  { admission, scheme }: Admitted,
): Promise<Upstream | { readonly refused: Refusal }> {
  const connection = admission.open(scheme);
  if (!connection.ok) return { refused: connection };
  const { destination, addresses } = admission;
  const onSocket = (dialling: Socket): void => {
    connection.onEnd(() => dialling.destroy());
    socket.once('close', () => dialling.destroy());
  };
  const dialled = dial(addresses, {
    port: destination.port,
    connect: parts.connect,
    timeoutMs: parts.timeouts.connectMs,
    onSocket,
  });
  const [isRecorded, answer] = await Promise.all([connection.recorded, dialled]);
  if (isRecorded && answer.ok && !socket.destroyed) {
    connection.address = answer.address;
    return { connection, upstream: answer.socket };
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
      reason: `connect to ${host}: it could not be put on record, or was stopped`,
      alarm: 'none',
    };
  const why = answer.ok ? 'the program is gone' : answer.why;
  return { code: 'egress.unreachable', reason: `connect to ${host}: ${why}, want a host that answers`, alarm: 'none' };
}

/** Sends what came first, and carries the rest. */
function send(
  { timeouts }: TunnelParts,
  { socket }: TunnelRequest,
  { connection, upstream, first }: Upstream & { readonly first: Buffer },
): void {
  relay(socket, upstream, { connection, idleMs: timeouts.idleMs });
  if (first.length > 0 && connection.up(first.length)) upstream.write(first);
}

/** Why a tunnel for TLS may not begin with these bytes; null where it may, or nothing came. */
function judgeHello(
  taken: Awaited<ReturnType<typeof takeFirstBytes>>,
  admission: EgressAdmission,
): EgressRefusal | null {
  if (taken === null) return null;
  const { found } = taken;
  const { host } = admission.destination;
  if (found.kind !== 'tls') return notWhat(admission, 'TLS');
  if (admission.carries.https?.isOpaque === true) return null;
  const refuse = (said: string): EgressRefusal => ({
    code: 'egress.server-name',
    reason: `begin TLS with ${host.name}: ${said}, want exactly this name`,
    alarm: 'none',
  });
  if (found.isEncrypted) return refuse('found an encrypted client hello, whose name nobody sees');
  // Names are only sent for names (RFC 6066 §3): a literal address comes without.
  if (found.serverName === null) return host.kind === 'name' ? refuse('found no server name') : null;
  return found.serverName.toLowerCase() === host.name
    ? null
    : refuse(`found the server name ${found.serverName.slice(0, 253)}`);
}

/** Why what a program wants to speak inside cannot be served where TLS is opened; null where it can. */
function judgeProtocols(found: FirstBytes, host: string): EgressRefusal | null {
  const protocols = found.kind === 'tls' ? found.protocols : null;
  if (protocols === null || protocols.includes(SPOKEN)) return null;
  const said = protocols.slice(0, 5).join(', ').slice(0, 100);
  const reason = `open TLS to ${host}: found that the program speaks only ${said} inside, want ${SPOKEN}, or a rule without open_tls`;
  return { code: 'egress.protocol', reason, alarm: 'none' };
}

function notWhat({ destination }: EgressAdmission, wanted: string): EgressRefusal {
  const reason = `send to ${destination.host.name} port ${destination.port}: found something else, want ${wanted}`;
  return { code: 'egress.not-tls', reason, alarm: 'none' };
}

/** Within a tunnel that stands nothing can be said but by an alert; the reason is on record. */
async function refuseInside(
  { socket, pass, attempt }: TunnelRequest,
  { refusal, admission }: { readonly refusal: EgressRefusal; readonly admission: EgressAdmission },
): Promise<void> {
  await pass.refuseLater(attempt, refusal, admission.destination);
  if (socket.writable && refusal.code === 'egress.server-name') socket.write(UNRECOGNISED_NAME);
  if (socket.writable && refusal.code === 'egress.protocol') socket.write(NO_PROTOCOL);
  socket.destroySoon();
}
