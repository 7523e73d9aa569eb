import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isOf } from './characters.ts';
import { findSecrets } from './find-secrets.ts';
import { PROVIDER_TOKEN_SHAPES } from './provider-token-shapes.ts';
import { ALPHABETS, drawn, drawnUuid } from './testing/drawn.ts';
import type { TokenShape } from './token-shape.ts';

/** A key of a shape: the least of each set, drawn from its letters and digits. */
function keyOf({ shape }: TokenShape, seed: number): string {
  return shape
    .map((piece, index) => {
      if (typeof piece === 'string') return piece;
      const [set, least] = piece;
      const of = Array.from(ALPHABETS.mixed).filter((character) => isOf(character, 0, set));
      return drawn(least, { of: of.join(''), seed: seed * 31 + index });
    })
    .join('');
}

describe('Keys of services', () => {
  for (const [index, shape] of PROVIDER_TOKEN_SHAPES.entries())
    test(`${shape.kind} is found by how it begins: ${shape.shape[0]}`, () => {
      const key = keyOf(shape, index + 1);
      for (const text of [key, `"${key}"`, `use ${key}, please`]) {
        const spans = findSecrets(text);
        assert.equal(text.slice(spans[0]?.start, spans[0]?.end), key, text);
        assert.equal(spans.length, 1);
      }
      assert.deepEqual(findSecrets(`x${'x'.repeat(key.length - 1)}`), []);
    });

  test('are found by a mark in their middle or at their end', () => {
    const hex = drawn(36, { of: ALPHABETS.hex });
    for (const [kind, key] of [
      ['azure-devops-token', `${drawn(76)}AZDO${drawn(4)}`],
      ['newrelic-key', `${hex}NRAL`],
      ['deepl-key', `${drawnUuid()}:fx`],
      ['maxmind-key', `${drawn(36)}_mmk`],
    ] as const)
      assert.equal(findSecrets(`x: ${key} y`)[0]?.kind, kind);
  });
});
