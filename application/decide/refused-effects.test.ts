import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStores } from '../../adapters/memory/open-memory-stores.ts';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { listing, note, SERVER, vouch } from '../../test/harness/listed-tools.ts';
import { AGENT, NO_WAIT, openTestGateway, propose, type TestGateway } from '../../test/harness/test-gateway.ts';
import { REFUSAL_HOLDS_MS, RecentRefusals } from './recent-refusals.ts';

const LOG_KEY = generateSigningKey('ed25519');
const REMOVE_TREE = { command: 'rm -rf src' };
const OTHER_TOOL = { path: '/work/app/src/main.ts' };
const FILES = { name: 'delete_file', origin: 'mcp:files', digest: null };

async function refuse({ gateway, approve }: TestGateway, args: { readonly command: string }): Promise<void> {
  const asked = await gateway.authorize(AGENT, propose('Bash', args), NO_WAIT);
  assert.equal(asked.verdict, 'require-approval');
  await approve(asked.approval?.request.id ?? '', { answer: 'deny' });
}

test('keeps refused what a person refused, when it is tried through another tool', async () => {
  const opened = await openTestGateway();
  await refuse(opened, REMOVE_TREE);
  const through = await opened.gateway.authorize(AGENT, propose('delete_file', OTHER_TOOL, { tool: FILES }), NO_WAIT);
  assert.equal(through.verdict, 'deny');
  assert.match(through.decision.reason, /a person refused file\.delete of \/work\/app\/src/);
  const written = await opened.gateway.authorize(
    AGENT,
    propose('Write', { file_path: '/work/app/src/main.ts', content: '' }),
    NO_WAIT,
  );
  assert.equal(written.verdict, 'deny');
  const elsewhere = await opened.gateway.authorize(
    AGENT,
    propose('Write', { file_path: 'README.md', content: '' }),
    NO_WAIT,
  );
  assert.equal(elsewhere.verdict, 'allow');
});

test('asks again about what was refused when the same tool tries it', async () => {
  const opened = await openTestGateway();
  await refuse(opened, REMOVE_TREE);
  const again = await opened.gateway.authorize(AGENT, propose('Bash', { command: 'rm src/main.ts' }), NO_WAIT);
  assert.equal(again.verdict, 'require-approval');
  await opened.approve(again.approval?.request.id ?? '');
  const released = await opened.gateway.authorize(AGENT, propose('Bash', { command: 'rm src/main.ts' }), NO_WAIT);
  assert.equal(released.verdict, 'allow');
});

test('forgets what was refused with the next prompt, and not with a restart', async () => {
  const stores = openMemoryStores();
  const first = await openTestGateway({ stores });
  await refuse(first, REMOVE_TREE);
  const restarted = await openTestGateway({ stores, ports: { logSigner: first.ports.logSigner } });
  const remove = propose('delete_file', OTHER_TOOL, { tool: FILES });
  assert.equal((await restarted.gateway.authorize(AGENT, remove, NO_WAIT)).verdict, 'deny');
  const prompt = { kind: 'prompt', session: 'session-1', workspace: '/work/app', prompt: 'remove src' } as const;
  await restarted.gateway.observeSession(AGENT, prompt);
  assert.equal((await restarted.gateway.authorize(AGENT, remove, NO_WAIT)).verdict, 'require-approval');
});

/** Calls over MCP of tools that an operator vouched for, each in a session of its own. */
async function openMcp(opened: TestGateway) {
  const names = ['delete_tree', 'write_file', 'list'];
  const noted = await note(opened, ...names.map((name) => listing(name)));
  await vouch(opened, ...names);
  return (session: string, name: string, args: JsonObject) => {
    const digest = noted.find((tool) => tool.name === name)?.seenDigest ?? null;
    return propose(name, args, { session, surface: 'mcp', tool: { name, origin: `mcp:${SERVER}`, digest } });
  };
}

test('keeps refused what a person refused a client of MCP, when it connects again or has a second connection', async () => {
  const opened = await openTestGateway();
  const overMcp = await openMcp(opened);
  const path = '/work/app/src';
  const asked = await opened.gateway.authorize(AGENT, overMcp('mcp-1', 'delete_tree', { path }), NO_WAIT);
  assert.equal(asked.verdict, 'require-approval');
  await opened.gateway.authorize(AGENT, overMcp('mcp-2', 'list', {}), NO_WAIT);
  await opened.approve(asked.approval?.request.id ?? '', { answer: 'deny' });
  for (const session of ['mcp-2', 'mcp-3']) {
    const through = await opened.gateway.authorize(AGENT, overMcp(session, 'write_file', { path }), NO_WAIT);
    assert.equal(through.verdict, 'deny', session);
    assert.match(through.decision.reason, /a person refused .* of \/work\/app\/src/);
  }
  const hooked = await opened.gateway.authorize(AGENT, propose('Read', { file_path: 'src/main.ts' }), NO_WAIT);
  assert.equal(hooked.verdict, 'allow');
});

test('still keeps it refused after a restart, for the rest of the hour', async () => {
  const opened = await openTestGateway({ logKey: LOG_KEY });
  const overMcp = await openMcp(opened);
  const path = '/work/app/src';
  const asked = await opened.gateway.authorize(AGENT, overMcp('mcp-1', 'delete_tree', { path }), NO_WAIT);
  await opened.approve(asked.approval?.request.id ?? '', { answer: 'deny' });
  await opened.close();
  const { stores, clock } = opened;
  const verdicts: string[] = [];
  for (const minutes of [30, 31]) {
    await clock.advance(minutes * 60_000);
    const again = await openTestGateway({ logKey: LOG_KEY, stores, clock });
    const call = overMcp(`mcp-after-${minutes}`, 'write_file', { path });
    verdicts.push((await again.gateway.authorize(AGENT, call, NO_WAIT)).verdict);
    await again.close();
  }
  assert.deepEqual(verdicts, ['deny', 'require-approval']);
});

test('holds such a refusal for an hour, and against nobody else', async () => {
  const refusals = new RecentRefusals();
  const denied = [{ tool: 't', class: 'file.delete', kind: 'path', value: '/w' }] as const;
  refusals.note('agent:a', denied, 1_000);
  refusals.note('agent:a', [], 2_000);
  assert.deepEqual(refusals.of('agent:a', 1_000 + REFUSAL_HOLDS_MS - 1), denied);
  assert.deepEqual(refusals.of('agent:a', 1_000 + REFUSAL_HOLDS_MS), []);
  assert.deepEqual(refusals.of('agent:b', 1_000), []);
  for (let index = 0; index <= 1_000; index++) refusals.note(`agent:${index}`, denied, 1_000);
  assert.deepEqual(refusals.of('agent:a', 1_000), []);
});

test('puts on record that a tool tries something else after a refusal', async () => {
  const opened = await openTestGateway();
  await refuse(opened, REMOVE_TREE);
  const other = await opened.gateway.authorize(AGENT, propose('Bash', { command: 'ls docs' }), NO_WAIT);
  const gate = other.decision.gates.find((report) => report.gate === 'deny-rules');
  assert.deepEqual([gate?.outcome, other.verdict], ['pass', 'allow']);
  assert.match(gate?.reason ?? '', /another try of a tool after a person refused file\.delete of \/work\/app\/src/);
});
