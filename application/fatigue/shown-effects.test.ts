import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readyPolicy } from '../../test/harness/test-policy.ts';
import { shownEffects } from './shown-effects.ts';

const PLACE = {
  policy: readyPolicy().policy,
  home: '/home/dev',
  gatewayPaths: ['/home/dev/.countersign'],
  workspace: '/work/app',
};

function shown(pattern: string, tool = 'builtin:claude-code Bash'): readonly string[] | string {
  const found = shownEffects({ tool, pattern }, PLACE);
  return found.ok ? found.value.effects : found.failure;
}

test('says what the commands of a pattern do', () => {
  assert.deepEqual(shown('npm test'), ['process.run+unseen-code']);
  assert.deepEqual(shown('git add *'), ['git.commit']);
  assert.deepEqual(shown('npm ci'), ['package.install+project-only+unseen-code']);
});

test('refuses what may never be whitelisted, with the reason', () => {
  for (const pattern of [
    'rm -rf build',
    'sh *',
    'npm test; id',
    'git push --force',
    'nobody-knows-this',
    'cat /etc/passwd',
    'cp a.txt /etc/a',
  ])
    assert.equal(typeof shown(pattern), 'string', pattern);
  assert.match(String(shown('rm -rf build')), /would delete .*file\.delete, want one that is not destructive/u);
  assert.match(String(shown('npm test', 'Bash')), /want its origin and its name/u);
  assert.match(String(shown('npm test', 'builtin:claude-code TodoWrite')), /nothing is known of what it does/u);
});
