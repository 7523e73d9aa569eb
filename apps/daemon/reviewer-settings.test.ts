import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startModelServer } from '../../adapters/reviewer-http/testing/model-server.ts';
import { openReviewers } from './open-reviewers.ts';
import { type ReviewerFile, readReviewers } from './reviewer-settings.ts';

function withFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'reviewer-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(yaml: string): ReviewerFile | null {
  return withFolder((folder) => {
    writeFileSync(join(folder, 'reviewer.yaml'), yaml);
    return readReviewers(folder);
  });
}

const ONE = `version: 1
reviewers:
  - name: here
    api: openai
    provider: local
    model: some/model
    base_url: http://127.0.0.1:11434/v1/
`;

test('there are no reviewers without a file', () => {
  assert.equal(withFolder(readReviewers), null);
  assert.deepEqual(openReviewers(null).reviewers, []);
});

test('reads reviewers in the order of preference, and how they are used', () => {
  const given = read(`${ONE}    key: secret:second
    max_tokens_field: max_completion_tokens
  - { name: far, api: anthropic, provider: anthropic, model: m, base_url: "https://api.anthropic.com", key: "file:/run/key" }
timeout_ms: 3000
guidance: Be strict.
proposers: { "agent:default": openai }
watch_allows: true
`);
  assert.deepEqual(given, {
    reviewers: [
      {
        name: 'here',
        api: 'openai',
        provider: 'local',
        model: 'some/model',
        baseUrl: 'http://127.0.0.1:11434/v1',
        key: { kind: 'secret', name: 'second' },
        tokenField: 'max_completion_tokens',
      },
      {
        name: 'far',
        api: 'anthropic',
        provider: 'anthropic',
        model: 'm',
        baseUrl: 'https://api.anthropic.com',
        key: { kind: 'file', path: '/run/key' },
        tokenField: 'max_tokens',
      },
    ],
    review: { timeoutMs: 3_000, guidance: 'Be strict.', proposers: { 'agent:default': 'openai' }, watchesAllows: true },
  });
  assert.deepEqual(read(ONE)?.review, { timeoutMs: 8_000, guidance: '', proposers: {}, watchesAllows: false });
});

test('refuses a key in clear, plain HTTP to elsewhere, names twice and what it does not know, all at once', () => {
  const wrong = ONE.replace('http://127.0.0.1:11434/v1/', 'http://user:pw@models.example/v1?x=1');
  assert.throws(
    () => read(`${wrong}    key: sk-in-clear\n${ONE.slice(ONE.indexOf('  - name'))}`),
    (error: Error) => {
      for (const wanted of [
        'key: want secret:',
        'want https://',
        'name or password',
        'query or fragment',
        'here is taken',
      ]) {
        assert.ok(error.message.includes(wanted), `${wanted}: ${error.message}`);
      }
      return !error.message.includes('sk-in-clear');
    },
  );
  assert.throws(() => read('version: 1\nreviewers: []\n'), /reviewers/u);
  assert.throws(() => read(`${ONE}colour: red\n`), /colour/u);
  assert.throws(() => read(`${ONE}timeout_ms: 1\n`), /timeout_ms/u);
  assert.throws(() => read('version: 1\n- x'), /read .*reviewer\.yaml/u);
  assert.throws(() => read(ONE.replace('name: here', 'name: "a b"')), /letters, digits/u);
  assert.throws(() => read(`${ONE}# ${'x'.repeat(70_000)}`), /want at most 65536/u);
});

test('takes the key from a file or the vault for every review, and asks nobody without it', async () => {
  const server = await startModelServer();
  const folder = mkdtempSync(join(tmpdir(), 'reviewer-'));
  try {
    const keyFile = join(folder, 'key');
    const yaml = (key: string): ReviewerFile | null =>
      read(`${ONE.replace('http://127.0.0.1:11434/v1/', server.url)}    key: ${key}\n`);
    const ask = async (opened: ReturnType<typeof openReviewers>): Promise<string> => {
      const answer = await opened.reviewers[0]?.review({ system: 's', user: 'u' }, { timeoutMs: 2_000 });
      return answer?.ok === true ? answer.value : (answer?.failure.code ?? 'none');
    };
    const byFile = openReviewers(yaml(`file:${keyFile}`));
    assert.equal(await ask(byFile), 'unreachable');
    assert.equal(server.seen.length, 0);
    writeFileSync(keyFile, 'from-file\n');
    assert.equal(await ask(byFile), 'APPROVE');
    assert.equal(server.seen[0]?.headers.authorization, 'Bearer from-file');

    const byVault = openReviewers(yaml('secret:second'));
    assert.equal(await ask(byVault), 'unreachable');
    const uses: unknown[] = [];
    const valueOf = (name: string, use: object): string | null => (uses.push({ name, ...use }), 'from-vault');
    byVault.connectVault({ valueOf, known: () => ({ redact: (text) => text }) });
    assert.equal(await ask(byVault), 'APPROVE');
    assert.equal(server.seen[1]?.headers.authorization, 'Bearer from-vault');
    assert.deepEqual(uses, [
      { name: 'second', principal: 'gateway', host: '127.0.0.1', port: Number(new URL(server.url).port) },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
    await server.close();
  }
});
