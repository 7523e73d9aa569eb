import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findSecrets } from './find-secrets.ts';
import { ALPHABETS, drawn, drawnUuid } from './testing/drawn.ts';

const KEY = drawn(24, { seed: 3 });
const HEX = drawn(40, { of: ALPHABETS.hex, seed: 4 });
/** Capitals and small letters, and no digit. */
const LETTERS = drawn(16, { of: ALPHABETS.mixed.slice(0, 52), seed: 6 });
const UUID = drawnUuid(7);

function found(text: string): readonly string[] {
  return findSecrets(text).map(({ start, end }) => text.slice(start, end));
}
const given = (value: string, ...texts: readonly string[]): void => {
  for (const text of texts) assert.deepEqual(found(text), [value], text);
};
const none = (...texts: readonly string[]): void => {
  for (const text of texts) assert.deepEqual(found(text), [], text);
};

describe('A value that is given to the name of a secret', () => {
  test('counts behind a declared type', () => {
    given(
      KEY,
      `let db_password: &str = "${KEY}";`,
      `val token: String? = "${KEY}"`,
      `api_key: Optional[str] = "${KEY}"`,
      `public string ApiSecret { get; set; } = "${KEY}";`,
      `Dim password As String = "${KEY}"`,
      `char token[] = "${KEY}";`,
      `static const char *api_token = "${KEY}";`,
    );
    none(`a = b ? c : d(e) = "${KEY}"`, `{ get; set; } = "${KEY}"`, `= "${KEY}"`);
  });

  test('counts where a number, or a word for where it is used, stands behind the name', () => {
    const names = [
      'API_KEY_2',
      'PASSWORD_2',
      'STRIPE_KEY_PROD',
      'TOKEN_STAGING',
      'apiKeyProd',
      'SECRET_VALUE',
      'SECRET_KEY_BASE64',
    ];
    for (const name of names) given(KEY, `${name}=${KEY}`, `${name}: "${KEY}"`);
    none(`"token1": "abcd-1234567890"`, `tokenization: "${KEY}"`, `PROD=${KEY}`, `2=${KEY}`, `VALUE_2=${KEY}`);
  });

  test('counts with brackets and signs within, if it is no call, no path and no template', () => {
    given('kT4(mm)9Zx', `password = 'kT4(mm)9Zx'`);
    const django = 'django-insecure-de@f91_%)!oz21hz_z!+4a&!)_2u3@xiexp62pc$do!a7j_(u2';
    given(django, `SECRET_KEY = '${django}'`);
    const slashed = `/${drawn(39, { seed: 12 })}`;
    given(slashed, `AWS_SECRET_ACCESS_KEY=${slashed}`, `secretAccessKey: '${slashed}'`);
    given('kT4{m+m}9Zx', `password = 'kT4{m+m}9Zx'`);
    given('XB-%9U8=MKId', `sshpass -p 'XB-%9U8=MKId' ssh root@192.168.4.20 uptime`);
    none(
      `password = "getToken(request)1234"`,
      `password = f"{registry_id}-auth-token1"`,
      `token: "/var/run/secrets/kubernetes.io/serviceaccount/token2"`,
      `token = "/etc/myApp2/Token4.txt"`,
      `sshpass -p password=value1`,
    );
  });

  test('counts however long it is, and all of it', () => {
    const long = KEY.repeat(60);
    given(long, `"refresh_token": "${long}"`, `REFRESH_TOKEN=${long}`);
  });

  test('counts with a run of one character in a long one, and not in a short one', () => {
    const session = `IQoJb3JpZ2luX2VjEJr//////////${drawn(200, { seed: 13 })}`;
    given(session, `AWS_SESSION_TOKEN=${session}`, `"SessionToken": "${session}"`, session);
    none(
      `SESSION_TOKEN=${'A'.repeat(300)}`,
      `TOKEN=${KEY.slice(0, 8)}xxxxxxxxxx`,
      `TOKEN=sk-ant-...${KEY.slice(0, 4)}`,
    );
  });

  test('does not count where it is a number, prose without capitals, or the name of where a secret is kept', () => {
    none(
      'challengePassword = "1.2.840.113549.1.9.7"',
      'NTE_BAD_PASSWORD: Final = -2146893773',
      '"pass": "要素にはaria-busy属性が存在します"',
      '"ARN": "arn:aws:secretsmanager:us-west-2:123456789012:secret:MyTestSecret-a1b2c3"',
      `"LockToken": "${UUID}"`,
    );
    given(KEY, `arn: secret: ${KEY}`);
  });

  test('counts behind the login of a program', () => {
    given(HEX, `wandb login ${HEX}`, `snyk auth ${HEX}`);
    none(`cargo build ${HEX}`);
  });

  test('counts in pairs of a name and a value', () => {
    given(
      KEY,
      `- name: API_KEY\n  value: "${KEY}"`,
      `variable "db_password" {\n  default = "${KEY}"\n}`,
      `<key>ApiToken</key>\n<string>${KEY}</string>`,
      `<add key="ApiSecret" value="${KEY}" />`,
      `{"name":"AUTH_TOKEN","value":"${KEY}"}`,
      `"DEEP_SECRET": {"value": "${KEY}"}`,
      `{"username":"ada","key":"${KEY}"}`,
    );
    none(
      `- name: COLOUR\n  value: "${KEY}"`,
      `- name: API_KEY\n  value: $X\n- name: COLOUR\n  value: "${KEY}"`,
      `value: "${KEY}"`,
      `{"title":"ada","key":"${KEY}"}`,
    );
  });

  test('counts as what stands in where nothing is set', () => {
    given(
      KEY,
      `process.env.APP_SECRET || '${KEY}'`,
      `process.env.APP_SECRET ?? "${KEY}"`,
      `\${APP_SECRET:-${KEY}}`,
      `ENV["APP_SECRET"] ||= "${KEY}"`,
      `os.getenv("APP_SECRET", "${KEY}")`,
    );
    none(`token | "${KEY}"`, `token || ${KEY}`, `set("TOKEN", ${KEY})`, `token < "${KEY}"`);
  });

  test('counts in the strings of every language', () => {
    given(
      KEY,
      `secret = b"${KEY}"`,
      `token = @"${KEY}"`,
      `password=Secret("${KEY}")`,
      `api_token <- "${KEY}"`,
      `buildConfigField "String", "API_TOKEN", "\\"${KEY}\\""`,
    );
    none('password=Secret(value)', 'token = "\\"');
  });

  test('counts behind a blank where it looks drawn', () => {
    given(
      KEY,
      `ENV API_TOKEN ${KEY}`,
      `requirepass ${KEY}`,
      `  storePassword "${KEY}"`,
      `machine a.test login ada password ${KEY}`,
      `the password is ${KEY}`,
      `CREATE USER ada IDENTIFIED BY '${KEY}'`,
      `ConvertTo-SecureString "${KEY}" -AsPlainText`,
      `password for staging: ${KEY}`,
      `api key: ${KEY}`,
    );
    none(
      `bought BY '${KEY}'`,
      `note for staging: ${KEY}`,
      `odd key: ${KEY}`,
      'the password is required-for-everyone',
      'export { type ProjectAPIKey as ProjectAPIKey }',
      'providers that take a token webhookUrl2',
      'pass *MarkdownV2* in',
      'token is Number.Oct',
    );
  });

  test('counts without a digit where letters are drawn, and not where they are words', () => {
    given(LETTERS, `password=${LETTERS}`, `pwd = "${LETTERS}"`, `sshpass -p ${LETTERS} ssh a@b`);
    none('password: KDFInput', 'password = "SuperSecretPassword"', 'token: Keyword.Pseudonym');
  });

  test('counts as a random UUID, and not as another one', () => {
    given(UUID, `CONSUL_HTTP_TOKEN=${UUID}`, `password ${UUID}`);
    none(`app_token=${UUID.replace('-4', '-1')}`, `session_id=${UUID}`, `clientToken: "${UUID}"`);
  });

  test('counts under a setting that ends in KEY, where it looks drawn', () => {
    given(KEY, `ACME_KEY=${KEY}`, `X-Acme-Key: ${KEY}`, `acmeKey = "${KEY}"`);
    given(HEX, `ACME_KEY=${HEX}`, `DEPLOYER_PK=${HEX}`);
    given(`0x${HEX}`, `DEPLOYER_PK=0x${HEX}`);
    none(
      `CACHE_KEY=${HEX}`,
      `acmeKey = "${HEX}"`,
      `ACME_KEY=${HEX.slice(0, 20)}`,
      `FAKE_ACME_KEY=${KEY}`,
      `ACME_KEY=https://a.test/${KEY}`,
      `ACME_KEY=/srv/${KEY}`,
      `ACME_KEY=pk_live_${KEY}`,
      `stripe_key=pk_test_${KEY}`,
      'ACME_KEY=Keyword.Pseudonym',
      'ACME_KEY=12345678abcdefgh',
      `"ACME_KEY", "${HEX.slice(0, 12)}"`,
      `"acmeKey", "${KEY}"`,
      `KEY=${KEY}`,
    );
  });

  test('counts as four groups of letters that Google gives for programs', () => {
    const groups = 'znqh awzv kldn ejkb';
    given(groups, `MAIL_PASSWORD=${groups}`, `MAIL_PASSWORD="${groups}"`);
    none('MAIL_PASSWORD=this must have been', `MAIL_PASSWORD=${groups} more`, 'MAIL_PASSWORD=znqh awzv kldn ejk9');
  });

  test('counts as the words of a wallet', () => {
    const words = 'abandon ability able about above absent absorb abstract absurd abuse access accident';
    given(words, `MNEMONIC="${words}"`, `seed_phrase: '${words}'`);
    none(
      `MNEMONIC="${'test '.repeat(11)}junk"`,
      'MNEMONIC="one two three"',
      `mnemonic="${words.toUpperCase()}"`,
      `note: "${words}"`,
    );
  });

  test('counts as user and password in base64', () => {
    const pair = Buffer.from(`ada:${KEY}`).toString('base64');
    given(pair, `{"auths":{"a.test":{"auth":"${pair}"}}}`, `_auth=${pair}`);
    none(
      `auth: ${Buffer.from(KEY).toString('base64')}`,
      'auth: required-always',
      `auth: ${Buffer.from([255, 254, 253, 252, 251, 250]).toString('base64')}`,
      `auth: ${Buffer.from('ada:password').toString('base64')}`,
    );
  });

  test('is none where everybody writes it', () => {
    none('password = "P@ssw0rd!"', 'password: "Password123!"', 'api_key = "test-key-98765432"');
  });
});

