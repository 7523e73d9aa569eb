import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readModels } from './model-settings.ts';

function folder(t: TestContext, text: string | null): string {
  const made = mkdtempSync(join(tmpdir(), 'countersign-models-'));
  t.after(() => rmSync(made, { recursive: true }));
  if (text !== null) writeFileSync(join(made, 'models.yaml'), text);
  return made;
}

test('knows two providers without a file, and takes secrets out of what they are told', (t) => {
  const { settings, keys, context } = readModels(folder(t, null));
  assert.deepEqual([...settings.providers.keys()], ['anthropic', 'openai']);
  assert.deepEqual(keys.get('openai'), { secret: 'openai', env: 'OPENAI_API_KEY' });
  assert.equal(context.secrets, 'redact');
  assert.equal(settings.decideTools, 'auto');
});

test('reads providers, rewrites and rules', (t) => {
  const read = readModels(
    folder(
      t,
      `version: 1
providers:
  local: { shape: openai, base_url: "http://127.0.0.1:11434/v1/", allow_http: true, key: none }
  far: { shape: anthropic, base_url: "https://far.example", key: { env: FAR_KEY } }
decide_tools: always
context: { never_send: ["/**/.env"], on_never_send: refuse }
rewrites:
  - { id: clean, tool: Bash, argument: command, from: "npm install", to: "npm ci" }
  - { id: short, tool: Bash, set: { timeout: 1000 } }
`,
    ),
  );
  const local = read.settings.providers.get('local');
  assert.deepEqual(local, { name: 'local', shape: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', key: 'none' });
  assert.deepEqual(read.keys.get('far'), { secret: null, env: 'FAR_KEY' });
  assert.deepEqual(
    read.settings.rewrites.map(({ kind }) => kind),
    ['replace', 'set'],
  );
  assert.equal(read.context.onNeverSend, 'refuse');
});

test('reads the example of the documents', (t) => {
  const [, example = ''] =
    /```yaml\n(version: 1\nproviders:[^`]+)```/.exec(readFileSync('docs/models.md', 'utf8')) ?? [];
  const { settings } = readModels(folder(t, example));
  assert.deepEqual([...settings.providers.keys()], ['anthropic', 'openai', 'local', 'other']);
  assert.equal(settings.rewrites.length, 2);
});

test('refuses what would send keys in the clear, and everything that it does not know', (t) => {
  const one = (provider: string) => () => readModels(folder(t, `version: 1\nproviders: { x: ${provider} }\n`));
  assert.throws(one('{ shape: openai, base_url: "http://10.0.0.1/v1" }'), /want https, or allow_http/);
  assert.throws(one('{ shape: openai, base_url: "http://far.example/v1", allow_http: true }'), /not private/);
  assert.throws(one('{ shape: openai, base_url: "http://8.8.8.8/v1", allow_http: true }'), /not private/);
  assert.throws(one('{ shape: openai, base_url: "https://u:p@far.example" }'), /found a user/);
  assert.throws(one('{ shape: other, base_url: "https://far.example" }'), /shape/);
  assert.throws(() => readModels(folder(t, 'version: 1\nunknown: 1\n')), /unknown/);
  assert.throws(() => readModels(folder(t, 'version: 1\ncontext: { never_send: ["a/../b"] }\n')), /never_send/);
  for (const host of ['localhost', '192.168.1.9', '[::1]', '[fd00::1]'])
    assert.equal(
      one(`{ shape: openai, base_url: "http://${host}/v1", allow_http: true, key: none }`)().settings.providers.size,
      3,
    );
});
