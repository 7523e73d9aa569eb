import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FrameLines } from './concept.ts';
import { CRISIS_CONCEPTS } from './crisis-concepts.ts';
import { CRISIS_FRAMES } from './crisis-frames.ts';
import { JAILBREAK_CONCEPTS, JAILBREAK_FRAMES } from './jailbreak-concepts.ts';

/** What frames name, without the widths and the signs of order and of exception. */
function namesIn(frames: FrameLines<string>): ReadonlySet<string> {
  const parts = frames.flatMap(([, lines]) => lines.trim().split(/\s+/));
  const named = parts.filter((part) => part !== '>' && !/^[1-9][0-9]?$/.test(part));
  return new Set(named.map((part) => part.replace('!', '')));
}

describe('the frames', () => {
  for (const [what, concepts, frames] of [
    ['crises', CRISIS_CONCEPTS, CRISIS_FRAMES],
    ['attacks', JAILBREAK_CONCEPTS, JAILBREAK_FRAMES],
  ] as const)
    test(`of ${what} name concepts that there are, and every concept but talk of something else is in one`, () => {
      assert.deepEqual([...namesIn(frames)].sort(), concepts.filter((name) => name !== 'aside').sort());
    });
});
