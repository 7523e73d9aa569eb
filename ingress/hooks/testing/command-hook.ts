import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { after, before, beforeEach } from 'node:test';
import type { Gateway, Proposal } from '../../../application/gateway.ts';
import { type FakeGateway, fakeGateway, TOKENS } from '../../http/testing/fake-gateway.ts';
import { type ServedFake, serveFake } from '../../http/testing/serve-fake.ts';
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
};

/**
 * Serves the command hook of an agent for the tests of the suite that calls this. Before each of them the gateway denies,
 * enforces, and has seen nothing.
 */
export function useHook(
  agent: string,
  routes: (gateway: Gateway, options: HookOptions) => readonly HookRoute[],
): ServedHook {
  const gateway = fakeGateway();
  let served: ServedFake;
  before(async () => {
    served = await serveFake({ rawRoutes: routes(gateway, { operator: 'human:operator' }) }, { gateway });
  });
  after(() => served.server.close(0));
  beforeEach(() => resetGateway(gateway));
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
  };
}

/** Makes a gateway deny, enforce and fail at nothing, and forget what it has seen. */
export function resetGateway(gateway: FakeGateway): void {
  Object.assign(gateway, {
    verdict: 'deny',
    approval: null,
    failure: null,
    tokenFailure: null,
    enforced: true,
    confirms: false,
    hold: null,
  });
  gateway.seen.length = 0;
}

/** Recorded payloads of an agent's hooks. */
export type Fixtures = {
  /** All of them, by name. */
  readonly all: ReadonlyMap<string, string>;
  /** One of them; a test that names another fails. */
  readonly fixture: (name: string) => string;
  /** One of them with other fields. */
  readonly changed: (name: string, fields: object) => string;
};

/** Reads the recorded payloads in a folder. */
export function readFixtures(folder: string): Fixtures {
  const all = new Map(
    globSync(`${folder}/*.json`).map((file) => [basename(file, '.json'), readFileSync(file, 'utf8')]),
  );
  const fixture = (name: string): string => {
    const text = all.get(name);
    assert.ok(text !== undefined, `there is no fixture ${name}`);
    return text;
  };
  const changed = (name: string, fields: object): string =>
    JSON.stringify({ ...(JSON.parse(fixture(name)) as object), ...fields });
  return { all, fixture, changed };
}
