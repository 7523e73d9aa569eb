import type { Command } from './command.ts';
import { apply } from './commands/apply.ts';
import { approvalsApprove, approvalsDeny } from './commands/approvals-answer.ts';
import { approvalsList } from './commands/approvals-list.ts';
import { approvalsShow } from './commands/approvals-show.ts';
import { approvalsWatch } from './commands/approvals-watch.ts';
import { approversList, approversWithdraw } from './commands/approvers.ts';
import { browsersEnd, browsersList } from './commands/browsers.ts';
import { budgetReset, budgetSet, budgetShow } from './commands/budget.ts';
import {
  channelsDeliveries,
  channelsList,
  channelsPair,
  channelsPairings,
  channelsRetry,
  channelsTest,
  channelsUnpair,
} from './commands/channels.ts';
import { check } from './commands/check.ts';
import { checkpointPurge, checkpointRestore, checkpointTake } from './commands/checkpoint-change.ts';
import { checkpointDiff, checkpointList, checkpointShow } from './commands/checkpoint-look.ts';
import { completion } from './commands/completion.ts';
import { dashboard, login } from './commands/dashboard.ts';
import { delegationsAdd, delegationsEnd, delegationsList } from './commands/delegations.ts';
import { deletedList, deletedRestore } from './commands/deleted.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { approversEnrol, approversKey } from './commands/enrol.ts';
import { explain } from './commands/explain.ts';
import { approversReset, approversTotp, approversTotpRemove } from './commands/factors.ts';
import { fatigue } from './commands/fatigue.ts';
import { halt } from './commands/halt.ts';
import { hooks } from './commands/hook.ts';
import { init } from './commands/init.ts';
import { learn } from './commands/learn.ts';
import { leaseAttenuate, leaseGrant, leaseList, leaseRenew, leaseRevoke, leaseShow } from './commands/lease.ts';
import { lift } from './commands/lift.ts';
import { logErase } from './commands/log-erase.ts';
import { logExport } from './commands/log-export.ts';
import { logReplay, logRotateKey } from './commands/log-offline.ts';
import { logProve } from './commands/log-prove.ts';
import { logShow } from './commands/log-show.ts';
import { logTail } from './commands/log-tail.ts';
import { logVerify } from './commands/log-verify.ts';
import { mcpTools } from './commands/mcp-tools.ts';
import { mcpWrap } from './commands/mcp-wrap.ts';
import { approversAway, approversJoin, approversPart, approversPeople, approversRoles } from './commands/people.ts';
import {
  policyAccept,
  policyDiff,
  policyDismiss,
  policyExplain,
  policyLint,
  policyProposed,
  policyReload,
  policyTest,
} from './commands/policy.ts';
import { report } from './commands/report.ts';
import { resume } from './commands/resume.ts';
import { revert } from './commands/revert.ts';
import { reviewerStats } from './commands/reviewer.ts';
import { run } from './commands/run.ts';
import { runsFreeze, runsList, runsRenew, runsResume, runsReview, runsShow, runsStop } from './commands/runs.ts';
import { safeModeOff, safeModeOn } from './commands/safe-mode.ts';
import { sandboxes } from './commands/sandboxes.ts';
import { scan } from './commands/scan.ts';
import { secretList, secretRevoke, secretRotate, secretSet, secretShow } from './commands/secret.ts';
import { secretExport, secretImport } from './commands/secret-carry.ts';
import { status } from './commands/status.ts';
import { support } from './commands/support.ts';
import { tokenCreate, tokenList, tokenNarrow, tokenRevoke } from './commands/token.ts';
import { toolsForget, toolsList, toolsRefuse, toolsShow, toolsVouch } from './commands/tools.ts';
import { trustFolder, trustList, trustRevoke, trustSession, trustUnfolder } from './commands/trust.ts';
import { redo, undo } from './commands/undo.ts';
import { uninstall } from './commands/uninstall.ts';
import { up } from './commands/up.ts';
import { usage } from './commands/usage.ts';
import { logVerifyReceipt, verifyReceipt } from './commands/verify-receipt.ts';
import { version } from './commands/version.ts';
import { whitelistAdd, whitelistList, whitelistRemove, whitelistTest } from './commands/whitelist.ts';
import { witness } from './commands/witness.ts';
import { workspaceReopen } from './commands/workspace-reopen.ts';

/** Every command, in the order of help: first what a newcomer needs. */
export const COMMANDS: readonly Command[] = [
  demo,
  up,
  init,
  run,
  runsList,
  runsShow,
  runsStop,
  runsFreeze,
  runsResume,
  runsRenew,
  runsReview,
  sandboxes,
  leaseList,
  leaseShow,
  leaseGrant,
  leaseRenew,
  leaseRevoke,
  leaseAttenuate,
  budgetShow,
  budgetSet,
  budgetReset,
  usage,
  support,
  reviewerStats,
  status,
  dashboard,
  login,
  doctor,
  check,
  explain,
  apply,
  undo,
  redo,
  revert,
  deletedList,
  deletedRestore,
  checkpointList,
  checkpointShow,
  checkpointDiff,
  checkpointTake,
  checkpointRestore,
  checkpointPurge,
  workspaceReopen,
  approvalsList,
  approvalsShow,
  approvalsApprove,
  approvalsDeny,
  approvalsWatch,
  approversList,
  approversKey,
  approversEnrol,
  approversWithdraw,
  approversPeople,
  approversTotp,
  approversTotpRemove,
  approversReset,
  approversJoin,
  approversPart,
  approversAway,
  approversRoles,
  delegationsList,
  delegationsAdd,
  delegationsEnd,
  browsersList,
  browsersEnd,
  channelsList,
  channelsTest,
  channelsPair,
  channelsUnpair,
  channelsPairings,
  channelsDeliveries,
  channelsRetry,
  toolsList,
  toolsShow,
  toolsVouch,
  toolsRefuse,
  toolsForget,
  policyLint,
  policyTest,
  policyExplain,
  policyDiff,
  policyReload,
  policyProposed,
  policyAccept,
  policyDismiss,
  learn,
  report,
  whitelistList,
  whitelistAdd,
  whitelistRemove,
  whitelistTest,
  trustSession,
  trustList,
  trustRevoke,
  trustFolder,
  trustUnfolder,
  fatigue,
  logTail,
  logShow,
  logVerify,
  logProve,
  logVerifyReceipt,
  logExport,
  logErase,
  logReplay,
  logRotateKey,
  verifyReceipt,
  halt,
  resume,
  lift,
  safeModeOn,
  safeModeOff,
  secretSet,
  secretList,
  secretShow,
  secretRotate,
  secretRevoke,
  secretExport,
  secretImport,
  scan,
  tokenCreate,
  tokenNarrow,
  tokenList,
  tokenRevoke,
  witness,
  mcpWrap,
  mcpTools,
  uninstall,
  ...hooks,
  completion,
  version,
];
