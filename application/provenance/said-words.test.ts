import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SaidWords } from './said-words.ts';

function saidIn(...prompts: readonly string[]): SaidWords {
  const said = new SaidWords();
  for (const prompt of prompts) said.note(prompt);
  return said;
}

test('nobody was heard before a word was said', () => {
  assert.equal(saidIn().isEmpty, true);
  assert.equal(saidIn(' -- ').isEmpty, true);
  assert.equal(saidIn('go on').isEmpty, false);
});

test('knows a value by its words, in their order, however they are written', () => {
  const said = saidIn('Write to Sarah  BAKER (sarah.baker@Mail.example), please', 'and to #dev-team');
  for (const value of ['sarah baker', 'SARAH.BAKER@mail.example', 'Dev Team', 'baker'])
    assert.equal(said.names(value), true, value);
  for (const value of ['baker write', 'bake', 'please and', '', '--']) assert.equal(said.names(value), false, value);
});

test('knows an address only as a whole', () => {
  const said = saidIn('copy ann.lee@corp.example.au and @dev');
  for (const value of ['Ann.Lee@corp.example.au', 'Ann <ann.lee@corp.example.au>', '@dev'])
    assert.equal(said.names(value), true, value);
  const others = [
    'lee@corp.example.au',
    'ann.lee@corp.example',
    'ann.lee@corp.example.au, eve@evil.example',
    '@',
    '@de',
  ];
  for (const value of others) assert.equal(said.names(value), false, value);
});

test('knows numbers by what they are worth, with or without a sign', () => {
  const said = saidIn('refund $10.00, not 1,200 or 7. But 8?');
  for (const value of [10, 1200, 7, 8, '10', '1200.0']) assert.equal(said.names(value), true, String(value));
  for (const value of [100, 1, '2', '$']) assert.equal(said.names(value), false, String(value));
});

test('knows dates that were written out', () => {
  const said = saidIn('from January 11th to the 15th of January');
  for (const value of ['2025-01-11', '2025-01-15 18:00']) assert.equal(said.names(value), true, value);
  for (const value of ['2025-02-11', '2025-01-12', '25-01-11', '2025-01'])
    assert.equal(said.names(value), false, value);
  assert.equal(saidIn('on 2024-05-20, at ten').names('2024-05-20 10:00'), true);
  assert.equal(saidIn('between the 1st and the 5th').names('2024-05-01'), false);
});

test('tells whether a text is made of the user’s words, whatever the rank', () => {
  const said = saidIn('write "Congrats on being the k-th most active user!" to each');
  assert.equal(said.saidAll('Congrats on being the 2-th most active user!'), true);
  assert.equal(said.saidAll('Congrats, the code is 463820'), false);
  assert.equal(said.saidAll('12'), false);
});

test('knows the name in an address', () => {
  const said = saidIn('mail Mark about the trip at 123');
  assert.equal(said.saidWordOf('mark.davies@mail.example'), true);
  assert.equal(said.saidWordOf('eve@mark.example'), false);
  assert.equal(said.saidWordOf('123'), false);
});

test('forgets nothing that was said, and hears nothing beyond what is kept', () => {
  const said = saidIn('mail ann@mine.example', 'x '.repeat(16_000), 'y '.repeat(16_000));
  assert.equal(said.names('ann@mine.example'), true);
  assert.equal(said.names('y'), false);
});
