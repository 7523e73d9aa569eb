import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '../../test/harness/manual-clock.ts';
import { AGENT, NO_WAIT, OPERATOR, openTestGateway, propose } from '../../test/harness/test-gateway.ts';
import { readyPolicy } from '../../test/harness/test-policy.ts';
import { OWN_ORIGIN } from '../act/own-origin.ts';

const HOUR_MS = 3_600_000;
const EVENING_MS = Date.UTC(2026, 8, 21, 23, 0);
const window = { fromMinute: 480, toMinute: 1_320, timeZone: 'UTC' };
const fetchPage = () => propose('WebFetch', { url: 'https://docs.example/', prompt: 'read' });

async function openAtNight() {
  const opened = await openTestGateway({ clock: manualClock(EVENING_MS), ready: readyPolicy({ window }) });
  const held = await opened.gateway.authorize(AGENT, fetchPage(), NO_WAIT);
  assert.equal(held.verdict, 'defer');
  const pending = () => opened.gateway.listApprovals({ statuses: ['pending', 'timed-out'], limit: 10 });
  const statusOf = async () => (await opened.stores.actions.find(held.action.id))?.status;
  return { ...opened, held, pending, statusOf };
}

test('asks a human when the window opens, and the answer lets the agent propose the same once more', async () => {
  const { gateway, clock, pending, approve, statusOf } = await openAtNight();
  await clock.advance(8.9 * HOUR_MS);
  assert.deepEqual(await pending(), []);
  assert.equal(await statusOf(), 'deferred');
  await clock.advance(0.2 * HOUR_MS);
  const [asked, ...more] = await pending();
  assert.deepEqual(more, []);
  assert.equal(asked?.shown?.action.tool.name, 'WebFetch');
  await approve(asked?.request.id ?? '');
  assert.equal((await gateway.authorize(AGENT, fetchPage(), NO_WAIT)).verdict, 'allow');
  assert.equal((await gateway.authorize(AGENT, fetchPage(), NO_WAIT)).verdict, 'require-approval');
});

test('takes up nothing of a session that has ended: the action lapses, on record', async () => {
  const { gateway, clock, pending, held, statusOf } = await openAtNight();
  await gateway.observeSession(AGENT, { kind: 'ended', session: held.action.session, reason: 'done' });
  await clock.advance(9.1 * HOUR_MS);
  assert.deepEqual(await pending(), []);
  assert.equal(await statusOf(), 'denied');
  const head = await gateway.logHead();
  const entries = await gateway.logEntries({ fromIndex: 0, limit: head.size });
  const lapsed = entries.map(({ text }) => JSON.parse(text)).filter(({ data }) => data.result === 'lapsed');
  assert.deepEqual(
    lapsed.map(({ action }) => action),
    [held.action.id],
  );
});

test('takes up nothing while everything is halted, and goes on after the resume', async () => {
  const { gateway, clock, pending, statusOf } = await openAtNight();
  const { resumeToken } = await gateway.halt(OPERATOR, { source: 'api', reason: 'a test' });
  await clock.advance(9.1 * HOUR_MS);
  assert.equal(await statusOf(), 'deferred');
  await gateway.resume(OPERATOR, { resumeToken, rationale: 'the test of halting is over' });
  await clock.advance(60_000);
  assert.equal((await pending()).length, 1);
});

test('an agent that breaks its project policy holds up nobody else: only its own action lapses', async (t) => {
  const { gateway, clock, ports, stores, held, pending } = await openAtNight();
  const place = { session: 'evil', workspace: '/evil', cwd: '/evil' };
  const evil = await gateway.authorize(AGENT, propose('WebFetch', { url: 'https://docs.example/a' }, place), NO_WAIT);
  assert.equal(evil.verdict, 'defer');
  const broken = { source: '/evil/.countersign/policy.yaml', stamp: '1' };
  t.mock.method(ports.policySource, 'projectLayer', (workspace: string) =>
    workspace === '/evil' ? { ...broken, read: () => ({ document: null, problem: 'line 1: no policy' }) } : null,
  );
  await clock.advance(9.1 * HOUR_MS);
  assert.deepEqual(
    (await pending()).map(({ request }) => request.binding.session),
    [held.action.session],
  );
  assert.equal((await stores.actions.find(evil.action.id))?.status, 'denied');
});

test('lets what is a day old lapse', async () => {
  const { gateway, clock, pending, statusOf } = await openAtNight();
  await gateway.halt(OPERATOR, { source: 'api', reason: 'a test' }).then(async ({ resumeToken }) => {
    await clock.advance(34 * HOUR_MS);
    await gateway.resume(OPERATOR, { resumeToken, rationale: 'the test of halting is over' });
  });
  await clock.advance(60_000);
  assert.deepEqual(await pending(), []);
  assert.equal(await statusOf(), 'denied');
});

test('takes up nothing after the gateway was closed', async () => {
  const { clock, close, statusOf } = await openAtNight();
  await close();
  await clock.advance(9.1 * HOUR_MS);
  assert.equal(await statusOf(), 'deferred');
});

test('opens no request for a call of the gateway’s own tools: what its change would be is not known any more', async () => {
  const { gateway, clock, pending, stores } = await openAtNight();
  const tool = { name: 'write_file', origin: OWN_ORIGIN, digest: null };
  const args = { path: '.github/workflows/ci.yml', content: 'on: push' };
  const held = await gateway.authorize(AGENT, propose('write_file', args, { tool, surface: 'mcp' }), NO_WAIT);
  assert.equal(held.verdict, 'defer', held.decision.reason);
  await clock.advance(9.1 * HOUR_MS);
  assert.deepEqual(
    (await pending()).map(({ shown }) => shown?.action.tool.name),
    ['WebFetch'],
  );
  assert.equal((await stores.actions.find(held.action.id))?.status, 'denied');
});
