import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type TestContext, test } from 'node:test';
import type { WireActResponse, WireDecision } from '../../../sdk/wire.ts';
import { EXIT } from '../exit-code.ts';
import { runCommand } from '../run-command.ts';
import { problem, startFakeGateway } from '../testing/fake-gateway.ts';
import { sampleApproval } from '../testing/sample-approval.ts';
import { createTestContext, run } from '../testing/test-terminal.ts';

const DIFF = '--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-a\n+b\n';

const DECISION: WireDecision = {
  ...{ verdict: 'allow', effects: [], gates: [], obligations: [], approval: null, remedies: [] },
  risk: { score: 31, level: 'medium', parts: [] },
  reason: 'no gate objects',
};

const DETAIL = {
  changes: [
    { path: 'a\u202e.txt', kind: 'modify' },
    { path: 'old.txt', kind: 'delete' },
    { path: 1, kind: 'odd' },
  ],
  class: 'system-level',
  class_reasons: ['a.txt: it touches CI'],
  plan_points: 12,
  risk_factors: [
    { factor: 'fileOperations', points: 10, maximum: 35, evidence: ['deletes old.txt: +10', 'and\u0007'] },
  ],
  quality: 0.81,
  quality_dimensions: [{ dimension: 'clarity', hundredths: 40, weight: 10, evidence: ['step s says little'] }],
  verification: { checks: [{ name: 'unit', status: 'failed', detail: 'exit code 1' }] },
};

function answer(more: Partial<WireActResponse> = {}): WireActResponse {
  return {
    ...{ verdict: 'allow', is_done: true, text: 'Done: 1 changed.', detail: DETAIL, decision: DECISION },
    ...{ action_id: 'a-1', log_index: 7, approval: null },
    ...more,
  };
}

async function start(t: TestContext) {
  const homeDir = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-cli-')));
  const stateDir = join(homeDir, '.local/state/countersign');
  const workDir = join(homeDir, 'project');
  for (const folder of [join(workDir, '.git'), stateDir]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(workDir, 'fix.patch'), DIFF);
  const gateway = await startFakeGateway(stateDir);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true, force: true });
  });
  gateway.answerWith('/v1/diffs', { status: 200, value: answer() });
  const cli = (...args: readonly string[]) => run(['apply', ...args], { homeDir, workDir });
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(workDir, name), content);
  return { gateway, cli, put, homeDir, workDir };
}

test('applies a diff to the project and shows all that the gateway computed of it', async (t) => {
  const { gateway, cli, workDir } = await start(t);
  const { code, out, err } = await cli('fix.patch', '--session', 's-1', '--wait', '2m');
  assert.equal(code, EXIT.ok, err);
  assert.deepEqual(gateway.received.at(-1)?.body, {
    ...{ session: 's-1', workspace: workDir, surface: 'cli', channel: 'cli', dry_run: false, wait_ms: 120_000 },
    diff: DIFF,
  });
  assert.match(out, /^Changed in .*project: 1 changed, 1 deleted\n {2}~ a\\u\{202e\}\.txt\n {2}- old\.txt\n/u);
  assert.match(out, /Risk 31 of 100, medium; the change itself has 12 points\n/u);
  assert.match(out, / 10 of 35 {2}file operations {2}deletes old\.txt: \+10\n +and\\u\{7\}\n/u);
  assert.match(out, /Quality 0\.81 of 1\n {3}40 of 100 clarity {2}step s says little\n/u);
  assert.match(out, /Class system-level\n {2}a\.txt: it touches CI\n/u);
  assert.match(out, /Checks\n {2}unit failed: exit code 1\n/u);
  assert.match(out, /Verdict allowed: no gate objects\n {2}Done: 1 changed\.\n$/u);
  assert.match(err, /countersign undo\n/u);
});

test('says in a dry run what would happen, in a session of its own', async (t) => {
  const { gateway, cli } = await start(t);
  gateway.answerWith('/v1/diffs', { status: 200, value: answer({ is_done: false, text: 'It would be allowed.' }) });
  const { code, out } = await cli('fix.patch', '--dry-run');
  assert.equal(code, EXIT.ok);
  assert.match(out, /^Would change in [^]*Verdict would be allowed: no gate objects\n$/u);
  const body = gateway.received.at(-1)?.body as { readonly session: string; readonly dry_run: boolean };
  assert.match(body.session, /^cli-[0-9a-f]{8}$/u);
  assert.equal(body.dry_run, true);
});

test('ends with a code of its own for each way in which nothing is done', async (t) => {
  const { gateway, cli } = await start(t);
  const codeOf = async (more: Partial<WireActResponse>): Promise<number> => {
    gateway.answerWith('/v1/diffs', { status: 200, value: answer({ is_done: false, ...more }) });
    return (await cli('fix.patch')).code;
  };
  assert.equal(await codeOf({ verdict: 'deny' }), EXIT.notOk);
  assert.equal(await codeOf({ verdict: 'defer' }), EXIT.approvalNeeded);
  assert.equal(await codeOf({ verdict: 'require-approval' }), EXIT.approvalNeeded);
  assert.equal(await codeOf({ verdict: 'allow' }), EXIT.failed);
});

