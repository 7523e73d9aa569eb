import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HeldCall } from '../../../application/model/held-call.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import { estimateInput } from '../../../ingress/model-proxy/estimate-input.ts';
import { answerGateOf, streamGateOf } from '../../../ingress/model-proxy/gate-of.ts';
import { priceFactor } from '../../../ingress/model-proxy/price-factor.ts';
import type { ReadRequest } from '../../../ingress/model-proxy/read-request.ts';
import { settledUsage } from '../../../ingress/model-proxy/settled-usage.ts';
import { formatEvent } from '../../../ingress/model-proxy/sse-reader.ts';
import { readAnswerObject } from '../../../ingress/model-proxy/wire-json.ts';

type Api = 'messages' | 'chat' | 'responses';
const EVIL = '{"command":"rm -rf ~"}';

/** Lets every call go on that could be read and that does not remove anything. */
async function decide(calls: readonly HeldCall[]) {
  return calls.map(({ args }) =>
    args === null || JSON.stringify(args).includes('rm -rf')
      ? { kind: 'refuse' as const, text: 'refused' }
      : { kind: 'pass' as const },
  );
}

async function stream(api: Api, events: readonly (JsonObject | string)[]): Promise<string> {
  const gate = streamGateOf(api, { decide, request: { wantsUsage: true } as ReadRequest, note: () => undefined });
  let out = '';
  try {
    for (const event of events)
      out += await gate.take({ event: null, data: typeof event === 'string' ? event : JSON.stringify(event) });
  } catch (error) {
    out += `!${(error as Error).message}`;
  }
  return out;
}

async function whole(api: Api, body: JsonObject): Promise<string> {
  try {
    return JSON.stringify(await answerGateOf(api, () => undefined).gate(body, decide));
  } catch (error) {
    return `!${(error as Error).message}`;
  }
}

const evilCall: JsonObject = { id: 'a', type: 'function', function: { name: 'Bash', arguments: EVIL } };
const chatCalls: readonly (readonly [string, JsonObject])[] = [
  ['arguments that are an object', { ...evilCall, function: { name: 'Bash', arguments: { command: 'rm -rf ~' } } }],
  ['a function beside custom', { ...evilCall, type: 'custom', custom: { name: 'note', input: 'x' } }],
];
const holders: readonly (readonly [string, (holder: string) => JsonObject])[] = [
  ['choices that are an object', (holder) => ({ choices: { 0: { [holder]: { tool_calls: [evilCall] } } } })],
  ['calls that are no list', (holder) => ({ choices: [{ [holder]: { tool_calls: { 0: evilCall } } }] })],
  ['calls beside the message', (holder) => ({ choices: [{ tool_calls: [evilCall], [holder]: {} }] })],
  ['calls at the top', () => ({ tool_calls: [evilCall], choices: [] })],
  ['calls by a name in other letters', (holder) => ({ choices: [{ [holder]: { Tool_Calls: [evilCall] } }] })],
  ['calls beside an error', () => ({ error: { message: 'x' }, choices: [{ delta: { tool_calls: [evilCall] } }] })],
];

const item: JsonObject = { type: 'function_call', id: 'f', call_id: 'c', name: 'Bash', arguments: '{"command":"ls"}' };
const items: readonly (readonly [string, JsonObject])[] = [
  ['arguments that are an object', { ...item, arguments: { command: 'rm -rf ~' } }],
  ['an input beside arguments', { ...item, input: EVIL }],
  [
    'an action that is a list',
    { type: 'local_shell_call', id: 'f', call_id: 'c', action: [{ command: ['rm -rf ~'] }] },
  ],
];

