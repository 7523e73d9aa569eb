import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findSecrets } from './find-secrets.ts';

/** Parts of passwords and keys, so that no scanner takes this file for a leak. All are made up. */
const PASSWORD = ['kD9x2L', 'mQ7vRt'].join('');
const CHOSEN = ['Winter', '2024!x'].join('');
const HEX = ['9f86d081884c7d659a2f', 'eaa0c55ad0159f86d081'].join('');

function found(text: string): readonly string[] {
  return findSecrets(text).map(({ start, end }) => text.slice(start, end));
}

const none = (...texts: readonly string[]): void => {
  for (const text of texts) assert.deepEqual(found(text), [], text);
};

const all = (...texts: readonly (readonly [string, ...string[]])[]): void => {
  for (const [text, ...secrets] of texts) assert.deepEqual(found(text), secrets, text);
};

describe('Rows of an INSERT', () => {
  test('hold secrets in the columns that say so, in every row', () => {
    all(
      [`INSERT INTO users (name, email, password) VALUES ('ada', 'ada@example.com', '${PASSWORD}');`, PASSWORD],
      [
        `insert into users ("name", \`passwd\`) values ('a', '${PASSWORD}'), (lower('B'), '${CHOSEN}')`,
        PASSWORD,
        CHOSEN,
      ],
      [`INSERT INTO t(id, [api_key]) Values (1, "${HEX}")`, HEX],
      [
        `INSERT INTO t (a, pwd) VALUES (1, '${PASSWORD}'); INSERT INTO t (a, pwd) VALUES (2, '${CHOSEN}')`,
        PASSWORD,
        CHOSEN,
      ],
    );
  });

  test('hold none in other columns, as parameters, or where there are no columns', () => {
    none(
      `INSERT INTO posts (title, body) VALUES ('${CHOSEN}', '${PASSWORD}')`,
      'INSERT INTO users (name, password) VALUES (?, ?)',
      'INSERT INTO users (name, password) VALUES ($1, crypt($2))',
      "INSERT INTO users (name, password) VALUES ('test', 'password')",
      `INSERT INTO users VALUES ('ada', '${PASSWORD}')`,
      `INSERT INTO users (name, password) VALUES ('ada', '${PASSWORD}`,
      `INSERT INTO users (password) VALUES (md5('${PASSWORD}'))`,
      `INSERT INTO users (password) VALUES ('abcdefgh', '${PASSWORD}')`,
      `INSERT INTO users password) VALUES ('${PASSWORD}')`,
    );
  });
});

describe('Lines of .pgpass', () => {
  test('end with a password', () => {
    all(
      [`db.example.com:5432:app:ada:${PASSWORD}`, PASSWORD],
      [`localhost:*:*:postgres:${CHOSEN}`, CHOSEN],
      [`*:*:*:*:${PASSWORD}\n`, PASSWORD],
      [`echo "db.internal:15432:*:ada:${PASSWORD}" >> ~/.pgpass`, PASSWORD],
    );
  });

  test('are not what only has as many colons', () => {
    none(
      '# hostname:port:database:username:password',
      '127.0.0.1:8080:80:tcp:udp12345',
      'src/main.c:1203:15:error:E1234567',
      `src/main.c:1203:warning:unused:${PASSWORD}`,
      '12:34:56:78:90:ab',
      `::5432:app:ada:${PASSWORD}`,
      'localhost:5432:app:ada:password',
      'localhost:5432:app:ada:short1',
      'localhost:5432:app:ada:pass1:word2',
      'localhost:5432:app:ada:correcthorse',
      'localhost:5432:app:ada:/var/lib/pw1',
      `localhost:5432:app:${PASSWORD}`,
      `localhost:5432:app::${PASSWORD}`,
      'localhost:5432:app',
      'localhost:*5432',
    );
  });
});

