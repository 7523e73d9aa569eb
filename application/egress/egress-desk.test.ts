import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Containment } from '../../core/incident/emergency-state.ts';
import { CALM } from '../../core/incident/emergency-state.ts';
import type { PolicyRule } from '../../core/policy/policy.ts';
import { manualClock } from '../../test/harness/manual-clock.ts';
import { codeOf, egressRule, get, NAMES, openOne, openTestEgress, tunnel } from '../../test/harness/test-egress.ts';
import { readyPolicy } from '../../test/harness/test-policy.ts';
import type { EgressAttempt, EgressRefused } from './egress-attempt.ts';

function forbid(overrides: Partial<PolicyRule>): PolicyRule {
  return {
    id: 'no-uploads',
    layer: 'organisation',
    decision: 'forbid',
    when: [{ tool: null, argument: null, effect: { classes: ['net.upload'], path: null, host: null, mark: null } }],
    reason: 'nothing leaves',
    instead: '',
    expiresAtMs: null,
    match: [],
    notMatch: [],
    ...overrides,
  };
}

describe('A pass', () => {
  test('admits what a rule allows, with the addresses that may be dialled, and says what is allowed where it refuses', async () => {
    const { pass, entries } = await openTestEgress({ names: NAMES });
    const own = pass(['b.example']);
    const admitted = await own.admit(tunnel('B.Example.'));
    assert.deepEqual(admitted.ok && admitted.addresses, ['93.184.216.35', '2606:0:0:0:0:0:0:1']);
    const refused = (await own.admit(tunnel('evil.example'))) as EgressRefused;
    assert.equal(refused.refusal.code, 'egress.host');
    assert.deepEqual(refused.allowed, ['https://b.example:443']);
    const [entry] = await entries();
    assert.deepEqual([entry?.type, entry?.actor, entry?.session], ['egress.refused', 'agent:test', 'session-1']);
    assert.deepEqual(entry?.data, {
      code: 'egress.host',
      host: 'evil.example',
      port: 443,
      run: 'run-1',
      via: 'connect',
    });
  });

  test('never resolves a name that nobody allowed', async () => {
    const asked: string[] = [];
    const { pass } = await openTestEgress({
      names: (name) => {
        asked.push(name);
        return { ok: true, addresses: ['93.184.216.34'] };
      },
    });
    await codeOf(pass(['a.example']), tunnel('secret-data.evil.example'));
    assert.deepEqual(asked, []);
  });

  test('refuses names that lead inside, also beside public addresses, and this machine itself', async () => {
    const { pass, state } = await openTestEgress({ names: NAMES });
    const own = pass(['*']);
    assert.equal(await codeOf(own, tunnel('inner.example')), 'egress.address');
    assert.equal(await codeOf(own, tunnel('mixed.example')), 'egress.address');
    assert.equal(await codeOf(own, tunnel('none.example')), 'egress.name-unresolved');
    state.own = ['93.184.216.34', 'fe80::1%eth0', 'not an address'];
    assert.equal(await codeOf(own, tunnel('a.example')), 'egress.address');
    assert.equal(await codeOf(own, tunnel('b.example')), 'allowed');
  });

  test('lets a rule except addresses of a closed network', async () => {
    const { pass } = await openTestEgress({ names: NAMES });
    const own = pass([{ host: 'inner.example', addresses: ['10.0.0.0/24'] }]);
    assert.equal(await codeOf(own, tunnel('inner.example')), 'allowed');
  });

  test('refuses what it cannot read, and records it beside the log only', async () => {
    const { pass, entries } = await openTestEgress();
    assert.equal(await codeOf(pass(['*']), tunnel('a b')), 'egress.unreadable');
    assert.equal(await codeOf(pass(['*']), tunnel('a.example', 0)), 'egress.unreadable');
    assert.deepEqual(
      (await entries()).map(({ data }) => data['host']),
      [null, null],
    );
  });

  test('judges methods and paths of requests', async () => {
    const { pass } = await openTestEgress({ names: NAMES });
    const own = pass([{ host: 'a.example', schemes: ['http'], methods: ['GET'], paths: ['/docs'] }]);
    assert.equal(await codeOf(own, get('a.example', { path: '/docs/x?y' })), 'allowed');
    assert.equal(await codeOf(own, get('a.example', { path: '/admin' })), 'egress.path');
    assert.equal(await codeOf(own, get('a.example', { method: 'PUT', path: '/docs' })), 'egress.method');
    assert.equal(await codeOf(own, get('a.example', { port: 443 })), 'egress.port');
  });

  test('judges requests in TLS by rules that open it, and by no others', async () => {
    const { pass } = await openTestEgress({ names: NAMES });
    const own = pass([{ host: 'a.example', open_tls: true, methods: ['GET'] }, 'a.example', 'b.example']);
    const inside = (host: string, method: string): EgressAttempt => ({
      via: 'connect',
      host,
      port: 443,
      request: { scheme: 'https', method, path: '/' },
    });
    assert.equal(await codeOf(own, inside('a.example', 'GET')), 'allowed');
    assert.equal(await codeOf(own, inside('a.example', 'POST')), 'egress.method');
    assert.equal(await codeOf(own, inside('b.example', 'GET')), 'egress.scheme');
  });

  test('heeds what policy forbids of the effect, and a policy that cannot be read', async () => {
    const { pass, state } = await openTestEgress({ names: NAMES });
    const own = pass(['http://a.example', 'a.example']);
    state.ready = readyPolicy({ rules: [forbid({})] });
    assert.equal(await codeOf(own, get('a.example', { method: 'POST' })), 'egress.policy');
    assert.equal(await codeOf(own, get('a.example')), 'allowed');
    assert.equal(await codeOf(own, tunnel('a.example')), 'allowed');
    state.ready = readyPolicy({
      rules: [
        forbid({
          when: [
            {
              tool: null,
              argument: null,
              effect: { classes: ['net.connect'], path: null, host: '*.example', mark: null },
            },
          ],
        }),
      ],
    });
    assert.equal(await codeOf(own, tunnel('a.example')), 'egress.policy');
    const { ready } = state;
    const throwing = () => {
      throw new Error('evaluate: it is broken');
    };
    state.ready = { ...ready, policy: { ...ready.policy, externalRules: throwing } };
    assert.equal(await codeOf(own, get('a.example')), 'egress.policy');
    Object.defineProperty(state, 'ready', {
      get: () => {
        throw new Error('load the policy: it is broken');
      },
    });
    assert.equal(await codeOf(own, get('a.example')), 'egress.policy');
  });
});

