import type { CountersignClient } from '../../../sdk/client.ts';
import type { WireShownTool, WireTool, WireToolStanding } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { confirmEffect } from '../setup/confirm.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { renderTool, standingText } from '../tools/render-tool.ts';

const STANDINGS: readonly WireToolStanding[] = ['vouched', 'new', 'changed', 'refused'];
const SERVER = { name: 'server', summary: 'the name of the server', required: true } as const;
const YES = { name: 'yes', short: 'y', value: null, summary: 'do not ask' } as const;

/** Lists the tools that servers have listed. */
export const toolsList: Command = {
  path: ['tools', 'list'],
  summary: "list MCP servers' tools, and how they stand",
  options: [
    { name: 'server', value: 'NAME', summary: 'only the tools of this server' },
    { name: 'standing', value: 'STANDING', multiple: true, choices: STANDINGS, summary: 'tools that stand so' },
  ],
  examples: [
    { line: 'countersign tools list --standing new --standing changed', does: 'what waits for you' },
    { line: 'countersign tools list --server filesystem --json', does: 'for a script' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const server = invocation.text('server');
    const wanted = invocation.texts('standing');
    const known = await connectGateway(context).client.listTools(server === null ? {} : { server });
    const tools = wanted.length === 0 ? known : known.filter(({ standing }) => wanted.includes(standing));
    if (invocation.json) terminal.json({ tools });
    else if (tools.length === 0) terminal.out('no tool is known');
    else terminal.out(tableOf(tools, context));
    return EXIT.ok;
  },
};

/** Shows one tool in full. */
export const toolsShow: Command = {
  path: ['tools', 'show'],
  summary: 'show a tool as its server lists it, what is odd about it, and what changed since you accepted it',
  details: ['Whatever a person would not see in the listing is made visible, as \\u{202e}.'],
  operands: [SERVER, { name: 'tool', summary: 'the name of the tool', required: true }],
  examples: [{ line: 'countersign tools show filesystem read_file', does: 'before you vouch for it' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const [server, tool] = [invocation.operand('server') ?? '', invocation.operand('tool') ?? ''];
    const shown = await connectGateway(context).client.showTool(server, tool);
    if (invocation.json) terminal.json(shown);
    else terminal.out(renderTool(shown, terminal));
    return EXIT.ok;
  },
};

/** Vouches for tools. */
export const toolsVouch: Command = {
  path: ['tools', 'vouch'],
  summary: 'accept a tool exactly as its server lists it now',
  details: [
    'Shows the listing, or what changed in it, and asks. One changed character later holds the tool until you vouch again.',
    'With --all every tool of the server that waits and has no warning; one with warnings must be named.',
  ],
  operands: [SERVER, { name: 'tool', summary: 'the name of the tool', required: false }],
  options: [{ name: 'all', short: 'a', value: null, summary: 'every tool of the server without warnings' }, YES],
  examples: [
    { line: 'countersign tools vouch filesystem read_file', does: 'look at it, then accept it' },
    { line: 'countersign tools vouch filesystem --all --yes', does: 'for a script that knows the server' },
  ],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const server = invocation.operand('server') ?? '';
    const tools = await toolsToVouch(client, { server, invocation });
    if (tools.length === 0) return sayNothing(invocation, context);
    if (!invocation.json) for (const tool of tools) context.terminal.out(renderTool(tool, context.terminal));
    const names = tools.map(({ tool }) => visibleText(tool.name)).join(', ');
    const question = `Vouch for ${names} of ${visibleText(server)}?`;
    if (!(await mayGoOn(question, { invocation, context }))) return EXIT.notOk;
    const accepted = tools.map(({ tool }) => ({ name: tool.name, digest: tool.digest }));
    return tellDone(await client.vouchTools({ server, tools: accepted }), { invocation, context });
  },
};

/** Refuses tools. */
export const toolsRefuse: Command = {
  path: ['tools', 'refuse'],
  summary: 'refuse a tool at once, whatever its server lists from now on',
  operands: [SERVER, { name: 'tool', summary: 'the names of tools', required: true, many: true }],
  options: [YES],
  examples: [{ line: 'countersign tools refuse mail send_mail', does: 'until you vouch for it' }],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const server = invocation.operand('server') ?? '';
    const tools = invocation.rest('tool');
    const question = `Refuse ${tools.map((name) => visibleText(name)).join(', ')} of ${visibleText(server)}?`;
    if (!(await mayGoOn(question, { invocation, context }))) return EXIT.notOk;
    return tellDone(await client.refuseTools({ server, tools }), { invocation, context });
  },
};

