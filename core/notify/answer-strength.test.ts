import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RISK_LEVELS } from '../risk/risk.ts';
import { wantsCodeByMail } from './answer-strength.ts';

test('a mailbox alone approves what is of medium risk at most', () => {
  assert.deepEqual(
    RISK_LEVELS.filter((riskLevel) => wantsCodeByMail({ riskLevel })),
    ['high', 'critical'],
  );
});
