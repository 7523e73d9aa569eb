import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Gateway, Proposal } from '../../../application/gateway.ts';
import { type FakeGateway, fakeGateway, TOKENS } from '../../http/testing/fake-gateway.ts';
import { serveFake } from '../../http/testing/serve-fake.ts';
import type { HookOptions, HookRoute } from '../agent-hook.ts';

/** A served command hook of one agent, and the gateway behind it. */
export type ServedHook = {
  readonly gateway: FakeGateway;
  /** Posts an input and answers what the hook's shell is to do. */
  readonly post: (
    body: string,
    options?: { readonly event?: string; readonly token?: string },
  ) => Promise<{ readonly status: '0 stdout' | '2 stderr'; readonly text: string }>;
  /** The proposals that the gateway was asked about since the last call. */
  readonly proposals: () => readonly Proposal[];
  readonly close: () => Promise<unknown>;
};

/** Serves the command hook of an agent over a gateway that denies until it is told otherwise. */
export async function serveHook(
  agent: string,
  routes: (gateway: Gateway, options: HookOptions) => readonly HookRoute[],
): Promise<ServedHook> {
  const gateway = fakeGateway();
  const served = await serveFake({ rawRoutes: routes(gateway, { operator: 'human:operator' }) }, { gateway });
  return {
    gateway,
    post: async (body, { event, token = TOKENS.agent } = {}) => {
      const query = event === undefined ? '' : `?event=${event}`;
      const answer = await fetch(`${served.base}/hooks/${agent}/command${query}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      });
      assert.equal(answer.status, 200);
      const lines = (await answer.text()).split('\n');
      assert.deepEqual(lines.slice(-2), ['end', '']);
      const [status] = lines;
      assert.ok(status === '0 stdout' || status === '2 stderr', status);
      return { status, text: lines.slice(1, -2).join('\n') };
    },
    proposals: () => {
      const asked = gateway.seen.filter(({ method }) => method === 'authorize').map(({ args }) => args[1] as Proposal);
      gateway.seen.length = 0;
      return asked;
    },
    close: () => served.server.close(0),
  };
}

/** The recorded payloads in a folder, by name. */
export function readFixtures(folder: string): ReadonlyMap<string, string> {
  return new Map(globSync(`${folder}/*.json`).map((file) => [basename(file, '.json'), readFileSync(file, 'utf8')]));
}
