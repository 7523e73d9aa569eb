import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openRequestSigner } from '../../adapters/aws4fetch/sign-request.ts';
import { openRequestSender } from '../../adapters/broker-http/send-request.ts';
import { openGitPusher } from '../../adapters/git/push-commit.ts';
import { hostileRepository, serveGit } from '../../adapters/git/testing/serve-git.ts';
import { createPayloadCipher } from '../../adapters/node-crypto/payload-cipher.ts';
import { openPackageReader } from '../../adapters/npm-package/read-package.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import type { WrittenRule } from '../../core/secret/parse-secret-rule.ts';
import { manualClock } from '../../test/harness/manual-clock.ts';
import { AGENT, LONG_WAIT, OPERATOR, openTestGateway, type TestGateway } from '../../test/harness/test-gateway.ts';
import type { OwnOutcome } from '../act/own-call.ts';
import type { BrokerCall } from './broker-desk.ts';

const VALUE = 'the-secret-Value-42';
const AWS = 'AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCY';

async function open(rule: WrittenRule, value = VALUE): Promise<TestGateway> {
  const cipher = createPayloadCipher(new Uint8Array(32).fill(7), openSystemRandomness());
  const brokers = {
    sender: openRequestSender(),
    signer: openRequestSigner(),
    git: openGitPusher(),
    packages: openPackageReader(),
  };
  const age = { encrypt: async () => null, decrypt: async () => null };
  const opened = await openTestGateway({ clock: manualClock(), ports: { vault: { cipher, age, brokers } } });
  await opened.gateway.setSecret(OPERATOR, { name: 'key', value, rule });
  return opened;
}

function callIn(workspace: string, changes: Partial<BrokerCall> = {}): BrokerCall {
  const place = { session: 's-1', workspace, onBehalfOf: 'human:operator', surface: 'api', channel: 'api' } as const;
  return { ...place, callId: null, idempotencyKey: null, dryRun: false, ...changes };
}

/** Answers every request for approval with yes, until the broker is done. */
async function approved(opened: TestGateway, outcome: Promise<OwnOutcome>): Promise<OwnOutcome> {
  const ended = outcome.then(
    () => true,
    () => true,
  );
  const tick = (): Promise<false> => new Promise((done) => setTimeout(() => done(false), 5));
  while (!(await Promise.race([ended, tick()]))) {
    const pending = await opened.gateway.listApprovals({ statuses: ['pending'], limit: 10 });
    for (const { request } of pending) await opened.approve(request.id);
  }
  return outcome;
}

type Seen = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** A server that keeps what came and repeats the credentials it got, in the answer's body. */
async function serveEcho(
  t: TestContext,
  status = 201,
): Promise<{ readonly base: string; readonly host: string; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body });
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`you said ${headers.authorization} and ${url}`);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { base: `http://${host}`, host, seen };
}

async function typesOf({ gateway }: TestGateway): Promise<readonly string[]> {
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 100 });
  assert.ok(!entries.some(({ text }) => text.includes(VALUE)));
  return entries.map(({ text }) => JSON.parse(text).type);
}

test('pushes with the secret, after policy decided, and records decision, use and outcome in this order', async (t) => {
  const served = await serveGit(t, `me:${VALUE}`);
  const { root, commit, marker } = hostileRepository(t);
  const opened = await open({ hosts: [`127.0.0.1:${served.port}`], brokers: ['git-push'] });
  const order = { secret: 'key', remote: served.url, branch: 'main', username: 'me' };
  const outcome = await approved(opened, opened.gateway.pushGit(AGENT, { call: callIn(root), order }, LONG_WAIT));
  assert.equal(outcome.isDone, true, outcome.text);
  assert.equal(served.commitOf('main'), commit);
  assert.throws(() => readFileSync(marker));
  assert.ok(!JSON.stringify(outcome).includes(VALUE));
  assert.ok(outcome.decision?.effects.some((effect) => effect.class === 'git.push'));
  const types = (await typesOf(opened)).filter((type) => ['secret.used', 'outcome'].includes(type));
  assert.deepEqual(types, ['secret.used', 'outcome']);
});

