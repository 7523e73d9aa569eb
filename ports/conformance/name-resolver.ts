import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { MAX_ANSWERS, type NameResolver } from '../name-resolver.ts';

/** What the servers that a resolver asks say in these tests; each name is asked for with `.test` behind it. */
export const RESOLVER_ZONE: {
  readonly [name: string]: readonly string[] | 'silence' | 'no-such-name' | { readonly alias: string };
} = {
  'one.test': ['93.184.216.34'],
  'both.test': ['93.184.216.34', '2606:2800:220:1::1'],
  'inner.test': ['10.0.0.1'],
  'alias.test': { alias: 'one.test' },
  'loop.test': { alias: 'loop2.test' },
  'loop2.test': { alias: 'loop.test' },
  'none.test': 'no-such-name',
  'empty.test': [],
  'many.test': Array.from({ length: MAX_ANSWERS + 1 }, (_, index) => `93.184.0.${index}`),
  'silent.test': 'silence',
};

/** The contract of `NameResolver`, as tests that every implementation must pass over servers that say what `RESOLVER_ZONE` says. */
export function testNameResolver(adapter: string, open: (t: TestContext) => Promise<NameResolver>): void {
  const contract = (name: string, check: (resolver: NameResolver) => Promise<void>): void => {
    void test(`${adapter}: ${name}`, async (t) => {
      const resolver = await open(t);
      t.after(() => resolver.close());
      await check(resolver);
    });
  };
  const failure = async (resolver: NameResolver, name: string): Promise<string> => {
    const found = await resolver.resolve(name);
    return found.ok ? found.addresses.join(' ') : found.failure;
  };

  contract('answers every address of a name, of both families', async (resolver) => {
    assert.deepEqual(await resolver.resolve('one.test'), { ok: true, addresses: ['93.184.216.34'] });
    const both = await resolver.resolve('both.test');
    assert.deepEqual(both.ok ? [...both.addresses].sort() : [], ['2606:2800:220:1::1', '93.184.216.34']);
  });
  contract('does not judge what it finds', async (resolver) => {
    assert.equal(await failure(resolver, 'inner.test'), '10.0.0.1');
  });
  contract('follows a name to another, and gives up on a circle', async (resolver) => {
    assert.equal(await failure(resolver, 'alias.test'), '93.184.216.34');
    assert.notEqual((await resolver.resolve('loop.test')).ok, true);
  });
  contract('tells that a name does not exist, or has no address', async (resolver) => {
    assert.equal(await failure(resolver, 'none.test'), 'dns.no-such-name');
    assert.equal(await failure(resolver, 'empty.test'), 'dns.no-such-name');
  });
  contract('refuses a name with more addresses than anybody needs', async (resolver) => {
    assert.equal(await failure(resolver, 'many.test'), 'dns.too-many');
  });
  contract('answers in time when nobody else does', async (resolver) => {
    assert.equal(await failure(resolver, 'silent.test'), 'dns.timed-out');
  });
  contract('answers many at once, and the same name asked for at once alike', async (resolver) => {
    const found = await Promise.all(Array.from({ length: 50 }, () => resolver.resolve('one.test')));
    for (const answer of found) assert.deepEqual(answer, { ok: true, addresses: ['93.184.216.34'] });
  });
  contract('answers nothing once it is closed', async (resolver) => {
    resolver.close();
    assert.equal(await failure(resolver, 'one.test'), 'dns.failed');
  });
}
