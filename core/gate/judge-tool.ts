import type { GateReport } from '../decision.ts';
import type { Deliberation } from './deliberation.ts';
import { pass } from './gate-report.ts';

/** Whether the tool is known. One that is not counts as `unknown`, which is high risk; pins and trust levels narrow this further. */
export function judgeTool({ action, analysis }: Deliberation): GateReport {
  const unknown = analysis.effects.some((effect) => effect.class === 'unknown');
  if (unknown) return pass('tool', `${action.tool.name} is not fully understood: its effects count as unknown`);
  return pass('tool', `${action.tool.name} from ${action.tool.origin}`);
}
