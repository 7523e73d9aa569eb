import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallContext } from './call-context.ts';
import { type Exchange, ModernExchanges } from './modern-exchanges.ts';
import { answerOf, objectAt, RpcFault } from './rpc.ts';

const HELLO = { era: 'modern', version: '2026-07-28', capabilities: { elicitation: {} }, info: null } as const;
const QUESTION = { colour: { method: 'elicitation/create', params: { message: 'Which?' } } };

function open(misused: string[] = []): ModernExchanges {
  return new ModernExchanges(async (state) => void misused.push(state));
}

function exchange(params: object, other: Partial<Exchange> = {}): Exchange {
  const call = { method: 'tools/call', params: { name: 'paint', ...params } };
  return { call, hello: HELLO, bearer: 'a', notify: () => {}, signal: new AbortController().signal, ...other };
}

const paint = async (context: CallContext) => answerOf(objectAt(await context.ask(QUESTION), 'colour'));

test('answers a question first, and the call when the same request comes again with the answer', async () => {
  const exchanges = open();
  const asked = (await exchanges.handle(exchange({}), paint)).result;
  assert.equal(asked['resultType'], 'input_required');
  assert.deepEqual(asked['inputRequests'], QUESTION);
  const { requestState } = asked;
  const retry = exchange({ requestState, inputResponses: { colour: { action: 'accept' } } });
  assert.deepEqual((await exchanges.handle(retry, paint)).result, { action: 'accept' });
});

test('refuses a state twice, for another bearer, and for other arguments', async () => {
  for (const changed of [exchange({}), exchange({}, { bearer: 'b' }), exchange({ extra: 1 })]) {
    const misused: string[] = [];
    const exchanges = open(misused);
    const { requestState } = (await exchanges.handle(exchange({}), paint)).result;
    const retry = {
      ...changed,
      call: { ...changed.call, params: { ...changed.call.params, requestState: requestState ?? '' } },
    };
    const isSame = changed.bearer === 'a' && changed.call.params['extra'] === undefined;
    if (isSame) await exchanges.handle(retry, paint);
    await assert.rejects(exchanges.handle(retry, paint), RpcFault);
    await assert.rejects(exchanges.handle(exchange({ requestState: requestState ?? '' }), paint), RpcFault);
    assert.deepEqual(misused, [requestState, requestState], 'both are told to the gateway, which spends the state');
  }
});

test('asks nothing that the client did not say it answers', async () => {
  const sampling = { s: { method: 'sampling/createMessage', params: {} } };
  const run = async (context: CallContext) => answerOf(await context.ask(sampling));
  await assert.rejects(open().handle(exchange({}), run), /did not say that it answers sampling/);
});

test('ends the work when the client goes away, not when it was answered with a question', async () => {
  const exchanges = open();
  const gone = new AbortController();
  let signal: AbortSignal | null = null;
  const run = async (context: CallContext) => {
    signal = context.signal;
    return paint(context);
  };
  const first = exchange({}, { signal: gone.signal });
  const { requestState } = (await exchanges.handle(first, run)).result;
  gone.abort();
  assert.equal((signal as AbortSignal | null)?.aborted, false);
  const answer = await exchanges.handle(exchange({ requestState, inputResponses: { colour: {} } }), run);
  assert.deepEqual(answer.result, {});
});

test('answers a retry with the failure that came while nobody was there', async () => {
  const exchanges = open();
  const run = async (context: CallContext) => {
    void context.ask(QUESTION);
    await new Promise((done) => setTimeout(done, 5));
    throw new RpcFault(-32_603, 'the server died');
  };
  const { requestState } = (await exchanges.handle(exchange({}), run)).result;
  await new Promise((done) => setTimeout(done, 20));
  await assert.rejects(exchanges.handle(exchange({ requestState, inputResponses: {} }), run), /the server died/);
});

test('forgets a call that ended while nobody was there, once its question has expired', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const exchanges = open();
  const died = Promise.withResolvers<never>();
  const run = async (context: CallContext) => {
    void context.ask(QUESTION).catch(() => undefined);
    return died.promise;
  };
  const { requestState } = (await exchanges.handle(exchange({}), run)).result;
  died.reject(new RpcFault(-32_603, 'the server died'));
  await new Promise((done) => setImmediate(done));
  t.mock.timers.tick(10 * 60_000);
  await assert.rejects(exchanges.handle(exchange({ requestState, inputResponses: {} }), run), /it is unknown/);
});
