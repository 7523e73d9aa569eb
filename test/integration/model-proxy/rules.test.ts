import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, test } from 'node:test';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { sha256 } from '../../../adapters/node-crypto/hash.ts';
import { openContextScan } from '../../../application/model/scan-context.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { ask, CHAT, MESSAGES, RESPONSES, saying, watchedBudgets } from './ask-proxy.ts';
import { openLocalProvider } from './local-provider.ts';
import { openProxied as open, reading } from './opened-proxy.ts';
import { CALLER, openProxiedGateway } from './proxied-gateway.ts';

/** Looks like a key of a source code host; put together here so that it is one nowhere else. */
const SECRET = ['ghp', 'A7b2C9d4E1f6G3h8I5j0K7l2M9n4O1p6Q3r8'].join('_');

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

  test('are not passed by asking the provider to be served faster, which costs more', async (t) => {
    const budgets = watchedBudgets({ tokens: 1_000_000, costMicros: 1e9 });
    const { gateway } = await open(t, { text: 'ok' }, { budgets });
    for (const more of [{}, { speed: 'fast' }, { service_tier: 'priority' }])
      await ask(gateway.address, MESSAGES, { body: saying('go', more) });
    await gateway.settled();
    const [plain = 0, ...dearer] = budgets.settled.map(({ costMicros }) => costMicros);
    assert.ok(plain > 0);
    assert.deepEqual(dearer, [plain * 6, Math.ceil(plain * 2.5)]);
    const tight = watchedBudgets({ tokens: 1_000_000, costMicros: plain * 5 });
    const bound = await open(t, { text: 'ok' }, { budgets: tight });
    const refused = await ask(bound.gateway.address, MESSAGES, { body: saying('go', { speed: 'fast' }) });
    assert.equal(refused.status, 403);
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
