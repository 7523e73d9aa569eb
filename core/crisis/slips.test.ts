import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openSlips, withoutSlips } from './slips.ts';

const slips = openSlips(new Set(['want', 'to', 'die', 'friend', 'kill', 'myself', 'quit', 'quiet']));

describe('withoutSlips', () => {
  test('mends letters that changed places, and letters that are doubled or missing their double', () => {
    assert.deepEqual(withoutSlips(['i', 'wnat', 'to', 'dieee'], slips), ['i', 'want', 'to', 'die']);
    assert.deepEqual(withoutSlips(['freind', 'killl', 'myslef'], slips), ['friend', 'kill', 'myself']);
  });

  test('leaves words that are known, short, or like no other, and answers nothing where all are', () => {
    assert.equal(withoutSlips(['quit', 'quiet', 'tp', 'parser', 'from'], slips), null);
    assert.deepEqual(withoutSlips(['parser', 'wnat'], slips), ['parser', 'want']);
  });

  test('knows a grave word with one letter too few, too many or another, and no other word so', () => {
    const grave = openSlips(new Set(['suicidal']), ['suicidal', 'die']);
    assert.deepEqual(withoutSlips(['suicdal', 'suicidaal', 'suicidsal', 'suisidal'], grave), Array(4).fill('suicidal'));
    assert.equal(withoutSlips(['suicid', 'suisidel', 'uicidal', 'dye', 'homicidal'], grave), null);
    assert.equal(withoutSlips(['subsidal'.repeat(8)], grave), null);
  });

  test('sorts the letters of no word that is longer than any', () => {
    const long = `w${'na'.repeat(50_000)}t`;
    assert.equal(withoutSlips([long], openSlips(new Set([`w${'an'.repeat(50_000)}t`]))), null);
  });
});
