import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FrameLines, type Lexicon, openConcepts, readConcepts } from './concept.ts';
import { wordsOf } from './words.ts';

type Name = 'want' | 'sleep' | 'forever' | 'machine' | 'surely' | 'walk' | 'awake';
type Kind = 'rest' | 'end';

const NAMES: readonly Name[] = ['want', 'sleep', 'forever', 'machine', 'surely', 'walk', 'awake'];
const LATIN: Lexicon<Name> = {
  language: 'xx',
  areSigns: false,
  elided: ['d', 'l'],
  words: {
    want: 'want envie',
    sleep: 'sleep go_to_bed',
    forever: 'ever forever',
    machine: 'server',
    surely: 'die',
    walk: 'walk us',
    awake: 'coffee tea',
  },
};
const SIGNS: Lexicon<Name> = {
  language: 'yy',
  areSigns: true,
  elided: [],
  words: { want: '想', sleep: '睡', forever: '永远', machine: '机', surely: '死', walk: '走', awake: '茶' },
};
const FRAMES: FrameLines<Kind> = [
  ['rest', '5 want sleep\n4 walk > sleep !awake\n4 walk forever !awake'],
  ['end', '6 sleep > forever\n4 want surely'],
];
const TABLE = openConcepts(
  { names: NAMES, aside: 'machine', plain: ['surely'] },
  { lexicons: [LATIN, SIGNS], frames: FRAMES },
);

const said = (text: string): readonly string[] =>
  readConcepts(wordsOf(text), TABLE).frames.map(({ label }) => `${label.language} ${label.kind}`);

describe('readConcepts', () => {
  test('finds concepts that stand together, in any order, as far as the frame is wide', () => {
    assert.deepEqual(said('i want to sleep'), ['xx rest']);
    assert.deepEqual(said('sleep is all that i really want'), []);
    assert.deepEqual(said('sleep is what i want'), ['xx rest']);
    assert.deepEqual(said('i want to go to bed'), ['xx rest']);
    assert.deepEqual(said('i want nothing but to go and to sleep'), []);
  });

  test('keeps to an order where a frame has one', () => {
    assert.deepEqual(said('sleep for ever'), ['xx end']);
    assert.deepEqual(said('for ever no sleep'), []);
  });

  test('reads words behind an elided one', () => {
    assert.deepEqual(said("l'envie de sleep"), ['xx rest']);
  });

  test('reaches farther in a language of signs, and never from one language into another', () => {
    assert.deepEqual(said('我想就这样一直一直睡'), ['yy rest']);
    assert.deepEqual(said('想 sleep'), []);
  });

  test('lets what stands beside talk of something else be, unless it is plain', () => {
    assert.deepEqual(said('i want the server to sleep'), []);
    assert.deepEqual(said('the server is down and i want to sleep'), ['xx rest']);
    assert.deepEqual(said('i want to die, server'), ['xx end']);
  });

  test('elides before single words alone, and says which language was heard most', () => {
    const { frames, spoken } = readConcepts(wordsOf("l'envie d'ever and sleep, 睡"), TABLE);
    assert.deepEqual(
      frames.map(({ label }) => label.kind),
      ['rest'],
    );
    assert.equal(spoken, 'xx');
    assert.equal(readConcepts(wordsOf('nothing here'), TABLE).spoken, '');
  });

  test('finds nothing beside a concept that a frame excepts', () => {
    assert.deepEqual(said('walk to sleep'), ['xx rest']);
    assert.deepEqual(said('coffee, then walk to sleep'), []);
    assert.deepEqual(said('walk to sleep for ever, with tea'), ['xx end']);
  });

  test('elides no word of two letters', () => {
    assert.deepEqual(said('dus sleep'), []);
    assert.deepEqual(said('us sleep'), ['xx rest']);
  });

  test('says what stands beside such talk in a language, and that nothing does in a language that is not heard', () => {
    const { isAside } = readConcepts(wordsOf('the server and nothing else'), TABLE);
    assert.equal(isAside('xx', { from: 3, to: 4 }), true);
    assert.equal(isAside('yy', { from: 3, to: 4 }), false);
  });
});
