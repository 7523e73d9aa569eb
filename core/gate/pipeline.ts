import type { Gate } from './gate-report.ts';
import { judgeApproval } from './judge-approval.ts';
import { judgeBudget } from './judge-budget.ts';
import { judgeDenyRules } from './judge-deny-rules.ts';
import { judgeEmergency } from './judge-emergency.ts';
import { judgeHardFloor } from './judge-hard-floor.ts';
import { judgeSessionLease } from './judge-lease.ts';
import { judgePolicy } from './judge-policy.ts';
import { judgePrincipal } from './judge-principal.ts';
import { judgeProvenance } from './judge-provenance.ts';
import { judgePlanQuality } from './judge-quality.ts';
import { judgeReviewer } from './judge-reviewer.ts';
import { judgeRisk } from './judge-risk.ts';
import { judgeTool } from './judge-tool.ts';
import { judgeWindow } from './judge-window.ts';

/** The gates in the order of the pipeline (model §5, steps 2–11). Step 1 is `parseAction`, 12 is `combine` in `decide.ts`. */
export const PIPELINE: readonly Gate[] = [
  { name: 'principal', run: judgePrincipal },
  { name: 'emergency', run: judgeEmergency },
  { name: 'lease', run: judgeSessionLease },
  { name: 'hard-floor', run: judgeHardFloor },
  { name: 'deny-rules', run: judgeDenyRules },
  { name: 'tool', run: judgeTool },
  { name: 'provenance', run: judgeProvenance },
  { name: 'policy', run: judgePolicy, isCostly: true },
  { name: 'risk', run: judgeRisk },
  { name: 'quality', run: judgePlanQuality },
  { name: 'budget', run: judgeBudget },
  { name: 'window', run: judgeWindow },
  { name: 'reviewer', run: judgeReviewer },
  { name: 'approval', run: judgeApproval },
];
