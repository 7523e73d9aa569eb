import { findSecrets } from '../../secret/find-secrets.ts';
import { changedLines } from '../changed-lines.ts';
import type { PlanClass } from '../classify-plan.ts';
import { dangerousPattern } from '../dangerous-pattern.ts';
import { type PlannedFile, textOfImage } from '../planned-file.ts';
import { type Measure, measureOf } from './measure.ts';

const LOSS = {
  pattern: 40,
  secret: 100,
  unseen: 20,
  delete: 10,
  'system-level': 20,
  'privilege-escalation': 50,
  ordinary: 0,
} as const;

/**
 * Measures whether a plan is free of danger: 100, less 40 for each file that gains a dangerous pattern, all for a secret, 20 for
 * each file that is no text, 10 for each deletion, 20 for a system-level plan and 50 for one that widens rights.
 */
export function measureSafety(changed: readonly PlannedFile[], planClass: PlanClass): Measure {
  const evidence: string[] = [];
  let left = 100;
  const lose = (loss: number, reason: string): void => {
    if (loss === 0) return;
    left -= loss;
    evidence.push(`${reason}: -${loss}`);
  };
  lose(LOSS[planClass], `it is ${planClass}`);
  for (const file of changed) {
    if (file.after === null) lose(LOSS.delete, `it deletes ${file.path}`);
    const before = textOfImage(file.before);
    const after = textOfImage(file.after);
    if (before === null || after === null) {
      lose(LOSS.unseen, `${file.path} is no text`);
      continue;
    }
    const { added } = changedLines(before, after);
    const pattern = dangerousPattern(added);
    if (pattern !== null) lose(LOSS.pattern, `${file.path} gains ${pattern}`);
    if (findSecrets(added.join('\n')).length > 0) lose(LOSS.secret, `${file.path} gains a secret`);
  }
  return measureOf(left, evidence);
}
