import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findSecrets } from './find-secrets.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

/** The kinds found in a text, with what was found. */
function found(text: string): readonly string[] {
  return findSecrets(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

// Keys are put together here, so that no scanner takes this file for a leak. All are made up.
const BODY = 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18';
const GITHUB = `ghp_${BODY}`;
const AWS = `AKIA${part('Q3JZ7WXN5TLKP2HD')}`;
const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const PEM = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw', '-----END PRIVATE KEY-----'].join(
  '\n',
);

describe('Keys that are known by how they are written', () => {
  const keys: readonly (readonly [string, string])[] = [
    ['aws-access-key-id', AWS],
    ['github-token', GITHUB],
    ['github-fine-grained-token', `github_pat_${part('11AAEXW7Y0').repeat(3)}_k2Jd8s`],
    ['gitlab-token', `glpat-${part('x4Zq8pTn2vLw7RyBc3Hd')}`],
    ['slack-token', `xoxb-${part('781236542736')}-GkwFDQoHqzXDVsC6GzqYUypD`],
    ['slack-webhook', `hooks.slack.com/services/${part('T0DCUJB1Q/B0DD08H5G/bJtrpFi1fO1JMCcwLx8uZyAg')}`],
    ['stripe-key', `sk_live_${part('4eC39HqLyjWDarjtT1zdp7dc')}`],
    ['openai-key', `sk-proj-${part('aB3dE5fG7hJ9kL2mN4pQ6rS8tU1vW3xY5zA7bC9d')}`],
    ['anthropic-key', `sk-ant-api03-${part('aB3dE5fG7hJ9kL2mN4p').repeat(5)}`],
    ['google-api-key', `AIza${part('SyD9fK3mPq7RtX2vB6nL8wZ4cH1jG5sYuTe')}`],
    ['npm-token', `npm_${part('r3Kx9QmWz7Tb2Vn5Ys8Hd4Jf6Lp1Gc0EuAoR')}`],
    [
      'pypi-token',
      `pypi-AgEIcHlwaS5vcmc${part('CJDU3OTM1MjliLWIyYTYtNDEwOC05NzRkLTM0MjNiNmEwNWIzYgACF1sxLFsibWluaW1hbCIsWzFd')}`,
    ],
    ['sendgrid-key', `SG.${part('ngeVfQFYQlKU0ufo8x5d1A')}.${part('TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr')}`],
    ['twilio-key', `SK${HEX.slice(0, 32)}`],
    [
      'azure-storage-key',
      `AccountKey=${part('lJzRc1YdHaAA2KCNJJ1tkYwF/+mKK6Ygw0NGe170Xu592euJv2wYUtBlV8z+qnlcNQSnIYVTkLWntUO1F8j8rQ==')}`,
    ],
    ['age-secret-key', `AGE-SECRET-KEY-1${part('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE')}`],
    [
      'json-web-token',
      `eyJ${part('hbGciOiJIUzI1NiJ9')}.eyJ${part('zdWIiOiIxMjM0NTY3ODkwIn0')}.${part('SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV')}`,
    ],
    ['digitalocean-token', `dop_v1_${HEX}`],
    ['vault-token', `hvs.${part('CAESIJ3kL9mN2pQ5rS8tU1vW')}`],
  ];
  for (const [kind, key] of keys) {
    test(`${kind} stands alone, in quotes, in a sentence and behind an escape`, () => {
      for (const text of [key, `x("${key}")`, `use ${key}, please`, `{"a":"b\\n${key}"}`, `a%3D${key}`]) {
        const spans = findSecrets(text);
        assert.deepEqual(
          spans.map((span) => span.kind),
          [kind],
          text,
        );
        assert.equal(text.slice(spans[0]?.start, spans[0]?.end), key);
      }
    });
  }

  test('are none inside a longer word, too short, or too long', () => {
    for (const text of [`x${AWS}`, `_${AWS}`, `${AWS}7`, AWS.slice(0, -1), `${GITHUB}a`])
      assert.deepEqual(found(text), [], text);
  });

  test('are none where somebody wrote a placeholder', () => {
    for (const text of [
      'AKIAIOSFODNN7EXAMPLE',
      `ghp_${part('x').repeat(36)}`,
      `glpat-${part('your-token-goes-here-now')}`,
      `sk_live_${part('0000000000000000000000')}`,
      `AKIA${part('Z').repeat(16)}`,
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  test('are what a right checksum proves, whatever the letters look like', () => {
    assert.deepEqual(found(`ghp_${part('a').repeat(30)}${part('000000')}`), []);
    assert.deepEqual(found(`npm_${part('a').repeat(30)}${part('1sETTu')}`), []);
    assert.equal(found(`ghp_${part('zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ')}${part('0mLq17')}`).length, 1);
  });

  test('count as the longest that fits', () => {
    const both = `sk-${part('a1B2c3D4e5F6g7H8i9J0')}T3BlbkFJ${part('k1L2m3N4o5P6q7R8s9T0')}`;
    assert.deepEqual(found(both), [`openai-key ${both}`]);
  });
});

describe('Private keys', () => {
  test('count with their frame, on lines or escaped', () => {
    assert.deepEqual(found(PEM), [`private-key ${PEM}`]);
    const escaped = PEM.replaceAll('\n', '\\n');
    assert.deepEqual(found(`{"private_key": "${escaped}"}`), [`private-key ${escaped}`]);
    assert.equal(findSecrets(`${PEM}\n${PEM}`).length, 2);
  });

  test('count without an end, as far as they go', () => {
    const cut = PEM.slice(0, PEM.indexOf('-----END'));
    assert.deepEqual(found(`${cut}; and more`), [`private-key ${cut.trimEnd()}`]);
    assert.equal(findSecrets(`${cut}\n${PEM}`).length, 2);
    assert.equal(findSecrets(`${cut}-----END PRIVATE`).length, 1);
    assert.equal(findSecrets(`${cut}-----END ${part('x').repeat(80)}-----`).length, 1);
  });

  test('are none when they are only spoken of, or public', () => {
    for (const text of [
      'starts with -----BEGIN PRIVATE KEY----- and ends',
      '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw...\n-----END PRIVATE KEY-----',
      PEM.replaceAll('PRIVATE', 'PUBLIC'),
      '-----BEGIN ',
      '-----BEGIN -----',
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });
});

describe('Passwords in URLs', () => {
  test('count where they are no word that everybody writes', () => {
    assert.deepEqual(found('postgres://app:Tr0ub4dor@db.example.com/x'), ['url-password Tr0ub4dor']);
    assert.deepEqual(found('amqp://u:p@ss@word1@mq/'), ['url-password p@ss@word1']);
  });

  test('are none where there is none, or a well-known one', () => {
    for (const text of [
      'postgres://postgres:postgres@localhost/x',
      'https://user:password@example.com',
      'https://ada@example.com/a:b',
      'https://example.com:8080/@x',
      'https://u:$TOKEN@example.com',
      'https://u:${TOKEN}@example.com',
      'https://u:<password>@example.com',
      'https://u:short@example.com',
      'https://adalovelace:AdaLovelace@example.com',
      `https://u:${part('x1').repeat(400)}@example.com`,
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });
});

describe('Values that are given to a name', () => {
  test('count in every way of giving them', () => {
    const value = 'q7Wf2Zk9Rt4Xs8Bn';
    for (const text of [
      `API_KEY=${value}`,
      `apiKey: "${value}"`,
      `{"client_secret": "${value}"}`,
      `token := \`${value}\``,
      `'auth-token' => '${value}'`,
      `secret ?= ${value}`,
      `<accessKey>\n  ${value}\n</accessKey>`,
      `set("VAULT_TOKEN", "${value}")`,
      `run --api-key ${value} --verbose`,
      `var apiToken string = "${value}"`,
      `Authorization: Bearer ${value}`,
      `\\"token\\": \\"${value}\\"`,
      `token = '${value}' and more`,
    ]) {
      assert.deepEqual(found(text), [`assigned-key ${value}`], text);
    }
    assert.deepEqual(found('password = "Tr0ub4dor&3"'), ['assigned-password Tr0ub4dor&3']);
    assert.deepEqual(found('DB_PASSWORD=Tr0ub4dorandthree'), ['assigned-password Tr0ub4dorandthree']);
  });

  test('are none when the name says nothing, or something else', () => {
    for (const name of ['note', 'token_id', 'password_length', 'nextPageToken', 'public_key', 'bypass', '']) {
      assert.deepEqual(found(`${name} = "q7Wf2Zk9Rt4Xs8Bn"`), [], name);
    }
  });

  test('are none when the value is no secret', () => {
    for (const value of [
      'process.env.API_KEY',
      '${API_KEY}',
      '$API_KEY',
      '{{ token }}',
      'x{{token}}y123456789',
      '<your-token>',
      'changeme-changeme-1',
      'getToken(request)1234',
      'tokens[index1234567]',
      './secrets/token1234.txt',
      '/run/secrets/token1234',
      '~/token1234567890',
      'https://example.com/t0ken1234',
      'some words with 1 digit',
      'not-random-words-here',
      'aaaaaaaabbbbbbb1',
      'short1',
      'abcdefghijklmnop',
      '1234567890123456',
    ]) {
      assert.deepEqual(found(`token = "${value}"`), [], value);
    }
    for (const value of ['password', 'hunter2', 'correct-horse', 'onlyletters', 'A1b2']) {
      assert.deepEqual(found(`password: "${value}"`), [], value);
    }
    assert.deepEqual(found(`token = "${part('a1B2c3D4').repeat(80)}"`), []);
    assert.deepEqual(found('token == q7Wf2Zk9Rt4Xs8Bn'), ['assigned-key q7Wf2Zk9Rt4Xs8Bn']);
    assert.deepEqual(found('a ::token'), []);
    assert.deepEqual(found('password = café-Zürich-99'), ['assigned-password café-Zürich-99']);
  });
});

describe('Keys that are hidden', () => {
  test('count when they are cut into strings that are joined', () => {
    const cut = `"${GITHUB.slice(0, 12)}" + "${GITHUB.slice(12)}"`;
    assert.deepEqual(found(cut), [`github-token ${cut.slice(1, -1)}`]);
    assert.equal(findSecrets(`'${AWS.slice(0, 9)}' . '${AWS.slice(9)}'`)[0]?.kind, 'aws-access-key-id');
    assert.equal(findSecrets(`${AWS.slice(0, 9)}\\\n${AWS.slice(9)}`)[0]?.kind, 'aws-access-key-id');
  });

  test('count with characters between that nobody sees, or that are escaped', () => {
    assert.equal(findSecrets(`${AWS.slice(0, 9)}\u200b${AWS.slice(9)}`)[0]?.kind, 'aws-access-key-id');
    const escaped = `\\u0041${AWS.slice(1)}`;
    assert.deepEqual(found(`"${escaped}"`), [`aws-access-key-id ${escaped}`]);
    const last = `${AWS.slice(0, -1)}\\x44`;
    assert.deepEqual(found(`"${last}"`), [`aws-access-key-id ${last}`]);
  });

  test('count in base64, base64url and hex', () => {
    const base64 = Buffer.from(`key ${GITHUB}`).toString('base64');
    assert.deepEqual(found(`data: ${base64}`), [`github-token ${base64.replaceAll('=', '')}`]);
    assert.equal(findSecrets(Buffer.from(PEM).toString('base64url'))[0]?.kind, 'private-key');
    assert.equal(
      findSecrets(Buffer.from(`ab ${AWS} ${part('~?>~>?').repeat(6)}`).toString('base64url'))[0]?.kind,
      'aws-access-key-id',
    );
    assert.equal(findSecrets(Buffer.from(`id ${AWS}`).toString('hex'))[0]?.kind, 'aws-access-key-id');
  });

  test('are none where a quote, an escape or an encoded text is just that', () => {
    for (const text of [
      `"a", "b" ${part('x').repeat(40)} "c`,
      'ends with "',
      `a \\q \\u00g1 \\x4 "b" ${part(' ').repeat(40)}"c"`,
      '""',
      Buffer.from('only some ordinary words here').toString('base64'),
      Buffer.from('only some ordinary words here').toString('hex'),
      HEX,
      'a'.repeat(70_000),
      '\\',
    ]) {
      assert.deepEqual(found(text), [], text.slice(0, 60));
    }
  });
});

test('Findings stand in order and never overlap', () => {
  const text = `token = "${GITHUB}"\n${PEM}\nurl = https://u:Tr0ub4dor@x.example/ ${AWS}`;
  const spans = findSecrets(text);
  assert.deepEqual(
    spans.map(({ kind }) => kind),
    ['github-token', 'private-key', 'url-password', 'aws-access-key-id'],
  );
  for (const [index, { start }] of spans.entries()) assert.ok(start >= (spans[index - 1]?.end ?? 0));
});

test('One secret inside another makes one finding that covers both', () => {
  const text = `password = "${part('x9')}Tr0ub/${AWS}"`;
  assert.equal(findSecrets(text).length, 1);
  const wide = `https://u:Tr0ub4dor@${part('h').repeat(3)}`;
  assert.equal(findSecrets(`secret="Ab1${wide}"`).length, 1);
});

test('Nothing is found in nothing, and a large text is read in a bounded time', () => {
  assert.deepEqual(findSecrets(''), []);
  assert.deepEqual(findSecrets('-eyJ'.repeat(20_000)), []);
  assert.deepEqual(findSecrets('token='.repeat(20_000)), []);
  assert.deepEqual(findSecrets('-----BEGIN PRIVATE KEY-----'.repeat(500)), []);
});

test('A value is found behind others that it is part of, however long the row', () => {
  const key = ['kB8vQz3wT1nXc5Lr9Y', 'pHs2Jd7Gf4Mb6Ra0UeWiOo'].join('');
  for (const before of ['a=b=', 'password=', 'a=b='.repeat(300), 'password='.repeat(5_000)]) {
    const text = `${before}api_key=${key}`;
    const [last] = findSecrets(text).slice(-1);
    assert.equal(last === undefined ? '' : text.slice(last.start, last.end).slice(-key.length), key);
  }
});
