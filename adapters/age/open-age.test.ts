import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { openAge } from './open-age.ts';

const age = openAge({ scryptLogN: 10 });

test('opens with the identity a file was made for, and with no other', async () => {
  const identity = await generateX25519Identity();
  const file = await age.encrypt('a text', { kind: 'recipient', recipient: await identityToRecipient(identity) });
  assert.match(file ?? '', /^-----BEGIN AGE ENCRYPTED FILE-----\n/);
  assert.ok(!file?.includes('a text'));
  assert.equal(await age.decrypt(file ?? '', { kind: 'identity', identity }), 'a text');
  const other = await generateX25519Identity();
  assert.equal(await age.decrypt(file ?? '', { kind: 'identity', identity: other }), null);
});

test('opens with the passphrase, and with no other', async () => {
  const file = await age.encrypt('a text', { kind: 'passphrase', passphrase: 'right' });
  assert.equal(await age.decrypt(file ?? '', { kind: 'passphrase', passphrase: 'right' }), 'a text');
  assert.equal(await age.decrypt(file ?? '', { kind: 'passphrase', passphrase: 'wrong' }), null);
});

test('answers null for recipients, identities and files that are none', async () => {
  assert.equal(await age.encrypt('x', { kind: 'recipient', recipient: 'age1nothing' }), null);
  const file = await age.encrypt('x', { kind: 'passphrase', passphrase: 'p' });
  assert.equal(await age.decrypt(file ?? '', { kind: 'identity', identity: 'AGE-SECRET-KEY-1' }), null);
  assert.equal(await age.decrypt('nothing', { kind: 'passphrase', passphrase: 'p' }), null);
  assert.equal(await age.decrypt(`${file?.slice(0, 80)}`, { kind: 'passphrase', passphrase: 'p' }), null);
});
