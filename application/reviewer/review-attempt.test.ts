import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../core/encoding/json.ts';
import { fail, ok } from '../../core/result.ts';
import type { ReviewPrompt } from '../../core/reviewer/review-prompt.ts';
import type { Reviewer } from '../../ports/reviewer.ts';
import { settle } from '../../test/harness/manual-clock.ts';
import { AGENT, NO_WAIT, openTestGateway, propose, type TestGateway } from '../../test/harness/test-gateway.ts';
import type { ReviewSettings } from './review-desk.ts';

type Reply = Awaited<ReturnType<Reviewer['review']>>;

/** A reviewer that says what it is told, and what it was asked. */
class Scripted implements Reviewer {
  readonly name: string;
  readonly provider: string;
  readonly model = 'm1';
  readonly asked: ReviewPrompt[] = [];
  answer: () => Promise<Reply> | Reply;

  constructor(answer: string | (() => Promise<Reply> | Reply), { name = 'second', provider = 'local' } = {}) {
    this.name = name;
    this.provider = provider;
    this.answer = typeof answer === 'string' ? () => ok(answer) : answer;
  }

  readonly review: Reviewer['review'] = async (prompt) => {
    this.asked.push(prompt);
    return this.answer();
  };
}

const USUAL: ReviewSettings = { timeoutMs: 1_000, guidance: '', proposers: {}, watchesAllows: false };

function open(reviewers: readonly Reviewer[], review: Partial<ReviewSettings> = {}): Promise<TestGateway> {
  return openTestGateway({ ports: { reviewers }, settings: { review: { ...USUAL, ...review } } });
}

const WRITE: JsonObject = { file_path: '/work/app/a.ts', content: 'x' };
const LOW = ['Write', WRITE] as const;
const NONE = ['Read', { file_path: '/work/app/a.ts' }] as const;

async function verdict({ gateway }: TestGateway, [tool, args]: readonly [string, JsonObject] = LOW, session = 's-1') {
  const { verdict: given, decision } = await gateway.authorize(AGENT, { ...propose(tool, args), session }, NO_WAIT);
  const rule = decision.gates.find(({ gate }) => gate === 'risk')?.rule ?? '';
  return `${given} ${rule}`;
}

describe('Without a reviewer model', () => {
  test('what can be undone passes, and what cannot is asked', async () => {
    const opened = await openTestGateway();
    assert.equal(await verdict(opened), 'allow matrix.reversible');
    assert.match(await verdict(opened, ['WebFetch', { url: 'https://a.example/', prompt: 'p' }]), /^require-approval/u);
  });
});

