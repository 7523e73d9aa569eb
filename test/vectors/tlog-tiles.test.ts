import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { parseCheckpoint } from '../../core/audit/checkpoint.ts';
import { decodeEntryBundle, encodeEntryBundle } from '../../core/audit/entry-bundle.ts';
import { frontierRoot, loadFrontier, rootOfLeaves } from '../../core/audit/frontier.ts';
import { merkleHash } from '../../core/audit/merkle.ts';
import { openNote } from '../../core/audit/open-note.ts';
import { proveConsistency, proveInclusion } from '../../core/audit/prove.ts';
import { changedTiles, entryBundlePath, nodeReader, splitHashes, type Tile, tilePath } from '../../core/audit/tile.ts';
import { parseVerifierKey } from '../../core/audit/verifier-key.ts';
import { verifyConsistency, verifyInclusion } from '../../core/audit/verify-proof.ts';
import { concatBytes } from '../../core/encoding/bytes.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { listFiles, readBytes, readText, SKIP_TLOG } from './tlog-files.ts';

const merkle = merkleHash(sha256);
const TESSERA_SIZE = 15n;
const TESSERA_SIZES = Array.from({ length: Number(TESSERA_SIZE) }, (_, index) => BigInt(index + 1));

test('opens all 16 checkpoints of the tessera log, and every root recomputes from the entries', {
  skip: SKIP_TLOG,
}, () => {
  const leaves = tesseraEntries().map(merkle.leaf);
  assert.equal(leaves.length, 15);
  for (let size = 0; size <= leaves.length; size++) {
    const root = tesseraRoot(BigInt(size));
    assert.equal(toHex(root), toHex(rootOfLeaves(leaves.slice(0, size), merkle)), `size ${size}`);
  }
  assert.equal(readText('tessera-log/checkpoint'), readText('tessera-log/checkpoint.15'));
});

test('recomputes every root of the tessera log from the tile of exactly that size', { skip: SKIP_TLOG }, () => {
  for (const size of TESSERA_SIZES) {
    const frontier = loadFrontier(size, nodeReader(size, { readTile: readTesseraTile, merkle }));
    assert.ok(frontier.ok);
    assert.equal(toHex(frontierRoot(frontier.value, merkle)), toHex(tesseraRoot(size)));
  }
});

test('proves and verifies 120 inclusion and 120 consistency pairs from the tiles of the tessera log', {
  skip: SKIP_TLOG,
}, () => {
  const leaves = tesseraEntries().map(merkle.leaf);
  let inclusions = 0;
  let consistencies = 0;
  for (const size of TESSERA_SIZES) {
    const source = { readNode: nodeReader(size, { readTile: readTesseraTile, merkle }), merkle };
    const root = tesseraRoot(size);
    for (let index = 0n; index < size; index++) {
      const proof = proveInclusion({ index, size }, source);
      const leafHash = at(leaves, Number(index));
      assert.ok(proof.ok && verifyInclusion({ leafHash, index, size, root }, { proof: proof.value, merkle }));
      inclusions++;
      const oldSize = index + 1n;
      const consistency = proveConsistency({ oldSize, size }, source);
      const claim = { oldSize, oldRoot: tesseraRoot(oldSize), size, root };
      assert.ok(consistency.ok && verifyConsistency(claim, { proof: consistency.value, merkle }));
      consistencies++;
    }
  }
  assert.deepEqual([inclusions, consistencies], [120, 120]);
});

test('writes the bundles and tiles of the tessera log under the same paths with the same bytes', {
  skip: SKIP_TLOG,
}, () => {
  const entries = tesseraEntries();
  const written = new Set<string>();
  for (const size of TESSERA_SIZES) {
    const [tile, ...more] = changedTiles(size - 1n, size);
    assert.ok(tile !== undefined && more.length === 0);
    const held = entries.slice(0, tile.width);
    const bundle = encodeEntryBundle(held);
    assert.ok(bundle.ok);
    assert.equal(toHex(bundle.value), toHex(readBytes(`tessera-log/${entryBundlePath(tile)}`)));
    assert.equal(toHex(concatBytes(held.map(merkle.leaf))), toHex(readBytes(`tessera-log/${tilePath(tile)}`)));
    written.add(`tessera-log/${entryBundlePath(tile)}`).add(`tessera-log/${tilePath(tile)}`);
  }
  assert.deepEqual([...written].sort(), listFiles('tessera-log/tile').sort());
});

test("hashes the tiles of sunlight's log up consistently, from any place to any size", { skip: SKIP_TLOG }, () => {
  const size = 3n * 256n + 10n;
  const tiles = new Map(['0', '1', '2'].map((index) => [`tile/0/00${index}`, readSunlight(`tile/0/00${index}`)]));
  tiles.set('tile/0/003.p/10', readSunlight('tile/0/003.p/10'));
  assert.equal(toHex(readSunlight('tile/0/003').slice(0, 320)), toHex(readSunlight('tile/0/003.p/10')));
  const leaves = [...tiles.values()].flatMap((tile) => splitHashes(tile) ?? []);
  assert.equal(BigInt(leaves.length), size);
  const full = leaves.slice(0, 768);
  const upper = [0, 256, 512].map((start) => rootOfLeaves(full.slice(start, start + 256), merkle));
  tiles.set('tile/1/000.p/3', concatBytes(upper));
  const source = {
    readNode: nodeReader(size, { readTile: (tile) => tiles.get(tilePath(tile)) ?? null, merkle }),
    merkle,
  };
  const root = rootOfLeaves(leaves, merkle);
  for (const index of [0n, 255n, 256n, 700n, 768n, 777n]) {
    const proof = proveInclusion({ index, size }, source);
    const leafHash = at(leaves, Number(index));
    assert.ok(proof.ok && verifyInclusion({ leafHash, index, size, root }, { proof: proof.value, merkle }));
  }
  for (const oldSize of [1n, 255n, 256n, 257n, 512n, 768n, 777n, 778n]) {
    const proof = proveConsistency({ oldSize, size }, source);
    const oldRoot = rootOfLeaves(leaves.slice(0, Number(oldSize)), merkle);
    assert.ok(proof.ok && verifyConsistency({ oldSize, oldRoot, size, root }, { proof: proof.value, merkle }));
  }
});

function tesseraEntries(): Uint8Array[] {
  const entries = decodeEntryBundle(readBytes('tessera-log/tile/entries/000.p/15'));
  assert.ok(entries.ok);
  return entries.value;
}

function tesseraRoot(size: bigint): Uint8Array {
  const key = parseVerifierKey(readText('tessera-log/vkey').trim(), sha256);
  assert.ok(key.ok);
  const opened = openNote(readText(`tessera-log/checkpoint.${size}`), {
    keys: [key.value],
    verify: createSignatureVerifier(),
  });
  assert.ok(opened.ok);
  const checkpoint = parseCheckpoint(opened.value.text);
  assert.ok(checkpoint.ok);
  assert.deepEqual([checkpoint.value.origin, checkpoint.value.size], ['example.com/log/testdata', size]);
  return checkpoint.value.root;
}

function readTesseraTile(tile: Tile): Uint8Array {
  return readBytes(`tessera-log/${tilePath(tile)}`);
}

function readSunlight(path: string): Uint8Array {
  return readBytes(`sunlight-navigli/${path}`);
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  assert.ok(item !== undefined);
  return item;
}
