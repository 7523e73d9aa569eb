import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { asksAbout, type Project, within } from './prompts-gateway.ts';

/** Approves a call for the session, and sees that it runs again unasked. */
async function approveForSession({ gate, run }: Project, line: string): Promise<void> {
  const asked = await run(line);
  await gate.approve(asked.approval?.request.id ?? '', { scope: 'session' });
  assert.equal((await run(line)).verdict, 'allow', line);
}

/** Lets the agent go on, with a person who approves what they are asked about once. */
async function go({ gate, run }: Project, line: string): Promise<void> {
  const asked = await run(line);
  if (asked.verdict !== 'require-approval') return;
  await gate.approve(asked.approval?.request.id ?? '');
  await run(line);
}

describe('An approval for the session of what a repository names is for this repository', () => {
  for (const line of ['git push origin feature', 'git push'])
    test(`${line}, elsewhere or with other variables`, () =>
      within(undefined, async (project) => {
        const { root, workspace, verdict } = project;
        for (const folder of [join(root, 'other'), join(workspace, 'sub')]) mkdirSync(folder, { recursive: true });
        await approveForSession(project, line);
        await asksAbout(project, [
          `cd sub && ${line}`,
          `cd ${root}/other && ${line}`,
          line.replace('git ', 'git -C sub '),
          `GIT_DIR=sub/.git ${line}`,
          `HOME=. ${line}`,
          `env HOME=. ${line}`,
          `export HOME=.; ${line}`,
          `GIT_SSH_COMMAND=./evil ${line}`,
        ]);
        for (const cwd of [join(root, 'other'), join(workspace, 'sub')])
          assert.notEqual(await verdict(line, { cwd }), 'allow', cwd);
        await project.run('true');
        assert.equal(await verdict(line), 'allow');
      }));

  test('and one of a download is not for another proxy or another home', () =>
    within(undefined, async (project) => {
      await approveForSession(project, 'curl https://docs.example/x');
      await asksAbout(project, [
        'https_proxy=http://evil.example curl https://docs.example/x',
        'HOME=. curl https://docs.example/x',
        'for https_proxy in http://evil.example; do curl https://docs.example/x; done',
      ]);
    }));
});

describe('What version control brings back ends the approval of what runs it', () => {
  const written = ['x.sh', 'build/x.js', 'package.json'] as const;
  const runs = ['./x.sh', 'node build/x.js', 'npm test'] as const;
  for (const [name, before, after] of [
    ['stash pop', ['git stash'], ['git stash pop']],
    ['stash apply', ['git stash'], ['git stash apply']],
    ['checkout', ['git checkout -b evil', 'git commit -am x', 'git checkout main'], ['git checkout evil']],
    ['switch', ['git switch -c evil', 'git commit -am x', 'git switch main'], ['git switch evil']],
    ['merge', ['git checkout -b evil', 'git commit -am x', 'git checkout main'], ['git merge evil']],
    ['rebase', ['git checkout -b evil', 'git commit -am x', 'git checkout main'], ['git rebase evil']],
    ['cherry-pick', ['git checkout -b evil', 'git commit -am x', 'git checkout main'], ['git cherry-pick evil']],
    ['revert', ['git commit -am x', 'git revert HEAD --no-edit'], ['git revert HEAD --no-edit']],
    ['restore', ['git add .', 'git restore --source=HEAD .'], ['git restore .']],
    ['reset', ['git commit -am x', 'git checkout HEAD~1 -- .'], ['git reset --hard']],
    ['read-tree', ['git commit -am x'], ['git read-tree -u -m HEAD~1']],
    ['bisect', ['git commit -am x'], ['git bisect start', 'git bisect bad']],
    ['worktree', ['git commit -am x'], ['git worktree add build HEAD~1']],
    ['apply', [], ['git apply e.patch']],
    ['am', [], ['git am e.patch']],
    ['pull', [], ['git pull']],
    ['submodule', [], ['git submodule update --init']],
    ['a branch of others', ['git fetch'], ['git switch other']],
  ] as const)
    test(name, () =>
      within(undefined, async (project) => {
        for (const file of written)
          await project.call('Write', { file_path: join(project.workspace, file), content: 'evil' });
        for (const line of before) await go(project, line);
        for (const line of runs) await approveForSession(project, line);
        for (const line of after) await go(project, line);
        await asksAbout(project, runs);
      }),
    );

  test('and a person who approves the call again makes it good again', () =>
    within(undefined, async (project) => {
      await project.call('Write', { file_path: join(project.workspace, 'x.sh'), content: 'evil' });
      await go(project, 'git stash');
      await approveForSession(project, './x.sh');
      await go(project, 'git stash pop');
      await asksAbout(project, ['./x.sh']);
      await go(project, './x.sh');
      await project.run('true');
      assert.equal(await project.verdict('./x.sh'), 'allow');
    }));

  test('and an approval that was asked for before does not cover what came back meanwhile', () =>
    within(undefined, async (project) => {
      await project.call('Write', { file_path: join(project.workspace, 'x.sh'), content: 'evil' });
      await go(project, 'git stash');
      const asked = await project.run('./x.sh');
      await go(project, 'git stash pop');
      await project.gate.approve(asked.approval?.request.id ?? '').catch(() => undefined);
      assert.notEqual((await project.run('./x.sh')).verdict, 'allow');
    }));
});

