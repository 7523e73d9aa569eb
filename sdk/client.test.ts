import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { GatewayError } from '../application/gateway-error.ts';
import { fakeGateway, TOKENS } from '../ingress/http/testing/fake-gateway.ts';
import { type ServedFake, serveFake } from '../ingress/http/testing/serve-fake.ts';
import { CountersignClient } from './client.ts';
import { CountersignError, type CountersignErrorCode } from './error.ts';

const PROPOSAL = { session: 's-1', tool: { name: 'Bash' }, args: { command: 'ls' }, cwd: '/work/app' };
const SIGNED = { key_id: 'key-1', signature: 'c2ln' };

async function serve(listener: RequestListener): Promise<{ readonly base: string; readonly server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function hasCode(code: CountersignErrorCode): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof CountersignError, String(error));
    assert.equal(error.code, code);
    return true;
  };
}

describe('every method reaches its route', () => {
  let served: ServedFake;
  let client: CountersignClient;
  before(async () => {
    served = await serveFake({}, { gateway: fakeGateway({ verdict: 'require-approval', approval: 'pending' }) });
    client = new CountersignClient({ baseUrl: served.base, token: TOKENS.operator });
  });
  after(() => served.server.close(0));

  test('decisions and outcomes', async () => {
    const decided = await client.decide({ ...PROPOSAL, wait_ms: 5 });
    assert.deepEqual([decided.verdict, decided.approval?.id], ['require-approval', '0123456789abcdef']);
    assert.equal((await client.check(PROPOSAL)).decision.risk.score, 40);
    assert.deepEqual(await client.reportOutcome({ action_id: 'a-1', result: 'completed' }), {
      action_id: 'a-1',
      log_index: 8,
    });
    const by = { session: 's-1', call_id: 'c-1' };
    assert.equal((await client.reportOutcome({ ...by, result: 'failed', error: 'exit 1' })).log_index, 8);
    await client.observeSession({ kind: 'prompt', session: 's-1', workspace: '/work/app', prompt: 'do\nit' });
  });

  test('approvals', async () => {
    assert.equal((await client.listApprovals({ statuses: ['pending', 'timed-out'], limit: 5 })).length, 1);
    const listed = served.gateway.seen.find(({ method }) => method === 'listApprovals');
    assert.deepEqual(listed?.args, [{ statuses: ['pending', 'timed-out'], limit: 5, order: 'oldest', after: null }]);
    await client.listApprovals({ order: 'newest', after: '0123456789abcdef' });
    const paged = served.gateway.seen.findLast(({ method }) => method === 'listApprovals');
    assert.deepEqual(paged?.args, [{ statuses: ['pending'], limit: 100, order: 'newest', after: '0123456789abcdef' }]);
    assert.equal((await client.findApproval('0123', { waitMs: 5 })).status, 'pending');
    assert.equal((await client.approve('0123', { ...SIGNED, scope: 'session', note: 'go' })).id, '0123456789abcdef');
    assert.equal((await client.deny('0123', SIGNED)).id, '0123456789abcdef');
    const answers = served.gateway.seen.filter(({ method }) => method === 'answerApproval').map(({ args }) => args[1]);
    const given = { id: '0123', channel: 'api', keyId: 'key-1', signature: 'c2ln' };
    assert.deepEqual(answers, [
      { ...given, answer: 'approve', scope: 'session', note: 'go' },
      { ...given, answer: 'deny', scope: 'action', note: '' },
    ]);
  });

  test('emergency, log and policy', async () => {
    assert.equal((await client.emergency()).halt, null);
    assert.equal((await client.halt({ reason: 'stop', source: 'cli' })).resume_token, 'resume-me');
    await client.resume({ resume_token: 'resume-me', rationale: 'looked' });
    const target = { kind: 'tool', name: 'Bash' } as const;
    assert.equal((await client.enterSafeMode({ reason: 'odd' })).safe_mode, false);
    const question = await client.askToLeaveSafeMode();
    const exit = { nonce: question.nonce, reason: 'the host was looked at', ...SIGNED };
    assert.equal((await client.leaveSafeMode(exit)).halt, null);
    const left = served.gateway.seen.find(({ method }) => method === 'leaveSafeMode');
    assert.deepEqual(left?.args[1], { nonce: exit.nonce, reason: exit.reason, keyId: 'key-1', signature: 'c2ln' });
    await client.contain({ verb: 'freeze', target, reason: 'odd' });
    await client.lift({ target, rationale: 'fine' });
    assert.equal((await client.logHead()).size, 1);
    assert.equal((await client.logEntries({ from: 3, limit: 1 }))[0]?.index, 3);
    assert.deepEqual((await client.logEntry(0)).payload, { state: 'kept', erasure: null });
    assert.equal((await client.logEntry(1)).payload.erasure?.rationale, 'personal data');
    assert.deepEqual(await client.erasePayload(3, { rationale: 'personal data' }), { index: 3, log_index: 9 });
    assert.equal((await client.receipt(0)).entry, '{"v":1}');
    await assert.rejects(client.receipt(5), hasCode('log.unknown-entry'));
    assert.equal((await client.policy()).rules[0]?.id, 'no-production');
    assert.equal((await client.reloadPolicy()).warnings.length, 1);
    assert.equal((await client.listPolicyProposals({ limit: 3 }))[0]?.state, 'open');
  });

  test('tokens, approvers and health', async () => {
    assert.equal((await client.listTokens({ after: '00000000000d', limit: 7 })).length, 1);
    const page = served.gateway.seen.findLast(({ method }) => method === 'listTokens');
    assert.deepEqual(page?.args, [{ after: '00000000000d', limit: 7 }]);
    const every: string[] = [];
    for await (const { id } of client.everyToken()) every.push(id);
    assert.deepEqual(every, ['00000000000d']);
    assert.equal((await client.listApprovers())[0]?.withdrawn_at_ms, null);
    assert.equal((await client.withdrawApprover('0123')).remaining, 0);
    assert.equal((await client.createToken({ principal: 'agent:x', scopes: ['decide'] })).record.principal, 'agent:x');
    await client.revokeToken('00000000000d');
    assert.equal((await client.enrolApprover({ principal: 'human:x', public_key: 'AAAA' })).key_id, 'key-1');
    assert.equal((await new CountersignClient({ baseUrl: served.base, token: null }).ping()).status, 'ok');
    assert.equal((await client.health()).pending_approvals, 0);
    assert.match(await client.metrics(), /countersign_decisions_total\{verdict="deny"\} 3/);
  });

  test('events, until the caller stops', async () => {
    const seen: string[] = [];
    const published = setInterval(() => served.gateway.publish({ kind: 'policy', atMs: 1, version: 'v' }), 5);
    for await (const event of client.events()) {
      seen.push(event.kind);
      if (seen.length === 3) break;
    }
    clearInterval(published);
    assert.deepEqual(seen, ['policy', 'policy', 'policy']);
  });
});

