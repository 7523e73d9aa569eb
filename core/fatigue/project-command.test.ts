import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInside, loadedFiles } from './inside-words.ts';
import { isProjectCommand, isProjectInstall } from './project-command.ts';

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
    'mage -v check',
    'gulp build',
    'xo',
    'pytest tests/a.py::test_b -q',
    'tsc --noEmit',
    'python -m pytest -q',
    'node --test',
    './gradlew check',
    'vite build',
    'mvn test package',
    'tox',
    'ninja test',
    'make -j 4 test',
    'make --jobs=4 -k check',
    'make -j2',
    'run-s build test:unit',
    'npm test -w packages/a -- -u',
    'npm run build --workspace=a --if-present',
    'pnpm -r --filter ./sdk/typescript run build',
    'pnpm --workspace-concurrency=1 -r test',
    'pnpm build --mode e2e',
    'pnpm eslint src',
    'time make test',
    'uv run pytest -q',
    './node_modules/.bin/eslint src',
    'vite --config ./vite.config.ts build',
    'vitest run --config=a/vitest.config.ts',
    'cargo hack check --workspace',
    'node scripts/verify-links.mjs',
    'node --experimental-strip-types test/a.ts',
    './tools/typecheck.sh',
    'python3 scripts/generate_schema.py README.md',
    'tsx bench/run-bench.ts',
    'cargo tree',
    'cargo metadata --no-deps',
    'node Makefile.js',
    'node Makefile.js lintDocsJS',
    'npm run tap:node',
    'npm run pretest',
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
    'node Makefile.js release',
    'node Makefile.js lint publish',
    'node Makefile.js lint --fix',
    'node tools/Makefile.js lint',
    'npm run postinstall',
    'npm run test:postinstall',
    'node scripts/deploy-tests.js',
    'node -r ./x test.js',
    'bash -c test',
    './bin/run',
    'run-s',
    'run-s build deploy',
    'npx vitest',
    'sudo make test',
    'make 4 deploy',
    'storybook dev',
    'pnpm run',
    'yarn',
    'pnpm start',
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
    'eslint --config=/etc/x',
    'eslint --config ../x',
    'cargo test --config build.rustc-wrapper=x',
    'cargo metadata --config build.rustc-wrapper=x',
    'cargo tree --manifest-path ../x/Cargo.toml',
    'cargo test --config=build.rustc-wrapper=x',
    'make -fother.mk test',
    'make -k CC=./test',
    'npm test --globalconfig=x',
    'npm --foo test',
    'pnpm --dir x test',
    './../tools/check.sh',
    '/opt/check.sh',
    'node /tmp/check.js',
    'node scripts/check.js ../x',
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

test('knows the installation of what the project pins', () => {
  assert.equal(isProjectInstall(['time', 'npm', 'ci']), true);
  assert.equal(isProjectInstall(['npm', 'install']), false);
});

test('names the files that an option loads', () => {
  assert.deepEqual(loadedFiles('-c a.js --config=b --require ./c d -x=e f'.split(' ')), ['a.js', 'b', './c']);
});