describe('A connection', () => {
  test('is recorded before it may be used, and at its end with its bytes', async () => {
    const { pass, entries } = await openTestEgress({ names: NAMES });
    const own = pass(['a.example']);
    const connection = await openOne(own);
    assert.equal(await connection.recorded, true);
    assert.deepEqual(
      (await entries()).map(({ type }) => type),
      ['egress.opened'],
    );
    connection.address = '93.184.216.34';
    assert.equal(connection.up(10) && connection.down(20), true);
    connection.close('done');
    connection.close('failed');
    const [, closed] = await entries(2);
    assert.deepEqual(
      [
        closed?.type,
        closed?.data['up_bytes'],
        closed?.data['down_bytes'],
        closed?.data['result'],
        closed?.data['address'],
      ],
      ['egress.closed', 10, 20, 'done', '93.184.216.34'],
    );
    const usage = own.usage();
    assert.deepEqual([usage.opened, usage.upBytes, usage.downBytes], [1, 10, 20]);
    assert.deepEqual(usage.hosts, [{ host: 'a.example', opened: 1, refused: 0, upBytes: 10, downBytes: 20 }]);
  });

  test('is not recorded where the log cannot be written, and says so', async () => {
    const { pass, state } = await openTestEgress({ names: NAMES });
    state.isWritable = false;
    const connection = await openOne(pass(['a.example']));
    assert.equal(await connection.recorded, false);
  });

  test('carries exactly as many bytes as its rule and its pass allow, and is then ended', async () => {
    const { pass } = await openTestEgress({ names: NAMES });
    const own = pass([{ host: 'a.example', up_bytes: 100 }, 'b.example'], { limits: { upBytes: 150, downBytes: 10 } });
    const first = await openOne(own);
    const second = await openOne(own);
    let ended = '';
    second.onEnd(({ code }) => {
      ended = code;
    });
    assert.equal(first.up(60), true);
    assert.equal(second.up(41), false);
    assert.equal(ended, 'egress.bytes');
    assert.equal(second.up(1), false);
    assert.equal(first.up(40), true);
    assert.equal(await codeOf(own, tunnel('a.example')), 'allowed');
    const third = await own.admit(tunnel('a.example'));
    const opened = third.ok ? third.open('https') : third;
    assert.equal(opened.ok ? '' : opened.refusal.code, 'egress.bytes');
    const other = await openOne(own, tunnel('b.example'));
    assert.equal(other.up(50), true);
    assert.equal(other.down(11), false);
  });

  test('is one of no more at once, and in a minute, than its rule and its pass allow', async () => {
    const clock = manualClock();
    const { pass } = await openTestEgress({ names: NAMES, clock });
    const own = pass([{ host: 'a.example', connections: 1, per_minute: 2 }, 'b.example'], {
      limits: { connections: 2 },
    });
    const opening = async (host: string): Promise<string> => {
      const admitted = await own.admit(tunnel(host));
      const opened = admitted.ok ? admitted.open('https') : admitted;
      return opened.ok ? 'open' : opened.refusal.code;
    };
    const first = await openOne(own);
    assert.equal(await opening('a.example'), 'egress.connections');
    assert.equal(await opening('b.example'), 'open');
    assert.equal(await opening('b.example'), 'egress.connections');
    first.close('done');
    assert.equal(await opening('a.example'), 'open');
    first.close('done');
    own.close('enough');
    const again = pass([{ host: 'a.example', per_minute: 1 }]);
    (await openOne(again)).close('done');
    const admitted = await again.admit(tunnel('a.example'));
    const refused = admitted.ok ? admitted.open('https') : admitted;
    assert.equal(refused.ok ? '' : refused.refusal.code, 'egress.rate');
    clock.set(clock.nowMs() + 60_000);
    (await openOne(again)).close('done');
  });

  test('is refused without a record after too many attempts in a minute, but for the first', async () => {
    const { pass, entries } = await openTestEgress({ names: NAMES, clock: manualClock() });
    const own = pass([], { limits: { perMinute: 3 } });
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(own, tunnel('x.example'))));
    assert.equal(codes.filter((code) => code === 'egress.rate').length, 47);
    assert.equal((await entries()).filter(({ data }) => data['code'] === 'egress.rate').length, 1);
  });
});

