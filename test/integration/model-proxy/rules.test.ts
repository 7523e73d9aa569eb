import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, type TestContext, test } from 'node:test';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { sha256 } from '../../../adapters/node-crypto/hash.ts';
import { openContextScan } from '../../../application/model/scan-context.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { ask, CHAT, MESSAGES, RESPONSES, saying, watchedBudgets } from './ask-proxy.ts';
import { type Interfere, openLocalProvider, type ScriptedTurn } from './local-provider.ts';
import { CALLER, openProxiedGateway, type ProxiedOptions } from './proxied-gateway.ts';

/** Looks like a key of a source code host; put together here so that it is one nowhere else. */
const SECRET = ['ghp', 'A7b2C9d4E1f6G3h8I5j0K7l2M9n4O1p6Q3r8'].join('_');

async function open(t: TestContext, turn: ScriptedTurn, options: ProxiedOptions = {}, interfere?: Interfere) {
  const provider = await openLocalProvider(() => turn, interfere);
  t.after(() => provider.close());
  const gateway = await openProxiedGateway(provider.address, options);
  t.after(() => gateway.close());
  return { provider, gateway };
}

const reading = (id: string, path = '/work/app/a.ts') => ({ id, name: 'Read', input: { file_path: path } });
const scanOf = (secrets: 'redact' | 'exclude' | 'refuse', neverSend: 'exclude' | 'refuse' = 'exclude') =>
  openContextScan({ secrets, isNeverSent: (path) => path.endsWith('/.env'), neverSend, home: '/home/dev' }, sha256);

describe('budgets of model calls', () => {
  test('hold exactly with two hundred calls at once, and nothing stays held', async (t) => {
    const budgets = watchedBudgets({ tokens: 20_000, costMicros: 1_000_000_000 });
    const { gateway, provider } = await open(t, { text: 'ok' }, { budgets });
    const asked = await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        ask(gateway.address, MESSAGES, { body: saying(`go ${at}`, { max_tokens: 1_000 }) }),
      ),
    );
    await gateway.settled();
    const passed = asked.filter(({ status }) => status === 200).length;
    assert.equal(provider.seen.length, passed);
    assert.ok(passed > 0 && passed < 200, `${passed} passed`);
    const [budget] = await budgets.read({ principal: '', session: '', task: '' });
    assert.equal(budget?.used.tokens, passed * 150);
    assert.ok((budget?.used.tokens ?? 0) <= 20_000);
    assert.deepEqual(budget?.held, { tokens: 0, costMicros: 0 });
    const refused = asked.find(({ status }) => status !== 200);
    assert.equal(refused?.status, 403);
    assert.ok(refused?.text.includes('budget day'), refused?.text);
    assert.equal(refused?.headers.get('x-should-retry'), 'false');
  });

  test('warn in a header once most of one is used', async (t) => {
    const { gateway } = await open(t, { text: 'ok' }, { budgets: watchedBudgets({ tokens: 9_000, costMicros: 9e9 }) });
    await ask(gateway.address, MESSAGES, { body: saying('one') });
    const { headers } = await ask(gateway.address, MESSAGES, { body: saying('two') });
    assert.equal(headers.get('x-countersign-budget-warning'), 'day');
  });

  test('are not held for counting tokens, nor for a model that nobody may price', async (t) => {
    const budgets = watchedBudgets({ tokens: 1, costMicros: 1 });
    const { gateway } = await open(t, { text: 'ok' }, { budgets, costOf: () => ({ ok: false, failure: 'no price.' }) });
    const counted = await ask(gateway.address, `${MESSAGES}/count_tokens`, { body: saying('go') });
    assert.deepEqual([counted.status, counted.text], [200, '{"input_tokens":42}']);
    const { status, text } = await ask(gateway.address, MESSAGES, { body: saying('go') });
    assert.ok(status === 403 && text.includes('no price'), text);
    assert.deepEqual(budgets.settled, []);
  });
});

