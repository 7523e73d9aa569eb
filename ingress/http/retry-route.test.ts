import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CountersignClient } from '../../sdk/client.ts';
import type { WireFailure, WirePastRetry, WireStrategy } from '../../sdk/wire.ts';
import { TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

const REFUSED = {
  what: 'the diff',
  problems: [{ path: 'line 4, a.ts', found: 'another line', wanted: 'a diff that applies exactly' }],
};

/** The plan's paths lead out of the workspace, as `checkPlan` says it. */
const ESCAPE = {
  what: 'the plan',
  problems: [
    { path: '$.target_files[0]', found: 'a path that is refused: traversal', wanted: 'a path of the workspace' },
  ],
};

test('says three times how to try again, each time in another way, and then calls for a person', async (t) => {
  const { base, gateway, server } = await serveFake();
  t.after(() => server.close(0));
  const client = new CountersignClient({ baseUrl: base, token: TOKENS.agent });
  const retries: WirePastRetry[] = [];
  const told: string[] = [];
  for (;;) {
    const next = await client.act.nextAttempt({ history: { retries, retried_at_ms: [] }, failure: REFUSED });
    assert.deepEqual(next.failure, {
      code: 'VAL-001',
      message: 'the diff has a problem',
      problems: ['line 4, a.ts: found another line, want a diff that applies exactly'],
    });
    if (next.kind === 'escalate') {
      assert.equal(next.reason, 'task-limit');
      assert.match(next.message, /needs a person after 4 attempts/);
      break;
    }
    assert.match(
      next.instructions,
      /^The last attempt was refused \(VAL-001\): the diff has a problem\n- line 4, a\.ts/u,
    );
    told.push(`${next.number} ${next.strategy} ${next.changes.extra_context_lines} ${next.wait_ms}`);
    retries.push({ strategy: next.strategy, failure: next.failure });
  }
  const ways: readonly WireStrategy[] = ['say-what-was-wrong', 'widen-context', 'simplify-and-split'];
  assert.deepEqual(
    told,
    ways.map((strategy, index) => `${index + 1} ${strategy} ${index === 0 ? 0 : 10} 0`),
  );
  assert.ok(
    gateway.seen.every(({ method }) => method === 'authenticate'),
    'nothing is kept, nobody is asked',
  );
});

test('never says to try again after a finding of security, or more than ten times an hour', async (t) => {
  const { base, server } = await serveFake();
  t.after(() => server.close(0));
  const client = new CountersignClient({ baseUrl: base, token: TOKENS.agent });
  const reason = async (failure: WireFailure | typeof REFUSED, retriedAtMs: readonly number[] = []) => {
    const next = await client.act.nextAttempt({ history: { retries: [], retried_at_ms: retriedAtMs }, failure });
    return next.kind === 'escalate' ? next.reason : next.kind;
  };
  const plain = { message: 'it failed', problems: [] };
  assert.equal(await reason({ ...plain, code: 'SEC-001' }), 'security-finding');
  assert.equal(await reason({ ...plain, code: 'XYZ' }), 'unknown-failure');
  assert.equal(
    await reason(
      REFUSED,
      Array.from({ length: 10 }, () => Date.now()),
    ),
    'hourly-limit',
  );
  assert.equal(
    await reason(
      REFUSED,
      Array.from({ length: 10 }, () => Date.now() - 3_700_000),
    ),
    'retry',
  );
  assert.equal(await reason(ESCAPE), 'security-finding');
});

test('refuses whoever may not propose, and histories without end', async (t) => {
  const { base, server } = await serveFake();
  t.after(() => server.close(0));
  const ask = (token: string, retriedAtMs: readonly number[] = []) =>
    new CountersignClient({ baseUrl: base, token }).act.nextAttempt({
      history: { retries: [], retried_at_ms: retriedAtMs },
      failure: REFUSED,
    });
  await assert.rejects(ask(TOKENS.reader), { code: 'auth.forbidden' });
  await assert.rejects(
    ask(
      TOKENS.agent,
      Array.from({ length: 101 }, () => 1),
    ),
    { code: 'input.invalid' },
  );
});