describe('A reviewer model', () => {
  test('lets pass what it has no objection to, and its answer is on record', async () => {
    const reviewer = new Scripted('APPROVE');
    const opened = await open([reviewer]);
    assert.equal(await verdict(opened), 'allow matrix.reviewed');
    assert.equal(reviewer.asked.length, 1);
    const entries = await opened.gateway.logEntries({ fromIndex: 0, limit: 100 });
    assert.ok(entries.some(({ text }) => text.includes('"reviewed":"no-objection","reviewer":"second"')));
  });

  test('that is gone changes nothing about what was decided with it: replay comes to the same', async () => {
    const opened = await open([new Scripted('DENY')]);
    const { action } = await opened.gateway.authorize(AGENT, propose(...LOW), NO_WAIT);
    const later = await openTestGateway({ stores: opened.stores, ports: { logSigner: opened.ports.logSigner } });
    const findings = await later.gateway.replayAction(action.id);
    assert.deepEqual(
      findings.map(({ outcome }) => outcome),
      ['same'],
    );
  });

  for (const [said, answer] of [
    ['DENY', () => ok('DENY')],
    ['ESCALATE', () => ok('ESCALATE')],
    ['a sentence that holds APPROVE', () => ok('I would APPROVE this')],
    ['nothing', () => ok('')],
    ['that it is unreachable', () => fail({ code: 'unreachable', reason: 'r' } as const)],
    ['that it is late', () => fail({ code: 'timed-out', reason: 'r' } as const)],
    ['something unusable', () => fail({ code: 'unusable-answer', reason: 'r' } as const)],
    ['that it refuses', () => fail({ code: 'refused', reason: 'r' } as const)],
    ['an exception', () => Promise.reject(new Error('broken'))],
  ] as const) {
    test(`that answers ${said} has a human asked about what would pass without one`, async () => {
      const opened = await open([new Scripted(answer)]);
      assert.equal(await verdict(opened), 'require-approval matrix.reviewer');
    });
  }

  test('that does not answer in time has a human asked', async () => {
    const opened = await open([new Scripted(() => new Promise<Reply>(() => undefined))]);
    const waiting = verdict(opened);
    await settle();
    await opened.clock.advance(1_000);
    assert.equal(await waiting, 'require-approval matrix.reviewer');
  });

  test('never makes an allow of what the matrix, a rule or a gate asks about or denies', async () => {
    const opened = await open([new Scripted('APPROVE')]);
    for (const [tool, args] of [
      ['Bash', { command: 'rm -rf /' }],
      ['Write', { file_path: '/etc/passwd', content: 'x' }],
      ['mcp__mail__send', { to: 'a@b.example', body: 'hi' }],
      ['Write', { file_path: '/work/app/CLAUDE.md', content: 'obey' }],
    ] as const) {
      assert.doesNotMatch(await verdict(opened, [tool, args]), /^allow/u, JSON.stringify(args));
    }
  });

  test('is not asked where it could not matter', async () => {
    const reviewer = new Scripted('APPROVE');
    const opened = await open([reviewer]);
    await verdict(opened, NONE);
    await verdict(opened, ['Bash', { command: 'rm -rf /' }]);
    assert.equal(reviewer.asked.length, 0);
  });

  test('is asked before a human about what is medium or high, and people see what it said', async () => {
    const reviewer = new Scripted('DENY');
    const opened = await open([reviewer]);
    const asked = await opened.gateway.authorize(
      AGENT,
      propose('Write', { file_path: '/work/other/a', content: 'x' }),
      NO_WAIT,
    );
    assert.equal(asked.verdict, 'require-approval');
    assert.equal(asked.decision.risk.level, 'high');
    assert.equal(reviewer.asked.length, 1);
    const view = await opened.gateway.findApproval(asked.approval?.request.id ?? '');
    const lines = opened.gateway.promptOf(view).sections.flatMap((section) => section.lines);
    assert.ok(lines.includes('Reviewer model, advisory: objection.'));
    const answered = await opened.approve(view.request.id);
    assert.equal(answered.request.status, 'approved');
  });

  test('is asked once about the same action of a session within two minutes', async () => {
    const reviewer = new Scripted('APPROVE');
    const opened = await open([reviewer]);
    await verdict(opened);
    await opened.clock.advance(119_999);
    await verdict(opened);
    assert.equal(reviewer.asked.length, 1);
    await verdict(opened, LOW, 's-2');
    assert.equal(reviewer.asked.length, 2);
    await opened.clock.advance(120_000);
    await verdict(opened, LOW, 's-2');
    assert.equal(reviewer.asked.length, 3);
  });

  test('is not asked by a look that nobody records, so that no agent can try wordings until one passes', async () => {
    const reviewer = new Scripted('APPROVE');
    const opened = await open([reviewer]);
    const { decision } = await opened.gateway.check(AGENT, propose(...LOW));
    assert.equal(decision.verdict, 'require-approval');
    assert.equal(reviewer.asked.length, 0);
  });

  test('is asked thirty times a minute by one principal; after that a human is asked', async () => {
    const reviewer = new Scripted('APPROVE');
    const opened = await open([reviewer]);
    const verdicts: string[] = [];
    for (let count = 0; count < 32; count++) verdicts.push(await verdict(opened, LOW, `s-${count}`));
    assert.equal(reviewer.asked.length, 30);
    const unreviewed = 'require-approval matrix.reviewer';
    assert.deepEqual(verdicts.slice(29), ['allow matrix.reviewed', unreviewed, unreviewed]);
  });

  test('sees the newest request of the user, and is asked anew after another', async () => {
    const reviewer = new Scripted('APPROVE');
    const opened = await open([reviewer], { guidance: 'Be strict.' });
    const say = (prompt: string): Promise<void> =>
      opened.gateway.observeSession(AGENT, { kind: 'prompt', session: 's-1', workspace: '/work/app', prompt });
    await say('write a.ts');
    await verdict(opened);
    await say('now write it again');
    await verdict(opened);
    assert.match(reviewer.asked[0]?.user ?? '', /"user_request":"write a\.ts"/u);
    assert.match(reviewer.asked[1]?.user ?? '', /"user_request":"now write it again"/u);
    assert.match(reviewer.asked[0]?.system ?? '', /Be strict\./u);
    await opened.gateway.observeSession(AGENT, { kind: 'ended', session: 's-1', reason: 'done' });
  });

  test('is not asked what it could not be shown whole: a human is', async () => {
    const reviewer = new Scripted('APPROVE');
    const opened = await open([reviewer]);
    assert.equal(
      await verdict(opened, ['Write', { ...WRITE, content: 'x'.repeat(40_000) }]),
      'require-approval matrix.reviewer',
    );
    const prompt = 'p'.repeat(40_000);
    await opened.gateway.observeSession(AGENT, { kind: 'prompt', session: 's-1', workspace: '/work/app', prompt });
    assert.equal(await verdict(opened), 'require-approval matrix.reviewer');
    assert.equal(reviewer.asked.length, 0);
  });

  test('of another provider than the proposer’s is preferred', async () => {
    const [same, other] = [
      new Scripted('APPROVE', { name: 'same', provider: 'acme' }),
      new Scripted('DENY', { name: 'other' }),
    ];
    const opened = await open([same, other], { proposers: { 'agent:test': 'acme' } });
    assert.equal(await verdict(opened), 'require-approval matrix.reviewer');
    assert.deepEqual([same.asked.length, other.asked.length], [0, 1]);
  });

  test('that fails three times rests, and then people are asked at once', async () => {
    const reviewer = new Scripted(() => fail({ code: 'unreachable', reason: 'r' } as const));
    const opened = await open([reviewer]);
    for (let at = 0; at < 5; at++) {
      const written = ['Write', { ...WRITE, content: String(at) }] as const;
      assert.equal(await verdict(opened, written, `s-${at}`), 'require-approval matrix.reviewer');
    }
    assert.equal(reviewer.asked.length, 3);
    assert.equal((await opened.gateway.listReviewers()).reviewers[0]?.resting, true);
    await opened.clock.advance(30_000);
    reviewer.answer = () => ok('APPROVE');
    assert.equal(await verdict(opened, LOW, 's-9'), 'allow matrix.reviewed');
    assert.equal((await opened.gateway.listReviewers()).reviewers[0]?.resting, false);
  });

  test('objects to what is allowed without any risk for the record only, where that is wanted', async () => {
    const reviewer = new Scripted('DENY');
    const opened = await open([reviewer], { watchesAllows: true });
    assert.equal(await verdict(opened, NONE), 'allow matrix.none');
    await settle();
    const { reviewers } = await opened.gateway.listReviewers();
    assert.equal(reviewers[0]?.loggedObjections, 1);
    reviewer.answer = () => ok('APPROVE');
    assert.equal(await verdict(opened, NONE, 's-2'), 'allow matrix.none');
    await settle();
    assert.equal((await opened.gateway.listReviewers()).reviewers[0]?.loggedObjections, 1);
  });

  test('is compared with people', async () => {
    const reviewer = new Scripted('DENY');
    const opened = await open([reviewer]);
    const ask = async (content: string): Promise<string> => {
      const asked = await opened.gateway.authorize(AGENT, propose('Write', { ...WRITE, content }), NO_WAIT);
      return asked.approval?.request.id ?? assert.fail('nobody was asked');
    };
    await opened.approve(await ask('a'));
    reviewer.answer = () => ok('ESCALATE');
    await opened.approve(await ask('b'));
    reviewer.answer = () => ok('DENY');
    await opened.approve(await ask('c'), { answer: 'deny' });
    const { reviewers, entries } = await opened.gateway.listReviewers();
    const [{ objection, abstained, agreed, disagreed, noObjection, configured } = assert.fail('none')] = reviewers;
    assert.deepEqual(
      { objection, abstained, agreed, disagreed, noObjection, configured },
      { objection: 2, abstained: 1, agreed: 1, disagreed: 1, noObjection: 0, configured: true },
    );
    assert.ok(entries > 5);
    const later = await openTestGateway({ stores: opened.stores, ports: { logSigner: opened.ports.logSigner } });
    const [gone] = (await later.gateway.listReviewers()).reviewers;
    assert.deepEqual([gone?.name, gone?.configured, gone?.disagreed], ['second', false, 1]);
  });
});
