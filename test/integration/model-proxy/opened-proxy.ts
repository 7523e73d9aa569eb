import type { TestContext } from 'node:test';
import { type Interfere, openLocalProvider, type ScriptedTurn } from './local-provider.ts';
import { openProxiedGateway, type ProxiedOptions } from './proxied-gateway.ts';

/** A provider that says one thing, and a gateway before it; both end with the test. */
export async function openProxied(
  t: TestContext,
  turn: ScriptedTurn,
  options: ProxiedOptions = {},
  interfere?: Interfere,
) {
  const provider = await openLocalProvider(() => turn, interfere);
  t.after(() => provider.close());
  const gateway = await openProxiedGateway(provider.address, options);
  t.after(() => gateway.close());
  return { provider, gateway };
}

/** A call that reads a file. */
export const reading = (id: string, path = '/work/app/a.ts') => ({ id, name: 'Read', input: { file_path: path } });