test('tells problems by their code, with remedies and status', async () => {
  const gateway = fakeGateway();
  const { base, server } = await serveFake({}, { gateway });
  const client = new CountersignClient({ baseUrl: `${base}/`, token: TOKENS.agent });
  gateway.failure = new GatewayError('approval.too-many', 'ask: 1,000 requests are open', { remedies: ['wait'] });
  await assert.rejects(client.decide(PROPOSAL), (error: unknown) => {
    assert.ok(error instanceof CountersignError);
    assert.deepEqual([error.code, error.status, error.remedies], ['approval.too-many', 429, ['wait']]);
    assert.match(error.requestId ?? '', /^[0-9a-f-]{36}$/);
    return true;
  });
  gateway.failure = null;
  await assert.rejects(client.listTokens(), hasCode('auth.forbidden'));
  await assert.rejects(new CountersignClient({ baseUrl: base, token: 'x' }).health(), hasCode('auth.invalid'));
  await assert.rejects(client.decide({ ...PROPOSAL, session: '' }), hasCode('input.invalid'));
  await server.close(0);
});

test('says unreachable when nobody listens', async () => {
  const { base, server } = await serve(() => undefined);
  await stop(server);
  await assert.rejects(new CountersignClient({ baseUrl: base, token: null }).ping(), hasCode('unreachable'));
});

