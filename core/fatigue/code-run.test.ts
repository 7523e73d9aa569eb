import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import type { Action } from '../action/action.ts';
import { surroundingsOf } from '../decide.ts';
import { analyseAction } from '../effect/analyse-action.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { actionOf, factsOf, policyOf, WORKSPACE } from '../testing/samples.ts';
import { type CodeRun, codeRunOf, codeWrittenBy, isHidden } from './code-run.ts';

const parseShell = await openShellParser();

function run(command: string, more: Partial<Action> = {}): CodeRun | null {
  const action = actionOf('Bash', { command }, more);
  const { effects } = analyseAction(action, surroundingsOf(factsOf(), policyOf({}, { parseShell })));
  return codeRunOf(action, effects, parseShell);
}

test('says nothing of an action that is all in its words', () => {
  for (const line of ['ls', 'touch a.js', 'git commit -m x', 'curl https://a.example/'])
    assert.equal(run(line), null, line);
});

test('knows what a test runs by the tasks of the project, and any other program by whatever code it may load', () => {
  for (const line of ['npm test', 'npx --no-install jest', 'cargo build', 'npm ci', 'make check'])
    assert.deepEqual(run(line), { runsCode: true, loadsAny: false, reachesRemote: false, names: [] }, line);
  for (const line of ['npm start', 'npm run deploy', 'node --import ./x.js', 'npx nobody-knows-it'])
    assert.equal(run(line)?.loadsAny, true, line);
});

test('names the files of code that are run by their places, with their folders, and where the work is done', () => {
  assert.deepEqual(run('./tools/check.sh')?.names, ['tools', 'check.sh']);
  assert.deepEqual(run('cd packages/app && npm test')?.names, ['packages', 'app']);
  assert.deepEqual(run('npm test', { cwd: `${WORKSPACE}/web` })?.names, ['web']);
  assert.deepEqual(run('node tools/x.js > out.txt && node "$Y"')?.names.includes('x.js'), true);
  assert.deepEqual(run('npm test', { cwd: '/elsewhere' })?.names, []);
});

test('knows what goes to a remote of the repository, or comes from one', () => {
  for (const line of ['git push', 'git push origin main', 'git fetch', 'git pull'])
    assert.deepEqual(run(line), { runsCode: false, loadsAny: false, reachesRemote: true, names: [] }, line);
});

test('tells an effect that is in files or settings from one that is in its words', () => {
  const effect = (name: 'git.push' | 'net.fetch' | 'file.read', kind: 'command' | 'host', value: string) =>
    makeEffect(name, { kind, value }, { detail: '' });
  assert.equal(isHidden(effect('git.push', 'command', 'git push')), true);
  assert.equal(isHidden(effect('net.fetch', 'command', 'git pull')), true);
  assert.equal(isHidden(effect('net.fetch', 'command', 'wget x')), false);
  assert.equal(isHidden(effect('net.fetch', 'host', 'git example')), false);
  assert.equal(isHidden(effect('file.read', 'command', 'git log')), false);
  assert.equal(
    isHidden(makeEffect('file.read', { kind: 'path', value: 'x' }, { detail: '', marks: ['unseen-code'] })),
    true,
  );
});

test('knows new code from a bundle of what is there, and from code in another form', () => {
  const writes = (name: string, args: Record<string, string>): string => {
    const action = actionOf(name, args);
    const { effects } = analyseAction(action, surroundingsOf(factsOf(), policyOf({}, { parseShell })));
    return codeWrittenBy(action, effects, parseShell);
  };
  assert.equal(writes('Write', { file_path: 'src/a.js', content: 'x' }), 'new');
  assert.equal(writes('Write', { file_path: 'a.md', content: 'x' }), 'none');
  assert.equal(writes('Bash', { command: 'cp x src/a.js' }), 'new');
  assert.equal(writes('Bash', { command: 'cp x src/a.js && ls' }), 'new');
  assert.equal(writes('Bash', { command: 'esbuild --bundle src/a.ts --outfile=dist/a.js' }), 'bundled');
  assert.equal(writes('Bash', { command: 'gofmt -w src/a.go' }), 'none');
  assert.equal(writes('Bash', { command: 'gofmt -w src/a.go && cp x src/b.go' }), 'new');
  assert.equal(writes('Bash', { command: 'eslint --fix src' }), 'new');
});
