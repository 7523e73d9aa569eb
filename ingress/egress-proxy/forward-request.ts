import { type ClientRequest, type IncomingMessage, request as startRequest, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { EgressAdmission, EgressAttempt } from '../../application/egress/egress-attempt.ts';
import type { EgressConnection } from '../../application/egress/egress-connection.ts';
import type { EgressPass } from '../../application/egress/egress-pass.ts';
import type { ToAscii } from '../../core/egress/destination.ts';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import { type AnswerParts, handOn, isUnreadable } from './answer-upstream.ts';
import { checkHead, type HeaderPair, withoutNeighbourly } from './check-head.ts';
import type { Client } from './clients.ts';
import { type Dialled, dial } from './dial.ts';
import type { Connect, ProxyTimeouts } from './proxy-options.ts';
import { type Outgoing, putSecrets } from './put-secrets.ts';
import { readTarget, type Target } from './read-target.ts';
import { answerRefusal, type Refusal } from './refuse.ts';
import { sendBody, type TakenBody, takeBody } from './send-body.ts';

/** What requests are forwarded with. */
export type ForwardParts = {
  readonly timeouts: ProxyTimeouts;
  readonly connect: Connect;
  readonly toAscii: ToAscii;
  readonly secretBodyBytes: number;
  /** PEM certificates beside the system's, for hosts whose TLS is opened. */
  readonly trusted: readonly string[];
};

/** A request of a program, with the answer that is to be written. */
export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly client: Client;
  /** The program waits before it sends its body (RFC 9110 §10.1.1). */
  readonly mustContinue: boolean;
};

type Admitted = {
  readonly attempt: EgressAttempt;
  readonly admission: EgressAdmission;
  readonly target: Target;
  readonly headers: readonly HeaderPair[];
  readonly hasBody: boolean;
};

/**
 * Forwards one request: judged, put on record, sent over a connection of its own, answered.
 *
 * A connection carries one request, so that no answer can ever be taken for another's. Nothing of the request is sent before its entry is
 * durable. A redirect is only an answer: whether its target may be asked for is judged when the program asks.
 */
export async function forwardRequest(parts: ForwardParts, exchange: Exchange): Promise<void> {
  const { request, response, client } = exchange;
  const { pass } = client;
  const refuse = (refused: Refusal): void => {
    if (!response.headersSent) answerRefusal(response, refused, request.headers.accept);
    else response.destroy();
  };
  const admitted = await admitRequest(parts, exchange);
  if ('refused' in admitted) return refuse(admitted.refused);
  if (exchange.mustContinue) response.writeContinue();
  const prepared = await prepareRequest(parts, exchange, admitted);
  if (prepared === null) return void response.destroy();
  if ('refused' in prepared) return refuse(prepared.refused);
  const connection = admitted.admission.open(admitted.target.scheme);
  if (!connection.ok) return refuse(connection);
  response.on('close', () => connection.close(response.writableFinished ? 'done' : 'failed'));
  const opened = await connectUpstream(parts, pass, { admitted, connection, response });
  if ('refused' in opened) return refuse(opened.refused);
  exchangeWith(opened.upstream, { exchange, admitted, connection, prepared, refuse, idleMs: parts.timeouts.idleMs });
}

async function admitRequest(
  parts: ForwardParts,
  { request, client }: Exchange,
): Promise<Admitted | { readonly refused: Refusal }> {
  const { pass, inside, via } = client;
  const { method = '' } = request;
  const head = checkHead(request);
  const target = head.ok
    ? readTarget(request, { headers: head.headers, inside, toAscii: parts.toAscii })
    : ({ ok: false, refusal: { code: 'egress.unreadable', reason: `read the request: ${head.problem}`, alarm: 'none' } } as const);
  if (!head.ok || !target.ok) {
    const attempt = { via, host: inside?.host ?? '', port: inside?.port ?? 0, request: { scheme: 'http' as const, method, path: (request.url ?? '').slice(0, 4_096) } };
    const refusal = target.ok ? null : target.refusal;
    return { refused: await pass.refuseLater(attempt, refusal ?? unreadable(), null) };
  }
  const { scheme, host, port, path } = target;
  const attempt: EgressAttempt = { via, host, port, request: { scheme, method, path } };
  const admission = await pass.admit(attempt);
  if (!admission.ok) return { refused: admission };
  const rule = admission.carries[scheme];
  if (scheme === 'https' && rule?.opensTls !== true) {
    const reason = `send to ${host}: its TLS may not be opened any more, want a new connection`;
    return { refused: await pass.refuseLater(attempt, { code: 'egress.scheme', reason, alarm: 'none' }, admission.destination) };
  }
  return { attempt, admission, target, headers: head.headers, hasBody: head.hasBody };
}

