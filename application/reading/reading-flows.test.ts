import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AGENT, NO_WAIT, OPERATOR, openTestGateway, propose } from '../../test/harness/test-gateway.ts';
import { readyPolicy } from '../../test/harness/test-policy.ts';

const ALL = { before: null, after: null, limit: 100, session: null, verdict: null } as const;

test('lists each action once, newest first, by its newest decision', async () => {
  const { gateway, approve, close } = await openTestGateway();
  await gateway.authorize(AGENT, propose('Read', { file_path: '/work/app/a.ts' }), NO_WAIT);
  const asked = await gateway.authorize(AGENT, propose('Bash', { command: 'npm run build' }), NO_WAIT);
  assert.equal(asked.verdict, 'require-approval');
  await approve(asked.approval?.request.id ?? '');
  const { rows } = await gateway.listActions(ALL);
  assert.deepEqual(
    rows.map(({ tool, summary, verdict }) => [tool, summary, verdict]),
    [
      ['Bash', 'npm run build', 'require-approval'],
      ['Read', '/work/app/a.ts', 'allow'],
    ],
  );
  assert.deepEqual(rows[1]?.effects, ['file.read']);
  await close();
});

test('goes through the log page by page without a gap, and tells what is new since an entry', async () => {
  const { gateway, close } = await openTestGateway();
  for (let index = 0; index < 7; index++)
    await gateway.authorize(AGENT, propose('Read', { file_path: `/work/app/${index}.ts` }), NO_WAIT);
  const found: string[] = [];
  let before: number | null = null;
  do {
    const page: Awaited<ReturnType<typeof gateway.listActions>> = await gateway.listActions({
      ...ALL,
      before,
      limit: 3,
    });
    found.push(...page.rows.map(({ summary }) => summary));
    before = page.nextBefore;
  } while (before !== null);
  assert.deepEqual(
    found,
    [6, 5, 4, 3, 2, 1, 0].map((index) => `/work/app/${index}.ts`),
  );
  const { rows } = await gateway.listActions(ALL);
  const third = rows[2]?.logIndex ?? 0;
  const newer = await gateway.listActions({ ...ALL, after: third + 1 });
  assert.deepEqual(
    newer.rows.map(({ summary }) => summary),
    found.slice(0, 2),
  );
  await close();
});

test('filters by verdict and session', async () => {
  const { gateway, close } = await openTestGateway();
  await gateway.authorize(AGENT, propose('Bash', { command: 'rm -rf /' }, { session: 'other' }), NO_WAIT);
  await gateway.authorize(AGENT, propose('Read', { file_path: '/work/app/a.ts' }), NO_WAIT);
  const denied = await gateway.listActions({ ...ALL, verdict: 'deny' });
  assert.deepEqual(
    denied.rows.map(({ session }) => session),
    ['other'],
  );
  const other = await gateway.listActions({ ...ALL, session: 'session-1' });
  assert.deepEqual(
    other.rows.map(({ tool }) => tool),
    ['Read'],
  );
  await close();
});

test('shows an action with every entry about it, and derives its verdict again', async () => {
  const { gateway, close } = await openTestGateway();
  const { action } = await gateway.authorize(AGENT, propose('Read', { file_path: '/work/app/a.ts' }), NO_WAIT);
  await gateway.reportOutcome(AGENT, {
    by: { actionId: action.id },
    result: 'completed',
    error: null,
    durationMs: 3,
    response: null,
  });
  const shown = await gateway.showAction(action.id);
  assert.equal(shown.record.status, 'completed');
  assert.deepEqual(shown.action?.args, { file_path: '/work/app/a.ts' });
  assert.deepEqual(
    shown.trail.map(({ type }) => type),
    ['decision', 'outcome'],
  );
  assert.equal(shown.decisions[0]?.decision?.verdict, 'allow');
  await assert.rejects(gateway.showAction('no-such-action'), { code: 'action.unknown' });
  await close();
});

test('keeps the place of an action whose payload was erased, and nothing of what it was', async () => {
  const { gateway, close } = await openTestGateway();
  const { action, logIndex } = await gateway.authorize(
    AGENT,
    propose('Read', { file_path: '/work/app/a.ts' }),
    NO_WAIT,
  );
  await gateway.erasePayload(OPERATOR, { index: logIndex, rationale: 'It holds personal data.' });
  const { rows } = await gateway.listActions(ALL);
  assert.equal(rows[0]?.summary, '');
  assert.equal((await gateway.showAction(action.id)).action, null);
  assert.deepEqual(
    (await gateway.replayAction(action.id)).map(({ outcome }) => outcome),
    ['erased'],
  );
  await close();
});

