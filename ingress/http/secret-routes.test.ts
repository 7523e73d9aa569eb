import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { CountersignClient } from '../../sdk/client.ts';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

const PLACE = { session: 's-1', workspace: '/home/dev/project' } as const;
const VALUE = 'a-value-of-a-secret';

async function serve(t: TestContext) {
  const gateway = fakeGateway();
  const served = await serveFake({}, { gateway });
  const client = (token: string) => new CountersignClient({ baseUrl: served.base, token });
  t.after(() => served.server.close(0));
  const calls = () => gateway.seen.filter(({ method }) => method !== 'authenticate');
  return { calls, operator: client(TOKENS.operator), agent: client(TOKENS.agent) };
}

test('lets an operator keep, list, show, rotate, revoke, export and import secrets, and answers no value', async (t) => {
  const { calls, operator } = await serve(t);
  const answers = [
    await operator.secrets.set({
      name: 'api',
      value: VALUE,
      hosts: ['*.example.test:8443'],
      environment: null,
      expires_at_ms: 5,
    }),
    await operator.secrets.rotate('api', { value: VALUE, overlap_ms: 60_000 }),
    await operator.secrets.revoke('api'),
    await operator.secrets.show('api'),
    ...(await operator.secrets.list()),
    ...(await operator.secrets.import({ file: 'f', passphrase: 'p' })),
    ...(await operator.secrets.import({ file: 'f', identity: 'AGE-SECRET-KEY-1' })),
  ];
  assert.deepEqual(answers[0]?.hosts, ['*.example.test:8443', 'api.example.test']);
  assert.deepEqual(answers[0]?.places, ['header:authorization']);
  assert.ok(!JSON.stringify(answers).includes(VALUE));
  assert.equal((await operator.secrets.export({ passphrase: 'p' })).count, 1);
  assert.equal((await operator.secrets.export({ recipient: 'age1x', names: ['api'] })).count, 1);
  const inputs = calls().map(({ method, args }) => [method, args[1]]);
  assert.deepEqual(inputs[0], [
    'setSecret',
    { name: 'api', value: VALUE, rule: { hosts: ['*.example.test:8443'], environment: null, expiresAtMs: 5 } },
  ]);
  assert.deepEqual(inputs[1], ['rotateSecret', { name: 'api', value: VALUE, overlapMs: 60_000 }]);
  assert.deepEqual(inputs.at(-1), ['exportSecrets', { to: { kind: 'recipient', recipient: 'age1x' }, names: ['api'] }]);
});

test('lets no agent see or change the vault, and repeats no value in a refusal', async (t) => {
  const { agent, operator } = await serve(t);
  for (const call of [
    agent.secrets.list(),
    agent.secrets.show('api'),
    agent.secrets.set({ name: 'a', value: VALUE }),
    agent.secrets.rotate('a', { value: VALUE }),
    agent.secrets.revoke('a'),
    agent.secrets.export({ passphrase: 'p' }),
    agent.secrets.import({ file: 'f', passphrase: 'p' }),
  ])
    await assert.rejects(call, (error: Error & { code?: string }) => error.code === 'auth.forbidden');
  for (const wrong of [
    { name: 'a', value: 7 },
    { name: 'a', value: VALUE, other: VALUE },
    { name: 7, value: VALUE },
  ])
    await assert.rejects(
      operator.secrets.set(wrong as never),
      (error: Error) => !JSON.stringify(error).includes(VALUE) && !error.message.includes(VALUE),
    );
  for (const wrong of [{}, { recipient: 'a', passphrase: 'b' }]) await assert.rejects(operator.secrets.export(wrong));
  for (const wrong of [{ file: 'f' }, { file: 'f', identity: 'a', passphrase: 'b' }])
    await assert.rejects(operator.secrets.import(wrong));
});

test('hands brokers their orders with the defaults, and answers what came of it', async (t) => {
  const { calls, agent } = await serve(t);
  const done = await agent.brokers.pushGit({ ...PLACE, secret: 's', remote: 'https://g.test/r.git', branch: 'main' });
  assert.deepEqual([done.is_done, done.text, done.detail], [true, 'Pushed.', { status: 200 }]);
  await agent.brokers.publishNpm({ ...PLACE, secret: 's', tarball: 'a.tgz', registry: 'https://r.test/' });
  await agent.brokers.requestHttp({ ...PLACE, secret: 's', method: 'GET', url: 'https://a.test/' });
  await agent.brokers.requestAws({
    ...PLACE,
    secret: 's',
    method: 'GET',
    url: 'https://a.test/',
    region: 'r',
    service: 'sts',
  });
  const orders = calls().map(({ args }) => (args[1] as { order: object }).order);
  assert.deepEqual(orders, [
    { secret: 's', remote: 'https://g.test/r.git', branch: 'main', username: 'x-access-token' },
    { secret: 's', tarball: 'a.tgz', registry: 'https://r.test/', tag: 'latest', access: 'restricted' },
    { secret: 's', method: 'GET', url: 'https://a.test/', headers: {}, body: null },
    { secret: 's', method: 'GET', url: 'https://a.test/', headers: {}, body: null, region: 'r', service: 'sts' },
  ]);
  const odd = { ...PLACE, secret: 's', method: 'GET', url: 'https://a.test/', headers: { 'a b': 'c' } } as const;
  await assert.rejects(agent.brokers.requestHttp(odd));
});
