import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CLOSED_CIRCUIT, isOpen, noteUnreachable } from './circuit.ts';
import { FRESH_GUARD, isLocked, isOffered, mayOffer, noteWrongCode, PAIRING_LIMITS, type Pairing } from './pairing.ts';
import { pairingCodeFrom, parsePairingCode } from './pairing-code.ts';
import { takeTurn } from './rate-window.ts';

const NOW = 10_000_000;
const MINUTE = 60_000;

function pairing(changes: Partial<Pairing> = {}): Pairing {
  return {
    id: 'p',
    channel: 'telegram',
    principal: 'human:ada',
    state: 'offered',
    codeHash: 'h',
    offeredBy: 'human:operator',
    offeredAtMs: NOW,
    expiresAtMs: NOW + PAIRING_LIMITS.codeForMs,
    user: null,
    place: null,
    pairedAtMs: null,
    keyId: null,
    end: null,
    version: 1,
    ...changes,
  };
}

describe('A pairing code', () => {
  test('is made once in ten minutes for a person at a channel', () => {
    const ask = (nowMs: number, changes: Partial<Pairing> = {}) =>
      mayOffer([pairing(changes)], { channel: 'telegram', principal: 'human:ada', nowMs });
    assert.deepEqual(ask(NOW + 10 * MINUTE - 1), {
      ok: false,
      failure: { why: 'too-soon', untilMs: NOW + 10 * MINUTE },
    });
    assert.equal(ask(NOW + 10 * MINUTE).ok, true);
    assert.equal(ask(NOW, { principal: 'human:bob' }).ok, true);
    assert.equal(ask(NOW, { channel: 'discord' }).ok, true);
    assert.equal(ask(NOW, { codeHash: null, state: 'paired' }).ok, true);
  });

  test('waits with at most two others at its channel', () => {
    const waiting = ['b', 'c', 'd'].map((name, place) =>
      pairing({ principal: `human:${name}`, expiresAtMs: NOW + 100 + place }),
    );
    const ask = (nowMs: number) => mayOffer(waiting, { channel: 'telegram', principal: 'human:ada', nowMs });
    assert.deepEqual(ask(NOW), { ok: false, failure: { why: 'too-many', untilMs: NOW + 100 } });
    assert.equal(ask(NOW + 100).ok, true);
  });

  test('holds for one hour, half-open, while nobody has used it', () => {
    assert.equal(isOffered(pairing(), NOW + 60 * MINUTE - 1), true);
    assert.equal(isOffered(pairing(), NOW + 60 * MINUTE), false);
    assert.equal(isOffered(pairing({ state: 'paired' }), NOW), false);
  });

  test('has eight characters that nobody misreads, and is read as people type', () => {
    const code = pairingCodeFrom(Uint8Array.of(0, 31, 32, 255, 1, 2, 3, 4, 5, 6));
    assert.equal(code, 'A9A9BCDE');
    assert.equal(parsePairingCode(' a9a9-bcde '), code);
    for (const text of ['', 'A9A9BCD', 'A9A9BCDEF', 'A9A9BCD0', 'A9A9BCDO', 'A9A9BCD1', 'x'.repeat(65)])
      assert.equal(parsePairingCode(text), null, text);
  });
});

describe('Wrong codes', () => {
  test('lock an account out for an hour after five, and the count begins anew', () => {
    let guard = FRESH_GUARD;
    for (let turn = 0; turn < 4; turn++) guard = noteWrongCode(guard, NOW);
    assert.equal(isLocked(guard, NOW), false);
    guard = noteWrongCode(guard, NOW);
    assert.deepEqual(guard, { failures: 0, lockedUntilMs: NOW + 60 * MINUTE });
    assert.equal(isLocked(guard, NOW + 60 * MINUTE - 1), true);
    assert.equal(isLocked(guard, NOW + 60 * MINUTE), false);
  });
});

describe('A circuit', () => {
  test('opens after three failures in a row, for longer each time, up to five minutes', () => {
    let circuit = noteUnreachable(noteUnreachable(CLOSED_CIRCUIT, NOW), NOW);
    assert.equal(isOpen(circuit, NOW), false);
    const pauses = [0, 0, 0, 0, 0, 0].map(() => {
      circuit = noteUnreachable(circuit, NOW);
      return circuit.openUntilMs - NOW;
    });
    assert.deepEqual(pauses, [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
    assert.equal(isOpen(circuit, NOW + 299_999), true);
    assert.equal(isOpen(circuit, NOW + 300_000), false);
  });
});

test('A turn is free while fewer than the limit were taken within the window', () => {
  const limit = { limit: 2, windowMs: 100 };
  assert.deepEqual(takeTurn([], NOW, limit), { allowed: true, times: [NOW] });
  assert.deepEqual(takeTurn([NOW - 99, NOW - 1], NOW, limit), { allowed: false, times: [NOW - 99, NOW - 1] });
  assert.deepEqual(takeTurn([NOW - 100, NOW - 1], NOW, limit), { allowed: true, times: [NOW - 1, NOW] });
});
