import type { Context } from '../command.ts';
import { discoverServers, type FoundFile, type NamedServer, serversIn } from '../setup/mcp/discover-servers.ts';
import { counted, describeServer } from '../setup/render-plan.ts';
import { type Finding, finding } from './finding.ts';

/** What one server or file takes from the score, and what all of a kind take at most. */
const POINTS = { wrapped: [4, 16], remote: [2, 6], readable: [2, 6] } as const;

const MAX_NAMED = 8;

/** Whether every MCP server that an agent on this machine or in this project starts is started through us. */
export function serverFindings({ environment }: Context): readonly Finding[] {
  const files = discoverServers(environment);
  const all = files.reduce((sum, { plan }) => sum + plan.servers.length, 0);
  return [
    ...(all === 0 ? [] : [startedFinding(files, all)]),
    ...remoteFindings(files, `${environment.configDir}/mcp-servers.yaml`),
    ...unreadableFindings(files),
  ];
}

function startedFinding(files: readonly FoundFile[], all: number): Finding {
  const open = serversIn(files, ['unwrapped', 'elsewhere']);
  const unclear = serversIn(files, ['unclear']);
  const parts = [
    open.length === 0 ? [] : [`${counted(open.length, 'server')} of ${all} started without us: ${listOf(open)}`],
    unclear.length === 0 ? [] : [`not clear how started: ${listOf(unclear)}`],
  ].flat();
  const wrapped = serversIn(files, ['wrapped']).length;
  const points = lost(open.length + unclear.length, POINTS.wrapped);
  return finding(
    { name: 'mcp servers', points },
    {
      ok: parts.length === 0,
      found: parts.length === 0 ? `${counted(wrapped, 'server')} started through us` : parts.join('; '),
      fix:
        open.length > 0
          ? 'countersign init --only servers'
          : 'write each as a command and a list of args, then countersign init',
    },
  );
}

function remoteFindings(files: readonly FoundFile[], config: string): readonly Finding[] {
  const remote = serversIn(files, ['remote']);
  if (remote.length === 0) return [];
  const named = { name: 'mcp remote', points: lost(remote.length, POINTS.remote) };
  const found = `${counted(remote.length, 'server')} reached by a URL, past us: ${listOf(remote)}`;
  const fix = `name them in ${config}, and give the agent the gateway's /mcp/NAME instead`;
  return [finding(named, { ok: false, found, fix })];
}

function unreadableFindings(files: readonly FoundFile[]): readonly Finding[] {
  const problems = files.flatMap(({ plan }) => plan.problem ?? []);
  if (problems.length === 0) return [];
  const named = { name: 'mcp files', points: lost(problems.length, POINTS.readable) };
  const found = `its servers are not known: ${problems.join('; ')}`;
  return [finding(named, { ok: false, found, fix: 'mend the file, then countersign doctor' })];
}

function lost(number: number, [each, most]: readonly [number, number]): number {
  return Math.min(number * each, most);
}

function listOf(servers: readonly NamedServer[]): string {
  const named = servers.slice(0, MAX_NAMED).map(describeServer);
  const more = servers.length - named.length;
  return more === 0 ? named.join(', ') : `${named.join(', ')} and ${more} more`;
}
