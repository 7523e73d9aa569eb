import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPayloadCipher } from '../../adapters/node-crypto/payload-cipher.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import type { WrittenRule } from '../../core/secret/parse-secret-rule.ts';
import { settle } from '../../test/harness/manual-clock.ts';
import { OPERATOR, openTestGateway, type TestGateway } from '../../test/harness/test-gateway.ts';
import type { SecretPlace } from './secret-border.ts';
import type { HeldSecrets, SecretHolder } from './secret-desk.ts';

const VALUE = 'v4lue-"of"/the+one';
const HOLDER: SecretHolder = {
  id: 'run-1',
  principal: 'agent:test',
  onBehalfOf: 'human:operator',
  session: 'session-1',
  workspace: '/work/app',
  channel: 'cli',
};
const PLACE: SecretPlace = {
  host: 'api.example.test',
  port: 443,
  method: 'POST',
  path: '/v1/things',
  place: 'header',
  name: 'authorization',
  text: '',
};
const HOSTS = { hosts: ['api.example.test'] };

async function openVault(rule: WrittenRule = HOSTS): Promise<TestGateway & { held: HeldSecrets; sentinel: string }> {
  const cipher = createPayloadCipher(new Uint8Array(32).fill(7), openSystemRandomness());
  const age = { encrypt: async () => null, decrypt: async () => null };
  const opened = await openTestGateway({ ports: { vault: { cipher, age } } });
  await opened.gateway.setSecret(OPERATOR, { name: 'api', value: VALUE, rule: { environment: 'API_KEY', ...rule } });
  const held = opened.gateway.openSecrets(HOLDER, [{ secret: 'api', environment: null }]);
  return { ...opened, held, sentinel: held.sentinels.get('api') ?? '' };
}

async function entriesOf({
  gateway,
}: TestGateway): Promise<readonly { readonly type: string; readonly data: object }[]> {
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 100 });
  return entries.map(({ text }) => JSON.parse(text));
}

test('gives programs sentinels and puts the value in where its secret may go, on record first', async () => {
  const opened = await openVault();
  const { held, sentinel } = opened;
  assert.deepEqual(held.environment, { API_KEY: sentinel });
  assert.equal(held.border.mentions(`Bearer ${sentinel}`), true);
  assert.deepEqual(await held.border.put({ ...PLACE, text: `Bearer ${sentinel}` }), {
    ok: true,
    text: `Bearer ${VALUE}`,
  });
  const used = (await entriesOf(opened)).filter(({ type }) => type === 'secret.used');
  assert.deepEqual(
    used.map(({ data }) => data),
    [
      {
        holder: 'run-1',
        host: 'api.example.test',
        method: 'POST',
        name: 'authorization',
        place: 'header',
        port: 443,
        secret: 'api',
        version: 1,
      },
    ],
  );
  assert.ok(!JSON.stringify(await entriesOf(opened)).includes('v4lue'));
});

test('leaves a text without a sentinel as it is, and records nothing', async () => {
  const { held, gateway } = await openVault();
  const before = (await gateway.logHead()).size;
  assert.deepEqual(await held.border.put({ ...PLACE, text: 'Bearer x' }), { ok: true, text: 'Bearer x' });
  assert.equal((await gateway.logHead()).size, before);
});

test('refuses every place, host, port and method that the rule does not name, with all reasons', async () => {
  const { held, sentinel } = await openVault();
  const places: readonly Partial<SecretPlace>[] = [
    { host: 'evil.example.test' },
    { port: 80 },
    { place: 'body', name: '' },
    { name: 'x-other' },
    { method: 'TRACE' },
  ];
  for (const change of places) {
    const answer = await held.border.put({ ...PLACE, ...change, text: sentinel });
    assert.equal(answer.ok, false, JSON.stringify(change));
  }
  const answer = await held.border.put({ ...PLACE, host: 'evil.test', method: 'TRACE', text: sentinel });
  assert.ok(!answer.ok);
  assert.match(answer.reason, /host evil\.test:443, want api\.example\.test; method TRACE, want GET/);
});

test('refuses a sentinel of another holder, of one that has ended, and a part of one', async () => {
  const { gateway, held, sentinel } = await openVault();
  const other = gateway.openSecrets({ ...HOLDER, id: 'run-2' }, [{ secret: 'api', environment: null }]);
  const strange = await other.border.put({ ...PLACE, text: sentinel });
  assert.ok(!strange.ok);
  assert.match(strange.reason, /not of this run/);
  assert.equal((await held.border.put({ ...PLACE, text: sentinel.slice(0, 30) })).ok, false);
  held.close();
  held.close();
  assert.equal((await held.border.put({ ...PLACE, text: sentinel })).ok, false);
});