test('ends a wait by its time-out and by the caller', async () => {
  const { base, server } = await serve(() => undefined);
  const client = new CountersignClient({ baseUrl: base, token: 't', timeoutMs: 50 });
  await assert.rejects(client.decide(PROPOSAL), hasCode('timed-out'));
  const signal = AbortSignal.timeout(20);
  const stopped = new AbortController();
  signal.addEventListener('abort', () => stopped.abort());
  await assert.rejects(client.health({ signal: stopped.signal, timeoutMs: 5_000 }), hasCode('cancelled'));
  await assert.rejects(client.events({ timeoutMs: 50 }).next(), hasCode('timed-out'));
  await stop(server);
});

test('takes no answer that is not the gateway own', async () => {
  const answers: readonly (readonly [number, string, string])[] = [
    [200, 'application/json', ''],
    [200, 'application/json', 'nonsense'],
    [200, 'application/json', '{"verdict":"allow"}'],
    [200, 'application/json', '{"verdict":"allow","reason":"","remedies":[],"enforced":true}'],
    [200, 'text/html', '<html>'],
    [500, 'text/plain', 'oops'],
    [
      403,
      'application/problem+json',
      '{"code":"no.such-code","reason":"x","remedies":[],"problems":[],"request_id":"r"}',
    ],
    [302, 'text/plain', ''],
  ];
  let current = answers[0];
  const { base, server } = await serve((_request, response) => {
    const [status, type, body] = current ?? [500, '', ''];
    response.writeHead(status, { 'content-type': type, location: '/elsewhere' }).end(body);
  });
  const client = new CountersignClient({ baseUrl: base, token: 'secret-token' });
  for (const answer of answers) {
    current = answer;
    await assert.rejects(client.decide(PROPOSAL), (error: unknown) => {
      assert.ok(error instanceof CountersignError);
      assert.ok(['unexpected-answer', 'unreachable'].includes(error.code), `${answer[2]}: ${error.code}`);
      assert.equal(JSON.stringify([error.message, error.remedies]).includes('secret-token'), false);
      return true;
    });
  }
  await stop(server);
});

test('says unreachable when an answer or a stream breaks off', async () => {
  const { base, server } = await serve((request, response) => {
    response.writeHead(200, {
      'content-type': request.url === '/v1/events' ? 'text/event-stream' : 'application/json',
    });
    response.write(request.url === '/v1/events' ? 'data: {"kind":"new-kind"}\n\n' : '{"verdict":');
    setTimeout(() => response.destroy(), 20);
  });
  const client = new CountersignClient({ baseUrl: base, token: 't' });
  await assert.rejects(client.decide(PROPOSAL), hasCode('unreachable'));
  await assert.rejects(client.events().next(), hasCode('unreachable'));
  await stop(server);
});

test('refuses an address or a token that cannot be right', () => {
  for (const baseUrl of ['', 'gateway', 'ftp://127.0.0.1', 'http://user:secret@127.0.0.1', 'http://127.0.0.1/?x=1']) {
    assert.throws(() => new CountersignClient({ baseUrl, token: null }), hasCode('bad-configuration'));
  }
  for (const token of ['', 'a b', 'a\nb', 'é']) {
    assert.throws(() => new CountersignClient({ baseUrl: 'http://127.0.0.1', token }), hasCode('bad-configuration'));
  }
});