describe('What is open', () => {
  const halt = { source: 'api', by: 'human:operator', reason: 'stop', sinceMs: 1 } as const;

  test('ends at once when a halt is announced', async () => {
    const { pass, state, events } = await openTestEgress({ names: NAMES });
    const connection = await openOne(pass(['a.example']));
    let ended = '';
    connection.onEnd(({ code }) => {
      ended = code;
    });
    state.emergency = { ...CALM, halt };
    events.publish({ kind: 'emergency', atMs: 1, halted: true, safeMode: false, reason: 'stop' });
    assert.equal(ended, 'egress.emergency');
    assert.equal(connection.isOpen, false);
  });

  test('ends within fifty milliseconds of a stop that nobody announces', async () => {
    const clock = manualClock();
    const { pass, state } = await openTestEgress({ names: NAMES, clock });
    const own = pass(['a.example']);
    const connection = await openOne(own);
    await clock.advance(1_000);
    assert.equal(connection.isOpen, true);
    const target: Containment = {
      verb: 'freeze',
      target: { kind: 'session', name: 'session-1' },
      by: 'x',
      reason: 'y',
      sinceMs: 1,
    };
    state.emergency = { ...CALM, containments: [target] };
    await clock.advance(50);
    assert.equal(connection.isOpen, false);
    assert.equal(await codeOf(own, tunnel('a.example')), 'egress.emergency');
    state.emergency = CALM;
    assert.equal(await codeOf(own, tunnel('a.example')), 'allowed');
  });

  test('ends when its pass is closed, and nothing is let through any more', async () => {
    const { pass } = await openTestEgress({ names: NAMES });
    const own = pass(['a.example']);
    const connection = await openOne(own);
    const admitted = await own.admit(tunnel('a.example'));
    own.close('the lease was revoked');
    assert.equal(connection.isOpen, false);
    let late = '';
    connection.onEnd(({ reason }) => {
      late = reason;
    });
    assert.match(late, /the lease was revoked/);
    assert.equal(await codeOf(own, tunnel('a.example')), 'egress.closed');
    const opened = admitted.ok ? admitted.open('https') : admitted;
    assert.equal(opened.ok ? '' : opened.refusal.code, 'egress.closed');
    own.resume();
    assert.equal(await codeOf(own, tunnel('a.example')), 'egress.closed');
  });

  test('ends when its rule is taken back, and stays under rules that are given anew', async () => {
    const { pass } = await openTestEgress({ names: NAMES });
    const own = pass(['a.example', 'b.example']);
    const first = await openOne(own);
    const second = await openOne(own, tunnel('b.example'));
    const { egressRule } = await import('../../test/harness/test-egress.ts');
    own.replaceRules([egressRule('b.example')]);
    assert.deepEqual([first.isOpen, second.isOpen], [false, true]);
    assert.equal(await codeOf(own, tunnel('a.example')), 'egress.host');
  });

  test('ends when the gateway stops', async () => {
    const { pass, desk } = await openTestEgress({ names: NAMES });
    const connection = await openOne(pass(['a.example']));
    desk.close();
    assert.equal(connection.isOpen, false);
  });

  test('is not begun by an attempt during whose resolving a halt came', async () => {
    const resolving = Promise.withResolvers<{ readonly ok: true; readonly addresses: readonly string[] }>();
    const { pass, state } = await openTestEgress({
      names: { resolve: () => resolving.promise, close: () => undefined },
    });
    const waiting = codeOf(pass(['a.example']), tunnel('a.example'));
    state.emergency = { ...CALM, halt };
    resolving.resolve({ ok: true, addresses: ['93.184.216.34'] });
    assert.equal(await waiting, 'egress.emergency');
  });
});

