import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Gateway } from '../../application/gateway.ts';
import { ok } from '../../core/result.ts';
import type { HookOptions, HookRoute } from '../../ingress/hooks/agent-hook.ts';
import { copilotCliRoutes } from '../../ingress/hooks/copilot-cli/copilot-cli-hook.ts';
import { cursorRoutes } from '../../ingress/hooks/cursor/cursor-hook.ts';
import { settle } from '../harness/manual-clock.ts';
import { AGENT, openTestGateway, type TestGateway } from '../harness/test-gateway.ts';
import { readyPolicy } from '../harness/test-policy.ts';

const HOOKS = `${import.meta.dirname}/../../ingress/hooks`;

/** An agent that tells of one call twice: the hook that comes first, and the one that comes before the call runs. */
const AGENTS = [
  {
    agent: 'cursor',
    routes: cursorRoutes,
    first: { event: 'preToolUse', file: 'pre-tool-use' },
    second: { event: 'beforeShellExecution', file: 'before-shell-execution' },
    goes: '{"permission":"allow"}',
  },
  {
    agent: 'copilot-cli',
    routes: copilotCliRoutes,
    first: { event: 'preToolUse', file: 'pre-tool-use' },
    second: { event: 'permissionRequest', file: 'permission-request' },
    goes: '{}',
  },
] as const;

type Said = { readonly event: string; readonly file: string };

function hookOf(
  gateway: Gateway,
  routes: (gateway: Gateway, options: HookOptions) => readonly HookRoute[],
  agent: string,
): (said: Said) => Promise<string> {
  const [route] = routes(gateway, { operator: 'human:operator' });
  assert.ok(route !== undefined);
  return async ({ event, file }) => {
    const body: unknown = JSON.parse(readFileSync(`${HOOKS}/${agent}/fixtures/${file}.json`, 'utf8'));
    const query = (name: string): string | undefined => (name === 'event' ? event : undefined);
    const answer = await route.answer({
      caller: ok(AGENT),
      body: ok(body),
      query,
      signal: () => new AbortController().signal,
    });
    return answer.body.split('\n').slice(1, -2).join('\n');
  };
}

async function pendingIds({ gateway }: TestGateway): Promise<readonly string[]> {
  const pending = await gateway.listApprovals({ statuses: ['pending'], limit: 10 });
  return pending.map(({ request }) => request.id);
}

for (const { agent, routes, first, second, goes } of AGENTS) {
  test(`asks a person once about a call that two hooks of ${agent} tell of`, async () => {
    const opened = await openTestGateway();
    const say = hookOf(opened.gateway, routes, agent);
    const waiting = say(first);
    await settle(20);
    const [id, ...others] = await pendingIds(opened);
    assert.ok(id !== undefined && others.length === 0);
    await opened.approve(id);
    assert.equal(await waiting, goes);
    assert.equal(await say(second), goes);
    assert.deepEqual(await pendingIds(opened), []);
  });

  test(`decides each call anew that only the second hook of ${agent} tells of`, async () => {
    const opened = await openTestGateway();
    const say = hookOf(opened.gateway, routes, agent);
    for (let call = 0; call < 2; call++) {
      const waiting = say(second);
      await settle(20);
      const [id] = await pendingIds(opened);
      assert.ok(id !== undefined, `call ${call}`);
      await opened.approve(id);
      assert.equal(await waiting, goes);
    }
  });

  test(`records a call once in shadow mode, whichever hooks of ${agent} tell of it`, async () => {
    const { gateway } = await openTestGateway({ ready: readyPolicy({ mode: 'shadow' }) });
    const say = hookOf(gateway, routes, agent);
    const sizes: number[] = [];
    for (const said of [second, first, second]) {
      assert.equal(await say(said), goes);
      sizes.push(gateway.health().log.size);
    }
    const [alone = 0, told = 0, again = 0] = sizes;
    assert.ok(alone > 0 && told > alone);
    assert.equal(again, told);
  });

  test(`halts both hooks of ${agent}, whatever was let through before`, async () => {
    const opened = await openTestGateway();
    const say = hookOf(opened.gateway, routes, agent);
    const waiting = say(first);
    await settle(20);
    await opened.approve((await pendingIds(opened))[0] ?? '');
    await waiting;
    await opened.gateway.halt({ principal: 'human:operator', scopes: ['halt'] }, { source: 'cli', reason: 'test' });
    assert.match(await say(second), /deny/u);
  });
}