test('a change of tasks that a person approved ends the approval for the session of what runs them', () =>
  within(undefined, async (project) => {
    await approveForSession(project, 'npm run gen');
    await go(project, 'cp evil.json package.json');
    await go(project, 'npm pkg set scripts.gen=x');
    await asksAbout(project, ['npm run gen']);
  }));

describe('A change of tasks that version control brings back', () => {
  const asked = 'npm pkg set scripts.gen=x';
  const leaves = ['git commit -am x', 'git checkout main'] as const;
  const unasked = ({ call, workspace }: Project) =>
    call('Write', { file_path: join(workspace, 'package.json'), content: 'evil' });

  test('is no more than it was where a person approved it: trust in tests holds', () =>
    within(undefined, async (project) => {
      assert.equal((await project.run(asked)).verdict, 'require-approval');
      for (const line of [asked, ...leaves]) await go(project, line);
      await project.trust();
      await go(project, 'git checkout other');
      assert.equal(await project.verdict('npm test'), 'allow');
    }));

  test('and no less: approvals for the session of what it runs end', () =>
    within(undefined, async (project) => {
      for (const line of [asked, ...leaves]) await go(project, line);
      await approveForSession(project, 'npm test');
      await go(project, 'git checkout other');
      await asksAbout(project, ['npm test']);
    }));

  for (const [name, before] of [
    ['before', [unasked, (project: Project) => go(project, asked)]],
    ['after', [(project: Project) => go(project, asked), unasked]],
  ] as const)
    test(`ends trust, too, where another was made ${name} it that nobody was asked about`, () =>
      within(undefined, async (project) => {
        for (const each of before) await each(project);
        for (const line of leaves) await go(project, line);
        await project.trust();
        await go(project, 'git checkout other');
        await asksAbout(project, ['npm test']);
      }));

  test('ends trust where it was approved once and made once more without a question', () =>
    within(undefined, async (project) => {
      await approveForSession(project, asked);
      await go(project, 'git stash');
      await project.trust();
      await go(project, 'git stash pop');
      await asksAbout(project, ['npm test']);
    }));

  test('ends trust where the name of what was approved and then written is not known, and nobody was asked the second time', () =>
    within(undefined, async (project) => {
      await project.run('sha256sum a > "$b"');
      await go(project, 'cp evil.json package.json');
      await go(project, 'git stash');
      await project.trust();
      await go(project, 'git stash pop');
      await asksAbout(project, ['npm test']);
    }));
});

describe('A bundle of code that was written before an approval', () => {
  const bundle = 'esbuild --bundle src/evil.ts --outfile=dist/server.js';
  const writes = ({ call, workspace }: Project, file: string) =>
    call('Write', { file_path: join(workspace, file), content: 'evil' });

  test('ends the approval of what may load it', () =>
    within(undefined, async (project) => {
      await writes(project, 'src/evil.ts');
      await approveForSession(project, 'npm start');
      await go(project, bundle);
      await asksAbout(project, ['npm start']);
    }));

  test('ends it where the code came by a folder of another name, or from version control', () =>
    within(undefined, async (project) => {
      await go(project, bundle);
      for (const line of ['mv evil-src src', 'git checkout evil']) {
        await go(project, line);
        await approveForSession(project, 'npm start');
        await go(project, bundle);
        await asksAbout(project, ['npm start']);
      }
    }));

  test('ends it where another call made a bundle of it, or what it made was replaced', () =>
    within(undefined, async (project) => {
      await writes(project, 'src/evil.ts');
      await go(project, bundle.replace('server', 'other'));
      await approveForSession(project, 'npm start');
      await go(project, bundle);
      await asksAbout(project, ['npm start']);
      await writes(project, 'dist/server.js');
      await approveForSession(project, 'npm start');
      await go(project, bundle);
      await asksAbout(project, ['npm start']);
    }));

  test('does not end it where the same was made of it before', () =>
    within(undefined, async (project) => {
      await writes(project, 'src/evil.ts');
      await go(project, bundle);
      await approveForSession(project, 'npm start');
      await go(project, bundle);
      assert.equal(await project.verdict('npm start'), 'allow');
    }));
});
