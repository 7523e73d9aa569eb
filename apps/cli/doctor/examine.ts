import type { Context } from '../command.ts';
import { addressFindings } from './check-addresses.ts';
import { agentFindings } from './check-agents.ts';
import { channelFindings } from './check-channels.ts';
import { askGateway, gatewayFindings } from './check-gateway.ts';
import { hookFindings } from './check-hooks.ts';
import { logFinding } from './check-log.ts';
import { machineFindings } from './check-machine.ts';
import { projectFindings } from './check-project.ts';
import { reviewerFindings } from './check-reviewers.ts';
import { sandboxFindings } from './check-sandboxes.ts';
import { serverFindings } from './check-servers.ts';
import type { Finding } from './finding.ts';

/**
 * Looks at everything that decides whether agents are really held: the gateway, the log, the hooks, the MCP servers, the machine.
 *
 * Changes nothing. Points are 100 together with Claude Code alone; every other agent on the machine has points of its own, and so has
 * every MCP server that an agent reaches past us.
 */
export async function examine(context: Context): Promise<readonly Finding[]> {
  const gateway = await askGateway(context);
  return [
    ...gatewayFindings(gateway),
    ...(await projectFindings(context, gateway)),
    ...(await addressFindings(context)),
    ...(await reviewerFindings(context, gateway)),
    logFinding(context),
    ...hookFindings(context, gateway),
    ...agentFindings(context),
    ...serverFindings(context),
    ...(await channelFindings(context)),
    ...(await sandboxFindings(context)),
    ...machineFindings(context),
  ];
}