test('tells a person that they cannot approve what they proposed, and the way that is left', async (t) => {
  const { gateway, cli } = await start(t);
  const approval = sampleApproval();
  const asked = (requester: string): WireActResponse =>
    answer({
      ...{ verdict: 'require-approval', is_done: false },
      approval: { ...approval, binding: { ...approval.binding, requester } },
    });
  gateway.answerWith('/v1/diffs', { status: 200, value: asked('human:operator') });
  const person = await cli('fix.patch', '--session', 'my session');
  assert.match(person.err, /human:operator proposed it, so another person must approve it/u);
  assert.match(person.err, /COUNTERSIGN_TOKEN="\$\(cat \S+agent\.token\)" countersign apply fix\.patch --wait 5m/u);
  assert.match(person.err, /once it is approved: countersign apply fix\.patch --session 'my session'\n/u);
  gateway.answerWith('/v1/diffs', { status: 200, value: asked('agent:claude-code') });
  assert.doesNotMatch((await cli('fix.patch')).err, /another person/u);
});

test('shows the remedies of a denial, and prints the answer as it is with --json', async (t) => {
  const { gateway, cli } = await start(t);
  const decision = { ...DECISION, verdict: 'deny', remedies: ['Leave .env alone.\u001b[2J'] } as const;
  const denied = answer({ verdict: 'deny', is_done: false, decision });
  gateway.answerWith('/v1/diffs', { status: 200, value: denied });
  const { out, err } = await cli('fix.patch');
  assert.match(out, /^Not changed in [^]*Verdict denied: no gate objects\n$/u);
  assert.match(err, /next: Leave \.env alone\.\\u\{1b\}\[2J\n/u);
  const json = await cli('fix.patch', '--json');
  assert.deepEqual([json.code, JSON.parse(json.out), json.err], [EXIT.notOk, denied, '']);
});

test('lists every problem of what is refused, and ends with 50', async (t) => {
  const { gateway, cli } = await start(t);
  const problems = [
    { path: 'line 5, a.txt', found: 'another line\u202e', wanted: 'a diff that applies exactly' },
    { path: '$.steps', found: 'none', wanted: 'one' },
  ];
  gateway.answerWith('/v1/diffs', problem(422, 'plan.invalid', { reason: 'apply a diff: all of it', problems }));
  const { code, out, err } = await cli('fix.patch');
  assert.deepEqual([code, out], [EXIT.failed, '']);
  assert.match(err, /apply fix\.patch: 2 problems, want none; nothing was written\n/u);
  assert.match(
    err,
    / {2}line 5, a\.txt: another line\\u\{202e\}, want a diff that applies exactly\n {2}\$\.steps: none, want one\n/u,
  );
  const json = JSON.parse((await cli('fix.patch', '--json')).err) as { readonly error: { readonly problems: unknown } };
  assert.deepEqual(json.error.problems, problems);
  gateway.answerWith('/v1/diffs', problem(409, 'files.drifted', 'change files: a.txt is another'));
  const drifted = await cli('fix.patch');
  assert.equal(drifted.code, EXIT.failed);
  assert.match(drifted.err, /apply fix\.patch: change files: a\.txt is another\n {2}next: /u);
});

test('sends a plan as a plan, by its name or by its opening brace', async (t) => {
  const { gateway, cli, put, homeDir, workDir } = await start(t);
  gateway.answerWith('/v1/plans', { status: 200, value: answer() });
  put('plan.json', '{"steps":[]}');
  assert.equal((await cli('plan.json')).code, EXIT.ok);
  const sent = gateway.received.at(-1)?.body as { readonly plan: unknown } | undefined;
  assert.deepEqual(sent?.plan, { steps: [] });
  const piped = async (text: string): Promise<string | undefined> => {
    const { context } = createTestContext(homeDir, { workDir });
    const input = new PassThrough();
    input.end(text);
    assert.equal(await runCommand(['apply', '-'], { ...context, terminal: { ...context.terminal, input } }), EXIT.ok);
    return gateway.received.at(-1)?.path;
  };
  assert.equal(await piped(' {"steps":[]}'), '/v1/plans');
  assert.equal(await piped(DIFF), '/v1/diffs');
});

test('asks the gateway nothing about a file that cannot be a change', async (t) => {
  const { gateway, cli, put } = await start(t);
  put('fix.txt', DIFF);
  put('bytes.patch', Uint8Array.of(0xff, 0xfe));
  put('plan.json', '{"steps":');
  put('list.json', '[]');
  put('large.diff', 'x'.repeat(8 * 1024 * 1024 + 1));
  const wanted = { 'fix.txt': 'usage', 'bytes.patch': 'failed', 'plan.json': 'failed', 'list.json': 'failed' } as const;
  for (const [file, kind] of Object.entries({ ...wanted, 'large.diff': 'failed', 'none.diff': 'failed' } as const))
    assert.equal((await cli(file)).code, EXIT[kind], file);
  assert.equal((await cli('fix.patch', '--wait', '11m')).code, EXIT.usage);
  assert.deepEqual(gateway.received, []);
});