test('refuses what the rule does not name, before anybody is asked, on record', async (t) => {
  const { root } = hostileRepository(t);
  const opened = await open({ hosts: ['git.example.com'], brokers: ['git-push'] });
  const order = { secret: 'key', remote: 'https://evil.example.com/r.git', branch: 'main', username: 'me' };
  await assert.rejects(
    opened.gateway.pushGit(AGENT, { call: callIn(root), order }, LONG_WAIT),
    /host evil\.example\.com:443/,
  );
  const request = {
    secret: 'key',
    method: 'GET',
    url: 'https://git.example.com/',
    headers: { authorization: '{{secret}}' },
    body: null,
  };
  await assert.rejects(
    opened.gateway.requestHttp(AGENT, { call: callIn(root), order: request }, LONG_WAIT),
    /broker http-request/,
  );
  assert.equal((await typesOf(opened)).filter((type) => type === 'secret.refused').length, 2);
  assert.deepEqual(await opened.gateway.listApprovals({ statuses: ['pending'], limit: 10 }), []);
  await assert.rejects(
    opened.gateway.pushGit(AGENT, { call: callIn(root), order: { ...order, branch: 'none' } }, LONG_WAIT),
    /want a branch/,
  );
  for (const remote of [
    'http://git.example.com/',
    'https://u:p@git.example.com/',
    'ssh://git.example.com/',
    'git.example.com',
  ])
    await assert.rejects(
      opened.gateway.pushGit(AGENT, { call: callIn(root), order: { ...order, remote } }, LONG_WAIT),
      /want an https/,
    );
});

test('publishes exactly the bytes that were approved, in the form a registry takes', async (t) => {
  const served = await serveEcho(t);
  const root = mkdtempSync(join(tmpdir(), 'countersign-publish-'));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'package'));
  writeFileSync(
    join(root, 'package', 'package.json'),
    JSON.stringify({ name: '@s/thing', version: '1.0.0', main: 'a.js' }),
  );
  execFileSync('tar', ['-czf', 'p.tgz', 'package'], { cwd: root });
  const opened = await open({ hosts: [served.host], brokers: ['npm-publish'] });
  const order = { secret: 'key', tarball: 'p.tgz', registry: served.base, tag: 'next', access: 'restricted' } as const;
  const outcome = await approved(opened, opened.gateway.publishNpm(AGENT, { call: callIn(root), order }, LONG_WAIT));
  assert.equal(outcome.isDone, true, outcome.text);
  const [sent] = served.seen;
  assert.deepEqual([sent?.method, sent?.url, sent?.headers.authorization], ['PUT', '/@s%2fthing', `Bearer ${VALUE}`]);
  const document = JSON.parse(sent?.body ?? '{}');
  assert.equal(document['dist-tags'].next, '1.0.0');
  assert.equal(document.versions['1.0.0'].main, 'a.js');
  assert.equal(document._attachments['@s/thing-1.0.0.tgz'].data, readFileSync(join(root, 'p.tgz')).toString('base64'));
  const integrity = outcome.authorization?.action.args['integrity'];
  assert.equal(document.versions['1.0.0'].dist.integrity, integrity);
  assert.ok(!JSON.stringify(outcome).includes(VALUE));
});

