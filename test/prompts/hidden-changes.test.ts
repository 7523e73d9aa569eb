import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { OPERATOR } from '../harness/test-gateway.ts';
import { asksAbout, entry, type Project, within } from './prompts-gateway.ts';

/** Approves a call for the session, and sees that it runs again unasked. */
async function approveForSession({ gate, run }: Project, line: string): Promise<void> {
  const asked = await run(line);
  await gate.approve(asked.approval?.request.id ?? '', { scope: 'session' });
  assert.equal((await run(line)).verdict, 'allow', line);
}

/** Lets the agent change something: approved once, where a person is asked about it. */
async function change({ gate, run }: Project, line: string): Promise<void> {
  const asked = await run(line);
  if (asked.verdict === 'require-approval') {
    await gate.approve(asked.approval?.request.id ?? '');
    await run(line);
  }
}

describe('An approval for the session ends with what it was given for', () => {
  for (const [line, changes] of [
    ['./tools/check.sh', ['mv evil tools', 'cp evil.sh tools/check.sh', 'ln -sf ../evil.sh tools/check.sh']],
    ['./tools/check.sh', ['cp evil.sh lib/common.sh', "sed -i 's/a/b/' lib/common.sh"]],
    ['node tools/gen.js', ['cp evil.js src/lib.js', 'tee src/lib.mjs < evil.txt', 'cp -r evil lib']],
    ['python3 app.py', ['cp evil.py helpers.py', 'mv evil.txt sitecustomize.py']],
    ['npm start', ['cp evil.js src/server.js', "echo 'require: ./evil' > .mocharc.yml"]],
    ['npm run gen', ['cp evil.json package.json', 'cp evil/package.json packages/app']],
    ['make check', ['cp evil Makefile', 'cp evil.mk rules.mk', 'tee configure.ac < evil.txt']],
    ['pytest', ['cp evil.py conftest.py', 'cp evil.ini pytest.ini', 'cp evil.txt .coveragerc']],
    ['npx --no-install vite build', ['cp evil.ts vite.config.ts', 'cp evil.json tsconfig.json', 'cp evil.json .swcrc']],
    ['node dist/cli.js', ['cp evil.js dist/cli.js', 'esbuild evil.txt --loader:.txt=js --outfile=dist/cli.js']],
    ['cd packages/app && npm test', ['mv evil packages/app', 'cp -r evil app']],
  ] as const)
    for (const bad of changes)
      test(`${line}, after ${bad}`, () =>
        within(undefined, async (project) => {
          await approveForSession(project, line);
          await change(project, bad);
          assert.notEqual((await project.run(line)).verdict, 'allow');
        }));

  for (const bad of [
    'git remote set-url origin https://evil.example/x.git',
    'git remote set-url --push origin git@evil.example:x.git',
    'git remote add up https://evil.example/x.git',
    'git config remote.origin.pushurl https://evil.example/x.git',
    'git branch -u up/main',
    'git checkout main',
    'git switch -c other',
  ])
    test(`git push, after ${bad}`, () =>
      within(undefined, async (project) => {
        await approveForSession(project, 'git push');
        await change(project, bad);
        assert.notEqual((await project.run('git push')).verdict, 'allow');
      }));

  test('and not with what changes nothing of it', () =>
    within(undefined, async (project) => {
      for (const [line, changes] of [
        ['npm test', ['cp a.ts src/b.ts', 'touch notes.md', 'git commit -m x', 'chmod +x a.txt', 'cargo init --lib']],
        ['./tools/check.sh', ['touch notes.md', 'git add .', 'ls']],
        ['git push', ['git commit -m y', 'git branch -a', 'touch b.txt']],
      ] as const) {
        await approveForSession(project, line);
        for (const harmless of changes) {
          await change(project, harmless);
          assert.equal((await project.run(line)).verdict, 'allow', `${line} after ${harmless}`);
          await project.run('true');
        }
      }
    }));
});

