import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openPolicyFiles } from '../../adapters/filesystem/policy-files.ts';
import { readChannels } from './channels/channel-settings.ts';
import { readMcpServers } from './mcp-servers.ts';
import { readModels } from './model-settings.ts';
import { readModelPrices } from './read-model-prices.ts';
import { readReviewers } from './reviewer-settings.ts';
import { readSettings } from './settings.ts';

/** No shape of a known key: nothing but the way it is said keeps it back. */
const SECRET = 'correct horse, S3CRET staple';
const KEY = ['ghp', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123'].join('_');

/** Each file of settings, and how it is read. */
const FILES: { readonly [name: string]: (folder: string) => unknown } = {
  'config.yaml': (folder) => readSettings(folder, {}),
  'channels.yaml': readChannels,
  'mcp-servers.yaml': readMcpServers,
  'models.yaml': readModels,
  'model-prices.yaml': (configDirectory) => readModelPrices({ configDirectory, packageDirectory: '.' }),
  'reviewer.yaml': readReviewers,
};

const BROKEN = [
  `version: 1\npassword: "${SECRET}`,
  `version: 1\npassword: ${SECRET}: x`,
  `version: 1\n  password: ${SECRET}`,
  `version: 1\n${SECRET}`,
  `version: 1\npassword: *${SECRET.replaceAll(' ', '')}`,
  `version: 1\npassword: !${SECRET.replaceAll(' ', '')} x`,
  `version: 1\npassword: |${SECRET}\n`,
];
/** A value in the place of a name. */
const MISPLACED = [`version: 1\n"${SECRET}": 1`, `version: 1\n${KEY}: 1`];

function folderOf(t: TestContext, name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-settings-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return folder;
}

for (const [name, read] of Object.entries(FILES))
  test(`says what is wrong with ${name}, and repeats nothing that could be a secret`, (t) => {
    // Names of models and prices are no secrets, and are said.
    for (const text of name === 'model-prices.yaml' ? BROKEN : [...BROKEN, ...MISPLACED])
      assert.throws(
        () => read(folderOf(t, name, text)),
        ({ message }: Error) => {
          assert.ok(message.includes(name), message);
          assert.equal(message.includes('S3CRET') || message.includes('ABCDEFGH'), false, `${text} => ${message}`);
          return true;
        },
      );
  });

test('says the same of a policy', async (t) => {
  for (const text of BROKEN.slice(0, 3)) {
    const folder = folderOf(t, 'policy.yaml', text);
    const loaded = await openPolicyFiles({ configDirectory: folder, defaultsDirectory: 'policies' }).load();
    assert.ok(!loaded.ok);
    const said = JSON.stringify(loaded.problems);
    assert.match(said, /line \d: found/);
    assert.equal(said.includes('S3CRET'), false, said);
  }
});

test('names lines, places, names that are not known and what is wanted', (t) => {
  const saying = (text: string): string => {
    let said = '';
    assert.throws(
      () => readMcpServers(folderOf(t, 'mcp-servers.yaml', text)),
      ({ message }: Error) => (said = message) !== '',
    );
    return said;
  };
  assert.match(saying('version: 1\nservers: {}\ncolour: red\n'), /: \$: found colour, which is not known here$/);
  assert.match(
    saying('version: 1\nservers:\n  a: { command: x }\n  a: { command: y }\n'),
    /: line 4: found the same key/,
  );
  assert.match(saying('version: 1\nwait_seconds: 601\nservers: {}\n'), /wait_seconds: .*600/);
  assert.match(saying(`# ${'x'.repeat(1_048_576)}\n`), /1048579 bytes, want at most 1048576$/);
  const headers = (value: string) => `version: 1\nservers: { a: { url: "https://a.example", headers: ${value} } }\n`;
  for (const wrong of [`{ "authorization bearer ${KEY}": x }`, `{ authorization: "a\\nb S3CRET" }`])
    assert.doesNotMatch(saying(headers(wrong)), /S3CRET|ABCDEFGH/);
});
