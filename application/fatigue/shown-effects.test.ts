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

test('refuses * wherever what runs would be chosen with it', () => {
  for (const pattern of [
    ...[
      'pytest *',
      'vitest *',
      'jest *',
      'eslint *',
      'gcc *',
      'prettier *',
      'tsx *',
      'java -jar *',
      'pre-commit run *',
    ],
    ...['npm run *', 'python *', 'make *', 'git -c *', 'find . -exec *', 'xargs *', 'env *', 'ssh *', 'vim *', 'npx *'],
    ...['cp * *', 'unzip *', 'git checkout *', 'git apply *', 'awk *', 'sh -c *', 'less *', 'man *', 'emacsclient *'],
  ])
    assert.equal(typeof shown(pattern), pattern === 'cp * *' ? 'object' : 'string', pattern);
  assert.deepEqual(shown('cat *'), ['file.read']);
});

test('refuses what may never be whitelisted, with the reason', () => {
  for (const pattern of [
    'rm -rf src',
    'sh *',
    'npm test; id',
    'git push --force',
    'nobody-knows-this',
    'cat /etc/passwd',
    'cp a.txt /etc/a',
  ])
    assert.equal(typeof shown(pattern), 'string', pattern);
  assert.match(String(shown('rm -rf src')), /would delete .*file\.delete, want one that is not destructive/u);
  assert.match(String(shown('npm test', 'Bash')), /want its origin and its name/u);
  assert.match(String(shown('npm test', 'builtin:claude-code TodoWrite')), /nothing is known of what it does/u);
});
