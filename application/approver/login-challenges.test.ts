import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { BROWSER, openApproverGateway, PLACE } from '../../test/harness/approver-gateway.ts';
import { LoginChallenges } from './login-challenges.ts';

const parts = {
  hash: (data: string | Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest()),
  bytes: (count: number) => new Uint8Array(randomBytes(count)),
};
const terms = { rpId: 'localhost', endsAtMs: 1_800_000_000_000 };
const asked = { rpId: 'localhost', nowMs: terms.endsAtMs - 1 };

test('holds until its time is over, for the host it was made for, in the run that made it', () => {
  const challenges = new LoginChallenges(parts);
  const made = challenges.make(terms);
  assert.match(made, /^[A-Za-z0-9_-]{75}$/);
  assert.notEqual(challenges.make(terms), made);
  assert.equal(challenges.holds(made, asked), true);
  assert.equal(challenges.holds(made, { ...asked, nowMs: terms.endsAtMs }), false);
  assert.equal(challenges.holds(made, { ...asked, rpId: 'other.example' }), false);
  assert.equal(new LoginChallenges(parts).holds(made, asked), false);
});

test('holds no challenge that was changed, cut or lengthened', () => {
  const challenges = new LoginChallenges(parts);
  const made = challenges.make(terms);
  for (let at = 0; at < made.length; at++) {
    const other = made.charAt(at) === 'A' ? 'B' : 'A';
    assert.equal(challenges.holds(made.slice(0, at) + other + made.slice(at + 1), asked), false, `at ${at}`);
  }
  for (const text of ['', made.slice(1), `${made}A`, `${made.slice(0, -1)}=`, '⟨'.repeat(75)])
    assert.equal(challenges.holds(text, asked), false);
});

test('however many logins strangers begin, one in progress goes on', async () => {
  const { gateway, logIn, enrolPasskey, enrol } = await openApproverGateway();
  const { caller } = await enrol('ada');
  const authenticator = await enrolPasskey((await logIn(caller)).caller);
  const mine = await gateway.beginPasskeyLogin(PLACE);
  for (let count = 0; count < 1_200; count++) await gateway.beginPasskeyLogin(PLACE);
  const opened = await gateway.loginWithPasskey({ response: authenticator.assert(mine), place: PLACE }, BROWSER);
  assert.equal(opened.session.principal, 'human:ada');
});

test('a challenge logs in once, whatever the second signature over it looks like', async () => {
  const { gateway, logIn, enrolPasskey, enrol, clock } = await openApproverGateway();
  const { caller } = await enrol('ada');
  const authenticator = await enrolPasskey((await logIn(caller)).caller);
  const options = await gateway.beginPasskeyLogin(PLACE);
  const login = () => gateway.loginWithPasskey({ response: authenticator.assert(options), place: PLACE }, BROWSER);
  await login();
  await assert.rejects(login(), { code: 'login.refused' });
  const late = await gateway.beginPasskeyLogin(PLACE);
  await clock.advance(300_000);
  const response = authenticator.assert(late);
  await assert.rejects(gateway.loginWithPasskey({ response, place: PLACE }, BROWSER), { code: 'login.refused' });
});