describe('a call that another reader reads otherwise', () => {
  for (const [title, call] of chatCalls)
    test(`does not go on in chat completions: ${title}`, async () => {
      const choice = { index: 0, finish_reason: 'tool_calls' };
      const streamed = await stream('chat', [{ choices: [{ ...choice, delta: { tool_calls: [call] } }] }, '[DONE]']);
      assert.ok(!streamed.includes('rm -rf') && streamed.includes('refused'), streamed);
      const answered = await whole('chat', { choices: [{ ...choice, message: { tool_calls: [call] } }] });
      assert.ok(!answered.includes('rm -rf') && answered.includes('refused'), answered);
    });
  for (const [title, make] of holders)
    test(`does not go on in chat completions: ${title}`, async () => {
      assert.match(await stream('chat', [make('delta')]), /^!/);
      assert.match(await whole('chat', make('message')), /^!/);
    });
  for (const [title, call] of items)
    test(`does not go on in responses: ${title}`, async () => {
      const done = { type: 'response.output_item.done', output_index: 0, item: call };
      const end = { type: 'response.completed', response: { id: 'r', output: [call] } };
      const streamed = await stream('responses', [done, end]);
      assert.ok(!streamed.includes('rm -rf') && streamed.includes('refused'), streamed);
      assert.ok(!(await whole('responses', { id: 'r', output: [call] })).includes('rm -rf'));
    });
  test('does not go on in responses: arguments announced otherwise, items that are no list, parts of nothing', async () => {
    const added = { type: 'response.output_item.added', output_index: 0, item: { ...item, arguments: EVIL } };
    const done = { type: 'response.output_item.done', output_index: 0, item };
    const end = { type: 'response.completed', response: { id: 'r', output: [item] } };
    const streamed = await stream('responses', [added, done, end]);
    assert.ok(!streamed.includes('rm -rf') && streamed.includes('refused'), streamed);
    assert.match(await stream('responses', [{ type: 'response.completed', response: { output: { 0: item } } }]), /^!/);
    assert.match(await whole('responses', { output: { 0: item } }), /^!/);
    const part = { type: 'response.function_call_arguments.delta', output_index: 3, delta: EVIL };
    assert.match(await stream('responses', [part]), /^!/);
  });
  test('does not go on in messages: content that is an object, and input of another shape or told twice', async () => {
    const block = { type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'rm -rf ~' } };
    assert.match(await whole('messages', { content: { 0: block }, stop_reason: 'tool_use' }), /^!/);
    assert.ok(!(await whole('messages', { content: [{ ...block, input: EVIL }] })).includes('rm -rf'));
    assert.match(await stream('messages', [{ type: 'message_start', message: { content: { 0: block } } }]), /^!/);
    const start = { type: 'content_block_start', index: 0, content_block: block };
    const json = { type: 'input_json_delta', partial_json: '{"command":"ls"}' };
    const told = [
      start,
      { type: 'content_block_delta', index: 0, delta: json },
      { type: 'content_block_stop', index: 0 },
    ];
    const streamed = await stream('messages', [...told, { type: 'message_stop' }]);
    assert.ok(!streamed.includes('rm -rf') && streamed.includes('refused'), streamed);
  });
  test('does not go on in messages: arguments in a block that is no call', async () => {
    const withArguments = (type: string): readonly JsonObject[] => [
      { type: 'content_block_start', index: 0, content_block: { type, id: 'a', name: 'x', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: EVIL } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_stop' },
    ];
    for (const type of ['text', 'thinking', 'web_search_tool_result']) {
      const streamed = await stream('messages', withArguments(type));
      assert.ok(streamed.includes('!read the stream') && !streamed.includes('rm -rf'), streamed);
    }
    assert.ok((await stream('messages', withArguments('server_tool_use'))).includes('input_json_delta'));
  });
  test('does not go on where a key comes twice, in any of the APIs', async () => {
    for (const api of ['messages', 'chat', 'responses'] as const)
      assert.match(await stream(api, ['{"type":"ping","choices":[],"choices":[]}']), /^!/);
    assert.equal(readAnswerObject('{"output":[],"output":[]}'), null);
  });
  test('is written anew of what was decided where it goes on', async () => {
    const call = { ...evilCall, function: { name: 'Bash', arguments: '{ "command": "ls" }', more: EVIL }, more: EVIL };
    const answered = await whole('chat', { choices: [{ index: 0, message: { tool_calls: [call] } }] });
    assert.ok(answered.includes('ls') && !answered.includes('rm -rf'), answered);
    assert.ok(!(await whole('responses', { output: [{ ...item, more: EVIL }] })).includes('rm -rf'));
    const block = { type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'ls' }, more: EVIL };
    assert.ok(!(await whole('messages', { content: [block] })).includes('rm -rf'));
  });
});

test('escapes what ends a line to some readers, and refuses names that could', () => {
  assert.equal(formatEvent({ event: null, data: '"\u2028\u2029\u0085"' }), 'data: "\\u2028\\u2029\\u0085"\n\n');
  assert.throws(() => formatEvent({ event: 'x\u2028data: y', data: '{}' }));
  assert.throws(() => formatEvent({ event: 'x\ndata: y', data: '{}' }));
});

