import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { until } from '../../harness/until.ts';
import { ask, CHAT, hurriedClock, MESSAGES, RESPONSES, saying, watchedBudgets } from './ask-proxy.ts';
import { type Interfere, messagesEvents, openLocalProvider, type ScriptedTurn } from './local-provider.ts';
import { openProxiedGateway, PROVIDER_KEY, type ProxiedGateway, type ProxiedOptions } from './proxied-gateway.ts';

const PLENTY = { tokens: 1_000_000, costMicros: 1_000_000_000 };
const DANGEROUS: ScriptedTurn = {
  text: 'Wait.',
  calls: [{ id: 'call_b', name: 'Bash', input: { command: 'rm -rf src' } }],
};

async function open(
  t: TestContext,
  interfere: Interfere,
  options: ProxiedOptions = {},
  turn: ScriptedTurn = { text: 'ok' },
) {
  const provider = await openLocalProvider(() => turn, interfere);
  t.after(() => provider.close());
  const budgets = watchedBudgets(PLENTY);
  const gateway = await openProxiedGateway(provider.address, { budgets, ...options });
  t.after(() => gateway.close());
  return { provider, gateway, budgets };
}

const STREAM = { 'content-type': 'text/event-stream' };

describe('a provider that fails', () => {
  test('in the middle of a held call: nothing of the call goes on, and the client hears of it', async (t) => {
    const events = messagesEvents(DANGEROUS);
    const cutAt = events.findIndex((event) => event.includes('input_json_delta')) + 1;
    const { gateway, budgets } = await open(t, (_request, response) => {
      response.writeHead(200, STREAM);
      response.write(events.slice(0, cutAt).join(''));
      setImmediate(() => response.destroy());
      return true;
    });
    const { status, text } = await ask(gateway.address, MESSAGES, { body: saying('go', { stream: true }) });
    assert.equal(status, 200);
    assert.ok(text.includes('Wait.'), text);
    assert.ok(!text.includes('tool_use') && !text.includes('call_b'), text);
    assert.ok(text.includes('event: error') && !text.includes('message_stop'), text);
    await gateway.settled();
    // 120 tokens of input, as the provider said; of the output what was seen is less than the limit of 100.
    assert.equal(budgets.settled.length, 1);
    assert.ok((budgets.settled[0]?.tokens ?? 0) > 120 && (budgets.settled[0]?.tokens ?? 0) <= 220);
    assert.equal(budgets.held().tokens, 0);
    assert.equal(await resultOf(gateway), 'stream-broken');
  });

  test('with 429 and 529 is tried again as often as is allowed, waiting as long as it asks', async (t) => {
    const clock = hurriedClock();
    let times = 0;
    const { gateway, provider, budgets } = await open(
      t,
      (_request, response) => {
        times += 1;
        if (times > 2) return false;
        response.writeHead(times === 1 ? 429 : 529, times === 1 ? { 'retry-after': '7' } : {}).end('{"type":"error"}');
        return true;
      },
      { clock },
    );
    const { status } = await ask(gateway.address, MESSAGES, { body: saying('go') });
    assert.equal(status, 200);
    assert.equal(provider.seen.length, 3);
    // Shorter than a second is only the bound on looking at the user's message.
    const [asked, own, ...others] = clock.waits.filter((waitMs) => waitMs >= 1_000);
    assert.equal(asked, 7_000);
    assert.ok((own ?? 0) >= 1_000 && (own ?? 0) <= 2_000 && others.length === 0, String(clock.waits));
    await gateway.settled();
    assert.deepEqual(
      budgets.settled.map(({ tokens }) => tokens),
      [150],
    );
  });

  test('again and again gives its own answer to the client, who need not try again, and costs nothing', async (t) => {
    const { gateway, provider, budgets } = await open(
      t,
      (_request, response) => {
        response
          .writeHead(529, { 'x-evil': '1' })
          .end(`{"type":"error","error":{"type":"overloaded_error","message":"key ${PROVIDER_KEY}"}}`);
        return true;
      },
      { clock: hurriedClock() },
    );
    const { status, headers, text } = await ask(gateway.address, MESSAGES, { body: saying('go') });
    assert.equal(status, 529);
    assert.equal(provider.seen.length, 4);
    assert.ok(text.includes('overloaded_error') && !text.includes(PROVIDER_KEY), text);
    assert.equal(headers.get('x-should-retry'), 'false');
    assert.equal(headers.get('x-evil'), null);
    await gateway.settled();
    assert.deepEqual(budgets.settled, [{ tokens: 0, costMicros: 0 }]);
    const second = await ask(gateway.address, MESSAGES, { body: saying('go on') });
    assert.equal(second.status, 529);
    assert.equal(provider.seen.length, 5, 'a task that was retried three times in a row is not retried again');
  });

  test('to be reached at all is an error of the gateway, and books nothing that was not sent', async (t) => {
    const { gateway, provider, budgets } = await open(t, () => false, { clock: hurriedClock() });
    await provider.close();
    const { status, text } = await ask(gateway.address, CHAT, { body: saying('go') });
    assert.equal(status, 502);
    assert.equal((JSON.parse(text) as { error: { type: string } }).error.type, 'server_error');
    await gateway.settled();
    assert.deepEqual(budgets.settled, [{ tokens: 0, costMicros: 0 }]);
  });

  test('with an answer that is compressed, no JSON, or no stream', async (t) => {
    const answers: readonly (readonly [Record<string, string>, string])[] = [
      [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, 'x'],
      [{ 'content-type': 'text/html' }, '<html>'],
      [{ 'content-type': 'application/json' }, '{"content":'],
    ];
    let next = 0;
    const { gateway } = await open(t, (_request, response) => {
      const [headers, body] = answers[next] ?? [{}, ''];
      next += 1;
      response.writeHead(200, headers).end(body);
      return true;
    });
    for (const [at] of answers.entries()) {
      const { status, text } = await ask(gateway.address, MESSAGES, { body: saying(`go ${at}`) });
      assert.equal(status, 502, text);
    }
  });

  test('with a stream that cannot be read: what was whole before goes on, and nothing after it', async (t) => {
    const broken: readonly string[] = [
      'data: {"type":"content_block_start"\n\n',
      'event: ping\ndata: {"type":"content_block_start","index":9,"content_block":{"type":"tool_use","id":"call_b"}}\n\n',
      `data: "${'x'.repeat(64)}"\n\n`,
      'data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"call_b"}}\n\n',
    ];
    let next = 0;
    const { gateway } = await open(t, (_request, response) => {
      const [first = '', ...rest] = messagesEvents({ text: 'Hello.' });
      response.writeHead(200, STREAM).end(first + (broken[next] ?? '') + rest.join(''));
      next += 1;
      return true;
    });
    for (const [at] of broken.entries()) {
      const { text } = await ask(gateway.address, MESSAGES, { body: saying(`go ${at}`, { stream: true }) });
      assert.ok(text.includes('message_start') && text.includes('event: error'), text);
      assert.ok(!text.includes('Hello') && !text.includes('call_b') && !text.includes('message_stop'), text);
    }
  });

  test('with an error in its stream: the error goes on, and what was held does not', async (t) => {
    const events = messagesEvents(DANGEROUS);
    const { gateway } = await open(t, (_request, response) => {
      const error =
        'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
      response.writeHead(200, STREAM).end(events.slice(0, -3).join('') + error);
      return true;
    });
    const { text } = await ask(gateway.address, MESSAGES, { body: saying('go', { stream: true }) });
    assert.ok(text.includes('overloaded_error') && !text.includes('call_b'), text);
  });

  test('with an answer of unheard size is cut off', async (t) => {
    const { gateway } = await open(
      t,
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ content: [{ type: 'text', text: 'x'.repeat(200_000) }] }));
        return true;
      },
      { limits: { answerBytes: 100_000 } },
    );
    assert.equal((await ask(gateway.address, MESSAGES, { body: saying('go') })).status, 502);
  });

  test('to say anything in time: before the answer it is an error, in the middle of it the stream ends with one', async (t) => {
    const limits = { firstByteMs: 60, idleMs: 60 };
    const silent = await open(t, () => true, { limits, clock: hurriedClock() });
    assert.equal((await ask(silent.gateway.address, MESSAGES, { body: saying('go') })).status, 502);
    await silent.gateway.settled();
    assert.ok((silent.budgets.settled[0]?.tokens ?? 0) >= 100, 'it may have worked: the most is booked');
    assert.equal(silent.provider.seen.length, 1, 'what may have worked is not sent again');
    const stuck = await open(
      t,
      (_request, response) => {
        response.writeHead(200, STREAM);
        response.write(messagesEvents({ text: 'Now.' }).slice(0, 4).join(''));
        return true;
      },
      { limits },
    );
    const { text } = await ask(stuck.gateway.address, MESSAGES, { body: saying('go', { stream: true }) });
    assert.ok(text.includes('Now.') && text.includes('event: error'), text);
  });

  test('to keep a connection open is asked once more over another, unseen by anybody', async (t) => {
    const { gateway, provider } = await open(t, (_request, response) => {
      response.once('finish', () => response.socket?.destroySoon());
      return false;
    });
    for (const at of [1, 2, 3]) {
      const { status } = await ask(gateway.address, MESSAGES, { body: saying(`go ${at}`) });
      assert.equal(status, 200);
    }
    assert.equal(provider.seen.length, 3);
  });

  test('to end in small pieces: a huge call arrives whole, and a slow client is waited for', async (t) => {
    const input = { file_path: '/work/app/a.ts', note: 'x'.repeat(200_000) };
    const turn = { calls: [{ id: 'call_a', name: 'Read', input }] };
    const { gateway } = await open(t, () => false, {}, turn);
    const { text } = await ask(gateway.address, MESSAGES, { body: saying('go', { stream: true }) });
    const parts = text
      .split('"partial_json":"')
      .slice(1)
      .map((part) => JSON.parse(`"${part.slice(0, part.indexOf('"}}'))}"`) as string);
    assert.deepEqual(JSON.parse(parts.join('')), input);
  });

  test('to say what was used: the most that it can have been is booked', async (t) => {
    const { gateway, budgets } = await open(t, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          object: 'chat.completion',
          choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
        }),
      );
      return true;
    });
    assert.equal((await ask(gateway.address, CHAT, { body: saying('go') })).status, 200);
    await gateway.settled();
    assert.ok((budgets.settled[0]?.tokens ?? 0) >= 100 + 20);
  });
});

