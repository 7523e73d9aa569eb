import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ApprovalAnswer, ApprovalRequest } from '../approval/approval.ts';
import { approvalTerms } from '../approval/approval-terms.ts';
import {
  heldBackDocument,
  outcomeDocument,
  type PersonChange,
  personDocument,
  testDocument,
  timedOutDocument,
  tooLongDocument,
} from './message-documents.ts';

const hash = (): Uint8Array => new Uint8Array(32).fill(171);

const ANSWER: ApprovalAnswer = {
  answer: 'approve',
  approver: 'human:ada',
  keyId: 'k',
  channel: 'telegram',
  scope: 'action',
  note: '',
  atMs: 0,
  signature: '',
};

function request(changes: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    id: '7k3m9x2p7k3m9x2p',
    actionId: 'a',
    decisionIndex: 0,
    binding: {
      actionDigest: 'd',
      toolDigest: null,
      policyVersion: 'v',
      profile: 'dev',
      lease: null,
      plan: null,
      requester: 'agent:x',
      session: 's',
    },
    onBehalfOf: 'human:ada',
    riskLevel: 'medium',
    riskScore: 40,
    terms: approvalTerms('medium', { criticalApprovers: 1 }),
    nonce: '',
    createdAtMs: 0,
    deadlineMs: 60_000,
    status: 'pending',
    answers: [],
    late: false,
    usableUntilMs: null,
    consumedBy: null,
    ...changes,
  };
}

const words = (changes: Partial<ApprovalRequest>, sign: '/' | '!' | null = '/'): string =>
  outcomeDocument('title', request(changes), { hash, sign })
    .sections.flatMap(({ lines }) => lines)
    .join(' ');

describe('What a message says once its request is over', () => {
  test('names who said what and where', () => {
    assert.match(words({ status: 'approved', answers: [ANSWER] }), /Approved by .*human:ada.* at telegram/);
    assert.match(
      words({ status: 'denied', answers: [{ ...ANSWER, answer: 'deny', channel: 'cli' }] }),
      /Denied by .*human:ada.* at cli/,
    );
  });

  test('says what is still open, what was late, and what became of it without an answer', () => {
    assert.match(words({ status: 'approved', answers: [ANSWER], late: true }), /one new attempt, not the old one/);
    const terms = { ...request().terms, approvers: 2 };
    assert.match(words({ answers: [ANSWER], terms }), /1 more must approve it until/);
    assert.match(words({ status: 'timed-out' }), /silence is denial.*\/approve 7k3m9x2p/);
    assert.match(words({ status: 'timed-out' }, '!'), /`!approve 7k3m9x2p`/);
    assert.match(words({ status: 'timed-out' }, null), /`countersign approvals approve/);
    assert.match(words({ status: 'cancelled' }), /cancelled/);
    assert.match(words({ status: 'superseded' }), /newer request/);
  });
});

test('what is held back is named with its risk, or as something that was erased', () => {
  const tool = { name: 'Bash', origin: 'x', digest: null };
  const risk = { score: 91, level: 'critical', parts: [] } as const;
  const shown = { action: { principal: 'agent:x', tool }, decision: { risk } };
  const held = heldBackDocument(shown, 7, hash);
  assert.match(held.title, /agent:x.* wants to run .*Bash.*: critical risk, 91 of 100/);
  assert.match(JSON.stringify(held.sections), /countersign log show 7/);
  assert.match(heldBackDocument(null, 7, hash).title, /An agent wants to run something that was erased: critical risk/);
});

test('the gateway’s own documents have a title, lines and a fingerprint, and quote nobody', () => {
  const documents = [
    tooLongDocument('a title', request(), hash),
    timedOutDocument('a title', request(), hash),
    testDocument('telegram\u202e', 'human:ada', hash),
  ];
  for (const { title, sections, fingerprint } of documents) {
    assert.notEqual(title, '');
    assert.equal(fingerprint, 'abababababababab');
    assert.equal(
      sections.every(({ quoted, lines }) => !quoted && lines.length > 0),
      true,
    );
  }
  assert.match(JSON.stringify(documents[0]), /only deny it/);
  assert.match(JSON.stringify(documents[1]), /within 60 s/);
  assert.equal(JSON.stringify(documents[2]).includes('\u202e'), false);
});

describe('what people are told of themselves', () => {
  const span = { fromMs: 1_000, untilMs: 61_000, by: 'human:ada' };
  const told = (change: PersonChange, nowMs = 0): string => {
    const { title, sections } = personDocument(change, { nowMs, hash });
    const lines = sections.flatMap((section) => section.lines.map((line) => JSON.stringify(line)));
    return [title, ...lines].join(' ');
  };

  test('says who noted an absence, for how long, and how to come back', () => {
    const said = told({ kind: 'away', principal: 'human:bob', ...span });
    assert.match(said, /you are noted as away.*1970-01-01.*no requests.*human:bob.*Noted by.*human:ada/s);
    assert.match(said, /countersign approvers away/);
    assert.match(told({ kind: 'away', principal: 'human:bob', ...span }, 61_000), /your absence is over.*again/s);
    assert.match(told({ kind: 'back', principal: 'human:bob', by: 'human:ada' }), /you are back.*Noted by.*human:ada/s);
  });

  test('says who answers in whose turn, from when until when, and how to end it', () => {
    const turn = { kind: 'turn', id: '3f9a01c2d4e5', from: 'human:ada', to: 'human:bob', ...span } as const;
    assert.match(told(turn), /human:bob.*in the turn of.*human:ada.*delegations end 3f9a01c2d4e5/s);
    assert.match(told(turn, 61_000), /a delegation is over.*no longer/s);
    assert.match(
      told({ kind: 'turn-ended', from: 'human:ada', to: 'human:bob', by: 'human:eve' }),
      /Ended by.*human:eve/s,
    );
  });

  test('shows a name that hides something as it is written, so that nobody is told of somebody else', () => {
    assert.doesNotMatch(told({ kind: 'back', principal: 'human:b\u202eob', by: 'x' }), /\u202e/u);
  });
});
