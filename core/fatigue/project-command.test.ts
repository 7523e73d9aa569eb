import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInside, isProjectCommand } from './project-command.ts';

const is = (line: string): boolean => isProjectCommand(line.split(' '));

test('knows the tests, builds and checks of projects', () => {
  for (const line of [
    'npm test',
    'npm run build',
    'npm run lint:fix -- --quiet',
    'npm run typeCheck',
    'pnpm test:unit',
    'pnpm run build',
    'yarn lint',
    'deno task test',
    'cargo build --release',
    'cargo clippy --all-targets',
    'go test ./...',
    'make',
    'make -j4 test lint',
    'pytest tests/a.py::test_b -q',
    'tsc --noEmit',
    'python -m pytest -q',
    'node --test',
    './gradlew check',
    'vite build',
    'mvn test package',
    'tox',
    'ninja test',
  ])
    assert.equal(is(line), true, line);
  assert.equal(isProjectCommand(['pytest', '-k', 'a and not b']), true);
});

test('takes no other command for one, however near it is', () => {
  for (const line of [
    '',
    'ls',
    'npm',
    'npm run',
    'npm run deploy',
    'npm run build:prod',
    'npm run release-build',
    'npm run something',
    'npm install',
    'npm exec tsc',
    'pnpm dlx vitest',
    'yarn publish',
    'bun x',
    'make deploy',
    'make clean test',
    'make CC=evil test',
    'mvn test deploy',
    'gradle build publish',
    'mvn',
    'cargo hack publish',
    'tox -e release',
    'ninja install',
    'npm run dev',
    'cargo run',
    'cargo install x',
    'go run .',
    'go generate',
    'python script.py',
    'python -m http.server',
    'node script.js',
    'constructor build',
    '/usr/bin/make test',
  ])
    assert.equal(is(line), false, line);
});

test('takes a command that leaves the workspace or brings its own program for another', () => {
  for (const line of [
    'make -C /tmp/evil test',
    'make -f other test',
    'npm --prefix ../other test',
    'npm test --script-shell=evil',
    'go test -exec ./evil',
    'go test -toolexec=./evil',
    'pytest /etc',
    'pytest ~/x',
    'pytest ../x',
    'pytest --rootdir=a',
    'eslint --config=x',
    'eslint -o/etc/passwd',
    'tsc --outDir=/etc',
    'pytest https://a.example',
  ])
    assert.equal(is(line), false, line);
  assert.equal(isProjectCommand(['npm', 'test', 'a b']), false);
});

test('tells words that can name something beyond the workspace', () => {
  for (const word of ['a', './a/b', 'a..b', '-x', '--out=dist/a', '--flag', 'a@b', 'x::y'])
    assert.equal(isInside(word), true, word);
  for (const word of ['/a', '~', '~/a', '..', 'a/../..', '--out=/a', '--out=../a', '-I/a', 'http://a'])
    assert.equal(isInside(word), false, word);
});