test('finds a sentinel inside base64, and writes the value as its place needs it', async () => {
  const { held, sentinel } = await openVault({ ...HOSTS, places: ['header:x-auth', 'body', 'path', 'query:key'] });
  const inside = Buffer.from(JSON.stringify({ user: 'u', password: sentinel })).toString('base64');
  const header = await held.border.put({ ...PLACE, name: 'x-auth', text: inside });
  assert.ok(header.ok);
  assert.deepEqual(JSON.parse(Buffer.from(header.text, 'base64').toString()), { user: 'u', password: VALUE });
  const plain = await held.border.put({
    ...PLACE,
    name: 'x-auth',
    text: Buffer.from(`u:${sentinel}`).toString('base64'),
  });
  assert.equal(plain.ok && Buffer.from(plain.text, 'base64').toString(), `u:${VALUE}`);
  const body = { ...PLACE, place: 'body', name: '' } as const;
  const json = await held.border.put({
    ...body,
    mediaType: 'application/json; charset=utf-8',
    text: `{"k":"${sentinel}"}`,
  });
  assert.deepEqual(json.ok && JSON.parse(json.text), { k: VALUE });
  const form = await held.border.put({
    ...body,
    mediaType: 'application/x-www-form-urlencoded',
    text: `k=${sentinel}&a=b`,
  });
  assert.equal(form.ok && new URLSearchParams(form.text).get('k'), VALUE);
  const path = await held.border.put({ ...PLACE, place: 'path', name: '', text: `/bot${sentinel}/send` });
  assert.equal(path.ok && path.text, `/bot${encodeURIComponent(VALUE)}/send`);
  const query = await held.border.put({ ...PLACE, place: 'query', name: 'key', text: sentinel });
  assert.equal(query.ok && query.text, VALUE);
});

/** What is handed on of these bytes, as text. */
function scrubbed({ border }: HeldSecrets, host: string, bytes: Uint8Array): string {
  const scrubber = border.scrubberFor(host);
  assert.ok(scrubber !== null);
  return Buffer.concat([scrubber.take(bytes), scrubber.end()]).toString('latin1');
}

test('scrubs what comes back from every host, before the first put and in a later run as well', async () => {
  const { gateway, held, sentinel } = await openVault();
  for (const host of ['api.example.test', 'other.example.test'])
    assert.equal(scrubbed(held, host, Buffer.from(`is ${VALUE}.`)), `is ${sentinel}.`);
  await held.border.put({ ...PLACE, text: sentinel });
  assert.equal(scrubbed(held, 'other.example.test', Buffer.from(`is ${VALUE}.`)), `is ${sentinel}.`);
  const later = gateway.openSecrets({ ...HOLDER, id: 'run-2' }, [{ secret: 'api', environment: null }]);
  assert.equal(scrubbed(later, 'api.example.test', Buffer.from(VALUE)), later.sentinels.get('api'));
  held.close();
  assert.equal(scrubbed(held, 'api.example.test', Buffer.from(VALUE)), sentinel);
});

test('scrubs every version of a secret that the vault has held, also one that came meanwhile', async () => {
  const { gateway, held, sentinel } = await openVault();
  assert.equal(scrubbed(held, 'api.example.test', Buffer.from(VALUE)), sentinel);
  await gateway.rotateSecret(OPERATOR, { name: 'api', value: 'the-next-value-1', overlapMs: 0 });
  for (const value of [VALUE, 'the-next-value-1'])
    assert.equal(scrubbed(held, 'api.example.test', Buffer.from(value)), sentinel);
});

test('scrubs a value outside ASCII from an answer in UTF-8 and in Latin-1', async () => {
  const { gateway } = await openVault();
  const value = 'pässwörd-längé "x"';
  await gateway.setSecret(OPERATOR, { name: 'foreign', value, rule: HOSTS });
  const held = gateway.openSecrets({ ...HOLDER, id: 'run-3' }, [{ secret: 'foreign', environment: null }]);
  for (const text of [value, JSON.stringify(value).slice(1, -1)])
    for (const coding of ['utf8', 'latin1'] as const)
      assert.equal(scrubbed(held, 'a.test', Buffer.from(text, coding)), held.sentinels.get('foreign'));
});

test('scrubs nothing for a holder that has no secrets', async () => {
  const { gateway } = await openVault();
  assert.equal(gateway.openSecrets({ ...HOLDER, id: 'run-4' }, []).border.scrubberFor('a.test'), null);
});

test('scrubs what comes back in pieces and in other spellings', async () => {
  const { held, sentinel } = await openVault();
  await held.border.put({ ...PLACE, text: sentinel });
  const base64 = Buffer.from(`u:${VALUE}`).toString('base64');
  const echo = `a ${VALUE} b ${JSON.stringify(VALUE)} c ${encodeURIComponent(VALUE)} d ${base64} e ${Buffer.from(VALUE).toString('hex')}`;
  const scrubber = held.border.scrubberFor('API.example.test');
  assert.ok(scrubber !== null);
  const out = Buffer.concat(
    [...Buffer.from(echo)].map((byte) => scrubber.take(Uint8Array.of(byte))).concat(scrubber.end()),
  );
  for (const text of [VALUE, encodeURIComponent(VALUE), Buffer.from(VALUE).toString('hex'), base64.slice(6, 20)])
    assert.ok(!out.toString().includes(text), text);
  assert.equal(out.toString().split(sentinel).length - 1, 5);
  assert.match(out.toString(), new RegExp(`^a ${sentinel} b "${sentinel}" c ${sentinel} d `));
});

