import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LeaseTokens, NarrowToken } from '../lease-token.ts';

const LEASE = '01990000-0000-7000-8000-0000000000aa';
/** 21 November 2026, 10:00 UTC. */
const END_MS = 1_795_255_200_000;

/** Opens tokens with a key, and what narrows tokens of a public key. */
export type OpenLeaseTokens = {
  readonly open: (key: Uint8Array) => Promise<LeaseTokens>;
  readonly openNarrowing: (publicKey: string) => Promise<NarrowToken>;
};

const keyOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

/** The contract of `LeaseTokens` and `NarrowToken`, for every implementation. */
export function describeLeaseTokens(name: string, { open, openNarrowing }: OpenLeaseTokens): void {
  void describe(`${name}: lease tokens`, () => {
    void test('verifies what it issued, with every block', async () => {
      const tokens = await open(keyOf(1));
      const narrow = await openNarrowing(tokens.publicKey);
      const issued = tokens.issue(LEASE, { terms: 'ab+/=', expiresAtMs: END_MS + 999 });
      const narrowed = narrow(issued, { terms: 'cd', expiresAtMs: END_MS - 1 });
      assert.ok(narrowed.ok);
      const [one, two] = [tokens.verify(issued), tokens.verify(narrowed.value)];
      assert.ok(one.ok && two.ok);
      assert.deepEqual([one.value.lease, one.value.blocks, one.value.expiresAtMs], [LEASE, ['ab+/='], END_MS]);
      assert.deepEqual([two.value.blocks, two.value.expiresAtMs], [['ab+/=', 'cd'], END_MS - 1_000]);
      assert.equal(two.value.revocationIds.length, 2);
      assert.equal(two.value.revocationIds[0], one.value.revocationIds[0]);
    });

    void test('gives every block an id of its own', async () => {
      const tokens = await open(keyOf(1));
      const narrow = await openNarrowing(tokens.publicKey);
      const issued = [1, 2].map(() => tokens.issue(LEASE, { terms: 'ab', expiresAtMs: END_MS }));
      const narrowed = [1, 2].map(() => narrow(issued[0] ?? '', { terms: 'ab', expiresAtMs: END_MS }));
      const ids = [...issued, ...narrowed.map((one) => (one.ok ? one.value : ''))].flatMap((token) => {
        const verified = tokens.verify(token);
        return verified.ok ? verified.value.revocationIds.slice(-1) : [];
      });
      assert.equal(new Set(ids).size, 4);
    });

    void test('has the same public key for the same key, and another for another', async () => {
      const keys = await Promise.all([keyOf(1), keyOf(1), keyOf(2)].map(open));
      const [first, again, other] = keys.map(({ publicKey }) => publicKey);
      assert.equal(first, again);
      assert.notEqual(first, other);
      assert.ok(first?.startsWith('ed25519/'));
    });

    void test('refuses what another key issued, what was changed, and what is none', async () => {
      const [tokens, others] = await Promise.all([open(keyOf(1)), open(keyOf(2))]);
      const narrow = await openNarrowing(tokens.publicKey);
      const good = tokens.issue(LEASE, { terms: 'ab', expiresAtMs: END_MS });
      const foreign = others.issue(LEASE, { terms: 'ab', expiresAtMs: END_MS });
      const flipped = Array.from({ length: 20 }, (_, at) => {
        const place = Math.floor((good.length / 21) * (at + 1));
        return good.slice(0, place) + (good[place] === 'A' ? 'B' : 'A') + good.slice(place + 1);
      });
      for (const bad of ['', 'x', foreign, good.slice(0, -4), 'A'.repeat(70_000)]) {
        assert.equal(tokens.verify(bad).ok, false, bad.slice(0, 40));
        assert.equal(narrow(bad, { terms: 'ab', expiresAtMs: END_MS }).ok, false);
      }
      // A changed letter may be one that nobody reads; then it is the same token still.
      for (const changed of flipped) {
        const verified = tokens.verify(changed);
        if (verified.ok) assert.deepEqual(verified, tokens.verify(good));
      }
      assert.ok(flipped.filter((changed) => tokens.verify(changed).ok).length < 3);
      assert.equal(tokens.verify(good).ok, true);
    });

    void test('narrows no further than eight blocks', async () => {
      const tokens = await open(keyOf(1));
      const narrow = await openNarrowing(tokens.publicKey);
      let token = tokens.issue(LEASE, { terms: 'ab', expiresAtMs: END_MS });
      for (let block = 0; block < 8; block++) {
        const narrowed = narrow(token, { terms: 'ab', expiresAtMs: END_MS });
        assert.ok(narrowed.ok);
        token = narrowed.value;
      }
      assert.equal(tokens.verify(token).ok, true);
      assert.equal(narrow(token, { terms: 'ab', expiresAtMs: END_MS }).ok, false);
    });

    void test('writes no text that could be read as a statement', async () => {
      const tokens = await open(keyOf(1));
      for (const terms of ['', 'a"); right("x', 'a\nb', 'ä', 'a'.repeat(16_385)])
        assert.throws(() => tokens.issue(LEASE, { terms, expiresAtMs: END_MS }), RangeError);
      assert.throws(() => tokens.issue('a"b', { terms: 'ab', expiresAtMs: END_MS }), RangeError);
    });
  });
}
