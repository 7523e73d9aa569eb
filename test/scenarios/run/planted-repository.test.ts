import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runPlace } from './run-place.ts';

/** What the program inside does: it makes a repository whose settings name a program, and asks the gateway to commit there. */
const PROGRAM = `
import { execSync } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
const [folder, path, mark] = process.argv.slice(2);
if (folder !== '.') renameSync(folder, 'moved-away');
const git = (words) => execSync('git -c core.hooksPath=/dev/null ' + words, { cwd: folder });
execSync('git init -q ' + folder);
git('config user.name x');
git('config user.email x@example.com');
writeFileSync(folder + '/f.txt', 'one');
git('add f.txt');
git('commit -qm one');
git('config filter.evil.clean "touch ' + mark + '; cat"');
writeFileSync(folder + '/.gitattributes', '* filter=evil');
writeFileSync(folder + '/f.txt', 'two');
let session = null;
const ask = async (method, params, id) => {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-06-18',
    ...(session === null ? {} : { 'mcp-session-id': session }),
  };
  const body = JSON.stringify({ jsonrpc: '2.0', method, params, ...(id === undefined ? {} : { id }) });
  const answer = await fetch('http://127.0.0.1:7391/mcp/countersign', { method: 'POST', headers, body });
  session ??= answer.headers.get('mcp-session-id');
  return answer.text();
};
const client = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } };
await ask('initialize', client, 1);
await ask('notifications/initialized', {});
console.log(await ask('tools/call', { name: 'git_commit', arguments: { message: 'm', paths: [path] } }, 2));
`;

const WAYS = [
  { what: 'in the place of none', folder: '.', path: 'f.txt', said: /not a git repository/ },
  { what: 'in the place of a submodule', folder: 'sub', path: 'sub', said: /found no change/ },
] as const;

for (const { what, folder, path, said } of WAYS) {
  test(`a program in bubblewrap gets nothing run outside by a repository that it puts ${what}`, async (t) => {
    const at = await runPlace(t);
    if (at === null) return;
    const mark = join(at.root, 'escaped');
    writeFileSync(join(at.project, 'program.mjs'), PROGRAM);
    if (folder === '.') rmSync(join(at.project, '.git'), { recursive: true });
    else makeSubmodule(at.project, folder);
    const ran = await at.run(['node', 'program.mjs', folder, path, mark]);
    assert.match(ran.stdout, said, ran.stderr);
    assert.equal(existsSync(mark), false);
  });
}

function makeSubmodule(project: string, name: string): void {
  const inner = join(project, name);
  const git = (cwd: string, ...words: readonly string[]): void =>
    void spawnSync('git', ['-c', 'user.name=Sam', '-c', 'user.email=sam@example.com', ...words], { cwd });
  mkdirSync(inner);
  git(inner, 'init', '-q');
  writeFileSync(join(inner, 'f.txt'), 'first\n');
  git(inner, 'add', '.');
  git(inner, 'commit', '-q', '-m', 'Inner');
  git(project, 'add', name);
  git(project, 'commit', '-q', '-m', 'With it');
}
