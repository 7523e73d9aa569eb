import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPayloadCipher } from '../../adapters/node-crypto/payload-cipher.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import { OPERATOR, openTestGateway } from '../../test/harness/test-gateway.ts';
import type { GatewayEvent } from '../event-hub.ts';
import { withoutSecrets } from './redactor.ts';

const VALUE = 'the-value-"of"-a-secret';
const KEY = ['ghp', 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18'].join('_');

test('takes what looks like a secret out of free text, and values of the vault out of any', () => {
  const redact = (text: string): string => text.replaceAll(VALUE, '#');
  const value = { reason: `because ${KEY}`, digest: KEY, nested: { a: [VALUE] }, count: 3 };
  assert.deepEqual(withoutSecrets(value, { redact }), {
    reason: 'because [redacted github-token]',
    digest: KEY,
    nested: { a: ['#'] },
    count: 3,
  });
  assert.equal(withoutSecrets(value.count, { redact: null }), 3);
  const plain = { reason: 'a reason', atMs: 1 };
  assert.equal(withoutSecrets(plain, { redact: null }), plain);
});

test('keeps values of the vault out of events and entries, whoever wrote them there', async () => {
  const cipher = createPayloadCipher(new Uint8Array(32), openSystemRandomness());
  const age = { encrypt: async () => null, decrypt: async () => null };
  const { gateway } = await openTestGateway({ ports: { vault: { cipher, age } } });
  await gateway.setSecret(OPERATOR, { name: 'api', value: VALUE, rule: { hosts: ['a.test'] } });
  const events: GatewayEvent[] = [];
  gateway.subscribe((event) => events.push(event));
  await gateway.halt(OPERATOR, { source: 'cli', reason: `saw ${VALUE} and ${KEY}` });
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 100 });
  const told = JSON.stringify(events) + entries.map(({ text }) => text).join('\n');
  assert.ok(!told.includes('-a-secret') && !told.includes(KEY), told);
  assert.match(told, /saw \[redacted secret api\] and \[redacted github-token\]/);
  assert.deepEqual(gateway.withoutSecretValues({ a: [VALUE] }), { a: ['[redacted secret api]'] });
});
