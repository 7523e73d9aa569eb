import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMAND_SIGNS, inSigns } from './command-sign.ts';

test('our own words about commands are told as they are typed there', () => {
  assert.deepEqual(
    COMMAND_SIGNS.map((sign) => inSigns('then /pair CODE, or /help', sign)),
    ['then /pair CODE, or /help', 'then !pair CODE, or !help'],
  );
});
