import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openProcessRunner } from '../../../adapters/process/run-command.ts';
import { openWorkspaceGateway } from '../../harness/real-workspace.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

test('works where the workspace led when it was called, also where its link is turned right after the decision', async (t) => {
  const folders: string[] = [];
  const real = openProcessRunner();
  const check = { name: 'tests', kind: 'tests', argv: ['false'], onFailure: 'rollback' } as const;
  const { root, ports, call } = await openWorkspaceGateway(t, {
    ready: readyPolicy({
      mode: 'shadow',
      verify: {
        checks: [{ ...check, timeoutMs: 20_000, layer: 'organisation' }],
        environment: [],
        projectChecks: 'contained',
      },
    }),
    ports: {
      runner: {
        ...real,
        run: (spec) => {
          folders.push(spec.cwd);
          return real.run(spec);
        },
      },
    },
  });
  const [other, way] = [join(root, '../other'), join(root, '../way')];
  mkdirSync(other);
  for (const folder of [root, other]) writeFileSync(join(folder, 'a.txt'), 'one\n');
  symlinkSync(root, way);
  const { files, contents } = ports.workspaces;
  const { apply } = files;
  const { put } = contents;
  let isTurned = false;
  contents.put = async (content) => {
    if (!isTurned) {
      isTurned = true;
      unlinkSync(way);
      symlinkSync(other, way);
    }
    return put(content);
  };
  files.apply = (folder, change) => {
    folders.push(folder);
    return apply(folder, change);
  };
  const diff = '--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+two\n';
  const made = await call('apply_diff', { diff }, { workspace: way });
  assert.match(made.text, /taken back/);
  assert.deepEqual(new Set(folders), new Set([realpathSync(root)]));
  assert.equal(folders.length, 3, 'it was applied, checked and taken back');
  assert.deepEqual([readdirSync(other), readFileSync(join(other, 'a.txt'), 'utf8')], [['a.txt'], 'one\n']);
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'one\n');
});
