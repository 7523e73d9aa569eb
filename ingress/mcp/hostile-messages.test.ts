import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_DEPTH } from './json-bounds.ts';
import { openLineChannel } from './line-channel.ts';
import { readLine, readValue } from './read-message.ts';
import { RPC_CODES, type RpcFault } from './rpc.ts';
import { RpcPeer } from './rpc-peer.ts';
import { contextOf, nested, openRawServer, type Says } from './testing/raw-server.ts';
import { TOLD_LIMITS, ToldBudget } from './told-budget.ts';

const TOOL = '{"tools":[{"name":"echo","inputSchema":{"type":"object"}}]}';
const RAN = { result: '{"content":[]}' };
const ready: Says = ({ method }) => (method === 'tools/list' ? { result: TOOL } : RAN);
const call = { method: 'tools/call', params: { name: 'echo' } };
const note = (data: string) => `{"jsonrpc":"2.0","method":"notifications/message","params":{"data":${data}}}`;
const settle = () => new Promise((done) => setImmediate(done));

describe('A message that is too deep', () => {
  test('is not heard where it is a notification, and the conversation goes on', async () => {
    const { front, tell, failures } = await openRawServer(ready);
    const heard: unknown[] = [];
    front.listen(({ params }) => heard.push(params['data']));
    for (const depth of [MAX_DEPTH - 1, 3_000, 1_000_000]) tell(note(nested(depth)));
    tell(note('"after"'));
    assert.ok((await front.request(call, contextOf())).result['content']);
    assert.deepEqual(heard, ['after']);
    assert.equal(failures.length, 3);
  });

  test('is an error of its request where it is a result or an error, reported once, and of no other request', async () => {
    for (const member of ['result', 'error']) {
      const { front, server, gate } = await openRawServer((asked) =>
        asked.method === 'tools/call' && asked.params?.['arguments'] !== undefined
          ? { line: `{"jsonrpc":"2.0","id":${asked.id},"${member}":{"code":1,"message":"x","data":${nested(3_000)}}}` }
          : ready(asked),
      );
      const deep = front.request({ ...call, params: { ...call.params, arguments: {} } }, contextOf());
      const other = front.request(call, contextOf());
      await assert.rejects(deep, /nesting deeper than 128/);
      assert.ok((await other).result['content']);
      await server.close();
      const outcomes = gate.seen.flatMap((seen) => (seen.kind === 'outcome' ? [seen.error] : []));
      assert.equal(outcomes.length, 2);
      assert.deepEqual(new Set(outcomes), new Set(['protocol-error', null]));
    }
  });

  test('is answered with an error where it is a request', async () => {
    const { tell, reached } = await openRawServer(ready);
    tell(`{"jsonrpc":"2.0","id":"q","method":"elicitation/create","params":{"x":${nested(5_000)}}}`);
    await settle();
    assert.equal(reached.find(({ id }) => id === 'q')?.error?.code, RPC_CODES.invalidRequest);
  });

  test('is refused too where a transport has parsed it', () => {
    const deep: unknown = JSON.parse(nested(3_000));
    assert.equal(readValue({ jsonrpc: '2.0', id: 7, result: { deep } }).kind, 'invalid');
    assert.equal(readValue({ jsonrpc: '2.0', method: 'm', params: { deep } }).kind, 'invalid');
    assert.equal(readValue({ jsonrpc: '2.0', id: 7, result: {} }).kind, 'result');
    assert.equal(readValue(deep).kind, 'invalid');
  });

  test('shows its id where one can be found, and is no trouble where none can', () => {
    const idOf = (line: string) => {
      const read = readLine(line);
      return read.kind === 'invalid' ? read.id : 'read';
    };
    const deep = nested(200);
    assert.equal(idOf(`{"x":${deep},"id":7}`), 7);
    assert.equal(idOf(`{"id":"a","x":${deep}}`), 'a');
    for (const line of [
      `{"id":${deep}}`,
      deep,
      `{"id":7,"id":8,"x":${deep}}`,
      `{"id":${'"'.repeat(9)}${deep}`,
      '[['.repeat(99),
    ]) {
      assert.equal(idOf(line), null);
    }
  });
});