describe('Trust in tests ends with what may write any file', () => {
  for (const line of [
    'prettier --write . --plugin=./evil.js',
    'prettier --write --parser=babel .',
    'prettier --write --config evil.json .',
    'prettier --write . && eslint --fix .',
    'eslint --fix . && npm run format',
    'biome check --write .',
  ])
    test(line, () =>
      within(undefined, async ({ run, trust, verdict }) => {
        await trust();
        assert.equal((await run(line)).verdict, 'allow');
        assert.notEqual(await verdict('npm test'), 'allow');
      }),
    );

  test('and not with a formatter, which leaves files what they say', () =>
    within(undefined, async ({ run, trust, verdict }) => {
      await trust();
      for (const line of ['prettier --write .', 'prettier --write . && npm run format', 'gofmt -w .']) {
        assert.equal((await run(line)).verdict, 'allow', line);
        assert.equal(await verdict('npm test'), 'allow', line);
      }
    }));
});

describe('Another meaning of the same words', () => {
  test('is not covered where the place, the variables or the program are others', () =>
    within(undefined, async (project) => {
      await approveForSession(project, 'npm start');
      await asksAbout(project, [
        'PATH=.:$PATH npm start',
        'NODE_OPTIONS=--require=./evil.js npm start',
        'env BASH_ENV=./evil npm start',
        'cd src && npm start',
        'npm --prefix src start',
        './npm start',
        'alias npm=./evil; npm start',
        'npm() { ./evil; }; npm start',
        'hash -p ./evil npm; npm start',
      ]);
      assert.notEqual(await project.verdict('npm start', { cwd: join(project.workspace, 'src') }), 'allow');
    }));

  test('is not put there for good by a line before', () =>
    within(undefined, async ({ run, verdict }) => {
      for (const line of [
        'alias npm=./evil',
        'export PATH=.:$PATH',
        'npm config set script-shell ./evil',
        'git config core.hooksPath evil',
      ])
        assert.notEqual((await run(line)).verdict, 'allow', line);
      assert.notEqual(await verdict('npm start'), 'allow');
    }));
});

describe('Trust in a session', () => {
  test('given after a change is for what stands there now, and ends with the next one', () =>
    within(undefined, async ({ call, run, trust, verdict, workspace }) => {
      await call('Write', { file_path: join(workspace, 'package.json'), content: '1' });
      assert.notEqual(await verdict('npm test'), 'allow');
      await trust();
      assert.equal((await run('npm test')).verdict, 'allow');
      assert.equal((await run('npm test')).verdict, 'allow');
      await call('Write', { file_path: join(workspace, 'package.json'), content: '2' });
      assert.notEqual(await verdict('npm test'), 'allow');
    }));

  test('in one command, given after a change, does not bring trust in the rest back', () =>
    within(undefined, async ({ call, trust, verdict, workspace }) => {
      await trust();
      await call('Write', { file_path: join(workspace, 'package.json'), content: '1' });
      await trust('npm run lint');
      assert.equal(await verdict('npm run lint'), 'allow');
      assert.notEqual(await verdict('npm test'), 'allow');
    }));

  test('does not cover what an approval for the session covered before a change, by being newer than that', () =>
    within(undefined, async (project) => {
      await approveForSession(project, 'npm run deploy-to-nowhere');
      await project.call('Write', { file_path: join(project.workspace, 'package.json'), content: '1' });
      await project.trust();
      assert.notEqual(await project.verdict('npm run deploy-to-nowhere'), 'allow');
    }));

  test('lets nothing pass while the gateway is halted', () =>
    within(undefined, async ({ gate, trust, verdict }) => {
      await trust();
      assert.equal(await verdict('npm test'), 'allow');
      await gate.gateway.halt(OPERATOR, { source: 'cli', reason: 'a test' });
      assert.equal(await verdict('npm test'), 'deny');
    }));
});

test('a whitelist entry does not outlive a change of what it runs, nor of where it sends', () =>
  within(
    () => ({ whitelist: [entry('npm start', ['process.run+unseen-code']), entry('git push', ['git.push'])] }),
    async (project) => {
      assert.equal(await project.verdict('npm start'), 'allow');
      assert.equal(await project.verdict('git push'), 'allow');
      await change(project, 'cp evil.js src/server.js');
      await change(project, 'git remote set-url origin https://evil.example/x.git');
      await asksAbout(project, ['npm start', 'git push']);
    },
  ));