describe('Passwords among the arguments of programs', () => {
  test('count where the program takes one', () => {
    given(
      KEY,
      `docker login -u ada -p ${KEY} a.test`,
      `mysql -u root -p${KEY} shop`,
      `mysql -u root -p'${KEY}' shop`,
      `sshpass -p '${KEY}' ssh a@b`,
      `http -a ada:${KEY} a.test`,
      `openssl rsa -passin pass:${KEY} -in a.pem`,
      `openssl enc -k ${KEY}`,
      `redis-cli -h a \\\n -a ${KEY} ping`,
      `echo ${KEY} | docker login --password-stdin`,
      `echo -n "${KEY}" | docker login --password-stdin`,
      `echo 'root:${KEY}' | chpasswd`,
    );
  });

  test('are none where it takes something else, or nothing is given', () => {
    none(
      'docker run -p 127.0.0.1:8080:80 nginx',
      'docker login -p',
      'docker login -p $PASSWORD123',
      'mysql -u root -p"$MYSQL_PASSWORD1"',
      'mysql -u root -p shop',
      'http -a ada a.test',
      'http://a.test/-a/b',
      `xhttp -a ada:${KEY}`,
      'openssl enc -k {{key12345}}',
      'sshpass -p onlyletters ssh a',
      'unzip -P short1 a.zip',
      `echo ${KEY} | tee file`,
      'echo | docker login --password-stdin',
      `mysql shop; echo -p${KEY}`,
    );
  });
});

