import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { CLAUDE_CODE_EVENTS } from '../../../sdk/claude-code-settings.ts';
import { EXIT } from '../exit-code.ts';
import { createStyle } from '../terminal/style.ts';
import { run } from '../testing/test-terminal.ts';
import { showDiff } from './show-diff.ts';

const SETTINGS = `{
    "model": "opus",
    "permissions": { "deny": ["Read(~/.ssh/**)"] },
    "hooks": {
        "PreToolUse": [{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "/usr/bin/format" }] }]
    },
    "unknownToUs": [1, 2.5, null]
}`;

type Settings = { readonly hooks: { readonly [event: string]: readonly unknown[] }; readonly unknownToUs: unknown };

test('connects, keeps everything else, and undoes it byte for byte', async (t) => {
  const home = makeHome(t, SETTINGS);
  const path = `${home}/.claude/settings.json`;
  const done = await run(['init', 'claude-code', '--yes'], { homeDir: home });
  assert.equal(done.code, EXIT.ok, done.err);
  const settings = JSON.parse(readFileSync(path, 'utf8')) as Settings;
  for (const event of CLAUDE_CODE_EVENTS) assert.ok(settings.hooks[event] !== undefined, event);
  assert.equal(settings.hooks['PreToolUse']?.length, 2);
  assert.deepEqual(settings.unknownToUs, [1, 2.5, null]);
  assert.match(readFileSync(path, 'utf8'), /\n {4}"model"/u);
  assert.equal(backups(home).length, 1);
  assert.equal(readFileSync(`${home}/.claude/${backups(home)[0]}`, 'utf8'), SETTINGS);
  assert.equal((await run(['uninstall', '--yes'], { homeDir: home })).code, EXIT.ok);
  assert.equal(readFileSync(path, 'utf8'), SETTINGS);
  assert.deepEqual(backups(home), []);
});

test('changes nothing the second time', async (t) => {
  const home = makeHome(t, SETTINGS);
  await run(['init', '--yes'], { homeDir: home });
  const before = readFileSync(`${home}/.claude/settings.json`, 'utf8');
  const again = await run(['init', '--yes'], { homeDir: home });
  assert.equal(again.code, EXIT.ok);
  assert.match(again.out, /is right already/u);
  assert.equal(readFileSync(`${home}/.claude/settings.json`, 'utf8'), before);
  assert.equal(backups(home).length, 1);
});

test('takes only our hooks out of a file that somebody changed since', async (t) => {
  const home = makeHome(t, SETTINGS);
  const path = `${home}/.claude/settings.json`;
  await run(['init', '--yes'], { homeDir: home });
  const changed = { ...(JSON.parse(readFileSync(path, 'utf8')) as object), model: 'haiku' };
  writeFileSync(path, JSON.stringify(changed, null, 4));
  const done = await run(['uninstall', '--json', '--yes'], { homeDir: home });
  assert.match(done.out, /"result": "cleaned"/u);
  const left = JSON.parse(readFileSync(path, 'utf8')) as object;
  assert.deepEqual(left, { ...(JSON.parse(SETTINGS) as object), model: 'haiku' });
});

test('removes a file and a folder that init made', async (t) => {
  const home = makeHome(t, null);
  assert.equal((await run(['init', 'claude-code', '--yes'], { homeDir: home })).code, EXIT.ok);
  assert.equal(statSync(`${home}/.claude/settings.json`).mode & 0o777, 0o600);
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.equal(existsSync(`${home}/.claude`), false);
});

test('goes back to the first copy after several changes of its own', async (t) => {
  const home = makeHome(t, SETTINGS);
  mkdirSync(`${home}/.local/state/countersign`, { recursive: true });
  writeFileSync(`${home}/.local/state/countersign/address`, 'http://127.0.0.1:7391\n');
  await run(['init', '--yes'], { homeDir: home });
  const http = await run(['init', '--yes', '--kind', 'http'], { homeDir: home });
  assert.match(http.out, /COUNTERSIGN_HOOK_TOKEN/u);
  const text = readFileSync(`${home}/.claude/settings.json`, 'utf8');
  assert.match(text, /hooks\/claude-code\?event=PreToolUse/u);
  assert.doesNotMatch(text, /"args"/u);
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.equal(readFileSync(`${home}/.claude/settings.json`, 'utf8'), SETTINGS);
});

test('shows the plan and touches nothing with --dry-run', async (t) => {
  const home = makeHome(t, SETTINGS);
  const { code, out } = await run(['init', '--dry-run'], { homeDir: home });
  assert.equal(code, EXIT.ok);
  assert.match(out, /\+ .*"onFailure": "block"/u);
  assert.equal(readFileSync(`${home}/.claude/settings.json`, 'utf8'), SETTINGS);
  assert.equal(existsSync(`${home}/.local`), false);
});

test('does nothing unasked where nobody can be asked', async (t) => {
  const home = makeHome(t, SETTINGS);
  const { code, err } = await run(['init'], { homeDir: home });
  assert.equal(code, EXIT.usage);
  assert.match(err, /--yes/u);
  assert.equal(readFileSync(`${home}/.claude/settings.json`, 'utf8'), SETTINGS);
});

