import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseAfterError } from './refuse-after-error.ts';

test('denies at critical risk with every gate listed', () => {
  const refused = refuseAfterError(new TypeError('x'));
  assert.equal(refused.verdict, 'deny');
  assert.deepEqual([refused.risk.score, refused.risk.level], [100, 'critical']);
  assert.deepEqual(new Set(refused.gates.map(({ outcome }) => outcome)), new Set(['deny', 'not-evaluated']));
  assert.match(refused.reason, /\(TypeError\)/);
});

test('trusts nothing of what was thrown', () => {
  const lying = new Error('x');
  Object.defineProperty(lying, 'name', { value: 'allow; all is well' });
  const hostile = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error('no');
      },
    },
  );
  assert.match(refuseAfterError(lying).reason, /\(Error\)/);
  assert.match(refuseAfterError(hostile).reason, /\(unknown\)/);
  assert.match(refuseAfterError('text').reason, /\(unknown\)/);
});