test('makes a request with the secret where the mark stands, and gives back nothing that repeats it', async (t) => {
  const served = await serveEcho(t);
  const rule: WrittenRule = {
    hosts: [served.host],
    brokers: ['http-request'],
    places: ['header:authorization', 'query:key', 'body', 'path'],
  };
  const opened = await open(rule, 'p@ss w0rd/+"q"');
  const order = {
    secret: 'key',
    method: 'POST',
    url: `${served.base}/a/{{secret}}?key={{secret}}&x=1`,
    headers: { Authorization: 'Bearer {{secret}}', 'content-type': 'application/json' },
    body: '{"k":"{{secret}}"}',
  };
  const outcome = await approved(
    opened,
    opened.gateway.requestHttp(AGENT, { call: callIn('/work/app'), order }, LONG_WAIT),
  );
  assert.equal(outcome.isDone, true, outcome.text);
  const [sent] = served.seen;
  assert.equal(sent?.headers.authorization, 'Bearer p@ss w0rd/+"q"');
  assert.equal(new URL(`http://x${sent?.url}`).searchParams.get('key'), 'p@ss w0rd/+"q"');
  assert.deepEqual(JSON.parse(sent?.body ?? ''), { k: 'p@ss w0rd/+"q"' });
  const answer = JSON.stringify(outcome);
  assert.ok(!answer.includes('w0rd'), answer);
  assert.match(JSON.stringify(outcome.detail['body']), /you said Bearer \[redacted secret key\]/);
});

test('never ends an answer that was cut in the beginning of a secret, however much of it was left', async (t) => {
  for (const left of [1, 2, 10, VALUE.length - 1]) {
    const head = 'x'.repeat(262_144 - left);
    const server = createServer((_, response) => response.end(`${head}${VALUE} and more`));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    t.after(() => server.close());
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const opened = await open({ hosts: [host], brokers: ['http-request'], places: ['header:authorization'] });
    const headers = { authorization: 'Bearer {{secret}}' };
    const order = { secret: 'key', method: 'GET', url: `http://${host}/`, headers, body: null };
    const outcome = await approved(
      opened,
      opened.gateway.requestHttp(AGENT, { call: callIn('/work/app'), order }, LONG_WAIT),
    );
    assert.deepEqual([outcome.isDone, outcome.detail['is_cut']], [true, true], outcome.text);
    assert.match(JSON.stringify(outcome.detail['body']), /x"$/);
  }
});

test('refuses a request without a mark, with one where it may not stand, or with headers of the connection', async () => {
  const opened = await open({ hosts: ['api.example.com'], brokers: ['http-request'] });
  const order = { secret: 'key', method: 'GET', url: 'https://api.example.com/', headers: {}, body: null };
  const send = (changes: object) =>
    opened.gateway.requestHttp(AGENT, { call: callIn('/work/app'), order: { ...order, ...changes } }, LONG_WAIT);
  await assert.rejects(send({}), /no \{\{secret\}\} in it/);
  await assert.rejects(send({ url: 'https://api.example.com/?k={{secret}}' }), /place query:k/);
  await assert.rejects(send({ body: '{{secret}}', headers: { authorization: '{{secret}}' } }), /place body/);
  await assert.rejects(send({ headers: { Host: 'x', 'Proxy-A': '{{secret}}' } }), /headers host, proxy-a/);
});

test('refuses a request for a part, and an answer that is one or comes in another coding', async (t) => {
  let head = '';
  const server = createNetServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(`${head}\r\nConnection: close\r\n\r\n`));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const opened = await open({ hosts: [host], brokers: ['http-request'] });
  const order = { secret: 'key', method: 'GET', url: `http://${host}/`, body: null };
  const send = (headers: Readonly<Record<string, string>>): Promise<OwnOutcome> => {
    const all = { authorization: '{{secret}}', ...headers };
    const asked = { call: callIn('/work/app'), order: { ...order, headers: all } };
    return approved(opened, opened.gateway.requestHttp(AGENT, asked, LONG_WAIT));
  };
  for (const name of ['Range', 'If-Range', 'TE', 'Accept-Encoding'])
    await assert.rejects(send({ [name]: 'x' }), new RegExp(`headers ${name.toLowerCase()}`));
  for (const [answer, said] of [
    ['HTTP/1.1 206 Partial Content', /a part/],
    ['HTTP/1.1 200 OK\r\nContent-Range: bytes 0-1/2', /a part/],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip', /transfer coding "gzip"/],
    ['HTTP/1.1 200 OK\r\nContent-Encoding: gzip', /content coding "gzip"/],
  ] as const) {
    head = answer;
    const outcome = await send({});
    assert.equal(outcome.isDone, false, answer);
    assert.match(outcome.text, said);
    assert.deepEqual(outcome.detail, {});
  }
  head = 'HTTP/1.1 200 OK';
  assert.equal((await send({})).isDone, true);
});

