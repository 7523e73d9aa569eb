import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireBatchAnswer, WireBatchResponse } from '../../sdk/wire.ts';
import { AGENT, openTestGateway } from '../../test/harness/test-gateway.ts';
import { createHttpApp } from './http-app.ts';
import { TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

async function openApp() {
  const { gateway } = await openTestGateway();
  const app = createHttpApp(
    { ...gateway, authenticate: async () => AGENT },
    { port: 7391, operator: 'human:operator', version: 'test' },
  );
  return async (body: unknown): Promise<{ readonly status: number; readonly body: unknown }> => {
    const request = new Request('http://127.0.0.1:7391/v1/batch', {
      method: 'POST',
      headers: { host: '127.0.0.1:7391', authorization: 'Bearer t', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await app.fetch(request);
    return { status: answer.status, body: await answer.json() };
  };
}

function call(id: string, tool: string, args: object, depends_on?: readonly string[]): object {
  const proposal = { session: 's-1', tool: { name: tool, origin: 'builtin:claude-code' }, args, cwd: '/work/app' };
  return { id, proposal, ...(depends_on === undefined ? {} : { depends_on }) };
}

/** A call under an id that another call has too. */
function twin(id: string): object {
  const { proposal } = call(id, 'Read', { file_path: 'z' }) as { readonly proposal: object };
  return { id, proposal: { ...proposal, id: 'same' } };
}

test('answers every call in order with a schedule', async () => {
  const post = await openApp();
  const { status, body } = await post({
    calls: [
      call('w', 'Write', { file_path: 'a', content: '' }),
      call('r', 'Read', { file_path: 'a' }),
      call('no', 'Bash', { command: 'rm -rf /' }),
      call('after', 'Read', { file_path: 'b' }, ['no']),
      twin('bad'),
      twin('bad2'),
    ],
    wait_ms: 1,
  });
  const { calls, schedule } = body as WireBatchResponse;
  assert.equal(status, 200);
  const told = (answer: WireBatchAnswer) =>
    answer.state === 'decided' ? [answer.id, answer.decision.verdict] : [answer.id, answer.state];
  assert.deepEqual(calls.slice(0, 4).map(told), [
    ['w', 'allow'],
    ['r', 'in-turn'],
    ['no', 'deny'],
    ['after', 'skipped'],
  ]);
  const failed = calls.slice(4).filter(({ state }) => state === 'failed');
  assert.equal(failed.length, 1);
  assert.equal(failed[0]?.state === 'failed' && failed[0].code, 'action.replayed');
  assert.deepEqual(schedule[0]?.[0], 'w');
});

test('explains a cycle, an unknown dependency, too many calls and a lone call with a wrong field', async () => {
  const post = await openApp();
  const cases: readonly (readonly [readonly object[], string])[] = [
    [[call('a', 'Read', {}, ['b']), call('b', 'Read', {}, ['a'])], '$.calls'],
    [[call('a', 'Read', {}, ['x'])], '$.calls[0].depends_on[0]'],
    [Array.from({ length: 65 }, (_, at) => call(`${at}`, 'Read', {})), '$.calls'],
    [[{ ...call('a', 'Read', {}), more: 1 }], '$.calls[0].more'],
    [[], '$.calls'],
  ];
  for (const [calls, path] of cases) {
    const { status, body } = await post({ calls });
    const problem = body as { readonly code: string; readonly problems: readonly { readonly path: string }[] };
    assert.deepEqual([status, problem.code], [422, 'input.invalid']);
    assert.ok(
      problem.problems.some((found) => found.path.startsWith(path)),
      JSON.stringify(problem),
    );
  }
});

test('needs the scope decide', async () => {
  const { base, server } = await serveFake();
  const headers = { authorization: `Bearer ${TOKENS.reader}`, 'content-type': 'application/json' };
  const answer = await fetch(`${base}/v1/batch`, { method: 'POST', headers, body: '{}' });
  assert.equal(answer.status, 403);
  await server.close(0);
});