test('asks a human where the secret says so, once in a run or each time', async () => {
  const opened = await openVault({ ...HOSTS, approval: 'once' });
  const { held, sentinel, gateway, approve } = opened;
  const waiting = held.border.put({ ...PLACE, text: sentinel });
  await settle();
  const [pending] = await gateway.listApprovals({ statuses: ['pending'], limit: 10 });
  assert.ok(pending !== undefined);
  assert.equal(pending.shown?.action.tool.name, 'use_secret');
  assert.deepEqual(
    pending.shown?.decision.effects.map((effect) => effect.class),
    ['secret.read'],
  );
  await approve(pending.request.id);
  assert.equal((await waiting).ok, true);
  assert.equal((await held.border.put({ ...PLACE, text: sentinel })).ok, true);
  assert.equal((await gateway.listApprovals({ statuses: ['pending'], limit: 10 })).length, 0);
});

test('refuses when the human says no, and asks again the next time', async () => {
  const { held, sentinel, gateway, approve } = await openVault({ ...HOSTS, approval: 'each' });
  const waiting = held.border.put({ ...PLACE, text: sentinel });
  await settle();
  const [pending] = await gateway.listApprovals({ statuses: ['pending'], limit: 10 });
  await approve(pending?.request.id ?? '', { answer: 'deny' });
  assert.equal((await waiting).ok, false);
});

test('gives nothing out after a revocation, an expiry or a halt', async () => {
  const revoked = await openVault();
  await revoked.gateway.revokeSecret(OPERATOR, 'api');
  assert.equal((await revoked.held.border.put({ ...PLACE, text: revoked.sentinel })).ok, false);
  assert.equal((await revoked.stores.secrets.find('api'))?.versions[0]?.sealed, null);
  const halted = await openVault();
  await halted.gateway.halt(OPERATOR, { source: 'cli', reason: 'test' });
  assert.equal((await halted.held.border.put({ ...PLACE, text: halted.sentinel })).ok, false);
  const now = halted.clock.nowMs();
  const expiring = await openVault({ ...HOSTS, expiresAtMs: now + 1_000 });
  await expiring.clock.advance(1_000);
  assert.equal((await expiring.held.border.put({ ...PLACE, text: expiring.sentinel })).ok, false);
});

test('keeps a run on its version while it overlaps, gives a new run the new one, and ends the old one in time', async () => {
  const opened = await openVault();
  const { gateway, held, sentinel, clock, stores } = opened;
  const view = await gateway.rotateSecret(OPERATOR, { name: 'api', value: 'another value 2', overlapMs: 60_000 });
  assert.deepEqual(
    view.overlapping.map(({ number }) => number),
    [1],
  );
  const fresh = gateway.openSecrets({ ...HOLDER, id: 'run-2' }, [{ secret: 'api', environment: null }]);
  const newest = await fresh.border.put({ ...PLACE, text: fresh.sentinels.get('api') ?? '' });
  assert.equal(newest.ok && newest.text, 'another value 2');
  const old = await held.border.put({ ...PLACE, text: sentinel });
  assert.equal(old.ok && old.text, VALUE);
  await clock.advance(60_000);
  const then = await held.border.put({ ...PLACE, text: sentinel });
  assert.equal(then.ok && then.text, 'another value 2');
  await clock.advance(3_600_000);
  await settle();
  assert.equal((await stores.secrets.find('api'))?.versions[0]?.sealed, null);
  assert.equal(gateway.redactSecretValues(`x ${VALUE}`), 'x [redacted secret api]');
});

test('hands out nothing to a principal that the rule does not name, and lets no agent change the vault', async () => {
  const { gateway } = await openVault();
  await gateway.setSecret(OPERATOR, { name: 'api', value: null, rule: { ...HOSTS, principals: ['agent:other'] } });
  assert.throws(
    () => gateway.openSecrets(HOLDER, [{ secret: 'api', environment: null }]),
    /secret.refused|principal agent:test/,
  );
  await assert.rejects(
    gateway.setSecret({ principal: 'agent:test', scopes: ['admin'] }, { name: 'x', value: VALUE, rule: HOSTS }),
    /want a person/,
  );
});

test('names every problem of a secret at once, and shows nothing of its value', async () => {
  const { gateway } = await openVault();
  const wrong = { name: 'Bad Name', value: 'short', rule: { hosts: ['*.com', 'a:0'], environment: 'lower' } };
  await assert.rejects(gateway.setSecret(OPERATOR, wrong), (error: Error) => {
    for (const part of ['Bad Name', '5 characters', '*.com', 'a:0', 'lower'])
      assert.ok(error.message.includes(part), part);
    return !error.message.includes('short');
  });
});
