import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type HttpReviewerOptions, openHttpReviewer } from './open-reviewer.ts';
import { type ModelServer, startModelServer } from './testing/model-server.ts';

const PROMPT = { system: 'the rules', user: 'the material' };
const LIMITS = { timeoutMs: 2_000 };

async function withServer(use: (server: ModelServer) => Promise<void>): Promise<void> {
  const server = await startModelServer();
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

function reviewer({ url }: ModelServer, more: Partial<HttpReviewerOptions> = {}) {
  const usual = { name: 'second', provider: 'acme', model: 'm1', api: 'openai', baseUrl: `${url}/v1` } as const;
  return openHttpReviewer({ ...usual, key: async () => 'the-key', tokenField: 'max_tokens', ...more });
}

async function codeFor(server: ModelServer, more: Partial<HttpReviewerOptions> = {}, limits = LIMITS): Promise<string> {
  const answer = await reviewer(server, more).review(PROMPT, limits);
  if (answer.ok) return `ok ${answer.value}`;
  assert.ok(!answer.failure.reason.includes('the-key') && !answer.failure.reason.includes('material'));
  return answer.failure.code;
}

describe('A reviewer over OpenAI’s form of API', () => {
  test('asks once at temperature 0 for 16 tokens, rules and material apart', async () => {
    await withServer(async (server) => {
      assert.equal(await codeFor(server), 'ok APPROVE');
      const [{ path, headers, body } = assert.fail('not asked')] = server.seen;
      assert.equal(path, '/v1/chat/completions');
      assert.equal(headers.authorization, 'Bearer the-key');
      assert.deepEqual(body, {
        model: 'm1',
        messages: [
          { role: 'system', content: 'the rules' },
          { role: 'user', content: 'the material' },
        ],
        temperature: 0,
        max_tokens: 16,
        stream: false,
      });
    });
  });

  test('bounds the answer by the name that newer models want, and sends no key where there is none', async () => {
    await withServer(async (server) => {
      await codeFor(server, { tokenField: 'max_completion_tokens', key: async () => null });
      const body = server.seen[0]?.body as { max_completion_tokens?: number; max_tokens?: number };
      assert.deepEqual([body.max_completion_tokens, body.max_tokens], [16, undefined]);
      assert.equal(server.seen[0]?.headers.authorization, undefined);
    });
  });

  test('gives back the text exactly as it came', async () => {
    await withServer(async (server) => {
      server.answer = (_, response) =>
        void response.end(JSON.stringify({ choices: [{ message: { content: ' APPROVE\n' }, finish_reason: 'stop' }] }));
      assert.equal(await codeFor(server), 'ok  APPROVE\n');
    });
  });
});

describe('A reviewer over Anthropic’s form of API', () => {
  test('asks with the rules as system', async () => {
    await withServer(async (server) => {
      assert.equal(await codeFor(server, { api: 'anthropic', baseUrl: server.url }), 'ok APPROVE');
      const [{ path, headers, body } = assert.fail('not asked')] = server.seen;
      assert.equal(path, '/v1/messages');
      assert.equal(headers['x-api-key'], 'the-key');
      assert.equal(headers['anthropic-version'], '2023-06-01');
      const messages = [{ role: 'user', content: 'the material' }];
      assert.deepEqual(body, { model: 'm1', system: 'the rules', messages, temperature: 0, max_tokens: 16 });
      assert.equal(
        await codeFor(server, { api: 'anthropic', baseUrl: server.url, key: async () => null }),
        'ok APPROVE',
      );
    });
  });
});

describe('A hostile or broken endpoint gives no answer', () => {
  const openai = (choice: unknown): string => JSON.stringify({ choices: [choice] });
  const stop = { finish_reason: 'stop' };
  for (const [name, body] of [
    ['that is no JSON', 'APPROVE'],
    ['that is empty', ''],
    ['that is null', 'null'],
    ['of no choices', '{"choices":[]}'],
    [
      'of two choices',
      JSON.stringify({
        choices: [
          { message: { content: 'APPROVE' }, ...stop },
          { message: { content: 'DENY' }, ...stop },
        ],
      }),
    ],
    ['that was cut off', openai({ message: { content: 'APPROVE' }, finish_reason: 'length' })],
    ['with a call of a tool', openai({ message: { content: 'APPROVE', tool_calls: [{ id: 'x' }] }, ...stop })],
    ['with tool calls that are no list', openai({ message: { content: 'APPROVE', tool_calls: 'x' }, ...stop })],
    ['whose text is no text', openai({ message: { content: ['APPROVE'] }, ...stop })],
    ['through the prototype', '{"__proto__":{"choices":[{"message":{"content":"APPROVE"},"finish_reason":"stop"}]}}'],
    ['over 64 KiB', openai({ message: { content: 'APPROVE' }, padding: 'x'.repeat(70_000), ...stop })],
  ] as const) {
    test(name, async () => {
      await withServer(async (server) => {
        server.answer = (_, response) => void response.end(body);
        assert.equal(await codeFor(server), 'unusable-answer');
      });
    });
  }

  test('that is no UTF-8', async () => {
    await withServer(async (server) => {
      server.answer = (_, response) => void response.end(Buffer.from([0xff, 0xfe]));
      assert.equal(await codeFor(server), 'unusable-answer');
    });
  });

  test('of several blocks, of a tool use, or stopped by something else, in Anthropic’s form', async () => {
    await withServer(async (server) => {
      const block = { type: 'text', text: 'APPROVE' };
      for (const reply of [
        { content: [block, block], stop_reason: 'end_turn' },
        { content: [{ type: 'tool_use', text: 'APPROVE' }], stop_reason: 'end_turn' },
        { content: [block], stop_reason: 'max_tokens' },
        { content: 'APPROVE', stop_reason: 'end_turn' },
      ]) {
        server.answer = (_, response) => void response.end(JSON.stringify(reply));
        assert.equal(await codeFor(server, { api: 'anthropic' }), 'unusable-answer');
      }
    });
  });

  test('that sends elsewhere: nothing follows it, and the key stays here', async () => {
    await withServer(async (other) => {
      await withServer(async (server) => {
        server.answer = (_, response) =>
          void response.writeHead(307, { location: `${other.url}/v1/chat/completions` }).end();
        assert.equal(await codeFor(server), 'unreachable');
        assert.equal(other.seen.length, 0);
      });
    });
  });

  test('with another status than 200', async () => {
    await withServer(async (server) => {
      for (const status of [201, 401, 429, 500]) {
        server.answer = (_, response) =>
          void response
            .writeHead(status)
            .end(JSON.stringify({ choices: [{ message: { content: 'APPROVE' }, finish_reason: 'stop' }] }));
        assert.equal(await codeFor(server), 'refused');
      }
    });
  });

  test('that never ends, before or after its first byte', async () => {
    await withServer(async (server) => {
      server.answer = () => undefined;
      assert.equal(await codeFor(server, {}, { timeoutMs: 100 }), 'timed-out');
      server.answer = (_, response) => void response.writeHead(200).write('{"choices":');
      assert.equal(await codeFor(server, {}, { timeoutMs: 100 }), 'timed-out');
    });
  });

  test('that is not there, or whose key cannot be had', async () => {
    await withServer(async (server) => {
      assert.equal(await codeFor(server, { key: () => Promise.reject(new Error('no key')) }), 'unreachable');
      server.answer = (_, response) => void response.destroy();
      assert.equal(await codeFor(server), 'unreachable');
    });
  });
});
