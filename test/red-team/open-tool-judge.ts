import { openPolicyFiles } from '../../adapters/filesystem/policy-files.ts';
import { openParsers } from '../../apps/daemon/open-parsers.ts';
import { preparePolicyWith } from '../../apps/daemon/prepare-policy.ts';
import { decide } from '../../core/decide.ts';
import type { Decision } from '../../core/decision.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { actionOf, factsOf } from '../../core/testing/samples.ts';

/** Decides one call of a tool: of Claude Code, or of an MCP server whose name is given, or of the origin that is given. */
export type ToolJudge = (tool: string, args: JsonObject, server?: string, origin?: string) => Decision;

/** Opens a judge with everything that comes with Countersign: the default policy, tool profiles, a sandbox, a checkpoint. */
export async function openToolJudge(): Promise<ToolJudge> {
  const source = openPolicyFiles({ configDirectory: 'there-is-none', defaultsDirectory: 'policies' });
  const loaded = await source.load();
  if (!loaded.ok) throw new Error(`load the policies: ${JSON.stringify(loaded.problems)}, want no problem`);
  const ready = preparePolicyWith({ timeZone: 'UTC', home: '/home/ada' }, await openParsers())(loaded.sources);
  if (!ready.ok) throw new Error(`prepare the policies: ${ready.failure.join('; ')}, want no problem`);
  const facts = factsOf({ checkpoint: 'available', sandbox: 'workspace', minuteOfDay: 720 });
  const { policy } = ready.value;
  return (tool, args, server, from) => {
    const origin = from ?? (server === undefined ? 'builtin:claude-code' : `mcp:${server}`);
    return decide(actionOf(tool, args, { tool: { name: tool, origin, digest: null } }), facts, policy);
  };
}
