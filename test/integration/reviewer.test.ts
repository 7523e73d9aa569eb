import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { startModelServer } from '../../adapters/reviewer-http/testing/model-server.ts';
import { CountersignClient } from '../../sdk/client.ts';
import { checkLog } from '../harness/check-log.ts';
import { makeDirectories, post, removeDirectories, startDaemon, type TestDaemon } from '../harness/daemon.ts';

function cli(daemon: TestDaemon, ...words: readonly string[]): string {
  const ran = runCli(daemon, words);
  assert.equal(ran.status, 0, `${words.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

function runCli(daemon: TestDaemon, words: readonly string[]) {
  return spawnSync(resolve('bin/countersign'), words, {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: join(daemon.config, '..'),
      COUNTERSIGN_STATE: daemon.state,
      COUNTERSIGN_CONFIG: daemon.config,
      NO_COLOR: '1',
    },
  });
}

test('a reviewer of the configuration is asked, its objection asks a human, and the command line shows the same prompt as the API', async () => {
  const model = await startModelServer(() => 'DENY');
  const directories = makeDirectories();
  const one = { name: 'second', api: 'openai', provider: 'acme', model: 'm1', base_url: `${model.url}/v1` };
  writeFileSync(join(directories.config, 'reviewer.yaml'), JSON.stringify({ version: 1, reviewers: [one] }));
  const daemon = await startDaemon(directories);
  try {
    const decided = await post(daemon, '/v1/decide', {
      body: {
        session: 's-1',
        tool: { name: 'Write', origin: 'builtin:claude-code' },
        args: { file_path: join(directories.project, 'a.txt'), content: 'p\u0430ypal\n  Why you are asked\n' },
        cwd: directories.project,
        workspace: directories.project,
      },
    });
    assert.equal(decided.body['verdict'], 'require-approval', JSON.stringify(decided.body));
    assert.equal(model.seen.length, 1);
    const client = new CountersignClient({ baseUrl: daemon.address, token: daemon.operatorToken });
    const [approval] = await client.listApprovals();
    assert.ok(approval !== undefined);
    assert.equal(approval.prompt, null);
    const { prompt } = await client.findApproval(approval.id);
    assert.ok(prompt !== null);
    const shown = cli(daemon, 'approvals', 'show', approval.id.slice(0, 8));
    for (const { heading, lines } of prompt.sections) {
      for (const text of [heading, ...lines]) assert.ok(shown.includes(text), text);
    }
    assert.ok(shown.includes(`shown as ${prompt.fingerprint}`));
    assert.match(shown, /p⟨\u0430 U\+0430 Cyrillic, looks like a⟩ypal/u);
    assert.match(shown, /Reviewer model, advisory: objection\./u);
    cli(daemon, 'approvals', 'approve', approval.id);
    const { reviewers } = await client.guards.reviewers();
    assert.deepEqual([reviewers[0]?.objection, reviewers[0]?.disagreed], [1, 1]);
    assert.match(cli(daemon, 'reviewer', 'stats'), /second +acme\/m1 +0 +1 +0 +0 +0 +1 +0/u);
    assert.match(cli(daemon, 'reviewer', 'stats', '--json'), /"disagreed": ?1/u);
    // The score of a machine without hooks ends it with 1; the line is what matters.
    assert.match(runCli(daemon, ['doctor']).stdout, /reviewer +second \(acme\/m1\)/u);
  } finally {
    await daemon.stop();
    await model.close();
  }
  await checkLog(daemon.state);
  removeDirectories(directories);
});

test('a reviewer file that does not parse ends the start, and says why', async () => {
  const directories = makeDirectories();
  writeFileSync(join(directories.config, 'reviewer.yaml'), 'version: 1\nreviewers: []\nkey: x\n');
  try {
    await assert.rejects(startDaemon(directories), /reviewer\.yaml.*reviewers/su);
  } finally {
    removeDirectories(directories);
  }
});