/** Forgets tools. */
export const toolsForget: Command = {
  path: ['tools', 'forget'],
  summary: 'forget a tool: when its server lists it again it is new',
  details: ['For what a server no longer lists. A refusal is forgotten too.'],
  operands: [SERVER, { name: 'tool', summary: 'the names of tools', required: true, many: true }],
  options: [YES],
  examples: [{ line: 'countersign tools forget mail send_mail', does: 'as if it had never been listed' }],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const server = invocation.operand('server') ?? '';
    const tools = invocation.rest('tool');
    const question = `Forget ${tools.map((name) => visibleText(name)).join(', ')} of ${visibleText(server)}?`;
    if (!(await mayGoOn(question, { invocation, context }))) return EXIT.notOk;
    const forgotten = await client.forgetTools({ server, tools });
    if (invocation.json) context.terminal.json({ tools: forgotten });
    else for (const { name } of forgotten) context.terminal.out(`✓ ${visibleText(name)} is forgotten`);
    return EXIT.ok;
  },
};

type Run = { readonly invocation: Invocation; readonly context: Context };

async function toolsToVouch(
  client: CountersignClient,
  { server, invocation }: { readonly server: string; readonly invocation: Invocation },
): Promise<readonly WireShownTool[]> {
  const name = invocation.operand('tool');
  if ((name !== null) === invocation.flag('all')) {
    throw usageError({ path: ['tools', 'vouch'] }, ['vouch for tools: want the name of one, or --all, and not both']);
  }
  if (name !== null) return [await client.showTool(server, name)];
  const known = await client.listTools({ server });
  if (known.length === 0) {
    throw new CliError('failed', `vouch for the tools of ${JSON.stringify(server)}: there are none`, {
      remedies: ['List them: `countersign tools list`.'],
    });
  }
  const waiting = known.filter(({ standing, warnings }) => waits(standing) && warnings.length === 0);
  const shown: WireShownTool[] = [];
  for (const tool of waiting) shown.push(await client.showTool(server, tool.name));
  return shown;
}

function waits(standing: WireToolStanding): boolean {
  return standing === 'new' || standing === 'changed';
}

function sayNothing({ json }: Invocation, { terminal }: Context): ExitCode {
  if (json) terminal.json({ tools: [] });
  else terminal.out('no tool without warnings waits');
  return EXIT.ok;
}

async function mayGoOn(question: string, { invocation, context: { terminal } }: Run): Promise<boolean> {
  if (invocation.flag('yes')) return true;
  const remedies = ['Say --yes to do it without being asked.'];
  if (await confirmEffect(terminal, { question, isUsual: false, remedies })) return true;
  terminal.err('nothing was changed');
  return false;
}

function tellDone(tools: readonly WireTool[], { invocation, context: { terminal } }: Run): ExitCode {
  if (invocation.json) terminal.json({ tools });
  else
    for (const tool of tools)
      terminal.out(`${terminal.style.green('✓')} ${visibleText(tool.name)} is ${tool.standing}`);
  return EXIT.ok;
}

function tableOf(tools: readonly WireTool[], { terminal }: Context): string {
  const { style } = terminal;
  const rows = tools.map((tool) => [
    visibleText(tool.server),
    visibleText(tool.name),
    standingText(tool.standing, style),
    formatTime(tool.seen_at_ms),
    tool.warnings.length === 0 ? '' : style.yellow(tool.warnings.map((warning) => visibleText(warning)).join('; ')),
  ]);
  return renderTable({
    headings: ['SERVER', 'TOOL', 'STANDING', 'SEEN', 'WARNINGS'],
    rows,
    heading: style.bold,
    page: terminal,
  });
}