function unreadable(): EgressRefusal {
  return { code: 'egress.unreadable', reason: 'read the request: found a head that can be read in more than one way', alarm: 'none' };
}

type Prepared = { readonly outgoing: Outgoing; readonly taken: TakenBody };

/** Puts secrets in; a body is only waited for where there may be some. Null where the program is gone. */
async function prepareRequest(
  { timeouts, secretBodyBytes }: ForwardParts,
  { request, client: { pass } }: Exchange,
  { attempt, admission, target, headers, hasBody }: Admitted,
): Promise<Prepared | { readonly refused: Refusal } | null> {
  const own = withoutNeighbourly(headers);
  const border = pass.secrets;
  const empty: TakenBody = { bytes: Buffer.alloc(0), isWhole: !hasBody };
  if (border === null) return { outgoing: { path: target.path, headers: own, body: null }, taken: empty };
  const taken = hasBody ? await takeBody(request, { maxBytes: secretBodyBytes, timeoutMs: timeouts.headMs * 4 }) : empty;
  if (taken === null) return null;
  const { host } = admission.destination;
  const mayPut = target.scheme === 'https' || pass.spec.secretsInPlainHttp === true;
  const outbound = { border, host: host.name, port: target.port, method: request.method ?? '', mayPut };
  const put = await putSecrets(outbound, { path: target.path, headers: own, body: taken.isWhole ? taken.bytes : null });
  if (put.ok) return { outgoing: put.value, taken: put.value.body === null ? taken : { bytes: put.value.body, isWhole: true } };
  const reason = `send to ${host.name}: ${put.reason}`;
  return { refused: await pass.refuseLater(attempt, { code: 'egress.secret', reason, alarm: 'none' }, admission.destination) };
}

async function connectUpstream(
  parts: ForwardParts,
  pass: EgressPass,
  { admitted, connection, response }: { readonly admitted: Admitted; readonly connection: EgressConnection; readonly response: ServerResponse },
): Promise<{ readonly upstream: Socket } | { readonly refused: Refusal }> {
  const { admission, target, attempt } = admitted;
  const { destination, addresses } = admission;
  const onSocket = (socket: Socket): void => {
    connection.onEnd(() => socket.destroy());
    response.once('close', () => socket.destroy());
  };
  const connect: Connect = target.scheme === 'https' ? tlsConnect(parts, destination.host) : parts.connect;
  const dialled = dial(addresses, { port: target.port, connect, timeoutMs: parts.timeouts.connectMs, onSocket, readyEvent: target.scheme === 'https' ? 'secureConnect' : 'connect' });
  const [isRecorded, answer] = await Promise.all([connection.recorded, dialled]);
  if (isRecorded && answer.ok) {
    connection.address = answer.address;
    return { upstream: answer.socket };
  }
  if (answer.ok) answer.socket.destroy();
  connection.close(isRecorded ? 'failed' : 'unrecorded');
  return { refused: await pass.refuseLater(attempt, unopened(destination.host.name, { isRecorded, answer }), destination) };
}

function unopened(host: string, { isRecorded, answer }: { readonly isRecorded: boolean; readonly answer: Dialled }): EgressRefusal {
  if (!isRecorded) return { code: 'egress.unrecorded', reason: `send to ${host}: it could not be put on record, or was stopped`, alarm: 'none' };
  return { code: 'egress.unreachable', reason: `send to ${host}: ${answer.ok ? 'it failed' : answer.why}`, alarm: 'none' };
}