describe("Composer's tokens", () => {
  test('stand behind their host', () => {
    all(
      [`{"github-oauth": {"github.com": "${HEX}"}}`, HEX],
      [`composer config --global github-oauth.github.com ${HEX}`, HEX],
      [`{"gitlab-token": {"gitlab.example.com": "${PASSWORD}Zz81qK"}}`, `${PASSWORD}Zz81qK`],
    );
    none(
      '"github-oauth": {"github.com": "your-token"}',
      `github-oauth ${HEX}x`,
      'github-oauth',
      `github-oauth: ${CHOSEN}`,
    );
  });
});

describe('Passwords among the words of programs', () => {
  test('of Windows', () => {
    all(
      [`net user ada ${PASSWORD} /add`, PASSWORD],
      [`net user /add ada ${CHOSEN}`, CHOSEN],
      [`net use Z: \\\\srv\\share ${PASSWORD} /user:corp\\ada`, PASSWORD],
      [`net use \\\\srv\\share /user:ada ${CHOSEN}`, CHOSEN],
      [`schtasks /create /tn x /tr y /ru ada /rp ${CHOSEN}`, CHOSEN],
      [`psexec \\\\srv -u ada -p ${PASSWORD} cmd`, PASSWORD],
    );
    none(
      'net user ada * /add',
      'net user',
      'net localgroup administrators ada12345678 /add',
      'net use Z: \\\\srv\\share',
    );
  });

  test('of PowerShell', () => {
    all(
      [`ConvertTo-SecureString "${CHOSEN}" -AsPlainText -Force`, CHOSEN],
      [`$p = ConvertTo-SecureString -String '${PASSWORD}' -AsPlainText -Force`, PASSWORD],
      [`"${PASSWORD}" | ConvertTo-SecureString -AsPlainText -Force`, PASSWORD],
      [`'${CHOSEN}' | ConvertTo-SecureString -AsPlainText`, CHOSEN],
      [`Set-ItemProperty -Path HKLM:\\x -Name Password -Value '${CHOSEN}'`, CHOSEN],
      [`Set-Secret -Name DbPassword -Value ${PASSWORD}`, PASSWORD],
    );
    none(
      'ConvertTo-SecureString $env:PW -AsPlainText',
      '$plain | ConvertTo-SecureString -AsPlainText',
      'ConvertTo-SecureString -AsPlainText -Force',
      `Set-Content -Path a -Value '${CHOSEN}'`,
      `Set-ItemProperty -Path a -Name Version -Value '${CHOSEN}'`,
      'Set-Secret -Name Password -Value',
    );
  });

  test('of macOS, Samba and SNMP', () => {
    all(
      [`security add-generic-password -a ada -s x -w ${PASSWORD}`, PASSWORD],
      [`dscl . -passwd /Users/ada ${CHOSEN}`, CHOSEN],
      [`smbclient //srv/share -U ada%${PASSWORD}`, PASSWORD],
      [`snmpwalk -v2c -c ${PASSWORD} 10.0.0.1`, PASSWORD],
      [`snmpget -v3 -u ada -A ${PASSWORD} -X ${CHOSEN} 10.0.0.1`, PASSWORD, CHOSEN],
      [`snmp-server community ${PASSWORD} RO`, PASSWORD],
      [`rocommunity ${PASSWORD} 10.0.0.0/8`, PASSWORD],
      [`com2sec readonly default ${PASSWORD}`, PASSWORD],
      [`createUser ada SHA "${PASSWORD}" AES "${CHOSEN}"`, PASSWORD, CHOSEN],
    );
    none(
      'snmpget -v 1 -c public 10.0.0.1 sysDescr.0',
      'rocommunity public',
      'com2sec readonly default',
      'dscl . -list /Users UniqueID',
      'smbclient //srv/share -U ada',
    );
  });

  test('of expect, where it was asked for one', () => {
    all(
      [`expect "password:"; send "${PASSWORD}\\r"`, PASSWORD],
      [`expect "*assphrase*" { send -- "${CHOSEN}\\n" }`, CHOSEN],
    );
    none(
      `send "${CHOSEN}\\r"`,
      'expect "password:"; send "$password\\r"',
      'expect "password:"; send "ls -la /tmp/x12345\\r"',
      `expect "password:"; send "${PASSWORD}"`,
      'expect "password:"; send --',
    );
  });
});
