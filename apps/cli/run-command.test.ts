import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { COMMANDS } from './command-table.ts';
import { EXIT, EXIT_MEANINGS } from './exit-code.ts';
import { nearestName } from './nearest-name.ts';
import { run } from './testing/test-terminal.ts';

const homeDir = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
after(() => rmSync(homeDir, { recursive: true }));

test('shows every command and every exit code on the first page', async () => {
  const { code, out } = await run([], { homeDir });
  assert.equal(code, EXIT.ok);
  const lines = out.split(/\n {2}(?=\S)/u).map((line) => line.replaceAll(/\s+/gu, ' '));
  for (const { path } of COMMANDS) {
    const [first = '', ...verb] = path;
    const named = lines.filter((line) => line.startsWith(`${first} `));
    assert.equal(named.length, 1, first);
    assert.ok(named[0]?.includes(verb.join(' ')), path.join(' '));
  }
  for (const { code: known } of EXIT_MEANINGS) assert.ok(out.includes(`  ${known}`));
});

test('has help for every command, with an example', async () => {
  for (const { path } of COMMANDS) {
    const { code, out } = await run([...path, '--help'], { homeDir });
    assert.equal(code, EXIT.ok, path.join(' '));
    assert.match(out, /Usage: countersign/u);
    assert.match(out, /Examples?\n {2}\S/u);
    assert.match(out, /--json/u);
    assert.equal((await run(['help', ...path], { homeDir })).out, out);
  }
});

test('names the command once where a command line is wrong', async () => {
  assert.match((await run(['check'], { homeDir })).err, /^countersign check: nothing to judge/u);
  assert.match((await run(['xyzzy'], { homeDir })).err, /^countersign: unknown command "xyzzy"/u);
  assert.match((await run(['status'], { homeDir })).err, /^countersign: reach the gateway/u);
});

test('says which command was probably meant', async () => {
  const unknown = await run(['aprovals', 'list'], { homeDir });
  assert.equal(unknown.code, EXIT.usage);
  assert.match(unknown.err, /unknown command "aprovals", did you mean `countersign approvals`\?/u);
  assert.match((await run(['log', 'verfiy'], { homeDir })).err, /did you mean `countersign log verify`\?/u);
  assert.doesNotMatch((await run(['xyzzy'], { homeDir })).err, /did you mean/u);
});

test('shows the commands of a group, and counts the bare group as a mistake', async () => {
  assert.equal((await run(['log', '--help'], { homeDir })).code, EXIT.ok);
  const bare = await run(['log'], { homeDir });
  assert.equal(bare.code, EXIT.usage);
  assert.match(bare.out, /log verify/u);
});

test('reports every mistake of a command line at once', async () => {
  const { code, err } = await run(
    ['approvals', 'list', '--sttaus', '--status', 'open', '--limit', '1', '--limit', '2', 'x'],
    { homeDir },
  );
  assert.equal(code, EXIT.usage);
  assert.match(err, /unknown option --sttaus, did you mean --status\?/u);
  assert.match(err, /option --status "open", want pending, approved/u);
  assert.match(err, /option --limit given twice/u);
  assert.match(err, /unexpected "x"/u);
  assert.match(err, /next: See `countersign approvals list --help`/u);
});

test('refuses options without a value and switches with one', async () => {
  assert.match((await run(['log', 'tail', '--lines'], { homeDir })).err, /--lines without a value, want N/u);
  assert.match((await run(['log', 'tail', '--follow=yes'], { homeDir })).err, /--follow takes no value, found "yes"/u);
  assert.match((await run(['log', 'show'], { homeDir })).err, /no index, want the place of the entry/u);
});

test('prints an error as one JSON object on standard error with --json', async () => {
  const { code, out, err } = await run(['status', '--json'], { homeDir });
  assert.equal(code, EXIT.unreachable);
  assert.equal(out, '');
  const { error } = JSON.parse(err) as {
    readonly error: { readonly code: string; readonly exit_code: number; readonly remedies: readonly string[] };
  };
  assert.equal(error.code, 'unreachable');
  assert.equal(error.exit_code, EXIT.unreachable);
  assert.ok(error.remedies[0]?.includes('countersign up'));
});

test('says what was found, what was wanted and what to do next', async () => {
  const { err } = await run(['status'], { homeDir });
  assert.match(err, /reach the gateway: no address in .*\/address, want a running gateway\n {2}next: Start it/u);
});

test('wants exactly one thing to judge', async () => {
  for (const args of [
    ['check'],
    ['check', 'ls', '--batch'],
    ['check', '--args', '{}'],
    ['check', '--tool', 'Read', '--args', '[]'],
  ]) {
    assert.equal((await run(args, { homeDir })).code, EXIT.usage, args.join(' '));
  }
});

test('answers the version for the command and for the option', async () => {
  const { out } = await run(['version'], { homeDir });
  assert.match(out, /^countersign \d+\.\d+\.\d+ \(node \d+/u);
  assert.equal((await run(['--version'], { homeDir })).out, out);
});

test('finds the nearest name by edits, and none when nothing is near', () => {
  assert.equal(nearestName('veriyf', ['verify', 'version']), 'verify');
  assert.equal(nearestName('up', ['up']), 'up');
  assert.equal(nearestName('zz', ['up', 'log']), null);
  assert.equal(nearestName('x'.repeat(1_000), ['x']), null);
});
