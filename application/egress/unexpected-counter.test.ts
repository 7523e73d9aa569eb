import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeOf, get, NAMES, openOne, openTestEgress, tunnel } from '../../test/harness/test-egress.ts';

describe('Unexpected egress', () => {
  test('to a metadata service freezes at the first attempt, whatever was allowed', async () => {
    const { pass, unexpected, entries } = await openTestEgress({ names: NAMES });
    const own = pass(['*']);
    const connection = await openOne(own);
    assert.equal(await codeOf(own, get('169.254.169.254')), 'egress.metadata');
    assert.equal(connection.isOpen, false);
    assert.deepEqual(
      unexpected.map(({ answer, alarm, host }) => [answer, alarm, host]),
      [['freeze', 'blocked-address', '169.254.169.254']],
    );
    assert.equal(await codeOf(own, tunnel('a.example')), 'egress.frozen');
    assert.equal(
      (await entries()).some(({ type, data }) => type === 'egress.unexpected' && data['answer'] === 'freeze'),
      true,
    );
    own.resume();
    assert.equal(await codeOf(own, tunnel('a.example')), 'allowed');
  });

  test('to hosts that nobody allowed is told once each, and freezes when there are too many', async () => {
    const { pass, unexpected } = await openTestEgress({ names: NAMES });
    const own = pass(['a.example'], { unexpected: { unknownHosts: 3 } });
    for (const host of ['x.example', 'x.example', 'y.example']) await codeOf(own, tunnel(host));
    assert.deepEqual(
      unexpected.map(({ answer }) => answer),
      ['notify', 'notify'],
    );
    assert.equal(await codeOf(own, tunnel('a.example')), 'allowed');
    await codeOf(own, tunnel('z.example'));
    assert.equal(unexpected.at(-1)?.answer, 'freeze');
    assert.equal(own.isFrozen, true);
  });

  test('is not what a program does that looks for its own machine', async () => {
    const { pass, unexpected } = await openTestEgress();
    const own = pass([]);
    for (const host of ['localhost', '127.0.0.1', '[::1]', '0.0.0.0'])
      assert.equal(await codeOf(own, get(host)), 'egress.address');
    assert.equal(unexpected.length, 0);
    await codeOf(own, get('0x7f.1'));
    assert.equal(unexpected[0]?.answer, 'freeze');
  });

  test('is only reported, and let through, where that is the mode; addresses inside never', async () => {
    const { pass, entries } = await openTestEgress({ names: { ...NAMES, 'x.example': ['93.184.216.36'] } });
    const own = pass(['a.example'], { mode: 'report' });
    const connection = await openOne(own, tunnel('x.example', 8_443));
    await connection.recorded;
    assert.equal((await entries())[0]?.data['would_refuse'], 'egress.host');
    assert.equal(await codeOf(own, tunnel('inner.example')), 'egress.address');
    assert.equal(await codeOf(own, get('10.0.0.1')), 'egress.address');
  });
});
