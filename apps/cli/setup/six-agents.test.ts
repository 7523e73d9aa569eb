import assert from 'node:assert/strict';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EXIT } from '../exit-code.ts';
import { run } from '../testing/test-terminal.ts';

/** Settings as six agents have them, each written in a way of its own. */
const HOME: { readonly [path: string]: string } = {
  '.claude/settings.json': '{\n    "model": "opus",\n    "hooks": {}\n}',
  '.codex/hooks.json': '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"say done"}]}]}}\n',
  '.codex/config.toml': 'model = "gpt-5.4-codex" # mine\n',
  '.gemini/settings.json': '{\r\n\t"theme": "Default"\r\n}\r\n',
  '.cursor/hooks.json':
    '{\n  "version": 1,\n  "hooks": {\n    "preToolUse": [\n      { "command": "./lint.sh", "matcher": "Write" }\n    ],\n    "stop": [{ "command": "say done" }]\n  }\n}\n',
  '.cursor/mcp.json': '{ "mcpServers": {} }',
  '.copilot/config.json': '{ "banner": "never" }\n',
  '.copilot/hooks/audit.json':
    '{ "version": 1, "hooks": { "preToolUse": [{ "type": "command", "bash": "./audit.sh", "timeoutSec": 5 }] } }\n',
  '.config/opencode/opencode.json':
    '{\n  // mine\n  "permission": { "bash": { "git push *": "deny" }, "edit": "ask" },\n}\n',
  '.config/opencode/plugins/notify.js': 'export const Notify = async () => ({});\n',
};

type Doctor = {
  readonly score: number;
  readonly findings: readonly { readonly name: string; readonly ok: boolean; readonly points: number; found: string }[];
};

test('connects six agents beside what others put there, and leaves every byte as before', async (t) => {
  const home = makeHome(t, HOME);
  const before = everythingIn(home);
  const done = await run(['init', '--yes', '--json'], { homeDir: home });
  assert.equal(done.code, EXIT.ok, done.err);
  const { agents } = JSON.parse(done.out) as { agents: readonly { agent: string; written: boolean }[] };
  assert.deepEqual(
    agents.map(({ agent, written }) => [agent, written]),
    ['claude-code', 'codex', 'gemini-cli', 'cursor', 'copilot-cli', 'opencode'].map((name) => [name, true]),
  );
  const cursor = JSON.parse(readFileSync(`${home}/.cursor/hooks.json`, 'utf8')) as {
    hooks: { [event: string]: unknown[] };
  };
  assert.deepEqual(cursor.hooks['preToolUse']?.[0], { command: './lint.sh', matcher: 'Write' });
  assert.match(
    JSON.stringify(cursor.hooks['preToolUse']?.[1]),
    /hook cursor preToolUse","timeout":90,"failClosed":true/u,
  );
  assert.match(readFileSync(`${home}/.copilot/hooks/countersign.json`, 'utf8'), /hook copilot-cli preToolUse/u);
  assert.match(readFileSync(`${home}/.config/opencode/plugins/countersign.js`, 'utf8'), /bin\/countersign"/u);
  for (const path of Object.keys(HOME).filter((name) => !/settings|hooks\.json|mcp/u.test(name))) {
    assert.equal(readFileSync(`${home}/${path}`, 'utf8'), HOME[path], path);
  }
  const again = await run(['init', 'opencode', '--yes'], { homeDir: home });
  assert.match(again.out, /is right already/u);
  assert.equal((await run(['uninstall', '--yes'], { homeDir: home })).code, EXIT.ok);
  assert.deepEqual(everythingIn(home), before);
});

test('removes the folders it had to make', async (t) => {
  const home = makeHome(t, {});
  for (const agent of ['cursor', 'copilot-cli', 'opencode']) {
    assert.equal((await run(['init', agent, '--yes'], { homeDir: home })).code, EXIT.ok, agent);
  }
  assert.ok(existsSync(`${home}/.copilot/hooks/countersign.json`));
  await run(['uninstall', '--yes'], { homeDir: home });
  for (const name of ['.cursor', '.copilot', '.config']) assert.equal(existsSync(`${home}/${name}`), false, name);
});

test('never replaces a file of that name that somebody else wrote, and takes its own away though it was changed', async (t) => {
  const path = '.config/opencode/plugins/countersign.js';
  const home = makeHome(t, { [path]: 'export const Mine = async () => ({});\n' });
  const refused = await run(['init', 'opencode', '--yes'], { homeDir: home });
  assert.equal(refused.code, EXIT.failed);
  assert.match(refused.err, /somebody else/u);
  rmSync(`${home}/${path}`);
  await run(['init', 'opencode', '--yes'], { homeDir: home });
  writeFileSync(`${home}/${path}`, `${readFileSync(`${home}/${path}`, 'utf8')}// changed\n`);
  const doctor = await findings(home);
  assert.match(doctor.get('opencode hooks')?.found ?? '', /lacks or changes the plugin/u);
  assert.match((await run(['init', 'opencode', '--yes'], { homeDir: home })).out, /changed/u);
  writeFileSync(`${home}/${path}`, `${readFileSync(`${home}/${path}`, 'utf8')}// changed\n`);
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.equal(existsSync(`${home}/${path}`), false);
});

test('takes only our hooks out of settings of Cursor that somebody changed since', async (t) => {
  const home = makeHome(t, HOME);
  await run(['init', 'cursor', '--yes'], { homeDir: home });
  const path = `${home}/.cursor/hooks.json`;
  const changed = readFileSync(path, 'utf8').replace('say done', 'say bye');
  writeFileSync(path, changed);
  await run(['uninstall', '--yes'], { homeDir: home });
  const wanted = (HOME['.cursor/hooks.json'] ?? '').replace('say done', 'say bye');
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), JSON.parse(wanted));
});

