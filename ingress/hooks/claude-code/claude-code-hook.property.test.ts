import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { fakeGateway, TOKENS } from '../../http/testing/fake-gateway.ts';
import { type ServedFake, serveFake } from '../../http/testing/serve-fake.ts';
import { claudeCodeRoutes } from './claude-code-hook.ts';

const EVENTS = [
  'PreToolUse',
  'PermissionRequest',
  'UserPromptSubmit',
  'PostToolUse',
  'SessionStart',
  'Stop',
  'Nonsense',
];

/** Inputs that are nearly right, so that the fuzz gets past the first check. */
const nearlyInput = fc.record(
  {
    hook_event_name: fc.oneof(fc.constantFrom(...EVENTS), fc.jsonValue()),
    session_id: fc.oneof(fc.string({ minLength: 1 }), fc.jsonValue()),
    cwd: fc.oneof(fc.constant('/work/app'), fc.jsonValue()),
    tool_name: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
    tool_input: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
    tool_use_id: fc.oneof(fc.string(), fc.jsonValue()),
    agent_id: fc.oneof(fc.string(), fc.jsonValue()),
    prompt: fc.oneof(fc.string(), fc.jsonValue()),
  },
  { requiredKeys: ['hook_event_name'] },
);
const nearlyProposal = fc.record(
  {
    session: fc.oneof(fc.string({ minLength: 1 }), fc.jsonValue()),
    tool: fc.oneof(fc.record({ name: fc.string({ minLength: 1 }) }), fc.jsonValue()),
    args: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
    cwd: fc.oneof(fc.constant('/work/app'), fc.jsonValue()),
    wait_ms: fc.oneof(fc.nat(), fc.jsonValue()),
    verdict: fc.constant('allow'),
  },
  { requiredKeys: [] },
);

function bodies(nearly: fc.Arbitrary<unknown>): fc.Arbitrary<Uint8Array> {
  const json = fc.oneof({ weight: 3, arbitrary: nearly }, { weight: 1, arbitrary: fc.jsonValue() });
  return fc.oneof(
    { weight: 3, arbitrary: json.map((value) => new TextEncoder().encode(JSON.stringify(value))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );
}

describe('with a gateway that denies', () => {
  const gateway = fakeGateway({ verdict: 'deny' });
  let served: ServedFake;
  before(async () => {
    served = await serveFake({ rawRoutes: claudeCodeRoutes(gateway, { operator: 'human:operator' }) }, { gateway });
  });
  after(() => served.server.close(0));

  async function post(path: string, body: Uint8Array): Promise<{ readonly status: number; readonly text: string }> {
    const headers = { authorization: `Bearer ${TOKENS.agent}`, 'content-type': 'application/json' };
    const answer = await fetch(`${served.base}${path}`, {
      method: 'POST',
      headers,
      body: new Blob([Uint8Array.from(body)]),
    });
    return { status: answer.status, text: await answer.text() };
  }

  test('no body makes the HTTP hook allow, crash or fail', async () => {
    await fc.assert(
      fc.asyncProperty(bodies(nearlyInput), async (body) => {
        const { status, text } = await post('/hooks/claude-code', body);
        assert.equal(status, 200);
        assert.equal(typeof JSON.parse(text), 'object');
        assert.equal(/"(?:allow|approve)"/.test(text), false);
      }),
      { numRuns: 400 },
    );
  });

  test('no body makes the command hook answer 0 with an allow, crash or fail', async () => {
    await fc.assert(
      fc.asyncProperty(bodies(nearlyInput), async (body) => {
        const { status, text } = await post('/hooks/claude-code/command', body);
        assert.equal(status, 200);
        assert.match(text, /^(?:2 stderr|0 stdout)\n[\s\S]*\nend\n$/);
        assert.equal(/"(?:allow|approve)"/.test(text), false);
      }),
      { numRuns: 400 },
    );
  });

  test('no body makes a decision anything but a deny or a problem', async () => {
    await fc.assert(
      fc.asyncProperty(bodies(nearlyProposal), async (body) => {
        const { status, text } = await post('/v1/decide', body);
        const answer = JSON.parse(text) as { readonly verdict?: string; readonly code?: string };
        if (status === 200) assert.equal(answer.verdict, 'deny');
        else assert.ok([400, 413, 415, 422].includes(status) && typeof answer.code === 'string', `${status} ${text}`);
      }),
      { numRuns: 400 },
    );
  });
});
