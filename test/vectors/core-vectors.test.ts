import assert from 'node:assert/strict';
import { createPublicKey, hash, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { digestAction, digestedFields } from '../../core/action/digest-action.ts';
import { parseAction } from '../../core/action/parse-action.ts';
import type { ApprovalRequest } from '../../core/approval/approval.ts';
import { approvalStatement, signedApprovalText } from '../../core/approval/approval-statement.ts';
import type { Effect, EffectClass, EffectMark, Reversibility } from '../../core/effect/effect.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { Json } from '../../core/encoding/json.ts';
import type { Provenance } from '../../core/provenance/provenance.ts';
import { assessRisk } from '../../core/risk/assess-risk.ts';
import type { RiskWeights } from '../../core/risk/risk-weights.ts';
import { signedApprovalText as sdkText } from '../../sdk/sign-approval.ts';

/** Reads a vector file of this project. */
function vectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8'));
}

describe('vectors/canonical-json.json', () => {
  const { numbers, texts } = vectors('canonical-json.json') as {
    numbers: readonly { ieee754: string; json: string | null }[];
    texts: readonly { name: string; json: string; canonical: string }[];
  };

  test('numbers are written as RFC 8785, appendix B, says', () => {
    for (const { ieee754, json } of numbers) {
      const value = Buffer.from(ieee754, 'hex').readDoubleBE();
      if (json === null) assert.throws(() => canonicalJson(value), RangeError, ieee754);
      else assert.equal(canonicalJson(value), json, ieee754);
    }
    assert.equal(numbers.length, 26);
  });

  for (const { name, json, canonical } of texts) {
    test(name, () => assert.equal(canonicalJson(JSON.parse(json) as Json), canonical));
  }
});

describe('vectors/action-digest.json', () => {
  type Case = { readonly name: string; readonly action: unknown; readonly canonical: string; readonly digest: string };
  const { cases } = vectors('action-digest.json') as { readonly cases: readonly Case[] };

  for (const { name, action, canonical, digest } of cases) {
    test(name, () => {
      const parsed = parseAction(action);
      assert.ok(parsed.ok);
      assert.equal(canonicalJson(digestedFields(parsed.value)), canonical);
      assert.equal(
        digestAction(parsed.value, (data) => hash('sha256', data, 'buffer')),
        digest,
      );
    });
  }

  test('only the same action proposed again shares a digest', () => {
    assert.equal(new Set(cases.map(({ digest }) => digest)).size, cases.length - 1);
  });
});

describe('vectors/approval-statement.json', () => {
  type Case = {
    readonly name: string;
    readonly request: {
      readonly id: string;
      readonly binding: { readonly [part: string]: string | null };
      readonly nonce: string;
      readonly created_at_ms: number;
      readonly deadline_ms: number;
    };
    readonly answer: {
      readonly answer: 'approve' | 'deny';
      readonly scope: 'action' | 'session' | 'proposal';
      readonly channel: 'api' | 'telegram' | 'discord' | 'cli';
      readonly approver: string;
      readonly key_id: string;
      readonly note: string;
    };
    readonly statement: string;
    readonly signed_text: string;
    readonly signature: string;
  };
  const file = vectors('approval-statement.json') as { readonly public_key: string; readonly cases: readonly Case[] };
  const x = Buffer.from(file.public_key, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });

  function requestOf({ request }: Case): ApprovalRequest {
    const { binding } = request;
    const bound = {
      actionDigest: binding['action_digest'],
      toolDigest: binding['tool_digest'],
      policyVersion: binding['policy_version'],
      profile: binding['profile'],
      lease: binding['lease'],
      plan: binding['plan'],
      requester: binding['requester'],
      session: binding['session'],
    };
    const times = { createdAtMs: request.created_at_ms, deadlineMs: request.deadline_ms };
    return { id: request.id, nonce: request.nonce, binding: bound, ...times } as ApprovalRequest;
  }

  for (const vector of file.cases) {
    test(vector.name, () => {
      const { key_id: keyId, ...rest } = vector.answer;
      const answer = { ...rest, keyId };
      const statement = approvalStatement(requestOf(vector));
      assert.equal(statement, vector.statement);
      assert.equal(signedApprovalText(statement, answer), vector.signed_text);
      assert.equal(sdkText(statement, answer), vector.signed_text);
      assert.equal(vector.signed_text.split('\n').length, 5);
      assert.ok(verify(null, Buffer.from(vector.signed_text), key, Buffer.from(vector.signature, 'base64')));
    });
  }
});

describe('vectors/risk.json', () => {
  type VectorEffect = {
    readonly class: EffectClass;
    readonly reversibility: Reversibility;
    readonly marks: readonly EffectMark[];
    readonly provenance: Provenance;
  };
  type Case = {
    readonly name: string;
    readonly effects: readonly VectorEffect[];
    readonly production: boolean;
    readonly financial: boolean;
    readonly plan_points: number;
    readonly hundredths?: RiskWeights['hundredths'];
    readonly score: number;
    readonly level: string;
    readonly parts: readonly unknown[];
  };
  const file = vectors('risk.json') as {
    readonly hundredths: RiskWeights['hundredths'];
    readonly cases: readonly Case[];
  };

  function effectOf({ class: name, reversibility, marks, provenance }: VectorEffect): Effect {
    return { class: name, reversibility, marks, detail: '', resource: { kind: 'other', value: '', provenance } };
  }

  for (const vector of file.cases) {
    test(vector.name, () => {
      const { production, financial, plan_points: planPoints, hundredths = file.hundredths } = vector;
      const input = { effects: vector.effects.map(effectOf), production, financial, planPoints };
      const { score, level, parts } = assessRisk(input, { version: '1', hundredths });
      assert.deepEqual({ score, level, parts }, { score: vector.score, level: vector.level, parts: vector.parts });
    });
  }
});
