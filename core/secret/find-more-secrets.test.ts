import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { findSecrets } from './find-secrets.ts';
import { redactSecrets } from './redact-secrets.ts';

/** A part of a key, so that no scanner takes this file for a leak. All are made up. */
const part = (text: string): string => text;

function found(text: string): readonly string[] {
  return findSecrets(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

const none = (...texts: readonly string[]): void => {
  for (const text of texts) assert.deepEqual(found(text), [], text.slice(0, 120));
};

const HEX = '9f86d081884c7d659a2feaa0c55ad015';

describe('Keys of services that are known by name', () => {
  test('count when they are UUIDs, numbers, hexadecimal digits or drawn letters', () => {
    for (const [name, value] of [
      ['heroku_api_key', '3f2b8c1d-9e7a-4b6c-8d5e-1f0a2b3c4d5e'],
      ['asanaToken', '8161333100147121'],
      ['DISCORD_CLIENT_ID', '704878458842408715'],
      ['softlayer_key', part('abcd1234').repeat(8)],
      ['sl_key', part('abcd1234').repeat(8)],
      ['BUNDLE_GEMS__CONTRIBSYS__COM', part('cafebabe:deadbeef')],
      ['sumologic.accessId', part('su9OL59biWiJu7')],
      ['ibm_cloud_iam-key', `${part('abcd1234').repeat(4)}ABCD1234--__`],
      ['fastly.token', HEX],
    ] as const) {
      assert.deepEqual(found(`${name} = "${value}"`), [`assigned-key ${value}`], name);
    }
  });

  test('are none when the name is of something else, or the value is none', () => {
    none(
      'slack_channel_id = "704878458842408715"',
      'github_public_key = "704878458842408715"',
      'stripe_token = "your-stripe-token-here-123"',
      'stripe_token = "${STRIPE_TOKEN_FROM_ENV_12}"',
      'discord_token = "1234567"',
      `discord_token = "${'1'.repeat(41)}"`,
      'slack_token = "some-words-with-9"',
      'slack_token = "onlylettersinhere"',
      'slack_token = "what/is:this/anyway9"',
      'slack_token = "aaaaaaaaaaaaaaaa1"',
      'vault_token = "cafebabe:deadbeeg"',
      'token_id_of_slack = "704878458842408715"',
      'nonMatchingToken := "m8jn536x5315plpc"',
      `aws_secret_key = "${HEX.replace('f', 'F')}"`,
      `aws_secret_key = "${HEX}extra"`,
      '_authToken=743b294a-cd03-11ec-9d64-0242ac120002',
    );
  });
});

describe('Tokens with parts', () => {
  const jwt = `${part('eyJhbGciOiJIUzI1NiJ9')}.${part('eyJzdWIiOiIxMjM0NTY3ODkwIn0')}.`;

  test('JSON web tokens count by their header, with a signature or without', () => {
    assert.deepEqual(found(`x ${jwt} y`), [`json-web-token ${jwt}`]);
    const odd = `${Buffer.from('{ "alg": "none" }').toString('base64url')}.${part('eyJzdWIiOiIxMjM0NTY3ODkwIn0')}.${part('c2ln')}`;
    assert.deepEqual(found(odd), [`json-web-token ${odd}`]);
    none(
      jwt.replace('eyJhbGci', 'eyJhbasdGci'),
      `${part('eyJhbGciOiJIUzI1NiJ9')}.short.x`,
      `${Buffer.from('{ "alg": 5 }').toString('base64url')}.${part('eyJzdWIiOiIxMjM0NTY3ODkwIn0')}.x`,
      `${Buffer.from('{ "a": "b" ').toString('base64url')}.${part('eyJzdWIiOiIxMjM0NTY3ODkwIn0')}.x`,
      `ey${Buffer.from([0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]).toString('base64url')}.${part('eyJzdWIiOiIxMjM0NTY3ODkwIn0')}.x`,
      `${part('eyJhbGci')}.${part('eyJzdWIiOiIxMjM0NTY3ODkwIn0')}.x`,
      'ey2.a.b',
    );
  });

  test("Discord's and Telegram's count as they are written, and not inside something else", () => {
    const discord = `${part('MZ1yGvKTjE0rY0cV8i47CjAa')}.${part('uRHQPq')}.${part('Xb1Mk2nEhe-4iUcrGOuegj57zMC')}`;
    assert.deepEqual(found(`"${discord}"`), [`discord-token ${discord}`]);
    none(
      discord.replace('MZ', 'PZ'),
      discord.replace('uRHQPq', 'uRHQ'),
      discord.toLowerCase(),
      `${discord}${'x'.repeat(20)}`,
      discord.slice(0, -3),
    );
    const telegram = `110201543:${part('AAHdqTcvCH1vGWJxfSe1ofSAs0K5PALDsaw')}`;
    assert.deepEqual(found(telegram), [`telegram-token ${telegram}`]);
    assert.deepEqual(found(`https://api.telegram.org/bot${telegram}/getMe`), [`telegram-token ${telegram}`]);
    none(
      `bot${telegram}`,
      `foo${telegram.slice(9)}`,
      `${telegram}X`,
      telegram.slice(0, -1),
      `11020154x${telegram.slice(9)}`,
      `1102015:${telegram.slice(10)}`,
      '110201543:BB',
    );
  });

  test('keys with a fixed middle count', () => {
    const azure = part('qpF8Q~PCM5MhMoyTFc5TYEomnYRUKim9UJhe8a2P');
    assert.deepEqual(found(`("${azure}")`), [`azure-client-secret ${azure}`]);
    assert.deepEqual(found(`${HEX}-us18`), [`mailchimp-key ${HEX}-us18`]);
    none(
      azure.replace('8Q~', 'xQ~'),
      `x${azure}`,
      azure.slice(0, 20),
      azure.slice(2),
      `${azure}${'x'.repeat(9)}`,
      `${HEX}-us123`,
      `${part('qpF8Q~')}${'x'.repeat(32)}`,
    );
  });

  test('keys whose own characters say little count only where they stand alone', () => {
    const vault = `s.${part('1CGzMqbzylyYaVxhWuviRcNT')}`;
    assert.deepEqual(found(`token: ${vault}`), [`vault-token ${vault}`]);
    assert.deepEqual(found(`"${vault}\\n"`), [`vault-token ${vault}`]);
    none(`a/${vault}`, `${vault}.png`, 's.AcceptanceTimeoutSeconds');
  });

  test('keys that their owner has published are none', () => {
    none(`AIzaSyDMAScliyLx7F0NPDEJi1QmyCgHIAODrlU`);
    assert.equal(found(`AIzaSyDMAScliyLx7F0NPDEJi1QmyCgHIAODrlV`).length, 1);
  });
});

describe('Passwords of curl', () => {
  const kind = (text: string) => `command-password ${text}`;

  test('count behind -u and --user, however they are quoted', () => {
    assert.deepEqual(found('curl --cacert ca.crt -u elastic:P@ssw0rd$1 https://a.test'), [kind('P@ssw0rd$1')]);
    assert.deepEqual(found("curl --user kevin:'pRf7vG2h1L8n' -X PATCH"), [kind("'pRf7vG2h1L8n")]);
    assert.deepEqual(found("curl --user='a:h0pk1ns~21s' x"), [kind('h0pk1ns~21s')]);
    assert.deepEqual(found('curl -ujohn:h0pk1ns~21s x'), [kind('h0pk1ns~21s')]);
    assert.deepEqual(found('curl -u "d2LkV78zLx!t:" x'), [kind('d2LkV78zLx!t')]);
    assert.deepEqual(found('$ curl x \\\n  --user c28wlsosanujy2z:qgsnai0xokrw4j1'), [kind('qgsnai0xokrw4j1')]);
  });

  test('count in headers whose name says so', () => {
    assert.deepEqual(found('curl -X POST --header "Api-Token: Sk94HG7f6KB"'), [kind('Sk94HG7f6KB')]);
    assert.deepEqual(found("curl -H 'X-Api-Key:Sk94HG7f6KB' x"), [kind('Sk94HG7f6KB')]);
  });

  test('are none where there is none', () => {
    none(
      'curl -u <user:password1> https://a.test',
      'curl -u user https://a.test',
      'curl -u user: https://a.test',
      'curl -u your-name-here12: x',
      'curl -u $USERNAME123456: x',
      'curl -u user:$PASSWORD x',
      'curl -u user:password x',
      'curl -u',
      'curl -H "Accept: text/html2345678"',
      'curl -H Authorization',
      'curl -H "Authorization: Bearer $TOKEN1234"',
      'curl -H "Api-Token: {base64(x9999)}"',
      'curl -H "Api-Token: short1"',
      'curl -H "Api-Token: noDigitsHere"',
      'curl -H "Api-Token: example12345"',
      'mycurl -u a:h0pk1ns~21s',
    );
    assert.deepEqual(found(`curl x ${' '.repeat(4_000)} -u a:h0pk1ns~21s`), []);
    assert.equal(found(`curl a; curl -u a:h0pk1ns~21s`).length, 1);
    assert.deepEqual(found(`curl -u "a:b`), []);
  });
});

test('Any text at all is read, and what is found lies in it, in order', () => {
  const pieces = fc.constantFrom(
    'curl ',
    '-u ',
    'a:b1cdefgh ',
    'token=',
    '"',
    "'",
    'eyJhbGciOi',
    '.',
    'Q~',
    '-us1',
    '|',
    ':AA',
    'x'.repeat(33),
    HEX,
    '\\',
    '%3D',
    '\n',
    '=',
    'AKIA',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      let last = 0;
      for (const { start, end } of findSecrets(text)) {
        assert.ok(start >= last && end > start && end <= text.length);
        last = end;
      }
      assert.equal(typeof redactSecrets(text).text, 'string');
    }),
    { numRuns: 400 },
  );
});

test('What is looked at for each character is bounded: the worst texts of each finder are read', () => {
  for (const piece of [
    'curl -u ',
    'Q~',
    '1|',
    'a.b.',
    ':AA',
    'eyJhbGciOi.',
    'heroku_token=',
    '-us',
    '110201543:AA',
    "'",
  ])
    assert.ok(Array.isArray(findSecrets(piece.repeat(Math.ceil(200_000 / piece.length)))), piece);
});

test('The corpus of keys is found in at least 95 of 100 cases, with at most 2 of 100 false alarms', (t) => {
  const file = '../shared/corpora/dev/secrets.jsonl';
  if (!existsSync(file)) return t.skip(`${file} is missing`);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as { readonly text: string; readonly expect: string });
  const share = (expect: string): number => {
    const all = rows.filter((row) => row.expect === expect);
    return all.filter(({ text }) => findSecrets(text).length > 0).length / all.length;
  };
  const [caught, alarms] = [share('secret'), share('clean')];
  t.diagnostic(`found ${(caught * 100).toFixed(1)} % of secrets, ${(alarms * 100).toFixed(1)} % false alarms`);
  assert.ok(caught >= 0.95, `${caught}`);
  assert.ok(alarms <= 0.02, `${alarms}`);
});