describe('An admission', () => {
  const halted = { ...CALM, halt: { reason: 'test', by: 'human:x', sinceMs: 1, atMs: 1, kind: 'order' } } as never;

  test('does not outlive a halt, a rule that is taken back, or one that is narrowed', async () => {
    const { pass, state } = await openTestEgress({ names: NAMES });
    const own = pass(['a.example', 'http://a.example']);
    const first = await own.admit(get('a.example', { method: 'POST' }));
    assert.ok(first.ok);
    state.emergency = halted;
    const stopped = first.open('http');
    assert.equal(stopped.ok ? 'open' : stopped.refusal.code, 'egress.emergency');
    state.emergency = CALM;
    const second = await own.admit(tunnel('a.example'));
    assert.ok(second.ok);
    own.replaceRules([]);
    const ruleless = second.open('https');
    assert.equal(ruleless.ok ? 'open' : ruleless.refusal.code, 'egress.host');
  });

  test('is looked at again once it is on record', async () => {
    const { pass, state } = await openTestEgress({ names: NAMES });
    const connection = await openOne(pass(['a.example']));
    state.emergency = halted;
    assert.equal(await connection.recorded, false);
    assert.equal(connection.up(1), false);
  });

  test('ends where its rule is narrowed under the same text, and heeds new bounds at once where it is not', async () => {
    const { pass } = await openTestEgress({ names: NAMES });
    const rule = { host: 'a.example', schemes: ['http'] };
    const own = pass([rule]);
    const bounded = await openOne(own, get('a.example'));
    own.replaceRules([egressRule({ ...rule, up_bytes: 5 })]);
    assert.deepEqual([bounded.isOpen, bounded.up(5), bounded.up(1)], [true, true, false]);
    own.replaceRules([egressRule(rule)]);
    const narrowed = await openOne(own, get('a.example', { method: 'POST' }));
    own.replaceRules([egressRule({ ...rule, methods: ['GET'] })]);
    assert.equal(narrowed.isOpen, false);
  });

  test('is refused where policy forbids it, also where refusals are only reported', async () => {
    const { pass, state } = await openTestEgress({ names: NAMES });
    state.ready = readyPolicy({ rules: [forbid({})] });
    for (const rules of [['http://a.example'], []])
      assert.equal(
        await codeOf(pass(rules, { mode: 'report' }), get('a.example', { method: 'POST' })),
        'egress.policy',
      );
    assert.equal(await codeOf(pass([], { mode: 'report' }), get('a.example')), 'allowed');
    const { ready } = state;
    const externalRules = () => {
      throw new Error('evaluate: it is broken');
    };
    state.ready = { ...ready, policy: { ...ready.policy, externalRules } };
    for (const rules of [['http://a.example'], []])
      assert.equal(await codeOf(pass(rules, { mode: 'report' }), get('a.example')), 'egress.policy');
    Object.defineProperty(state, 'ready', {
      get: () => {
        throw new Error('load the policy: it is broken');
      },
    });
    assert.equal(await codeOf(pass([], { mode: 'report' }), get('a.example')), 'egress.policy');
  });
});