describe('what a model is told', () => {
  test('has its secrets taken out, wherever they stand, with a note; the provider’s own sealed blocks are as they were', async (t) => {
    const { gateway, provider } = await open(t, { text: 'ok' }, { scan: scanOf('redact') });
    const messages = [
      { role: 'user', content: `use ${SECRET}` },
      { role: 'assistant', content: [{ type: 'thinking', thinking: SECRET, signature: 's' }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: [{ type: 'text', text: SECRET }] }] },
    ];
    const { headers } = await ask(gateway.address, MESSAGES, {
      body: saying('', { messages, system: `key ${SECRET}` }),
    });
    const sent = provider.seen[0]?.body as { messages: { content: unknown }[] };
    assert.equal(JSON.stringify(sent).split(SECRET).length - 1, 1);
    assert.deepEqual(sent.messages[1], messages[1]);
    assert.match(headers.get('x-countersign-removed') ?? '', /=3/);
    const args = JSON.stringify([
      {
        role: 'assistant',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: JSON.stringify({ token: SECRET }) } },
        ],
      },
    ]);
    await ask(gateway.address, CHAT, { body: saying('', { messages: JSON.parse(args) }) });
    const second = provider.seen[1]?.body as { messages: { tool_calls: { function: { arguments: string } }[] }[] };
    const written = second.messages[0]?.tool_calls[0]?.function.arguments ?? '';
    assert.ok(!written.includes(SECRET));
    assert.ok(JSON.parse(written) instanceof Object);
  });

  test('is refused, or loses the whole text, where policy says so', async (t) => {
    const refusing = await open(t, { text: 'ok' }, { scan: scanOf('refuse') });
    const { status, text } = await ask(refusing.gateway.address, MESSAGES, { body: saying(`my ${SECRET}`) });
    assert.ok(status === 403 && text.includes('holds secrets') && !text.includes(SECRET), text);
    assert.equal(refusing.provider.seen.length, 0);
    const excluding = await open(t, { text: 'ok' }, { scan: scanOf('exclude') });
    await ask(excluding.gateway.address, MESSAGES, { body: saying(`around ${SECRET} around`) });
    assert.ok(!JSON.stringify(excluding.provider.seen[0]?.body).includes('around'));
  });

  test('does not hold what a call read from a path that is never sent, in any of the APIs', async (t) => {
    const { gateway, provider } = await open(t, { text: 'ok' }, { scan: scanOf('redact') });
    const body = 'contents of the file';
    const anthropic = [
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'a', name: 'Read', input: { file_path: '.env' } },
          { type: 'tool_use', id: 'b', name: 'Read', input: { file_path: 'x' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: body },
          { type: 'tool_result', tool_use_id: 'b', content: 'fine' },
        ],
      },
    ];
    const chat = [
      {
        role: 'assistant',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'sh', arguments: '{"command":"cat ./.env | wc"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: body },
    ];
    const responses = [
      { type: 'local_shell_call', call_id: 'a', action: { type: 'exec', command: ['cat', '.env'] } },
      { type: 'local_shell_call_output', call_id: 'a', output: body },
    ];
    await ask(gateway.address, MESSAGES, { body: saying('', { messages: anthropic }) });
    await ask(gateway.address, CHAT, { body: saying('', { messages: chat }) });
    await ask(gateway.address, RESPONSES, { body: { model: 'local-1', input: responses } });
    assert.equal(provider.seen.length, 3);
    for (const { body: sent } of provider.seen) {
      assert.ok(!JSON.stringify(sent).includes(body), JSON.stringify(sent));
      assert.ok(JSON.stringify(sent).includes('never sent'));
    }
    assert.ok(JSON.stringify(provider.seen[0]?.body).includes('fine'));
    const strict = await open(t, { text: 'ok' }, { scan: scanOf('redact', 'refuse') });
    assert.equal((await ask(strict.gateway.address, CHAT, { body: saying('', { messages: chat }) })).status, 403);
  });
});

