import type { Context } from '../command.ts';
import { findAddress } from '../gateway/connect.ts';
import { isHealthy } from '../gateway/start-detached.ts';
import { statePaths } from '../paths.ts';
import { createStyle } from '../terminal/style.ts';
import { wrapWords } from '../terminal/wrap-text.ts';
import { AGENTS } from './agents.ts';
import { type FoundFile, serversIn } from './mcp/discover-servers.ts';
import { describeServer, renderDiff } from './render-plan.ts';
import { type Done, type InitWish, TOKEN_VARIABLE } from './run-init.ts';

type Report = { readonly files: readonly FoundFile[]; readonly wish: InitWish; readonly context: Context };

/** Says what came of an `init`: as JSON the whole plan and what was done of it, else what is left to do. */
export async function reportInit(done: readonly Done[], { files, wish, context }: Report): Promise<void> {
  if (wish.isSilent) context.terminal.json(toJson(done, files));
  else await tellNext(done, { files, context });
}

function toJson(done: readonly Done[], files: readonly FoundFile[]): object {
  const plain = createStyle(false);
  const said = ({ path, change, isWritten, backup, problem }: Done): object => ({
    path,
    changed: change !== null,
    written: isWritten,
    backup,
    diff: change === null ? null : renderDiff(change, plain),
    problem,
  });
  return {
    agents: done.flatMap((one) => (one.agent === null ? [] : [{ agent: one.agent, kind: one.kind, ...said(one) }])),
    servers: done.flatMap((one) => {
      const found = files.find(({ file }) => one.agent === null && file.path === one.path);
      if (found === undefined) return [];
      const { agent, scope } = found.file;
      return [{ agent, scope, ...said(one), servers: found.plan.servers }];
    }),
  };
}

async function tellNext(
  done: readonly Done[],
  { files, context }: { readonly files: readonly FoundFile[]; readonly context: Context },
): Promise<void> {
  tellUnwrappable(files, context);
  const written = done.filter(({ isWritten }) => isWritten);
  if (written.length === 0) return;
  const { out, style } = context.terminal;
  out(`\n  undo       countersign uninstall`);
  if (written.some(({ kind }) => kind === 'http')) {
    const { agentToken } = statePaths(context.environment);
    out(`  token      start the agent with: export ${TOKEN_VARIABLE}="$(cat ${agentToken})"`);
  }
  if (!(await answers(context))) {
    out(`  ${style.yellow('start')}      no gateway answers, so every call is blocked: countersign up --detach`);
  }
  for (const { agent } of written)
    if (agent !== null) out(`  then       ${AGENTS[agent].title}: ${AGENTS[agent].next}`);
  if (written.some(({ agent }) => agent === null))
    out('  then       restart each agent whose MCP servers were wrapped');
  out('  watch      sit beside it: countersign approvals watch');
}

/** Names the servers that we cannot stand before, and what to do about each kind. */
function tellUnwrappable(files: readonly FoundFile[], { terminal, environment }: Context): void {
  const { out, style, columns } = terminal;
  const remote = serversIn(files, ['remote']);
  const unclear = serversIn(files, ['unclear']);
  const say = (text: string, next: string): void => {
    const lines = wrapWords(text, { columns: columns() - 2 }).split('\n');
    const nextLines = wrapWords(next, { columns: columns() - 8 }).split('\n');
    out(`\n${style.yellow('!')} ${lines.join('\n  ')}`);
    out(`  ${style.dim('next:')} ${nextLines.join(`\n${' '.repeat(8)}`)}`);
  };
  if (remote.length > 0) {
    say(
      `Reached by a URL, so there is no command to wrap: ${remote.map(describeServer).join(', ')}`,
      `name them in ${environment.configDir}/mcp-servers.yaml, and give the agent the gateway's /mcp/NAME instead`,
    );
  }
  if (unclear.length > 0) {
    say(
      `Left as they are, because it is not clear how they are started: ${unclear.map(describeServer).join(', ')}`,
      'mend them, then countersign init --only servers',
    );
  }
}

async function answers(context: Context): Promise<boolean> {
  try {
    return await isHealthy(findAddress(context));
  } catch {
    return false;
  }
}
