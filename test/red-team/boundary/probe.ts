import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync, existsSync, symlinkSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLinkResolver } from '../../../adapters/filesystem/link-resolver.ts';
import { openWorkspaceGateway, workspaceFolders } from '../../harness/real-workspace.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const show = async (r0: any) => Promise.resolve().then(r0).then((o: any) => console.log(o.verdict, o.isDone, o.text.slice(0, 400), JSON.stringify(o.detail).slice(0, 500)), (e: any) => console.log('ERR', e.code, e.message?.slice(0, 500)));
test('probe', async (t) => {
  const g = await openWorkspaceGateway(t);
  const { root, call } = g;
  // bare repo
  for (const [path, content] of [
    ['HEAD', 'ref: refs/heads/main\n'], ['objects/info/x', ''], ['refs/heads/x', ''],
    ['config', `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ${root}\n[user]\n\tname = a\n\temail = a@b\n[filter "x"]\n\tclean = touch ${root}/PWNED; cat\n`],
    ['.gitattributes', '* filter=x\n'], ['a.txt', 'a\n']] as const) { console.log(path); await show(() => call('write_file', { path, content })); }
  await show(() => call('git_commit', { message: 'm', paths: ['a.txt'] }));
  console.log('PWNED', existsSync(join(root, 'PWNED')));
});
test('key', async (t) => {
  const g = await openWorkspaceGateway(t);
  const { root, call } = g;
  const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n'.repeat(5)}-----END OPENSSH PRIVATE KEY-----\n`;
  writeFileSync(join(root, 'notes.txt'), `hello\n${key}`);
  await show(() => call('read_file', { path: 'notes.txt' }));
  await show(() => call('read_file', { path: 'notes.txt', from_line: 3, lines: 2 }));
  writeFileSync(join(root, '.env'), 'TOKEN=hunter22\nA=b\nC=d\nE=f\n');
  await show(() => call('read_file', { path: '.env' }));
  await show(() => call('apply_diff', { diff: '--- a/.env\n+++ b/.env\n@@ -1,4 +1,4 @@\n-TOKEN=x\n+TOKEN=y\n A=b\n C=d\n E=f\n' }));
  await show(() => call('apply_diff', { diff: '--- a/.env\n+++ b/.env\n@@ -1,4 +1,4 @@\n-TOKEN=hunter22\n+TOKEN=y\n A=b\n C=d\n E=f\n' }));
});
test('session workspace', async (t) => {
  const { base, root } = workspaceFolders(t);
  const g = await openWorkspaceGateway(t, { ports: { pathResolver: createLinkResolver() } }, { base, root });
  const { call } = g;
  const other = join(base, 'other'); mkdirSync(other);
  await show(() => call('write_file', { path: 'a', content: '1' }));
  await show(() => call('write_file', { path: 'a', content: '1' }, { workspace: other }));
  for (const workspace of ['/', '/home/dev', join(base, 'home'), join(base, 'state'), join(base, 'state/checkpoints'), '/etc', 'relative', root + '/../other', join(root, 'nothing'), '/home/dev/.local/state/countersign', '/home/dev/.ssh'])
    { console.log(workspace); await show(() => call('write_file', { path: 'probe-x', content: '1' }, { workspace, session: 's' + workspace, dryRun: workspace === '/' || workspace === '/etc' })); }
});
test('paths', async (t) => {
  const g = await openWorkspaceGateway(t);
  const { root, call } = g;
  execFileSync('git', ['init', '-q', root]);
  for (const path of ['.git/config', '.GIT/config', '.git/hooks/pre-commit', '.g\u200cit/config', '.git./config', 'git~1/config', '.claude/settings.json', '.CLAUDE/settings.json', 'sub/.git/config', '-rf', '--x', ':(top)a', 'a\nb', 'a/../b', '/etc/passwd', 'C:\\x', '\\\\srv\\x', 'a::$DATA', 'CON', 'a.', 'a ', '', '.', './a', 'a//b', 'a/', '~/.ssh/x', '.env', '.bashrc', '.vscode/tasks.json', '.gitattributes', '.gitmodules', '.envrc','Makefile','package.json', 'countersign.yaml', '.countersign/policy.yaml', '.mcp.json', 'CLAUDE.md'])
    { console.log(JSON.stringify(path)); await show(() => call('write_file', { path, content: 'x' }, { dryRun: true })); }
});
