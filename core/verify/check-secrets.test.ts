import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toUtf8 } from '../encoding/utf8.ts';
import { type ChangedFile, checkSecrets, MAX_SEARCHED_BYTES, type SecretRules } from './check-secrets.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;
const TOKEN = `AKIA${part('Q3JZ7WXN5TLKP2HD')}`;
const OTHER = `AKIA${part('R4KY6VXM3SLJQ5GB')}`;
const RULES: SecretRules = { allowsSecret: null, places: { home: '/home/ada', workspace: '/work/site' } };

function file(after: string | null, before: string | null = null, path = 'src/a.ts'): ChangedFile {
  return { path, before: before === null ? null : toUtf8(before), after: after === null ? null : toUtf8(after) };
}

test('finds a new secret and says where, never what', () => {
  const { result, findings } = checkSecrets([file(`one\ntwo\nkey ${TOKEN}\n`)], RULES);
  assert.deepEqual(
    findings.map(({ path, line }) => [path, line]),
    [['src/a.ts', 3]],
  );
  assert.equal(result.status, 'failed');
  assert.ok(!JSON.stringify(result).includes(TOKEN));
});

describe('Nothing is found', () => {
  test('in files without secrets, and in files that are gone', () => {
    assert.equal(checkSecrets([file('plain'), file(null, TOKEN)], RULES).result.status, 'passed');
  });
  test('where the secret stood before', () => {
    assert.equal(checkSecrets([file(`moved\n${TOKEN}`, `${TOKEN}\n`)], RULES).result.status, 'passed');
  });
  test('where the operator lets it stand', () => {
    const allowsSecret: SecretRules['allowsSecret'] = (_, { path, isMarked }) =>
      isMarked && path === '/work/site/src/a.ts';
    const rules = { ...RULES, allowsSecret };
    const { kind = '' } = checkSecrets([file(TOKEN)], RULES).findings[0] ?? {};
    assert.equal(checkSecrets([file(`${TOKEN} countersign:allow-secret ${kind}`)], rules).result.status, 'passed');
    assert.equal(checkSecrets([file(TOKEN)], rules).result.status, 'failed');
  });
});

test('finds a second copy of a secret, and another one beside it', () => {
  const { findings } = checkSecrets([file(`${TOKEN}\n${TOKEN}\n${OTHER}`, TOKEN)], RULES);
  assert.deepEqual(
    findings.map(({ line }) => line),
    [2, 3],
  );
});

test('searches binary files for keys by their shape, and for nothing by its name', () => {
  const binary = file(`\0\0 ${TOKEN} `.padEnd(20_000, 'x'));
  assert.equal(checkSecrets([binary], RULES).result.status, 'failed');
  assert.equal(checkSecrets([file('\0 password = "hunter2hunter2"')], RULES).result.status, 'passed');
  const broken = { ...file(null), after: Uint8Array.of(0xff, ...toUtf8(` ${TOKEN} `)) };
  assert.equal(checkSecrets([broken], RULES).result.status, 'failed');
});

describe('No pass is a file', () => {
  test('that was not read', () => {
    assert.equal(checkSecrets([{ ...file(null), after: 'unread' }], RULES).result.status, 'not-run');
  });
  test('that is too large, whose earlier content is then not compared either', () => {
    const large = new Uint8Array(MAX_SEARCHED_BYTES + 1);
    assert.equal(checkSecrets([{ ...file(null), after: large }], RULES).result.status, 'not-run');
    assert.equal(checkSecrets([{ ...file(TOKEN), before: large }], RULES).result.status, 'failed');
  });
});

test('names ten of what it found', () => {
  const files = Array.from({ length: 12 }, (_, index) => file(TOKEN, null, `f${index}`));
  assert.match(checkSecrets(files, RULES).result.detail, /and 2 more$/);
});
