import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CountersignError } from '../../../sdk/error.ts';
import { toCliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { connectGateway } from '../gateway/connect.ts';
import { nearestProject, shellWord } from '../workspace/find-workspace.ts';
import type { GatewayState } from './check-gateway.ts';
import { type Finding, finding } from './finding.ts';

const PROJECT = { name: 'project', points: 10 };

/**
 * Whether the policy of the project that the command is run in is in force: one that does not load denies everything there.
 *
 * Nothing is said where the project has none, or where the gateway does not answer.
 */
export async function projectFindings(context: Context, gateway: GatewayState): Promise<readonly Finding[]> {
  const root = nearestProject(context.environment.workDir);
  const folder = join(root, '.countersign');
  const file = join(folder, 'policy.yaml');
  if (gateway.state === 'silent' || !existsSync(file)) return [];
  const problem = await problemOf(root, context);
  const found = problem ?? `${file} is in force beside the operator's`;
  return [
    finding(PROJECT, { ok: problem === null, found, fix: `countersign policy lint --config ${shellWord(folder)}` }),
  ];
}

/** What the gateway finds wrong when it is asked about a harmless call in the project; null for nothing. */
async function problemOf(root: string, context: Context): Promise<string | null> {
  try {
    await connectGateway(context).client.check({
      session: 'doctor',
      tool: { name: 'Read' },
      args: { file_path: 'README.md' },
      cwd: root,
    });
    return null;
  } catch (error) {
    if (error instanceof CountersignError && error.code === 'policy.invalid')
      return `everything in ${root} is denied: ${error.message}`;
    return `not known: ${toCliError(error).message}`;
  }
}
