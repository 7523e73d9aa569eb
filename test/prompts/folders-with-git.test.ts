import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { replayed } from '../harness/replayed.ts';
import { asksAbout, within } from './prompts-gateway.ts';

const QUIET = ['cd packages/a && git status', 'git -C packages/a/src log -3', 'cd packages/a/src && git diff'];

test('asks nothing about looking at a package of a repository, and replays that from what was seen', () =>
  within(
    () => ({}),
    async ({ gate, workspace, verdict, run }) => {
      mkdirSync(join(workspace, 'packages/a/src'), { recursive: true });
      for (const line of QUIET) assert.equal(await verdict(line), 'allow', line);
      assert.equal((await run(QUIET[0] as string)).verdict, 'allow');
      rmSync(join(workspace, 'packages'), { recursive: true });
      const outcomes = await replayed(gate);
      assert.deepEqual(new Set(outcomes), new Set(['same']));
    },
  ));

test('asks about a package that an agent made into a repository of its own, however it did', () =>
  within(
    () => ({}),
    async (project) => {
      const { workspace, root, verdict } = project;
      const folder = join(workspace, 'packages/a');
      const isAsked = async (make: () => void): Promise<void> => {
        rmSync(join(workspace, 'packages'), { recursive: true, force: true });
        mkdirSync(join(folder, 'src'), { recursive: true });
        for (const line of QUIET) assert.equal(await verdict(line), 'allow', line);
        make();
        await asksAbout(project, QUIET);
      };
      await isAsked(() => writeFileSync(join(folder, 'HEAD'), 'ref: refs/heads/main'));
      await isAsked(() => symlinkSync('/nowhere', join(folder, 'HEAD')));
      await isAsked(() => mkdirSync(join(folder, '.git')));
      await isAsked(() => writeFileSync(join(folder, '.git'), `gitdir: ${root}/evil`));
      await isAsked(() => writeFileSync(join(workspace, 'packages/HEAD'), 'ref: refs/heads/main'));
      await isAsked(() => {
        rmSync(folder, { recursive: true });
        mkdirSync(join(root, 'evil/src'), { recursive: true });
        symlinkSync(join(root, 'evil'), folder);
      });
      await isAsked(() => rmSync(folder, { recursive: true }));
    },
  ));

test('does not rely on what was seen before the line itself changed something', () =>
  within(
    () => ({}),
    async (project) => {
      mkdirSync(join(project.workspace, 'packages/a/src'), { recursive: true });
      await asksAbout(project, [
        'cp -r ../evil/. packages/a && cd packages/a && git status',
        'git init --bare packages/a && git -C packages/a status',
        'mv evil/HEAD packages/a/HEAD && git -C packages/a status',
        'ln -s ../../evil packages/a/x && cd packages/a/x && git status',
        'cd packages && rm -r a && ln -s ../evil a && cd a && git status',
      ]);
    },
  ));