describe('Passwords among the arguments of calls', () => {
  test('count behind who logs in', () => {
    given(
      KEY,
      `smtp.login("ada@a.test", "${KEY}")`,
      `requests.get(url, auth=("ada", "${KEY}"))`,
      `.withCredentials('ada', '${KEY}')`,
      `new PDO("mysql:host=db", "ada", "${KEY}")`,
      `client.login('${KEY}')`,
      `jwt.sign(payload, "${KEY}")`,
      `Fernet(b"${KEY}")`,
    );
    const account = `AC${drawn(32, { of: ALPHABETS.hex, seed: 5 })}`;
    given(HEX, `Client('${account}', '${HEX}')`);
  });

  test('are none where nothing drawn is given', () => {
    none(
      'login("ada", "password")',
      `login("ada", password)`,
      `connect("id", "${HEX}")`,
      `Client("ada", "${HEX}")`,
      `Client()`,
      `Client("AC${'!'.repeat(32)}", "${HEX}")`,
      `login("ada`,
      `login(a(), "${KEY}")`,
      `render("ada", "${KEY}")`,
      `jwt.verify(token, "${HEX}")`,
      `login(${'"a", '.repeat(8)}"${KEY}")`,
    );
  });
});

describe('Keys without a frame', () => {
  const part = drawn(43, { seed: 9 });
  test('count as the private members of JSON web keys', () => {
    given(part, `{"kty":"EC","crv":"P-256","x":"${drawn(43, { seed: 11 })}","d":"${part}"}`);
    given(part, `{"k": "${part}", "kty": "oct"`);
    none(
      `{"kty":"EC","d":"short"}`,
      `{"kty":"EC","d":"${'x'.repeat(43)}"}`,
      `{"kty":"EC","x":"${part}"}`,
      '{"kty":"oct","k":"',
      `{"d":"${part}"}`,
    );
    assert.equal(findSecrets(`[{"kty":"oct","k":"${part}"},{"kty":"oct","k":"${part}"}]`).length, 2);
  });

  test("count as PuTTY's private lines, as far as they go", () => {
    const lines = `${drawn(64, { seed: 12 })}\n${drawn(64, { seed: 13 })}`;
    given(lines, `Public-Lines: 1\nAAAA\nPrivate-Lines: 2\n${lines}\nPrivate-MAC: ${HEX}`);
    none('Private-Lines: 2', 'Private-Lines: 1\nshort\n');
  });

  test("count in Go's names of databases", () => {
    given(KEY, `dsn := "ada:${KEY}@tcp(db:3306)/shop"`);
    none('ada:password@tcp(db:3306)/shop', 'ada@tcp(db:3306)/shop', '@tcp(db:3306)/a:b');
  });
});

test('What is looked at for each character is bounded: the worst texts of each reader are read', () => {
  for (const piece of [
    'login(',
    'login("a",',
    '"kty"',
    '{"kty":"d',
    '@tcp(',
    'mysql -p',
    'echo a|',
    'Private-Lines:\n',
    'a_key: &',
    'token ',
    'value=',
  ])
    assert.ok(Array.isArray(findSecrets(piece.repeat(Math.ceil(200_000 / piece.length)))), piece);
});