test('keeps no text of a result in which one name comes twice: a client might read the other one', () => {
  for (const result of ['{"text":"bad","text":"clean"}', '{"a":[{"b":1,"b":2}]}', '{"__proto__":1,"__proto__":2}']) {
    const read = readLine(`{"jsonrpc":"2.0","id":1,"result":${result}}`);
    assert.equal(read.kind === 'result' && read.answer.text, null);
  }
  const once = readLine('{"jsonrpc":"2.0","id":1,"result":{"a:\\"":":","b":{"a:\\"":1.0}}}');
  assert.equal(once.kind === 'result' && once.answer.text, '{"a:\\"":":","b":{"a:\\"":1.0}}');
});

test('ends the conversation in which a message cannot be handled, and raises nothing', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const ends: string[] = [];
  const peer = new RpcPeer(openLineChannel({ input, output }), {
    request: () => Promise.reject(new Error('unused')),
    notification: () => {
      throw new RangeError('Maximum call stack size exceeded');
    },
    closed: (reason) => ends.push(reason),
  });
  await peer.start();
  const asked = peer.request('ping', {});
  input.write(`${note('1')}\n${note('2')}\n`);
  await assert.rejects(asked, /could not be handled/);
  assert.equal(ends.length, 1);
  assert.equal(output.writableEnded, true);
});

test('answers a client of standard streams that sends a batch or no JSON, so that it need not wait', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const unused = { request: () => Promise.reject(new Error('unused')), notification: () => {}, closed: () => {} };
  await new RpcPeer(openLineChannel({ input, output }), { ...unused, answersUnread: true }).start();
  input.write('{"jsonrpc":"2.0","id":1,\n[{"jsonrpc":"2.0","id":1,"method":"ping"}]\n');
  await settle();
  const answers = String(output.read())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: unknown; error: RpcFault });
  assert.deepEqual(
    answers.map(({ id, error }) => [id, error.code]),
    [
      [null, RPC_CODES.parse],
      [null, RPC_CODES.invalidRequest],
    ],
  );
});

describe('A server that says much', () => {
  test('is not searched for what is too large, nor for more than a while allows', () => {
    const clock = { ms: 0 };
    const budget = new ToldBudget(() => clock.ms);
    const told = (length: number) => ({ method: 'notifications/message', params: { data: 'x'.repeat(length) } });
    const heard = (length: number) => (budget.hear(told(length)) === null ? 0 : 1);
    assert.equal(heard(TOLD_LIMITS.message), 0);
    let count = 0;
    for (let turn = 0; turn < 200; turn++) count += heard(100_000);
    assert.equal(count, 10);
    assert.deepEqual(budget.hear({ method: 'notifications/tools/list_changed', params: { x: 1 } }), {
      method: 'notifications/tools/list_changed',
      params: {},
    });
    clock.ms += 1_000;
    assert.equal(heard(100_000), 1);
    clock.ms += 3_600_000;
    for (let turn = 0; turn < 10_000; turn++) count += heard(0);
    assert.equal(count, 10 + TOLD_LIMITS.atOnce / 256);
  });

  test('goes on after that, and is complained of a few times only', async () => {
    const { front, tell, failures } = await openRawServer(ready);
    const heard: unknown[] = [];
    front.listen(({ params }) => heard.push(params['data']));
    for (let count = 0; count < 20; count++) tell(note(`"${'password='.repeat(50_000)}"`));
    tell(note('"after"'));
    assert.ok((await front.request(call, contextOf())).result['content']);
    assert.deepEqual(heard, ['after']);
    assert.equal(failures.length, 8);
  });

  test('has a list read once, and once more, however often it says that it changed', async () => {
    const { front, tell, sent } = await openRawServer(ready);
    const heard: string[] = [];
    front.listen(({ method }) => heard.push(method));
    const kinds = ['tools', 'prompts', 'resources'];
    for (let count = 0; count < 20_000; count++) {
      tell(`{"jsonrpc":"2.0","method":"notifications/${kinds[count % 3]}/list_changed"}`);
    }
    await sleep(1_500);
    assert.equal(sent('tools/list').length, 2);
    assert.equal(heard.length, 6);
  });
});
