import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReviewPrompt } from '../../core/reviewer/review-prompt.ts';
import { AGENT, NO_WAIT, openTestGateway, propose } from '../../test/harness/test-gateway.ts';
import type { Caller } from '../gateway.ts';

/** The same agent with a token that may not say what its user wrote. */
const BARE: Caller = { ...AGENT, scopes: ['decide', 'outcome'] };
const CALL = propose('WebFetch', { url: 'https://docs.example/page', prompt: 'Sum it up' });
const SAID = {
  kind: 'prompt',
  session: 'session-1',
  workspace: '/work/app',
  prompt: 'I want exactly this page.',
} as const;

test('a prompt that the agent itself brings ends no row of denials, and tells a reviewer model nothing', async () => {
  const seen: ReviewPrompt[] = [];
  const review = (prompt: ReviewPrompt) => {
    seen.push(prompt);
    return Promise.resolve({ ok: true, value: 'ESCALATE' } as const);
  };
  const { gateway, approve, stores } = await openTestGateway({
    ports: { reviewers: [{ name: 'local', provider: 'openai', model: 'm', review }] },
  });
  const asked = await gateway.authorize(BARE, CALL, NO_WAIT);
  await approve(asked.approval?.request.id ?? '', { answer: 'deny' });

  await gateway.observeSession(BARE, SAID);
  const still = await gateway.authorize(BARE, CALL, NO_WAIT);
  assert.match(still.decision.reason, /a person refused/);
  assert.equal(
    seen.some(({ user }) => user.includes('I want exactly this page')),
    false,
  );

  await gateway.observeSession(AGENT, SAID);
  const again = await gateway.authorize(BARE, CALL, NO_WAIT);
  assert.doesNotMatch(again.decision.reason, /a person refused/);
  assert.ok(seen.at(-1)?.user.includes('I want exactly this page'));
  const entries = await stores.ledger.readEntries({ fromIndex: 0, limit: 100 });
  assert.deepEqual(
    entries
      .map(({ text }) => JSON.parse(text))
      .filter(({ type }) => type === 'prompt.submitted')
      .map(({ data }) => data),
    [{ length: 25, claimed: true }, { length: 25 }],
  );
});

test('a reviewer model is not told what a program of a run says that its user wrote', async () => {
  const seen: ReviewPrompt[] = [];
  const review = (prompt: ReviewPrompt) => {
    seen.push(prompt);
    return Promise.resolve({ ok: true, value: 'ESCALATE' } as const);
  };
  const { gateway } = await openTestGateway({
    ports: { reviewers: [{ name: 'local', provider: 'openai', model: 'm', review }] },
  });
  await gateway.observeSession({ ...AGENT, run: 'run-1' }, SAID);
  await gateway.authorize(AGENT, CALL, NO_WAIT);
  assert.equal(seen.length, 1);
  assert.equal(seen[0]?.user.includes('I want exactly this page'), false);
});
