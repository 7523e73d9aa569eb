import { type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { EgressConnection } from '../../application/egress/egress-connection.ts';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import { type Admitted, admitRequest, type Exchange } from './admit-request.ts';
import { type AnswerParts, handOn, problemOf } from './answer-upstream.ts';
import { type HeaderPair, withoutNeighbourly } from './check-head.ts';
import { connectUpstream, type ForwardParts } from './connect-upstream.ts';
import { guarded } from './guarded.ts';
import { type Outgoing, putSecrets } from './put-secrets.ts';
import { answerRefusal, type Refusal } from './refuse.ts';
import { sendBody, type TakenBody, takeBody } from './send-body.ts';

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
  // Whoever is gone needs no connection, and would never end it.
  if (response.destroyed) return;
  const connection = admitted.admission.open(admitted.target.scheme);
  if (!connection.ok) return refuse(connection);
  response.on('close', () => connection.close(response.writableFinished ? 'done' : 'failed'));
  const opened = await connectUpstream(parts, pass, { admitted, connection, response });
  if ('refused' in opened) return refuse(opened.refused);
  exchangeWith(opened.upstream, { exchange, admitted, connection, prepared, refuse, idleMs: parts.timeouts.idleMs });
}

const MAX_HEAD_BYTES = 65_536;

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
  const taken = hasBody
    ? await takeBody(request, { maxBytes: secretBodyBytes, timeoutMs: timeouts.headMs * 4 })
    : empty;
  if (taken === null) return null;
  const { host } = admission.destination;
  const mayPut = target.scheme === 'https' || pass.spec.secretsInPlainHttp === true;
  const outbound = { border, host: host.name, port: target.port, method: request.method ?? '', mayPut };
  const put = await putSecrets(outbound, { path: target.path, headers: own, body: taken.isWhole ? taken.bytes : null });
  if (put.ok)
    return { outgoing: put.value, taken: put.value.body === null ? taken : { bytes: put.value.body, isWhole: true } };
  const reason = `send to ${host.name}: ${put.reason}`;
  return {
    refused: await pass.refuseLater(attempt, { code: 'egress.secret', reason, alarm: 'none' }, admission.destination),
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

/** Sends the request and hands its answer on, until one of them is over or the pass ends it. */
function exchangeWith(upstream: Socket, sending: Sending): void {
  const { exchange, admitted, connection, prepared, refuse, idleMs } = sending;
  const { request, client } = exchange;
  const { secrets } = client.pass;
  const { host } = admitted.admission.destination;
  const answering: AnswerParts = { connection, host: host.name, border: secrets };
  const onEnd = (refusal: EgressRefusal): void => {
    upstream.destroy();
    refuse({ refusal, allowed: client.pass.allowed() });
  };
  connection.onEnd(guarded(() => exchange.response.destroy(), onEnd));
  if (!connection.isOpen) return;
  const outgoing = startRequest({
    createConnection: () => upstream,
    method: request.method,
    path: prepared.outgoing.path,
    headers: headersFor(sending, { hasBorder: secrets !== null }).flat(),
    setHost: false,
    maxHeaderSize: MAX_HEAD_BYTES,
  });
  const fail = (code: EgressRefusal['code'], said: string): void => {
    upstream.destroy();
    const reason = said.replace('%', () => host.name);
    failLater(sending, { code, reason, alarm: 'none' }).catch(() => exchange.response.destroy());
  };
  listenTo(outgoing, { sending, answering, fail });
  upstream.setTimeout(idleMs, () => upstream.destroy());
  if (!connection.up(headBytes(outgoing, admitted))) return;
  sendBody(request, outgoing, {
    taken: prepared.taken,
    connection,
    holds: secrets === null ? null : (text) => secrets.mentions(text),
    onHeld: () => fail('egress.secret', 'send to %: found a secret in a body that is too long to put it in'),
  });
}

type Listening = {
  readonly sending: Sending;
  readonly answering: AnswerParts;
  /** Breaks off; the host stands for `%`. */
  readonly fail: (code: EgressRefusal['code'], said: string) => void;
};

function listenTo(outgoing: ClientRequest, { sending, answering, fail }: Listening): void {
  const { connection, exchange } = sending;
  const { response } = exchange;
  const onError = (error: Error): void => {
    if (response.writableEnded) return;
    if (!connection.isOpen || response.headersSent) return void response.destroy();
    fail('egress.unreachable', `send to %: ${codeOf(error)}`);
  };
  const onResponse = (answer: IncomingMessage): void => {
    answer.on('error', () => response.destroy());
    if (!connection.isOpen) return;
    const problem = problemOf(answer, answering);
    if (problem !== null) return fail(problem.code, problem.said);
    answer.on('aborted', () => response.destroy());
    handOn(answer, response, answering);
  };
  const onThrow = (): void => fail('egress.answer', 'read the answer of %: it cannot be handed on');
  outgoing.on(
    'error',
    guarded(() => response.destroy(), onError),
  );
  outgoing.on('upgrade', () => fail('egress.upgrade', 'read the answer of %: it switches protocols unasked'));
  outgoing.on('response', guarded(onThrow, onResponse));
}

async function failLater({ exchange, admitted, connection, refuse }: Sending, refusal: EgressRefusal): Promise<void> {
  const { attempt, admission } = admitted;
  const refused = await exchange.client.pass.refuseLater(attempt, refusal, admission.destination);
  connection.close(refusal.code);
  refuse(refused);
}

/** What a program that holds secrets may not choose: its answers come whole and in no coding, so that they can be looked through. */
const OF_ANSWERS = ['accept-encoding', 'range', 'if-range'];

/** The host as it was judged comes first; the body is framed anew where it was read. */
function headersFor(
  { admitted, prepared }: Sending,
  { hasBorder }: { readonly hasBorder: boolean },
): readonly HeaderPair[] {
  const { target, admission, hasBody } = admitted;
  const { host } = admission.destination;
  const isUsual = target.port === (target.scheme === 'http' ? 80 : 443);
  const replaced = new Set(['host', 'content-length', 'expect', ...(hasBorder ? OF_ANSWERS : [])]);
  const kept = prepared.outgoing.headers.filter(([name]) => !replaced.has(name.toLowerCase()));
  const length = admitted.headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const framing: readonly HeaderPair[] =
    prepared.taken.isWhole && hasBody
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
    ...(hasBorder ? ([['Accept-Encoding', 'identity']] as const) : []),
    ['Connection', 'close'],
  ];
}

function headBytes(outgoing: ClientRequest, { headers }: Admitted): number {
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, outgoing.path.length + 16);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'it broke off';
}
