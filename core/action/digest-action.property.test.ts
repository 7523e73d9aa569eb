import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { bindingHolds } from '../approval/approval-statement.ts';
import { isUsable } from '../approval/approval-transitions.ts';
import type { JsonObject } from '../encoding/json.ts';
import { actionOf, requestOf } from '../testing/samples.ts';
import type { Action } from './action.ts';
import { digestAction, digestedFields } from './digest-action.ts';
import { parseAction } from './parse-action.ts';

const sha256 = (data: string | Uint8Array) => hash('sha256', data, 'buffer');
const objects = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }) as fc.Arbitrary<JsonObject>;

test('two actions share a digest only when they are equal in every digested field', () => {
  fc.assert(
    fc.property(objects, objects, (first, second) => {
      const [a, b] = [actionOf('X', first), actionOf('X', second)] as const;
      const plain = (action: Action) => JSON.parse(JSON.stringify(digestedFields(action))) as unknown;
      assert.equal(digestAction(a, sha256) === digestAction(b, sha256), isDeepStrictEqual(plain(a), plain(b)));
    }),
    { numRuns: 2_000 },
  );
});

test('any changed byte of the wire form is refused, or is another digest that voids the approval', () => {
  const base = actionOf('Write', { file_path: 'src/a.ts', content: 'x = 1', n: 10 }, { plan: 'p1' });
  const wire = JSON.stringify(digestedFields(base));
  const digest = digestAction(base, sha256);
  const approved = requestOf({ status: 'approved', usableUntilMs: 10_000 });
  const request = { ...approved, binding: { ...approved.binding, actionDigest: digest } };
  assert.equal(isUsable(request, { actionDigest: digest, nowMs: 0 }), true);
  fc.assert(
    fc.property(fc.nat({ max: wire.length - 1 }), fc.integer({ min: 0x20, max: 0x7e }), (at, code) => {
      const changed = wire.slice(0, at) + String.fromCharCode(code) + wire.slice(at + 1);
      const parsed = parseWire(changed);
      if (changed === wire || parsed === null) return;
      if (isDeepStrictEqual(digestedFields(parsed), digestedFields(base))) return;
      const actionDigest = digestAction(parsed, sha256);
      assert.notEqual(actionDigest, digest);
      assert.equal(isUsable(request, { actionDigest, nowMs: 0 }), false);
      assert.equal(bindingHolds(request.binding, { ...request.binding, actionDigest }), false);
    }),
    { numRuns: 5_000 },
  );
});

function parseWire(text: string): Action | null {
  try {
    const parsed = parseAction({ ...JSON.parse(text), id: 'i', idempotency_key: null, proposed_at_ms: 1 });
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
}
