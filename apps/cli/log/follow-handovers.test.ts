import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey, type SigningKey } from '../../../adapters/node-crypto/keys.ts';
import { formatCheckpoint } from '../../../core/audit/checkpoint.ts';
import { type NoteSigner, signNote } from '../../../core/audit/cosignature.ts';
import { EMPTY_FRONTIER, frontierRoot, growFrontier } from '../../../core/audit/frontier.ts';
import { handoverText } from '../../../core/audit/key-handover.ts';
import { formatSignedNote } from '../../../core/audit/signed-note.ts';
import { createVerifierKey, formatVerifierKey } from '../../../core/audit/verifier-key.ts';
import { canonicalJson } from '../../../core/encoding/canonical-json.ts';
import { merkle, sha256 } from './crypto.ts';
import { followHandovers } from './follow-handovers.ts';
import type { LogSource } from './log-source.ts';
import type { TrustedKeys } from './trust-keys.ts';
import { verifyLog } from './verify-log.ts';

const ORIGIN = 'a.log';

function signerOf(key: SigningKey): NoteSigner {
  const made = createVerifierKey({ name: ORIGIN, kind: 'ed25519', publicKey: key.publicKey }, sha256);
  if (!made.ok) throw new Error(made.failure);
  return { key: made.value, sign: key.sign };
}

const [first, second, third, stranger] = [1, 2, 3, 4].map(() => signerOf(generateSigningKey('ed25519'))) as [
  NoteSigner,
  NoteSigner,
  NoteSigner,
  NoteSigner,
];

/** The data of a hand-over; signed by somebody else where `by` says so. */
function handover(from: NoteSigner, to: NoteSigner, by = from): object {
  const [old, next] = [formatVerifierKey(from.key), formatVerifierKey(to.key)];
  const signature = Buffer.from(by.sign(Buffer.from(handoverText(old, next)))).toString('base64');
  return { from: old, signature, to: next };
}

/** A whole log with these hand-overs between other entries, whose head these keys have signed. */
function logOf(handovers: readonly object[], signers: readonly NoteSigner[]): LogSource {
  const data = [null, ...handovers.flatMap((each) => [each, null])];
  const texts = data.map((each, index) =>
    canonicalJson({
      at_ms: index,
      data: each === null ? {} : { ...each },
      type: each === null ? 'decision' : 'key.handover',
    }),
  );
  const leafHashes = texts.map((text) => merkle.leaf(text));
  const { frontier, cells } = growFrontier(EMPTY_FRONTIER, { leafHashes, merkle });
  const root = frontierRoot(frontier, merkle);
  const text = formatCheckpoint({ origin: ORIGIN, size: frontier.size, root });
  const signatures = signers.map((signer) => {
    const signed = signNote({ text, timestamp: 0n }, signer);
    if (!signed.ok) throw new Error(signed.failure);
    return signed.value;
  });
  return {
    name: 'test',
    hasLeafTiles: false,
    head: () => ({ note: formatSignedNote({ text, signatures }), beside: { size: texts.length, root } }),
    entries: ({ fromIndex, limit }) =>
      texts
        .map((each, index) => ({ index, text: each, leafHash: merkle.leaf(each) }))
        .slice(fromIndex, fromIndex + limit),
    cells: ({ level, fromIndex, limit }) =>
      cells
        .filter((cell) => cell.level === level)
        .slice(fromIndex, fromIndex + limit)
        .map(({ hash }) => hash),
    holdsPayload: () => null,
    close: () => undefined,
  };
}

function trusting(...signers: readonly NoteSigner[]): TrustedKeys {
  return { logKeys: signers.map(({ key }) => key), witnessKeys: [], witnessQuorum: 0, isSelfDeclared: false };
}

function problemsOf(source: LogSource, keys: TrustedKeys): readonly string[] {
  return verifyLog(source, { keys, earlier: null }).problems;
}

test('verifies a log whose key was rotated, from whichever of its keys is trusted', () => {
  const source = logOf([handover(first, second), handover(second, third)], [third]);
  for (const signer of [first, second, third]) assert.deepEqual(problemsOf(source, trusting(signer)), []);
  assert.deepEqual(verifyLog(source, { keys: trusting(first), earlier: null }).handovers, [1, 3]);
});

test('refuses a hand-over that the old key did not sign, though everything else is in order', () => {
  for (const forger of [second, stranger]) {
    const source = logOf([handover(first, second, forger)], [second]);
    const problems = problemsOf(source, trusting(first));
    assert.ok(
      problems.some((problem) => /entry 1: the hand-over is not signed/.test(problem)),
      problems.join('; '),
    );
    assert.ok(problems.some((problem) => /no signature of a trusted key/.test(problem)));
    assert.ok(problemsOf(source, trusting(second)).some((problem) => /entry 1/.test(problem)));
  }
});

test('is not led to a strange key by its own hand-over, nor by one that comes before its time', () => {
  const own = logOf([handover(stranger, third)], [third]);
  assert.ok(problemsOf(own, trusting(first)).some((problem) => /no signature of a trusted key/.test(problem)));
  const early = logOf([handover(second, third), handover(first, second)], [third]);
  assert.ok(problemsOf(early, trusting(first)).length > 0);
});

test('follows nothing backwards for the head, but knows earlier keys for earlier checkpoints', () => {
  const chain = [handover(first, second), handover(second, third)];
  const old = logOf(chain, [first]);
  assert.ok(problemsOf(old, trusting(third)).some((problem) => /no signature of a trusted key/.test(problem)));
  const { keys, everyKey } = followHandovers(old, trusting(third));
  assert.deepEqual(keys.logKeys, [third.key]);
  assert.deepEqual(
    everyKey.logKeys.map(formatVerifierKey).toSorted(),
    [first, second, third].map(({ key }) => formatVerifierKey(key)).toSorted(),
  );
  assert.deepEqual(followHandovers(logOf([handover(stranger, first)], [third]), trusting(third)).everyKey.logKeys, [
    third.key,
  ]);
});

test('takes an entry that only mentions a hand-over for none', () => {
  const source = logOf([], [first]);
  const mention = { ...source, entries: () => [{ index: 0, text: '"key.handover" is no entry', leafHash: null }] };
  assert.deepEqual(followHandovers(mention, trusting(first)).problems, []);
});