test('takes every other secret of the vault out of an answer too', async (t) => {
  const server = createServer((_, response) => response.end('the other is other-Secret-99'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const opened = await open({ hosts: [host], brokers: ['http-request'] });
  await opened.gateway.setSecret(OPERATOR, { name: 'other', value: 'other-Secret-99', rule: { hosts: ['a.example'] } });
  const headers = { authorization: '{{secret}}' };
  const order = { secret: 'key', method: 'GET', url: `http://${host}/`, headers, body: null };
  const asked = opened.gateway.requestHttp(AGENT, { call: callIn('/work/app'), order }, LONG_WAIT);
  assert.equal((await approved(opened, asked)).detail['body'], 'the other is [redacted secret other]');
});

test('signs a request for AWS, and shows neither of the keys', async (t) => {
  const served = await serveEcho(t, 200);
  const opened = await open({ hosts: [served.host], brokers: ['aws-request'] }, AWS);
  const order = {
    secret: 'key',
    method: 'GET',
    url: `${served.base}/?Action=List`,
    headers: {},
    body: null,
    region: 'us-east-1',
    service: 'sts',
  };
  const outcome = await approved(
    opened,
    opened.gateway.requestAws(AGENT, { call: callIn('/work/app'), order }, LONG_WAIT),
  );
  assert.equal(outcome.isDone, true, outcome.text);
  assert.match(
    served.seen[0]?.headers.authorization ?? '',
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/sts\/aws4_request/,
  );
  assert.ok(!JSON.stringify(outcome).includes('AKIDEXAMPLE'));
  const wrong = await open({ hosts: [served.host], brokers: ['aws-request'] });
  const failed = await approved(
    wrong,
    wrong.gateway.requestAws(AGENT, { call: callIn('/work/app'), order }, LONG_WAIT),
  );
  assert.equal(failed.isDone, false);
  assert.match(failed.text, /no pair of keys/);
});

test('says in a dry run what would be decided, and sends nothing', async (t) => {
  const served = await serveEcho(t);
  const opened = await open({ hosts: [served.host], brokers: ['http-request'] });
  const order = {
    secret: 'key',
    method: 'GET',
    url: served.base,
    headers: { authorization: '{{secret}}' },
    body: null,
  };
  const outcome = await opened.gateway.requestHttp(
    AGENT,
    { call: callIn('/work/app', { dryRun: true }), order },
    LONG_WAIT,
  );
  assert.equal(outcome.isDone, false);
  assert.equal(outcome.authorization, null);
  assert.deepEqual(served.seen, []);
});

test('lets nobody use a session of another, and no gateway without a vault', async () => {
  const opened = await open({ hosts: ['api.example.com'], brokers: ['http-request'] });
  const order = {
    secret: 'key',
    method: 'GET',
    url: 'https://api.example.com/',
    headers: { authorization: '{{secret}}' },
    body: null,
  };
  const input = { call: callIn('/work/app'), order };
  await opened.gateway.observeSession(AGENT, {
    kind: 'started',
    session: 's-1',
    workspace: '/work/app',
    source: 'test',
  });
  const other = { principal: 'agent:other', scopes: AGENT.scopes };
  await assert.rejects(opened.gateway.requestHttp(other, input, LONG_WAIT), /is another's/);
  const bare = await openTestGateway();
  await assert.rejects(bare.gateway.requestHttp(AGENT, input, LONG_WAIT), /has no brokers/);
});
