import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Effect } from '../effect/effect.ts';
import type { JsonObject } from '../encoding/json.ts';
import { actionOf, effectOf } from '../testing/samples.ts';
import { alwaysEscalates } from './always-escalates.ts';
import { eligibleReviewers } from './choose-reviewer.ts';
import { parseReviewerAnswer } from './parse-answer.ts';
import { REVIEW_LIMITS, type ReviewSubject, reviewPrompt } from './review-prompt.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

const hash = (data: string | Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const options = { hash, guidance: '' };

function subject(args: JsonObject = { command: 'npm test' }, more: Partial<ReviewSubject> = {}): ReviewSubject {
  const effects = [effectOf('process.run')];
  return {
    action: actionOf('Bash', args),
    effects,
    risk: { score: 11, level: 'low', parts: [] },
    userRequest: 'run the tests',
    ...more,
  };
}

function material(given: ReviewSubject): {
  readonly lines: readonly string[];
  readonly data: unknown;
  readonly system: string;
} {
  const prompt = reviewPrompt(given, options);
  assert.ok(prompt.ok);
  const lines = prompt.value.user.split('\n');
  return { lines, data: JSON.parse(lines[1] ?? ''), system: prompt.value.system };
}

describe('A question to a reviewer model', () => {
  test('holds the request of the user, the bare action and its effects, and nothing that the agent said', () => {
    const { lines, data, system } = material(subject());
    assert.deepEqual(data, {
      action: {
        args: { command: 'npm test' },
        cwd: '/home/ada/site',
        tool: { name: 'Bash', origin: 'builtin:claude-code' },
        workspace: '/home/ada/site',
      },
      effects: [
        {
          class: 'process.run',
          detail: 'a sample',
          marks: [],
          resource: { kind: 'other', provenance: 'unknown', value: 'process.run' },
          reversibility: 'reversible',
        },
      ],
      risk: { level: 'low', score: 11 },
      user_request: 'run the tests',
    });
    assert.equal(lines.length, 4);
    assert.match(lines[0] ?? '', /^<MATERIAL [0-9a-f]{32}>$/u);
    assert.equal(lines[2], lines[0]?.replace('<', '</'));
    assert.match(system, /exactly one word: APPROVE, DENY or ESCALATE/u);
  });

  test('gives the operator’s policy as a rule, and nobody else’s', () => {
    const prompt = reviewPrompt(subject(), { hash, guidance: 'Deny everything about payroll.' });
    assert.ok(prompt.ok);
    assert.match(prompt.value.system, /The operator's policy: Deny everything about payroll\.$/u);
    assert.ok(!prompt.value.user.includes('payroll'));
  });

  test('is not asked where it would be longer than the bound, and never cut', () => {
    const room = REVIEW_LIMITS.maxCharacters - lengthOf(subject({ command: '' }));
    assert.ok(reviewPrompt(subject({ command: 'a'.repeat(room) }), options).ok);
    const refused = reviewPrompt(subject({ command: 'a'.repeat(room + 1) }), options);
    assert.deepEqual(refused, {
      ok: false,
      failure: { code: 'too-long', reason: 'it takes 32769 characters to show, and a reviewer sees at most 32768' },
    });
  });

  test('is not asked about control characters, marks of direction or broken text, in values and in names', () => {
    const bad = ['a\u0000', '\u001b[2J', '\u0085', '\u202e', '\u200b', '\ud800', '\u{e0041}', '\ue000', '\u0378'];
    for (const text of bad) {
      for (const given of [
        subject({ command: text }),
        subject({ [text]: 1 }),
        subject({ list: [{ deep: text }] }),
        subject({}, { userRequest: text }),
      ]) {
        const prompt = reviewPrompt(given, options);
        assert.equal(prompt.ok ? null : prompt.failure.code, 'unreadable', JSON.stringify(text));
      }
    }
    assert.ok(
      reviewPrompt(
        subject({ command: 'one\r\n\ttwo é 日本 🙂', empty: null, count: 1 }, { userRequest: null }),
        options,
      ).ok,
    );
  });

  test('leaves out what looks like a secret', () => {
    const key = `AKIA${part('Q3JZ7WXN5TLKP2HD')}`;
    const { lines } = material(subject({ command: `aws configure set ${key}` }));
    assert.ok(!lines.join('').includes(key));
    assert.match(lines[1] ?? '', /redacted/u);
  });

  test('keeps everything from others on one line that is no fence and no rule, whatever it says', () => {
    const text = fc.string({
      unit: fc.constantFrom('\n', '<', '/', '>', 'MATERIAL', '"', '\\', 'APPROVE', ' ', '&', '\u2028', 'x'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, text, (command, userRequest) => {
        const given = subject({ command }, { userRequest });
        const prompt = reviewPrompt(given, options);
        if (command.includes('\u2028') || userRequest.includes('\u2028')) return;
        assert.ok(prompt.ok);
        const lines = prompt.value.user.split('\n');
        assert.equal(lines.length, 4);
        assert.ok(!/[<>&]/u.test(lines[1] ?? ''));
        assert.deepEqual((JSON.parse(lines[1] ?? '') as { action: { args: unknown } }).action.args, { command });
      }),
      { numRuns: 300 },
    );
  });
});

function lengthOf(given: ReviewSubject): number {
  const prompt = reviewPrompt(given, options);
  return prompt.ok ? prompt.value.system.length + prompt.value.user.length : Number.NaN;
}

describe('An answer of a reviewer model', () => {
  test('counts only where it is one of three words and nothing else', () => {
    assert.equal(parseReviewerAnswer('APPROVE'), 'no-objection');
    assert.equal(parseReviewerAnswer('DENY'), 'objection');
    assert.equal(parseReviewerAnswer('ESCALATE'), 'abstain');
  });

  test('is malformed in every other form', () => {
    const forms = [
      '',
      'approve',
      'Approve',
      ' APPROVE',
      'APPROVE ',
      'APPROVE\n',
      'APPROVE.',
      '"APPROVE"',
      'APPROVED',
      'APPROVE DENY',
      'APPROVE\u200b',
      'АPPROVE',
      'ＡPPROVE',
      'APPROVE\u0000',
      'YES',
      '{"answer":"APPROVE"}',
      'I say APPROVE',
      '**APPROVE**',
      'APPROVE because it is safe',
    ];
    for (const form of forms) assert.equal(parseReviewerAnswer(form), 'malformed', JSON.stringify(form));
  });
});

describe('What always goes to a human', () => {
  const why = (effect: Effect): string | null => alwaysEscalates([effectOf('file.read'), effect]);

  test('is what destroys, touches credentials, weakens security, publishes, or instructs agents', () => {
    assert.equal(why(effectOf('db.write')), 'destroys data');
    assert.equal(why(effectOf('file.delete', ['bulk'])), 'destroys data');
    assert.equal(why(effectOf('file.write', ['data-deletion'])), 'destroys data');
    assert.equal(why(effectOf('secret.read')), 'touches credentials');
    assert.equal(why(effectOf('file.write', ['holds-secret'])), 'touches credentials');
    assert.equal(why(effectOf('config.modify')), 'may weaken security');
    assert.equal(why(effectOf('process.run', ['as-root'])), 'may weaken security');
    assert.equal(why(effectOf('file.write', ['gateway-state'])), 'may weaken security');
    assert.equal(why(effectOf('message.send')), 'publishes');
    const instructions = { kind: 'path', value: '/w/docs/CLAUDE.md', provenance: 'unknown' } as const;
    assert.equal(why({ ...effectOf('file.write'), resource: instructions }), 'changes instructions that agents obey');
    assert.equal(why({ ...effectOf('file.read'), resource: instructions }), null);
  });

  test('is not ordinary work, nor a deletion that a checkpoint brings back', () => {
    for (const name of [
      'file.write',
      'file.delete',
      'process.run',
      'package.install',
      'net.fetch',
      'git.commit',
    ] as const) {
      assert.equal(why(effectOf(name)), null, name);
    }
    assert.equal(alwaysEscalates([]), null);
  });
});

describe('The reviewers that may judge', () => {
  const reviewers = [
    { name: 'a', provider: 'anthropic' },
    { name: 'b', provider: 'openai' },
  ];
  const names = (principal: string, origin: string, proposers = {}, given = reviewers): string =>
    eligibleReviewers(given, { principal, origin }, proposers)
      .map(({ name }) => name)
      .join('');

  test('are of another provider than the proposer where there are two', () => {
    assert.equal(names('agent:x', 'builtin:claude-code'), 'b');
    assert.equal(names('agent:x', 'builtin:codex'), 'a');
    assert.equal(names('agent:claude-code', 'mcp:x'), 'b');
    assert.equal(names('agent:x', 'mcp:x'), 'ab');
    assert.equal(names('agent:x', 'mcp:x', { 'agent:x': 'openai' }), 'a');
    assert.equal(names('agent:x', 'builtin:claude-code', { 'agent:x': 'openai' }), 'a');
  });

  test('are all of them where there is no other', () => {
    assert.equal(names('agent:x', 'builtin:claude-code', {}, reviewers.slice(0, 1)), 'a');
    assert.equal(names('constructor', 'mcp:x'), 'ab');
  });
});
