import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { importSigningKey } from '../../../../adapters/node-crypto/keys.ts';
import type { Proposal } from '../../../../application/gateway.ts';
import { signedApprovalText } from '../../../../core/approval/approval-statement.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../../../../test/harness/served-daemon.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../../../test/harness/test-gateway.ts';

const POLICY = `version: 1
window: always
profile: safe
rules:
  # people want to see these
  - id: ask-make
    ask: "Bash(make *)"
    reason: "r"
`;

type Ran = { readonly code: number; readonly out: string; readonly err: string };
type Learned = {
  readonly session: string;
  readonly decisions: number;
  readonly rules: readonly {
    readonly permit: string;
    readonly entries: readonly number[];
    readonly match: readonly object[];
    readonly not_match: readonly object[];
    readonly expires_at_ms: number;
  }[];
  readonly left_out: readonly { readonly tool: string; readonly reason: string }[];
  readonly policy: string | null;
};

async function start(t: TestContext): Promise<ServedDaemon> {
  const places = makePlaces(POLICY);
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  return served;
}

function countersign({ places, variables }: ServedDaemon, args: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env['PATH'], HOME: places.home, NO_COLOR: '1', ...variables };
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [resolve('apps/cli/main.ts'), ...args],
      { env, cwd: places.home },
      (_, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

/** Proposes an action; where a person is asked, has them answer, and the agent try again. */
async function act(
  { daemon }: ServedDaemon,
  [tool, args]: readonly [string, Proposal['args']],
  {
    answer = 'approve',
    session = 'session-1',
  }: { readonly answer?: 'approve' | 'deny' | null; readonly session?: string } = {},
): Promise<string> {
  const { gateway, files } = daemon;
  const asked = await gateway.authorize(AGENT, propose(tool, args, { session }), NO_WAIT);
  const id = asked.approval?.request.id;
  if (id === undefined || answer === null) return asked.verdict;
  const { statement } = await gateway.findApproval(id);
  const key = importSigningKey(readFileSync(files.approverKey, 'utf8'));
  assert.ok(key.ok);
  const keyId = gateway.listApprovers()[0]?.keyId ?? '';
  const given = { answer, scope: 'action', channel: 'cli', approver: 'human:operator', keyId, note: '' } as const;
  const signature = Buffer.from(key.value.sign(Buffer.from(signedApprovalText(statement, given)))).toString('base64');
  await gateway.answerApproval(OPERATOR, { id, ...given, signature });
  if (answer === 'deny') return 'deny';
  return (await gateway.authorize(AGENT, propose(tool, args, { session }), NO_WAIT)).verdict;
}

async function learnJson(served: ServedDaemon, args: readonly string[] = []): Promise<Learned> {
  const { code, out, err } = await countersign(served, ['learn', '--json', ...args]);
  assert.ok(code === 0 || code === 1, err);
  return JSON.parse(out) as Learned;
}

test('learns from a session what its actions need, in force it permits them, and no other verdict changes', async (t) => {
  const served = await start(t);
  const bash = (command: string): readonly [string, Proposal['args']] => ['Bash', { command }];
  const write = (path: string): readonly [string, Proposal['args']] => ['Write', { file_path: path, content: 'x' }];
  await act(served, write('src/other.md'), { session: 'session-0', answer: null });
  await act(served, bash('git push --force'), { session: 'session-0', answer: null });
  const verdicts = [];
  for (const action of [
    write('src/a.ts'),
    write('src/b.ts'),
    write('src/c.ts'),
    bash('mkdir -p build && cp a.txt build/a.txt'),
    ['WebFetch', { url: 'https://docs.example/guide', prompt: 'p' }],
    bash('rm old.txt'),
    bash('make all'),
  ] as const)
    verdicts.push(await act(served, action));
  assert.deepEqual(new Set(verdicts), new Set(['allow']));
  await act(served, bash('touch refused.txt'), { answer: 'deny' });
  await act(served, bash('touch unanswered.txt'), { answer: null });

  const learned = await learnJson(served);
  assert.equal(learned.session, 'session-1');
  assert.deepEqual(
    learned.rules.map(({ permit }) => permit),
    ['Bash(mkdir -p build && cp a.txt build/a.txt)', 'WebFetch(domain:docs.example)', 'Write(src/*.ts)'],
  );
  for (const rule of learned.rules) {
    assert.ok(rule.match.length > 0 && rule.not_match.length > 0, rule.permit);
    assert.ok(rule.expires_at_ms <= Date.now() + 90 * 86_400_000);
  }
  const reasons = learned.left_out.map(({ reason }) => reason).join('\n');
  assert.match(reasons, /file\.delete is destructive/);
  assert.match(reasons, /a rule is not enough for it: r/);
  assert.doesNotMatch(learned.policy ?? '', /touch|old\.txt|make all/);
  assert.ok(learned.policy?.startsWith(POLICY));

  mkdirSync(join(served.places.home, 'proposal'));
  const written = await countersign(served, ['learn', '--out', 'proposal/policy.yaml']);
  assert.equal(written.code, 0, written.err);
  assert.equal(written.out, '');
  assert.match(written.err, /session session-1: 3 rules learned\n {2}permit {2}/);
  assert.equal((await countersign(served, ['learn', '--out', 'proposal/policy.yaml'])).code, 2);
  const config = join(served.places.home, 'proposal');
  assert.match(
    (await countersign(served, ['policy', 'lint', '--config', config])).out,
    /^ok: 4 rules, \d+ examples hold/,
  );
  const diff = JSON.parse((await countersign(served, ['policy', 'diff', config, '--json'])).out) as {
    readonly changes: readonly { readonly before: string; readonly after: string; readonly index: number }[];
  };
  assert.ok(diff.changes.length >= 5, JSON.stringify(diff));
  for (const { before, after } of diff.changes) assert.deepEqual([before, after], ['require-approval', 'allow']);
});

test('learns exact files where the wider rule would change what another session was asked about', async (t) => {
  const served = await start(t);
  await act(served, ['Write', { file_path: 'src/secret-plan.ts', content: '' }], { session: 'other', answer: null });
  for (const name of ['a', 'b', 'c']) await act(served, ['Write', { file_path: `src/${name}.ts`, content: '' }]);
  const learned = await learnJson(served, ['--session', 'session-1']);
  assert.deepEqual(
    learned.rules.map(({ permit }) => permit),
    ['Write(src/a.ts)', 'Write(src/b.ts)', 'Write(src/c.ts)'],
  );
});

test('learns nothing of a host that another session was asked about, and says so', async (t) => {
  const served = await start(t);
  await act(served, ['WebFetch', { url: 'https://docs.example/other', prompt: 'p' }], {
    session: 'other',
    answer: null,
  });
  await act(served, ['WebFetch', { url: 'https://docs.example/guide', prompt: 'p' }]);
  const { code, out, err } = await countersign(served, ['learn']);
  assert.deepEqual([code, out], [1, '']);
  assert.match(
    err,
    /0 rules learned\n {2}not {5}entry \d+, WebFetch: the rule would change another recorded verdict\n/,
  );
  const unknown = await countersign(served, ['learn', '--session', 'none\u202e']);
  assert.equal(unknown.code, 50);
  assert.match(
    unknown.err,
    /no decision of session "none\\u\{202e\}" can be read[^]*next: The newest sessions: other, session-1/,
  );
});
