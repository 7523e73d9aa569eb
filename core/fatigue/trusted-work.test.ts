import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import type { Action } from '../action/action.ts';
import { EFFECT_CLASSES, type Effect, type EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { actionOf, WORKSPACE } from '../testing/samples.ts';
import { isProjectWork, isTrustedWork } from './trusted-work.ts';

const parse = await openShellParser();

function run(command: string, marks: readonly EffectMark[] = ['unseen-code']): Effect {
  return makeEffect('process.run', { kind: 'command', value: command }, { detail: '', marks });
}

function write(value: string, marks: readonly EffectMark[] = []): Effect {
  return makeEffect('file.write', { kind: 'path', value }, { detail: '', marks });
}

function trusts(command: string, effects: readonly Effect[] = [run(command)], more: Partial<Action> = {}): boolean {
  return isTrustedWork(actionOf('Bash', { command }, more), effects, parse);
}

test('trusts what lies in the workspace and can be put back', () => {
  assert.equal(trusts('x', [write(`${WORKSPACE}/a`)]), true);
  assert.equal(trusts('x', [makeEffect('git.commit', { kind: 'command', value: 'git' }, { detail: '' })]), true);
  const install = makeEffect(
    'package.install',
    { kind: 'command', value: 'x' },
    { detail: '', marks: ['project-only'] },
  );
  assert.equal(trusts('x', [install]), true);
});

test('trusts nothing outside, nothing marked, nothing that cannot be put back, and not nothing', () => {
  assert.equal(trusts('x', []), false);
  assert.equal(trusts('x', [write('/etc/a')]), false);
  for (const mark of ['outside-workspace', 'sensitive-path', 'unresolved', 'bulk', 'holds-secret', 'as-root'] as const)
    assert.equal(trusts('x', [write(`${WORKSPACE}/a`, [mark])]), false, mark);
  const installs = makeEffect('package.install', { kind: 'command', value: 'x' }, { detail: '' });
  assert.equal(trusts('x', [installs]), false);
  const elsewhere = makeEffect(
    'package.install',
    { kind: 'host', value: 'x' },
    { detail: '', marks: ['project-only'] },
  );
  assert.equal(trusts('x', [elsewhere]), false);
  const fetched = makeEffect('process.run', { kind: 'host', value: 'a.example' }, { detail: '' });
  assert.equal(trusts('x', [fetched]), false);
  assert.equal(trusts('x', [run('tar xf a ../b', [])]), false);
  const gone = { ...run('x', []), reversibility: 'irreversible' } as const;
  assert.equal(trusts('x', [gone]), false);
});

test('trusts no class but work on files of the workspace', () => {
  const work = ['file.read', 'file.write', 'file.metadata', 'process.run', 'package.install', 'git.commit'];
  for (const name of EFFECT_CLASSES.filter((each) => !work.includes(each))) {
    const effect = makeEffect(name, { kind: 'command', value: 'x' }, { detail: '' });
    assert.equal(trusts('x', [{ ...effect, reversibility: 'reversible' }]), false, name);
  }
});

test("runs unseen code only as the project's own test, build or check", () => {
  for (const line of [
    'npm test',
    'cd src && npm test',
    'CI=1 npm test 2>&1 | tail -5',
    'npm run lint && npm run build',
    'echo go; make',
    'set -euo pipefail\nnpm test | tee test.log',
    'prettier --check src/**/*.ts > /dev/null',
    'sass --version; npm test',
    'cat src/*.ts | wc -l; npm test',
  ])
    assert.equal(trusts(line, [run('npm test ')]), true, line);
  for (const line of [
    'npm run deploy',
    'node x.js',
    'cd / && npm test',
    'cd - && npm test',
    'cd && npm test',
    'cd a b && npm test',
    'PATH=. npm test',
    'NODE_OPTIONS=-r npm test',
    'npm test > log',
    'npm test | tee test.js',
    'set -a; npm test',
    'npm test && cd src && npm test',
    'prettier --check *.json',
    'npm test && ./x',
    'cat /etc/passwd; npm test',
    'npm test $X',
  ])
    assert.equal(trusts(line, [run('npm test')]), false, line);
});

test('asks about unseen code that another program brings in', () => {
  assert.equal(trusts('rg --pre ./x a && npm test', [run('npm test'), run('./x')]), false);
});

test('asks about unseen code beside a change of files, from outside the workspace, or through any other tool', () => {
  assert.equal(trusts('npm test', [run('npm test'), write(`${WORKSPACE}/package.json`)]), false);
  assert.equal(trusts('npm test', [run('npm test')], { cwd: '/tmp' }), false);
  const foreign = { tool: { name: 'x', origin: 'mcp:x', digest: null } };
  assert.equal(trusts('npm test', [run('npm test')], foreign), false);
});

test('is about project work only where unseen code runs', () => {
  const action = actionOf('Bash', { command: 'npm test' });
  assert.equal(isProjectWork(action, [run('npm test')], parse), true);
  assert.equal(isProjectWork(action, [write(`${WORKSPACE}/a`)], parse), false);
});

test('lets a formatter write, and nothing that the line writes in another way', () => {
  const line = "prettier --write 'src/**/*.ts'";
  const source = write(`${WORKSPACE}/src/a.ts`);
  assert.equal(trusts(line, [run(line), source]), true);
  assert.equal(trusts(`cd src && ${line}`, [run(line), source]), true);
  assert.equal(trusts(`sort -o src/a.ts b && ${line}`, [run(line), source]), false);
  assert.equal(trusts(line, [run(line), write(`${WORKSPACE}/package.json`)]), false);
  const commit = makeEffect('git.commit', { kind: 'command', value: 'git' }, { detail: '' });
  assert.equal(trusts(line, [run(line), commit]), false);
});

test('installs what the project pins, and nothing else', () => {
  const install = (value: string): Effect =>
    makeEffect('package.install', { kind: 'command', value }, { detail: '', marks: ['project-only', 'unseen-code'] });
  assert.equal(trusts('npm ci', [install('npm ci ')]), true);
  assert.equal(trusts('npm ci && npm test', [install('npm ci '), run('npm test')]), true);
  assert.equal(trusts('npm install', [install('npm install')]), false);
  assert.equal(trusts('npm ci left-pad', [install('npm ci left-pad')]), false);
  const foreign = makeEffect(
    'package.install',
    { kind: 'command', value: 'npm ci' },
    { detail: '', marks: ['unseen-code'] },
  );
  assert.equal(trusts('npm ci', [foreign]), false);
});

test('puts what it tested into a commit, and looks at it, in the same line', () => {
  const commit = makeEffect('git.commit', { kind: 'command', value: 'git commit' }, { detail: '' });
  for (const line of ['npm test && git commit -am x', 'npm run build && git add dist package.json'])
    assert.equal(trusts(line, [run('npm test'), commit]), true, line);
  assert.equal(trusts('npm test && git diff --exit-code', [run('npm test')]), true);
  assert.equal(
    trusts('prettier --write src && git add src', [run('prettier'), write(`${WORKSPACE}/src`), commit]),
    true,
  );
  for (const line of [
    'npm test && git push',
    'npm test && git checkout evil',
    'npm test && git stash pop',
    'npm test && git -c core.hooksPath=evil commit -am x',
    'npm test && git commit -m "$(./evil)"',
    'npm test && GIT_DIR=x git add .',
    'npm test && git commit --amend',
    'npm test && git diff --output=src/a.js',
  ])
    assert.equal(trusts(line, [run('npm test'), commit]), false, line);
  assert.equal(trusts('npm test', [run('npm test'), commit]), false);
  assert.equal(trusts('npm test && git add x', [run('npm test'), run('git add')]), false);
});

test('loads the settings that a command names, and no other file', () => {
  const line = 'vite --config ./vite.watch.js build';
  assert.equal(trusts(line, [run('vite ./vite.watch.js'), run('vite build')]), true);
  for (const other of ['vite ./evil.js', 'evil ./vite.watch.js', 'vite build-evil', 'vite ./vite.watch.js x'])
    assert.equal(trusts(line, [run(other), run('vite build')]), false, other);
  assert.equal(trusts('vite --config ../evil.js build', [run('vite ../evil.js'), run('vite build')]), false);
  assert.equal(trusts('vite --config deploy build', [run('vite deploy'), run('vite build')]), false);
  const installs = makeEffect(
    'package.install',
    { kind: 'command', value: 'vite ./vite.watch.js' },
    { detail: '', marks: ['project-only', 'unseen-code'] },
  );
  assert.equal(trusts(line, [installs, run('vite build')]), false);
});