describe('a call of a model', () => {
  test('does not leave unless its decision is on record, and no call of a tool goes on without one', async (t) => {
    const stores = openMemoryStores();
    let isFull = false;
    const ledger: typeof stores.ledger = new Proxy(stores.ledger, {
      get: (target, name, receiver) => {
        if (name !== 'commit') return Reflect.get(target, name, receiver) as unknown;
        return (batch: Parameters<typeof target.commit>[0]) =>
          isFull ? Promise.reject(new StoreError('store.full', 'write: the disk is full')) : target.commit(batch);
      },
    });
    const { gateway, provider } = await open(
      t,
      { calls: [reading('a')] },
      { gateway: { stores: { ...stores, ledger } } },
      () => {
        isFull = true;
        return false;
      },
    );
    const { text } = await ask(gateway.address, MESSAGES, { body: saying('one') });
    assert.ok(text.includes('could not decide') && !text.includes('"tool_use"'), text);
    const second = await ask(gateway.address, MESSAGES, { body: saying('two') });
    assert.equal(second.status, 500);
    assert.equal(provider.seen.length, 1);
    isFull = false;
  });

  test('is denied while everything is halted, and nothing reaches the provider', async (t) => {
    const { gateway, provider } = await open(t, { text: 'ok' });
    await gateway.test.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
    const { status, text } = await ask(gateway.address, MESSAGES, { body: saying('go') });
    assert.equal(status, 403);
    assert.ok(text.includes('halted'), text);
    assert.equal(provider.seen.length, 0);
  });

  test('that is the very same for the third time in a row waits for a person', async (t) => {
    const { gateway, provider } = await open(t, { text: 'ok' }, { limits: { approvalMs: 0 } });
    const same = saying('again');
    assert.equal((await ask(gateway.address, MESSAGES, { body: same })).status, 200);
    assert.equal((await ask(gateway.address, MESSAGES, { body: same })).status, 200);
    const third = await ask(gateway.address, MESSAGES, { body: same });
    assert.equal(third.status, 403);
    assert.ok(third.text.includes('approvals approve'), third.text);
    assert.equal(provider.seen.length, 2);
  });

  test('that offers tools which the provider runs is refused where policy says so, and on record otherwise', async (t) => {
    const tools = [
      { type: 'web_search_20250305', name: 'web_search' },
      { type: 'bash_20250124', name: 'bash' },
    ];
    const strict = await open(t, { text: 'ok' }, { settings: { serverTools: 'refuse' } });
    const refused = await ask(strict.gateway.address, MESSAGES, { body: saying('go', { tools }) });
    assert.ok(
      refused.status === 403 && refused.text.includes('web_search') && !refused.text.includes('bash,'),
      refused.text,
    );
    const hosted = {
      model: 'm',
      input: 'a',
      tools: [
        { type: 'mcp', server_label: 'x' },
        { type: 'function', name: 'f' },
      ],
    };
    assert.equal((await ask(strict.gateway.address, RESPONSES, { body: hosted })).status, 403);
    const own = saying('go', {
      tools: [
        { name: 'Read', input_schema: {} },
        { type: 'bash_20250124', name: 'bash' },
      ],
    });
    assert.equal((await ask(strict.gateway.address, MESSAGES, { body: own })).status, 200);
  });
});

