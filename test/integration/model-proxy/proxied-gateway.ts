import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256 } from '../../../adapters/node-crypto/hash.ts';
import { openSystemClock } from '../../../adapters/system/system-clock.ts';
import { openSystemRandomness } from '../../../adapters/system/system-randomness.ts';
import type { BudgetAccount } from '../../../application/budget/budget-account.ts';
import type { ModelCaller } from '../../../application/model/model-caller.ts';
import { modelCallsUnder } from '../../../application/model/under-lease.ts';
import type { ModelLimits, ModelSettings } from '../../../ingress/model-proxy/model-settings.ts';
import { type ModelProxy, openModelProxy } from '../../../ingress/model-proxy/open-model-proxy.ts';
import type { ModelProxyParts } from '../../../ingress/model-proxy/proxy-parts.ts';
import { AGENT, openTestGateway, type TestGateway, type TestGatewayOptions } from '../../harness/test-gateway.ts';

export const PROVIDER_KEY = 'key-that-only-the-gateway-has';
export const TOKEN = 'token-of-the-run';

/** A gateway over memory with the model proxy served before it. */
export type ProxiedGateway = {
  readonly address: string;
  readonly test: TestGateway;
  readonly proxy: ModelProxy;
  readonly failures: { readonly what: string; readonly error: unknown }[];
  /** Resolves when every request that was taken is settled. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type ProxiedOptions = {
  readonly settings?: Partial<ModelSettings>;
  readonly caller?: Partial<ModelCaller>;
  readonly limits?: Partial<ModelLimits>;
  readonly budgets?: BudgetAccount;
  readonly gateway?: TestGatewayOptions;
  readonly scan?: ModelProxyParts['scan'];
  readonly clock?: ModelProxyParts['clock'];
  readonly costOf?: ModelProxyParts['costOf'];
  /** Whose every connection is, as those of a run are. */
  readonly door?: ModelCaller;
};

/** Who calls in these tests: Claude Code without hooks, in `/work/app`. */
export const CALLER: ModelCaller = {
  caller: AGENT,
  onBehalfOf: 'human:operator',
  session: 'run-1',
  task: 'run-1',
  agent: 'claude-code',
  hooksDecide: false,
  cwd: '/work/app',
  workspace: '/work/app',
  channel: 'cli',
};

/** Serves the proxy in front of a provider, under the names `anthropic` and `openai`. */
export async function openProxiedGateway(provider: string, options: ProxiedOptions = {}): Promise<ProxiedGateway> {
  const test = await openTestGateway(options.gateway);
  const failures: { what: string; error: unknown }[] = [];
  const proxy = openModelProxy({
    gateway: test.gateway,
    budgets: options.budgets ?? null,
    costOf: options.costOf ?? ((_call, usage) => ({ ok: true, value: usage.input + 5 * usage.output })),
    providerKey: () => PROVIDER_KEY,
    identify: async (token) => (token === TOKEN ? { ...CALLER, ...options.caller } : null),
    underLease: modelCallsUnder(test.guards.leases),
    settings: { ...settingsFor(provider), ...options.settings },
    scan: options.scan ?? ((body) => ({ body, removed: {}, results: [] })),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    clock: options.clock ?? openSystemClock(),
    randomness: openSystemRandomness(),
    hash: sha256,
    onFailure: (what, error) => failures.push({ what, error }),
  });
  const pending = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const handled = proxy.handle(request, response, options.door ?? null);
    pending.add(handled);
    void handled.finally(() => pending.delete(handled));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    test,
    proxy,
    failures,
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      proxy.close();
      await test.close();
    },
  };
}

/** Two providers at one address; every call of a tool is decided here. */
export function settingsFor(provider: string): ModelSettings {
  return {
    providers: new Map([
      ['anthropic', { name: 'anthropic', shape: 'anthropic', baseUrl: provider, key: 'gateway' }],
      ['openai', { name: 'openai', shape: 'openai', baseUrl: `${provider}/v1`, key: 'gateway' }],
    ]),
    decideTools: 'auto',
    serverTools: 'allow',
    collidingCalls: 'hold',
    rewrites: [],
    assumedOutputTokens: 1_000,
    keepBodies: false,
  };
}
