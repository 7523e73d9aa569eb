import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CountersignClient } from '../../../sdk/client.ts';
import { makePlaces, removePlaces, serveDaemon } from '../../harness/served-daemon.ts';
import { ask, saying } from './ask-proxy.ts';
import { openLocalProvider } from './local-provider.ts';

test('the real gateway passes a model on to a token of its own, counts what it used, and keeps its books', async (t) => {
  const provider = await openLocalProvider(() => ({ text: 'ok' }));
  t.after(() => provider.close());
  const places = makePlaces();
  t.after(() => removePlaces(places));
  const { port } = new URL(provider.address);
  const models = `version: 1
providers:
  local: { shape: anthropic, base_url: "http://127.0.0.1:${port}", allow_http: true, key: { secret: local-model } }
`;
  writeFileSync(join(places.configDirectory, 'models.yaml'), models);
  const served = await serveDaemon(places);
  t.after(() => served.close());
  const { files } = served.daemon;
  const [agent, operator, address] = [files.agentToken, files.operatorToken, files.address].map((file) =>
    readFileSync(file, 'utf8').trim(),
  );
  const client = new CountersignClient({ baseUrl: address ?? '', token: operator ?? '' });
  const asked = async (text: string, token = agent) =>
    ask(address ?? '', '/model/local/v1/messages', { body: saying(text), token: token ?? '' });
  const without = await asked('before');
  assert.equal(without.status, 401);
  assert.ok(without.text.includes('no key for local'), without.text);
  await client.secrets.set({
    name: 'local-model',
    value: 'a-key-of-this-test-only',
    hosts: [`127.0.0.1:${port}`],
    principals: ['agent:*'],
  });
  const answered = await asked('after');
  assert.equal(answered.status, 200, answered.text);
  assert.equal(provider.seen[0]?.headers['x-api-key'], 'a-key-of-this-test-only');
  assert.equal((await asked('nobody', 'wrong')).status, 401);
  const foreign = await fetch(`${address}/model/local/v1/models`, { headers: { origin: 'http://evil.example' } });
  assert.equal(foreign.status, 403);
  const hidden = await asked('my key is a-key-of-this-test-only');
  assert.match(hidden.headers.get('x-countersign-removed') ?? '', /kept-secret=1/);
  assert.ok(!JSON.stringify(provider.seen.at(-1)?.body).includes('a-key-of-this-test-only'));
  await new Promise((done) => setImmediate(done));
  const usage = await client.guards.usage();
  assert.deepEqual(
    usage.map(({ principal, model, calls }) => [principal, model, calls]),
    [['agent:default', 'local-1', 2 + 1]],
  );
  const budgets = await client.guards.budgets();
  assert.equal(budgets.find(({ scope }) => scope.startsWith('day'))?.used.tokens, 300);
});

test('the profile that asks about everything lets models be called where policy permits it', async (t) => {
  const provider = await openLocalProvider(() => ({ text: 'ok' }));
  t.after(() => provider.close());
  const { port } = new URL(provider.address);
  const statusUnder = async (rules: string, text: string): Promise<number> => {
    const places = makePlaces(`version: 1\nprofile: safe\nwindow: always\n${rules}`);
    t.after(() => removePlaces(places));
    const models = `version: 1\nproviders: { local: { shape: anthropic, base_url: "http://127.0.0.1:${port}", allow_http: true, key: none } }\n`;
    writeFileSync(join(places.configDirectory, 'models.yaml'), models);
    const served = await serveDaemon(places);
    const token = readFileSync(served.daemon.files.agentToken, 'utf8').trim();
    const address = readFileSync(served.daemon.files.address, 'utf8').trim();
    const leaving = new AbortController();
    const asked = ask(address, '/model/local/v1/messages', { body: saying(text), token, signal: leaving.signal }).then(
      ({ status }) => status,
      () => 0,
    );
    const waiting = served.daemon.gateway.subscribe((event) => {
      if (event.kind === 'approval' && event.status === 'pending') leaving.abort();
    });
    const status = await asked;
    waiting();
    await served.close();
    return status;
  };
  assert.equal(await statusUnder('', 'one'), 0, 'a person is asked');
  const permit = 'rules:\n  - { id: models, permit: { effect: model.call }, reason: Agents think with models. }\n';
  assert.equal(await statusUnder(permit, 'two'), 200);
});