describe('credentials', () => {
  const own = (address: string) => ({
    providers: new Map([
      ['theirs', { name: 'theirs', shape: 'anthropic' as const, baseUrl: address, key: 'caller' as const }],
    ]),
  });

  test('of the client go to a provider that takes them, for connections of a run and for no token of ours', async (t) => {
    const provider = await openLocalProvider(() => ({ text: 'ok' }));
    t.after(() => provider.close());
    const settings = own(provider.address);
    const run = await openProxiedGateway(provider.address, { settings, door: CALLER });
    t.after(() => run.close());
    const path = '/model/theirs/v1/messages';
    assert.equal((await ask(run.address, path, { body: saying('go'), token: 'their-own' })).status, 200);
    assert.equal(provider.seen[0]?.headers.authorization, 'Bearer their-own');
    const open = await openProxiedGateway(provider.address, { settings });
    t.after(() => open.close());
    assert.equal((await ask(open.address, path, { body: saying('go') })).status, 401);
    assert.equal(provider.seen.length, 1);
  });

  test('and cookies, and whatever else is not of the API, stay here', async (t) => {
    const { gateway, provider } = await open(t, { text: 'ok' });
    await fetch(`${gateway.address}${MESSAGES}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-api-key': 'token-of-the-run',
        'anthropic-version': '2023-06-01',
        cookie: 'a=b',
        'x-forwarded-for': '10.1.2.3',
        'x-countersign-session': 'mine',
      },
      body: JSON.stringify(saying('go')),
    });
    const headers: IncomingHttpHeaders = provider.seen[0]?.headers ?? {};
    assert.equal(headers['anthropic-version'], '2023-06-01');
    assert.equal(headers['x-api-key'], 'key-that-only-the-gateway-has');
    for (const name of ['cookie', 'x-forwarded-for', 'x-countersign-session', 'authorization'])
      assert.equal(headers[name], undefined, name);
  });
});

describe('calls of tools', () => {
  test('that make the same turn three times over are stopped, and told so', async (t) => {
    const { gateway } = await open(t, { calls: [reading('a'), reading('b', '/work/app/b.ts')] });
    const turns: string[] = [];
    for (const at of [1, 2, 3, 4])
      turns.push((await ask(gateway.address, MESSAGES, { body: saying(`go ${at}`) })).text);
    assert.deepEqual(
      turns.map((turn) => turn.includes('tool_use')),
      [true, true, false, false],
    );
    assert.ok(turns[2]?.includes('exactly the same calls') && turns[2].includes('end_turn'));
  });

  test('that another call of the turn would change wait for their turn', async (t) => {
    const write = { id: 'a', name: 'Write', input: { file_path: '/work/app/a.ts', content: 'x' } };
    const { gateway } = await open(t, { calls: [write, reading('b')] });
    const { text } = await ask(gateway.address, MESSAGES, { body: saying('go') });
    const { content } = JSON.parse(text) as { content: { type: string; name?: string; text?: string }[] };
    assert.deepEqual(
      content.map(({ type }) => type),
      ['tool_use', 'text'],
    );
    assert.ok(content[1]?.text?.includes('another call of this turn'), content[1]?.text);
    const deciding = await open(t, { calls: [write, reading('b')] }, { settings: { collidingCalls: 'decide' } });
    const second = await ask(deciding.gateway.address, MESSAGES, { body: saying('go') });
    assert.equal(second.text.split('"tool_use"').length - 1, 3);
  });

  test('are left to the agent’s own hooks where they decide, and decided twice only where that is wanted', async (t) => {
    const turn: ScriptedTurn = { calls: [{ id: 'a', name: 'Bash', input: { command: 'rm -rf ~' } }] };
    const auto = await open(t, turn, { caller: { hooksDecide: true } });
    assert.ok((await ask(auto.gateway.address, MESSAGES, { body: saying('go') })).text.includes('tool_use'));
    const never = await open(t, turn, { settings: { decideTools: 'never' } });
    assert.ok(
      (await ask(never.gateway.address, MESSAGES, { body: saying('go', { stream: true }) })).text.includes('tool_use'),
    );
    const always = await open(t, turn, { caller: { hooksDecide: true }, settings: { decideTools: 'always' } });
    assert.ok(!(await ask(always.gateway.address, MESSAGES, { body: saying('go') })).text.includes('"tool_use"'));
  });

  test('that a person approved at the proxy are not asked about again at the hook, once', async (t) => {
    const command = { command: 'npm test' };
    const turn: ScriptedTurn = { calls: [{ id: 'a', name: 'Bash', input: command }] };
    const { gateway } = await open(t, turn, { limits: { approvalMs: 20_000, keepAliveMs: 1 } });
    const opened = gateway.test;
    opened.gateway.subscribe((event) => {
      if (event.kind === 'approval' && event.status === 'pending') void opened.approve(event.id);
    });
    const asked = await ask(gateway.address, MESSAGES, { body: saying('go', { stream: true }) });
    assert.ok(asked.text.includes('"tool_use"') && asked.text.includes(': waiting'), asked.text);
    const hooked = { ...propose('Bash', command), session: 'hook-session' };
    const first = await opened.gateway.authorize(CALLER.caller, hooked, NO_WAIT);
    assert.equal(first.verdict, 'allow');
    const again = await opened.gateway.authorize(CALLER.caller, { ...hooked, callId: 'other' }, NO_WAIT);
    assert.equal(again.verdict, 'require-approval');
  });

  test('of a program that nobody knows count as unknown, and are asked about', async (t) => {
    const turn: ScriptedTurn = { calls: [{ id: 'a', name: 'launch', input: { target: 'x' } }] };
    const { gateway } = await open(t, turn, { caller: { agent: null }, limits: { approvalMs: 0 } });
    const { text } = await ask(gateway.address, CHAT, { body: saying('go') });
    assert.ok(text.includes('still waiting for a person') && text.includes('"finish_reason":"stop"'), text);
  });
});

describe('answers of OpenAI', () => {
  const call = (command: string) => ({ name: 'Bash', arguments: JSON.stringify({ command }) });
  const completion = (choices: readonly unknown[]) => ({
    id: 'c',
    object: 'chat.completion',
    model: 'm',
    choices,
    usage: { prompt_tokens: 1, completion_tokens: 1 },
  });
  const answering =
    (body: unknown): Interfere =>
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      return true;
    };

  test('with several choices have the calls of each decided', async (t) => {
    const choice = (index: number, command: string) => ({
      index,
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: `c${index}`, type: 'function', function: call(command) }],
      },
      finish_reason: 'tool_calls',
    });
    const { gateway } = await open(t, {}, {}, answering(completion([choice(0, 'rm -rf ~'), choice(1, 'ls')])));
    const { text } = await ask(gateway.address, CHAT, { body: saying('go', { n: 2 }) });
    const { choices } = JSON.parse(text) as { choices: { finish_reason: string; message: Record<string, unknown> }[] };
    assert.equal(choices[0]?.finish_reason, 'stop');
    assert.equal(choices[0]?.message['tool_calls'], undefined);
    assert.equal(choices[1]?.finish_reason, 'tool_calls');
    assert.deepEqual(choices[1]?.message['tool_calls'], [{ id: 'c1', type: 'function', function: call('ls') }]);
  });

  test('with the older function_call, a refusal, and a call of no known kind', async (t) => {
    const message = { role: 'assistant', content: null, function_call: call('rm -rf ~') };
    const legacy = await open(
      t,
      {},
      {},
      answering(completion([{ index: 0, message, finish_reason: 'function_call' }])),
    );
    const old = await ask(legacy.gateway.address, CHAT, { body: saying('go') });
    assert.ok(!old.text.includes('"function_call"') && old.text.includes('"finish_reason":"stop"'), old.text);
    const refusal = { role: 'assistant', content: null, refusal: 'I will not.' };
    const body = completion([{ index: 0, message: refusal, finish_reason: 'stop' }]);
    const refusing = await open(t, {}, {}, answering(body));
    assert.equal((await ask(refusing.gateway.address, CHAT, { body: saying('go') })).text, JSON.stringify(body));
    const strange = {
      id: 'r',
      object: 'response',
      status: 'completed',
      output: [{ type: 'teleport_call', id: 'x', call_id: 'x' }],
    };
    const unknown = await open(t, {}, {}, answering(strange));
    const { text } = await ask(unknown.gateway.address, RESPONSES, { body: { model: 'm', input: 'a' } });
    assert.ok(!text.includes('teleport_call') && text.includes('output_text'), text);
  });

  test('that the provider keeps have the refused calls answered when the client goes on from them', async (t) => {
    const turn: ScriptedTurn = { calls: [{ id: 'c1', name: 'Bash', input: { command: 'rm -rf ~' } }] };
    const { gateway, provider } = await open(t, turn);
    await ask(gateway.address, RESPONSES, { body: { model: 'local-1', input: 'go', stream: true } });
    await ask(gateway.address, RESPONSES, {
      body: { model: 'local-1', input: 'and?', previous_response_id: 'resp_1' },
    });
    const input = provider.seen[1]?.body['input'] as Record<string, unknown>[];
    assert.equal(input[0]?.['type'], 'function_call_output');
    assert.equal(input[0]?.['call_id'], 'c1');
    assert.deepEqual(input[1], { type: 'message', role: 'user', content: 'and?' });
  });

  test('of chat completions tell their usage to the gateway, and to the client only where it asked', async (t) => {
    const { gateway, provider } = await open(t, { text: 'ok' });
    const plain = await ask(gateway.address, CHAT, { body: saying('a', { stream: true }) });
    assert.ok(!plain.text.includes('prompt_tokens'), plain.text);
    const asking = saying('b', { stream: true, stream_options: { include_usage: true } });
    assert.ok((await ask(gateway.address, CHAT, { body: asking })).text.includes('prompt_tokens'));
    assert.deepEqual(provider.seen[0]?.body['stream_options'], { include_usage: true });
    await gateway.settled();
    const [row] = await gateway.test.gateway.listUsage({ fromDay: 0, toDay: 1e6, principal: null, limit: 10 });
    assert.equal(row?.usage.output, 60);
  });
});
