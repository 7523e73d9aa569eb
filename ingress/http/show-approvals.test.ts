import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApprovalView, Caller } from '../../application/gateway.ts';
import type { ApprovalRequest } from '../../core/approval/approval.ts';
import { AGENT, NO_WAIT, OPERATOR, openTestGateway, propose } from '../../test/harness/test-gateway.ts';
import { createHttpApp } from './http-app.ts';
import { ApprovalShows } from './show-approvals.ts';
import { SAMPLE_PROMPT } from './testing/sample-approval-view.ts';

const HOST = '127.0.0.1:7391';
const LARGE = 'a\u0430\u0301b\u200b'.repeat(20_000);
const KEY = ['ghp', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123'].join('_');

async function open(number: number, text = LARGE) {
  const { gateway, approve } = await openTestGateway();
  const ids: string[] = [];
  for (let count = 0; count < number; count++) {
    const tool = { name: 'mcp__x__y', origin: 'mcp:x', digest: null };
    const proposal = propose('mcp__x__y', { text: `${text}${count}` }, { session: `s-${count}`, tool });
    const asked = await gateway.authorize(AGENT, proposal, NO_WAIT);
    ids.push(asked.approval?.request.id ?? assert.fail(asked.decision.reason));
  }
  const app = createHttpApp(gateway, { port: 7391, operator: 'human:operator', version: 'test' });
  const tokenOf = async ({ principal, scopes }: Caller) =>
    (await gateway.createToken(OPERATOR, { principal, scopes, expiresAtMs: null })).token;
  const send = async (token: string, path: string, body: object | null = null) => {
    const headers = { host: HOST, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = body === null ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await app.fetch(new Request(`http://${HOST}${path}`, { headers, ...sent }));
    return { status: answer.status, text: await answer.text() };
  };
  return { gateway, approve, ids, send, tokenOf };
}

test('shows agents of their own request how it stands, not what people are shown', async () => {
  const { ids, send, tokenOf, approve, gateway } = await open(1);
  const agent = await tokenOf({ principal: AGENT.principal, scopes: ['decide'] });
  const path = `/v1/approvals/${ids[0]}`;
  const own = await send(agent, path);
  const { status, shown, prompt, statement } = JSON.parse(own.text) as Record<string, unknown>;
  assert.deepEqual([own.status, status, shown, prompt], [200, 'pending', null, null]);
  assert.equal(statement, (await gateway.findApproval(ids[0] ?? '')).statement);
  const other = await tokenOf({ principal: 'agent:other', scopes: ['decide'] });
  assert.equal((await send(other, path)).status, 404);
  const waiting = send(agent, `${path}?wait_ms=5000`);
  await approve(ids[0] ?? '', { answer: 'deny' });
  assert.match((await waiting).text, /"status":"denied".*"shown":null,"prompt":null/);
  const reader = await tokenOf({ principal: 'human:ada', scopes: ['read'] });
  const whole = JSON.parse((await send(reader, path)).text) as { shown: { action: { args: { text: string } } } };
  assert.equal(whole.shown.action.args.text, `${LARGE}0`);
});

test('a list of large requests is small, and holds no part of a secret', async () => {
  const { ids, send, tokenOf } = await open(8, `${'x'.repeat(975)} ${KEY} ${LARGE}`);
  const reader = await tokenOf({ principal: 'human:ada', scopes: ['read'] });
  const listed = await send(reader, '/v1/approvals');
  const { approvals } = JSON.parse(listed.text) as { approvals: { id: string; prompt: null }[] };
  assert.deepEqual(approvals.map(({ id }) => id).toSorted(), ids.toSorted());
  assert.ok(approvals.every(({ prompt }) => prompt === null));
  assert.ok(listed.text.length < 8 * 8_000, `${listed.text.length}`);
  assert.equal(listed.text.includes('ghp_'), false);
});

test('a halt comes in between, however many large requests are read', async () => {
  const { ids, send, tokenOf } = await open(8);
  const reader = await tokenOf({ principal: 'agent:reader', scopes: ['read'] });
  const responder = await tokenOf({ principal: 'human:ada', scopes: ['halt'] });
  const ended: string[] = [];
  const note = (name: string) => () => ended.push(name);
  const reading = [send(reader, '/v1/approvals'), ...ids.map((id) => send(reader, `/v1/approvals/${id}`))];
  const all = [...reading.map((one) => one.then(note('read')))];
  const halted = send(responder, '/v1/emergency/halt', { reason: 'stop' });
  all.push(halted.then(note('halt')));
  await Promise.all(all);
  assert.equal((await halted).status, 200);
  assert.ok(ended.indexOf('halt') <= 3, ended.join());
});

test('reads and redacts a request once, and forgets it when its payload was erased', async () => {
  const { gateway, ids } = await open(1);
  const request = await gateway.followRequest(ids[0] ?? '', null);
  const known = { promptOf: () => SAMPLE_PROMPT, listRequests: async () => [request] };
  let erased = false;
  const showRequest = async (one: ApprovalRequest): Promise<ApprovalView> => {
    const view = await gateway.showRequest(one);
    return erased ? { ...view, shown: null } : view;
  };
  const shows = new ApprovalShows({ ...known, showRequest });
  const first = await shows.find(OPERATOR, request);
  assert.equal((await shows.find(OPERATOR, request)).shown, first.shown);
  erased = true;
  assert.equal((await shows.find(OPERATOR, request)).shown, null);
  assert.deepEqual(
    (await shows.list(OPERATOR, { statuses: ['pending'], limit: 9 })).map(({ shown }) => shown),
    [null],
  );
  erased = false;
  assert.notEqual((await shows.find(OPERATOR, request)).shown, first.shown);
});

test('goes on after one that cannot be read', async () => {
  const { gateway, ids } = await open(1);
  const request = await gateway.followRequest(ids[0] ?? '', null);
  const answers = [() => Promise.reject(new Error('gone')), () => gateway.showRequest(request)];
  const showRequest = async (): Promise<ApprovalView> => (answers.shift() ?? assert.fail())();
  const shows = new ApprovalShows({ promptOf: () => SAMPLE_PROMPT, listRequests: async () => [], showRequest });
  await assert.rejects(shows.find(OPERATOR, request), /gone/);
  assert.equal((await shows.find(OPERATOR, request)).id, request.id);
});
