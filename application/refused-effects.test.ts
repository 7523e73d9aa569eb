import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStores } from '../adapters/memory/open-memory-stores.ts';
import { AGENT, NO_WAIT, openTestGateway, propose, type TestGateway } from '../test/harness/test-gateway.ts';

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
