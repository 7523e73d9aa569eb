import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_WAIT, propose } from '../../harness/test-gateway.ts';
import { ask, CHAT, MESSAGES, RESPONSES, saying } from './ask-proxy.ts';
import { type Interfere, type ScriptedTurn } from './local-provider.ts';
import { openProxied as open, reading } from './opened-proxy.ts';
import { CALLER } from './proxied-gateway.ts';

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