test('a provider whose refusal never ends is broken off, and the call is tried again', async (t) => {
  let times = 0;
  const broken = Promise.withResolvers<void>();
  const { gateway } = await open(
    t,
    (_request, response) => {
      times += 1;
      if (times > 1) return false;
      response.writeHead(529, { 'content-type': 'application/json' });
      const flood = setInterval(() => response.write('x'.repeat(16_384)), 1);
      response.once('close', () => {
        clearInterval(flood);
        broken.resolve();
      });
      return true;
    },
    { clock: hurriedClock() },
  );
  assert.equal((await ask(gateway.address, MESSAGES, { body: saying('go') })).status, 200);
  await broken.promise;
});

describe('a client that', () => {
  test('goes away in the middle of an answer ends the call at the provider, and is booked for what was seen', async (t) => {
    const ended = Promise.withResolvers<void>();
    const { gateway, budgets } = await open(t, (_request, response) => {
      response.on('close', () => {
        ended.resolve();
      });
      response.writeHead(200, STREAM);
      response.write(messagesEvents({ text: 'A long answer.' }).slice(0, 5).join(''));
      return true;
    });
    const leaving = new AbortController();
    const response = await fetch(`${gateway.address}${MESSAGES}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer token-of-the-run' },
      body: JSON.stringify(saying('go', { stream: true })),
      signal: leaving.signal,
    });
    await response.body?.getReader().read();
    leaving.abort();
    await gateway.settled();
    await ended.promise;
    assert.equal(budgets.settled.length, 1);
    assert.ok((budgets.settled[0]?.tokens ?? 0) >= 120 && (budgets.settled[0]?.tokens ?? 0) <= 220);
    assert.equal(budgets.held().tokens, 0);
  });

  test('is nobody, sends no JSON, too much of it, or asks for what is not passed on', async (t) => {
    const { gateway, provider } = await open(t, () => false, { limits: { bodyBytes: 10_000 } });
    const { address } = gateway;
    assert.equal((await ask(address, MESSAGES, { token: 'other' })).status, 401);
    assert.equal((await ask(address, MESSAGES, { body: 'text' })).status, 400);
    assert.equal((await ask(address, MESSAGES, { body: saying('x'.repeat(20_000)) })).status, 413);
    assert.equal((await ask(address, MESSAGES, { body: { messages: [] } })).status, 400);
    assert.equal((await ask(address, RESPONSES, { body: { model: 'm', input: 'a', background: true } })).status, 400);
    for (const path of [
      '/model/anthropic/v1/files',
      '/model/openai/v1/responses/resp_1',
      '/model/none/v1/messages',
      '/model/openai/v1/models/../files',
    ])
      assert.equal((await ask(address, path)).status, 404, path);
    assert.equal((await ask(address, '/model/openai/v1/models')).status, 405);
    assert.equal(provider.seen.length, 0);
    const models = await fetch(`${address}/model/openai/v1/models`, {
      headers: { authorization: 'Bearer token-of-the-run' },
    });
    assert.equal(models.status, 200);
  });

  test('that sends more at once than there is room for is refused, and has the room again when its calls are over', async (t) => {
    const waiting: (() => void)[] = [];
    const { gateway } = await open(
      t,
      (_request, response) => {
        response.writeHead(200, STREAM);
        waiting.push(() => void response.end(messagesEvents({ text: 'ok' }).join('')));
        return true;
      },
      { limits: { bodiesBytes: 50_000, callersBodiesBytes: 25_000 } },
    );
    const body = saying('x'.repeat(20_000), { stream: true });
    const first = ask(gateway.address, MESSAGES, { body });
    await until(() => waiting.length === 1, 'the first call');
    const second = await ask(gateway.address, MESSAGES, { body });
    assert.equal(second.status, 413, second.text);
    waiting[0]?.();
    assert.equal((await first).status, 200);
    await gateway.settled();
    const third = ask(gateway.address, MESSAGES, { body });
    await until(() => waiting.length === 2, 'the third call');
    waiting[1]?.();
    assert.equal((await third).status, 200);
  });

  test('that writes a request of millions of empty objects is refused before any of them is made', async (t) => {
    const { gateway, provider } = await open(t, () => false);
    const { status, text } = await ask(gateway.address, MESSAGES, { body: saying('[{'.repeat(600_000)) });
    assert.equal(status, 400);
    assert.match(text, /at most a million objects and lists/);
    assert.equal(provider.seen.length, 0);
  });
});

/** How the last call of a model ended, as the log tells it. */
async function resultOf({ test: { stores } }: ProxiedGateway): Promise<unknown> {
  const entries = await stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
  const outcomes = entries.map(({ text }) => JSON.parse(text) as { type: string; data: { error: unknown } });
  return outcomes.findLast(({ type }) => type === 'outcome')?.data.error;
}