test('lists sessions that are open, and names the keys that the log is signed with', async () => {
  const { gateway, close } = await openTestGateway();
  await gateway.authorize(AGENT, propose('Read', { file_path: '/work/app/a.ts' }), NO_WAIT);
  assert.deepEqual(
    (await gateway.listSessions({ limit: 10 })).map(({ record }) => record.id),
    ['session-1'],
  );
  const { origin, keys } = gateway.logKeys();
  assert.equal(origin, 'test.log/1');
  assert.match(keys[0] ?? '', /^test\.log\/1\+[0-9a-f]{8}\+/);
  assert.throws(() => gateway.policyText(), { code: 'unavailable' });
  await close();
});

test('tries a changed policy on what is recorded, and puts nothing in force', async () => {
  const strict = readyPolicy({ rules: [] });
  const documents: unknown[] = [];
  const organisationText = {
    read: () => ({ source: 'policy.yaml', text: 'version: 1', isOwn: true }),
    parse: (text: string) =>
      text === 'broken' ? { document: null, problem: 'line 1' } : { document: text, problem: null },
  };
  const layers = [{ layer: 'organisation' as const, source: 'policy.yaml', document: 'as it is' }];
  const sources = { layers, weights: { source: 'test', document: null }, cedar: '' };
  const { gateway, close } = await openTestGateway({
    ports: {
      policySource: { load: async () => ({ ok: true, sources }), projectLayer: () => null, organisationText },
      preparePolicy: (given) => {
        documents.push(given.layers[0]?.document);
        return given.layers[0]?.document === 'bad' ? { ok: false, failure: ['no'] } : { ok: true, value: strict };
      },
    },
  });
  await gateway.authorize(AGENT, propose('Read', { file_path: '/work/app/a.ts' }), NO_WAIT);
  assert.equal(gateway.policyText().text, 'version: 1');
  assert.deepEqual((await gateway.previewPolicy('broken')).problems, ['line 1']);
  assert.deepEqual((await gateway.previewPolicy('bad')).problems, ['no']);
  const { decisions, changed, problems } = await gateway.previewPolicy('another');
  assert.deepEqual([decisions, changed, problems], [1, 0, []]);
  assert.deepEqual(documents, ['as it is', 'bad', 'another']);
  await close();
});

test('reads a shell line part by part, with the effects that come from each', async () => {
  const { gateway, close } = await openTestGateway();
  const { action } = await gateway.authorize(AGENT, propose('Bash', { command: 'cat a.txt && rm b.txt' }), NO_WAIT);
  const { parts, isComplete, problem } = await gateway.parseAction(action.id);
  assert.deepEqual([isComplete, problem], [true, null]);
  const told = parts
    ?.flatMap((part) => part.children)
    .map(({ operator, program, effects }) => [operator, program, effects]);
  assert.deepEqual(told, [
    ['', 'cat', ['file.read']],
    ['&&', 'rm', ['file.delete']],
  ]);
  await close();
});

test('has no parts for an action without shell text, and says where a line is broken', async () => {
  const { gateway, close } = await openTestGateway();
  const read = await gateway.authorize(AGENT, propose('Read', { file_path: '/work/app/a.ts' }), NO_WAIT);
  assert.equal((await gateway.parseAction(read.action.id)).parts, null);
  const broken = await gateway.authorize(AGENT, propose('Bash', { command: 'echo "a' }), NO_WAIT);
  assert.notEqual((await gateway.parseAction(broken.action.id)).problem, null);
  await assert.rejects(gateway.parseAction('none'), { code: 'action.unknown' });
  await close();
});

test('tells which sessions a crisis restricts, and until when', async () => {
  const { gateway, clock, close } = await openTestGateway();
  const said = { kind: 'prompt' as const, session: 'session-1', workspace: '/work/app' };
  await gateway.observeSession(AGENT, { ...said, prompt: 'Fix the login test.' });
  const crisis = async () => (await gateway.listSessions({ limit: 10 }))[0]?.crisis;
  assert.equal(await crisis(), null);
  await gateway.observeSession(AGENT, { ...said, prompt: 'I want to kill myself' });
  assert.deepEqual(await crisis(), { level: 'high', untilMs: clock.nowMs() + 7_200_000 });
  await clock.advance(7_200_000);
  assert.equal(await crisis(), null);
  await close();
});