test('disconnects nothing unasked where nobody can be asked, and says what it would do', async (t) => {
  const home = makeHome(t, SETTINGS);
  const path = `${home}/.claude/settings.json`;
  await run(['init', '--yes'], { homeDir: home });
  const connected = readFileSync(path, 'utf8');
  const unasked = await run(['uninstall'], { homeDir: home });
  assert.equal(unasked.code, EXIT.usage);
  assert.match(unasked.out, /settings\.json\n {2}becomes what it was before `init`, byte for byte\n/u);
  assert.match(unasked.err, /Found no terminal, want somebody to ask\n {2}next: .*--yes/u);
  for (const line of [
    ['uninstall', '--dry-run', '--yes'],
    ['uninstall', '--purge', '--dry-run'],
    ['uninstall', '--json'],
  ])
    assert.equal((await run(line, { homeDir: home })).code, EXIT.ok, line.join(' '));
  const planned = JSON.parse((await run(['uninstall', '--json'], { homeDir: home })).out) as unknown;
  assert.deepEqual(planned, { plan: [{ path, result: 'restored', problem: null }], would_purge: null });
  assert.equal(readFileSync(path, 'utf8'), connected);
  assert.equal(backups(home).length, 1);
  const empty = await run(['uninstall'], { homeDir: makeHome(t, null) });
  assert.equal(empty.code, EXIT.ok, 'nobody has to be asked where nothing would change');
});

test('never replaces settings that it cannot read or write back whole', async (t) => {
  for (const text of ['{ not json', '[]', '{ "n": 12345678901234567890 }', '// comment\n{}']) {
    const home = makeHome(t, text);
    const { code } = await run(['init', '--yes'], { homeDir: home });
    assert.equal(code, EXIT.failed, text);
    assert.equal(readFileSync(`${home}/.claude/settings.json`, 'utf8'), text);
  }
});

test('keeps line ends, a missing last newline, the mode and a link', async (t) => {
  const home = makeHome(t, null);
  mkdirSync(`${home}/dotfiles`);
  mkdirSync(`${home}/.claude`);
  writeFileSync(`${home}/dotfiles/claude.json`, '{\r\n\t"model": "opus"\r\n}', { mode: 0o640 });
  symlinkSync('../dotfiles/claude.json', `${home}/.claude/settings.json`);
  assert.equal((await run(['init', '--yes'], { homeDir: home })).code, EXIT.ok);
  const text = readFileSync(`${home}/dotfiles/claude.json`, 'utf8');
  assert.ok(text.startsWith('{\r\n\t"model": "opus",\r\n\t"hooks"') && text.endsWith('}'));
  assert.equal(text.replaceAll('\r\n', '').includes('\n'), false);
  assert.equal(statSync(`${home}/dotfiles/claude.json`).mode & 0o777, 0o640);
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.equal(readFileSync(`${home}/.claude/settings.json`, 'utf8'), '{\r\n\t"model": "opus"\r\n}');
});

test('says that no agent was found, and how to name one', async (t) => {
  const { code, err } = await run(['init'], { homeDir: makeHome(t, null) });
  assert.equal(code, EXIT.failed);
  assert.match(err, /countersign init claude-code/u);
});

test('connects one project only when told so', async (t) => {
  const home = makeHome(t, null);
  mkdirSync(`${home}/project/.claude`, { recursive: true });
  await run(['init', '--scope', 'project', '--yes'], { homeDir: home, workDir: `${home}/project` });
  assert.equal(existsSync(`${home}/project/.claude/settings.json`), true);
  assert.equal(existsSync(`${home}/.claude`), false);
});

test('deletes the state only when it is ours and was agreed to', async (t) => {
  const home = makeHome(t, null);
  const state = `${home}/.local/state/countersign`;
  mkdirSync(`${state}/tokens`, { recursive: true });
  assert.equal((await run(['uninstall', '--purge'], { homeDir: home })).code, EXIT.usage);
  assert.equal(existsSync(state), true);
  assert.equal((await run(['uninstall', '--purge', '--yes'], { homeDir: home })).code, EXIT.ok);
  assert.equal(existsSync(state), false);
  const other = { homeDir: home, variables: { COUNTERSIGN_STATE: home } };
  assert.equal((await run(['uninstall', '--purge', '--yes'], other)).code, EXIT.failed);
  assert.equal(existsSync(home), true);
});

test('shows a change with its surroundings only', () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const after = before.toSpliced(10, 1, 'changed', 'added');
  const shown = showDiff(before.join('\n'), after.join('\n'), createStyle(false));
  assert.equal(
    shown,
    ['  …', '  line 8', '  line 9', '- line 10', '+ changed', '+ added', '  line 11', '  line 12'].join('\n'),
  );
});

function makeHome(t: TestContext, settings: string | null): string {
  const home = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  if (settings === null) return home;
  mkdirSync(`${home}/.claude`);
  writeFileSync(`${home}/.claude/settings.json`, settings);
  return home;
}

function backups(home: string): readonly string[] {
  return readdirSync(`${home}/.claude`).filter((name) => name.endsWith('.bak'));
}
