import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type TestContext, test } from 'node:test';
import { EXIT } from '../exit-code.ts';
import { run } from '../testing/test-terminal.ts';

const HOOKS = `{
   "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }] } }`;

type Doctor = {
  readonly score: number;
  readonly findings: readonly { readonly name: string; readonly ok: boolean; readonly found: string }[];
};

test('connects each agent that is found, and undoes it byte for byte', async (t) => {
  const home = makeHome(t, ['.claude', '.codex']);
  writeFileSync(`${home}/.codex/hooks.json`, HOOKS);
  const done = await run(['init', '--yes', '--json'], { homeDir: home });
  assert.equal(done.code, EXIT.ok, done.err);
  const { agents } = JSON.parse(done.out) as { agents: readonly { agent: string; written: boolean; diff: string }[] };
  assert.deepEqual(
    agents.map(({ agent, written }) => [agent, written]),
    [
      ['claude-code', true],
      ['codex', true],
    ],
  );
  assert.match(agents[1]?.diff ?? '', /\+ .*hook codex PreToolUse/u);
  const settings = readFileSync(`${home}/.codex/hooks.json`, 'utf8');
  assert.match(settings, /say done/u);
  assert.match(settings, /hook codex PermissionRequest/u);
  assert.match((await run(['init', 'codex', '--yes'], { homeDir: home })).out, /is right already/u);
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.equal(readFileSync(`${home}/.codex/hooks.json`, 'utf8'), HOOKS);
  assert.deepEqual(readdirSync(`${home}/.codex`), ['hooks.json']);
  assert.deepEqual(readdirSync(`${home}/.claude`), []);
});

test('says that Codex must be told to trust the hooks, and cannot post by itself', async (t) => {
  const home = makeHome(t, ['.codex']);
  assert.match((await run(['init', 'codex', '--yes'], { homeDir: home })).out, /trust the new hooks in \/hooks/u);
  assert.equal((await run(['init', 'codex', '--kind', 'http', '--yes'], { homeDir: home })).code, EXIT.usage);
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.equal(existsSync(`${home}/.codex/hooks.json`), false);
});

test('connects Gemini CLI, undoes it byte for byte, and says what it lets through and when its hooks are off', async (t) => {
  const home = makeHome(t, ['.gemini']);
  const path = `${home}/.gemini/settings.json`;
  const settings = '{\t"theme": "Default"\n}';
  writeFileSync(path, settings);
  assert.equal((await run(['init', '--yes'], { homeDir: home })).code, EXIT.ok);
  assert.match(readFileSync(path, 'utf8'), /hook gemini-cli BeforeTool/u);
  const named = async (name: string) => {
    const { findings } = JSON.parse((await run(['doctor', '--json'], { homeDir: home })).out) as Doctor;
    return findings.find((finding) => finding.name === name);
  };
  assert.equal((await named('gemini-cli hooks'))?.ok, true);
  assert.match((await named('gemini-cli block'))?.found ?? '', /goes on when a hook is killed, missing or slower/u);
  const written = readFileSync(path, 'utf8');
  for (const hooksConfig of [{ enabled: false }, { disabled: ['countersign'] }]) {
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(written) as object), hooksConfig }));
    assert.match((await named('gemini-cli hooks'))?.found ?? '', /no hook runs/u);
  }
  writeFileSync(path, written);
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.equal(readFileSync(path, 'utf8'), settings);
  assert.deepEqual(readdirSync(`${home}/.gemini`), ['settings.json']);
});

test('takes only our hooks out of a file that somebody changed since', async (t) => {
  const home = makeHome(t, ['.codex']);
  writeFileSync(`${home}/.codex/hooks.json`, HOOKS);
  await run(['init', 'codex', '--yes'], { homeDir: home });
  const path = `${home}/.codex/hooks.json`;
  writeFileSync(path, readFileSync(path, 'utf8').replace('say done', 'say bye'));
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), JSON.parse(HOOKS.replace('say done', 'say bye')));
});

test('tells what Codex lets through, whatever its settings are, and when its hooks are off', async (t) => {
  const home = makeHome(t, ['.codex']);
  const named = async (name: string) => {
    const { findings } = JSON.parse((await run(['doctor', '--json'], { homeDir: home })).out) as Doctor;
    return findings.find((finding) => finding.name === name);
  };
  assert.equal((await named('codex hooks'))?.ok, false);
  assert.equal(await named('hooks'), undefined);
  await run(['init', 'codex', '--yes'], { homeDir: home });
  assert.equal((await named('codex hooks'))?.ok, true);
  const block = await named('codex block');
  assert.equal(block?.ok, false);
  assert.match(block?.found ?? '', /goes on when a hook is killed, missing, not trusted or slower/u);
  for (const text of ['[features]\nhooks = false # off\n', 'features.hooks=false\n']) {
    writeFileSync(`${home}/.codex/config.toml`, text);
    assert.match((await named('codex hooks'))?.found ?? '', /no hook runs/u, text);
  }
  writeFileSync(`${home}/.codex/config.toml`, '[other]\nhooks = false\n[features]\n# hooks = false\n');
  assert.equal((await named('codex hooks'))?.ok, true);
  writeFileSync(`${home}/.codex/hooks.json`, '{ broken');
  assert.match((await named('codex hooks'))?.found ?? '', /no JSON object/u);
});

function makeHome(t: TestContext, folders: readonly string[]): string {
  const home = mkdtempSync(`${tmpdir()}/countersign-cli-`);
  t.after(() => rmSync(home, { recursive: true, force: true }));
  for (const folder of folders) mkdirSync(`${home}/${folder}`);
  return home;
}