test('counts a text as a text, a picture by the piece, and what is kept elsewhere as a whole context', () => {
  const estimate = (body: JsonObject): number => estimateInput(body, JSON.stringify(body));
  const said = (content: JsonObject | string): JsonObject => ({ messages: [{ role: 'user', content: [content] }] });
  assert.ok(estimate({ messages: [{ role: 'user', content: `data: ${'many words '.repeat(10_000)}` }] }) > 50_000);
  const data = 'QUJD'.repeat(20_000);
  const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data } };
  assert.ok(estimate(said(picture)) < 7_000);
  const words = { type: 'image', source: { type: 'base64', data: 'ABC '.repeat(20_000) } };
  assert.ok(estimate(said(words)) > 40_000);
  assert.ok(estimate(said({ type: 'tool_use', input: picture })) > 40_000);
  assert.ok(estimate({ input: 'x', previous_response_id: 'r' }) >= 1_000_000);
  assert.ok(estimate(said({ type: 'document', source: { type: 'url', url: 'https://a.example/a.pdf' } })) >= 1_000_000);
});

test('books no less than what was seen, and no number that could not be booked', () => {
  const estimate = { input: 1_000, output: 8_000, cacheRead: 0, cacheWrite: 0 };
  const seen = { estimate, isComplete: true, outputBytes: 40_000, writtenBytes: 40_000, hidesOutput: false };
  assert.equal(settledUsage({ ...seen, told: { input: 0, output: 0 } }).output, 5_000);
  const told = { input: 1e308, output: 2e12, cacheRead: 2 ** 60, cacheWrite: Number.NaN };
  const booked = settledUsage({ ...seen, told });
  assert.ok(
    Object.values(booked).every((count) => count <= 10_000_000),
    JSON.stringify(booked),
  );
});

test('counts a request that asks to be served faster, or in one place, at the dearest that it may cost', () => {
  const usual = [{}, { service_tier: 'auto', speed: 'standard' }, { service_tier: 'flex', inference_geo: 'global' }];
  for (const body of usual) assert.equal(priceFactor(body), 100);
  for (const service_tier of ['priority', 'fast']) assert.equal(priceFactor({ service_tier }), 250);
  assert.equal(priceFactor({ speed: 'fast' }), 600);
  assert.equal(priceFactor({ speed: 'fast', inference_geo: 'us' }), 660);
  for (const odd of [{ service_tier: 'ultrafast' }, { service_tier: ['priority'] }, { speed: 'faster' }])
    assert.equal(priceFactor(odd), 1_000);
});

test('an answer of more calls than any model makes is refused as it comes, and holds nobody up', async () => {
  const many = Array.from({ length: 20_000 }, (_, index) => index);
  const begun = performance.now();
  const call = { id: 'a', type: 'function', function: { name: 'Bash', arguments: '{}' } };
  const parts = many.map((index) => ({ ...call, index }));
  const block = { type: 'tool_use', id: 'a', name: 'Bash', input: {} };
  const answers = [
    await stream('chat', [{ choices: [{ delta: { tool_calls: parts } }] }]),
    await stream('chat', [{ choices: many.map((index) => ({ index, delta: { tool_calls: [call] } })) }]),
    await stream(
      'messages',
      many.map((index) => ({ type: 'content_block_start', index, content_block: block })),
    ),
    await stream(
      'responses',
      many.map((index) => ({ type: 'response.output_item.added', output_index: index, item })),
    ),
    await whole('chat', { choices: [{ message: { tool_calls: parts } }] }),
    await whole('messages', { content: many.map(() => block) }),
    await whole('responses', { output: many.map(() => item) }),
  ];
  for (const answer of answers) assert.match(answer, /^!hold tool calls: found more than 1024 calls in one answer$/);
  assert.ok(performance.now() - begun < 10_000);
});

test('a long list of what is no call costs no more for being beside many calls', async () => {
  const calls = Array.from({ length: 1_000 }, (_, index) => index);
  const events: JsonObject[] = calls.map((index) => ({
    ...{ type: 'response.output_item.done', output_index: index },
    item: { ...item, call_id: `c${index}` },
  }));
  const output = Array.from({ length: 50_000 }, () => ({ type: 'unheard_of' }));
  const begun = performance.now();
  const said = await stream('responses', [...events, { type: 'response.completed', response: { output } }]);
  assert.match(said, /response\.completed/);
  assert.doesNotMatch(said, /unheard_of/);
  assert.ok(performance.now() - begun < 10_000);
});