test('says what each agent lets through, and when its hooks are missing, changed or switched off', async (t) => {
  const home = makeHome(t, HOME);
  const bare = await findings(home);
  for (const agent of ['cursor', 'copilot-cli', 'opencode']) {
    assert.match(bare.get(`${agent} hooks`)?.found ?? '', /does not ask us about anything/u, agent);
  }
  await run(['init', '--yes'], { homeDir: home });
  const connected = await findings(home);
  for (const [agent, points, open] of [
    ['cursor', 3, /only if it honours failClosed, which we have read of and not tried/u],
    ['copilot-cli', 5, /when a hook is slower than its time-out/u],
    ['opencode', 5, /goes on without a plugin that it cannot load/u],
  ] as const) {
    assert.equal(connected.get(`${agent} hooks`)?.ok, true, agent);
    const block = connected.get(`${agent} block`);
    assert.deepEqual([block?.ok, block?.points], [false, points], agent);
    assert.match(block?.found ?? '', open);
  }
  const path = `${home}/.cursor/hooks.json`;
  writeFileSync(path, readFileSync(path, 'utf8').replace('"failClosed": true', '"failClosed": false'));
  writeFileSync(`${home}/.copilot/settings.json`, '{ "disableAllHooks": true }');
  const broken = await findings(home);
  assert.match(broken.get('cursor hooks')?.found ?? '', /lacks or changes preToolUse/u);
  assert.match(broken.get('copilot-cli hooks')?.found ?? '', /disableAllHooks: no hook runs/u);
});

async function findings(home: string): Promise<ReadonlyMap<string, Doctor['findings'][number]>> {
  const { out } = await run(['doctor', '--json'], { homeDir: home });
  return new Map((JSON.parse(out) as Doctor).findings.map((finding) => [finding.name, finding]));
}

function makeHome(t: TestContext, files: { readonly [path: string]: string }): string {
  const home = mkdtempSync(`${tmpdir()}/countersign-cli-`);
  t.after(() => rmSync(home, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(`${home}/${path}`), { recursive: true });
    writeFileSync(`${home}/${path}`, text);
  }
  return home;
}

/** Every file below a folder with its bytes, every folder as null; what the CLI keeps for itself left out. */
function everythingIn(home: string): ReadonlyMap<string, string | null> {
  const names = globSync('**/*', { cwd: home, exclude: ['.local'] }).concat(
    globSync('.*/**', { cwd: home, exclude: ['.local'] }),
  );
  const paths = [...new Set(names)].filter((name) => !name.startsWith('.local')).toSorted();
  return new Map(
    paths.map((name) => [name, statSync(`${home}/${name}`).isFile() ? readFileSync(`${home}/${name}`, 'utf8') : null]),
  );
}
