import type { TokenScope } from '../../ports/token-store.ts';

/** What an address asks of its caller: nothing, or a token with at least one of these scopes. */
export type Access = 'public' | readonly TokenScope[];

/** Who may call what. Every address of the API is here, once. */
export const ROUTE_ACCESS = {
  decide: ['decide'],
  check: ['decide', 'read'],
  batch: ['decide'],
  reportOutcome: ['outcome'],
  observeSession: ['decide'],
  listApprovals: ['read', 'approve'],
  findApproval: ['read', 'approve', 'decide'],
  approve: ['approve'],
  deny: ['approve'],
  openQuestion: ['elicit'],
  answerQuestion: ['elicit'],
  noteTools: ['decide'],
  listTools: ['read', 'decide'],
  showTool: ['read'],
  vouchTool: ['admin'],
  refuseTool: ['admin'],
  showEmergency: ['read', 'halt'],
  halt: ['halt'],
  resume: ['halt'],
  enterSafeMode: ['halt', 'admin'],
  askToLeaveSafeMode: ['approve'],
  leaveSafeMode: ['approve'],
  contain: ['halt'],
  lift: ['admin'],
  showLogHead: ['read'],
  listLogEntries: ['read'],
  showLogEntry: ['read'],
  erasePayload: ['admin'],
  showReceipt: ['read'],
  showPolicy: ['read'],
  reloadPolicy: ['admin'],
  listPolicyProposals: ['admin'],
  listTokens: ['admin'],
  createToken: ['admin'],
  revokeToken: ['admin'],
  enrolApprover: ['admin'],
  listApprovers: ['admin'],
  withdrawApprover: ['admin'],
  watchEvents: ['read'],
  ping: 'public',
  showHealth: ['read'],
  showMetrics: ['read'],
  describeApi: 'public',
} as const satisfies { readonly [operation: string]: Access };

/** The name of an address of the API. */
export type Operation = keyof typeof ROUTE_ACCESS;