/** Begins TLS anew with the host, which must prove its name. */
function tlsConnect({ connect, trusted }: ForwardParts, host: EgressAdmission['destination']['host']): Connect {
  return (place) => {
    const options: ConnectionOptions = {
      socket: connect(place),
      ALPNProtocols: ['http/1.1'],
      ...(host.kind === 'name' ? { servername: host.name } : { host: place.address }),
      ...(trusted.length === 0 ? {} : { ca: [...trusted] }),
    };
    return connectTls(options);
  };
}

type Sending = {
  readonly exchange: Exchange;
  readonly admitted: Admitted;
  readonly connection: EgressConnection;
  readonly prepared: Prepared;
  readonly refuse: (refused: Refusal) => void;
  readonly idleMs: number;
};

function exchangeWith(upstream: Socket, sending: Sending): void {
  const { exchange, admitted, connection, prepared, refuse } = sending;
  const { request, response, client } = exchange;
  const { pass } = client;
  const { host } = admitted.admission.destination;
  const scrub = pass.secrets?.scrubberFor(host.name) === null || pass.secrets === null ? null : { border: pass.secrets, host: host.name };
  const parts: AnswerParts = { connection, scrub };
  const fail = (refusal: EgressRefusal): void => {
    upstream.destroy();
    void pass.refuseLater(admitted.attempt, refusal, admitted.admission.destination).then((refused) => {
      connection.close(refusal.code);
      refuse(refused);
    });
  };
  connection.onEnd((refusal) => {
    upstream.destroy();
    refuse({ refusal, allowed: pass.allowed() });
  });
  if (!connection.isOpen) return;
  const outgoing = startRequest({
    createConnection: () => upstream,
    method: request.method,
    path: prepared.outgoing.path,
    headers: headersFor(sending, { hasScrub: scrub !== null }).flat(),
    setHost: false,
  });
  outgoing.on('error', (error) => {
    if (!connection.isOpen || response.headersSent) return void response.destroy();
    fail({ code: 'egress.unreachable', reason: `send to ${host.name}: ${codeOf(error)}`, alarm: 'none' });
  });
  outgoing.on('upgrade', (_, socket) => socket.destroy());
  outgoing.on('response', (answer) => {
    if (!connection.isOpen) return;
    if (isUnreadable(answer, parts))
      return fail({ code: 'egress.encoding', reason: `read the answer of ${host.name}: it came in a coding that cannot be looked through`, alarm: 'none' });
    answer.on('error', () => response.destroy());
    answer.on('aborted', () => response.destroy());
    handOn(answer, response, parts);
  });
  upstream.setTimeout(sending.idleMs, () => upstream.destroy());
  if (!connection.up(headBytes(outgoing, admitted))) return;
  sendBody(request, outgoing, {
    taken: prepared.taken,
    connection,
    holds: pass.secrets === null ? null : (text) => pass.secrets?.mentions(text) === true,
    onHeld: () => fail({ code: 'egress.secret', reason: `send to ${host.name}: found a secret in a body that is too long to put it in`, alarm: 'none' }),
  });
}

/** The host as it was judged comes first; the body is framed anew where it was read. */
function headersFor({ admitted, prepared }: Sending, { hasScrub }: { readonly hasScrub: boolean }): readonly HeaderPair[] {
  const { target, admission, hasBody } = admitted;
  const { host } = admission.destination;
  const isUsual = target.port === (target.scheme === 'http' ? 80 : 443);
  const replaced = new Set(['host', 'content-length', 'expect', ...(hasScrub ? ['accept-encoding'] : [])]);
  const kept = prepared.outgoing.headers.filter(([name]) => !replaced.has(name.toLowerCase()));
  const length = admitted.headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const framing: readonly HeaderPair[] = prepared.taken.isWhole && hasBody
    ? [['Content-Length', String(prepared.taken.bytes.length)]]
    : length !== undefined
      ? [['Content-Length', length]]
      : hasBody
        ? [['Transfer-Encoding', 'chunked']]
        : [];
  return [
    ['Host', isUsual ? host.name : `${host.name}:${target.port}`],
    ...kept,
    ...framing,
    ...(hasScrub ? ([['Accept-Encoding', 'identity']] as const) : []),
    ['Connection', 'close'],
  ];
}

function headBytes(outgoing: ClientRequest, { headers }: Admitted): number {
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, outgoing.path.length + 16);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'it broke off';
}
