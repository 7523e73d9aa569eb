import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Context } from '../command.ts';
import { type DemoApprover, openDemoApprover } from '../demo/demo-approver.ts';
import { type DemoGateway, openDemoGateway } from '../demo/demo-gateway.ts';
import { createScriptedAgent, type ScriptedAgent } from '../demo/scripted-agent.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { runProgram } from '../run-program.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { logVerify } from './log-verify.ts';

/** Shows everything, without an agent. */
export const demo: Command = {
  path: ['demo'],
  summary: 'see it work in ten seconds: a scripted agent, a real gateway, a real log',
  details: [
    'Starts a gateway of its own in a temporary directory and lets a scripted agent work through the real hook endpoint: a read, a write, a shell line that you are asked about, and one that nobody can approve. Then the log is verified and every verdict derived again. Nothing of yours is touched, and everything is removed at the end.',
  ],
  examples: [{ line: 'countersign demo', does: 'watch, and press y or n when you are asked' }],
  run: async (invocation, context) => {
    const demoGateway = await openDemoGateway(context);
    try {
      return await play(demoGateway, { json: invocation.json });
    } finally {
      await demoGateway.close();
    }
  },
};

/** One step of the script: what the agent wants, and what it does when it may. */
type Step = {
  readonly tool: string;
  readonly input: Readonly<Record<string, string>>;
  readonly says: string;
  readonly asks: boolean;
  readonly run?: () => void;
};

type Played = { readonly tool: string; readonly allowed: boolean; readonly asked: boolean; readonly how: string };

function script(project: string): readonly Step[] {
  const file = join(project, 'src.ts');
  return [
    { tool: 'Read', input: { file_path: join(project, 'README.md') }, says: 'reads a file', asks: false },
    {
      tool: 'Write',
      input: { file_path: file, content: 'export const answer = 42;\n' },
      says: 'writes a file; its state before is kept first',
      asks: false,
      run: () => writeFileSync(file, 'export const answer = 42;\n'),
    },
    {
      tool: 'Bash',
      input: { command: 'npm test' },
      says: 'runs a shell line, which is high risk: a human is asked',
      asks: true,
    },
    { tool: 'Bash', input: { command: 'sudo rm -rf /' }, says: 'tries what nobody can approve', asks: false },
  ];
}

async function play(
  { context, address, agentToken, project }: DemoGateway,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const say = (text: string): void => void (json ? undefined : terminal.out(text));
  say(`${terminal.style.bold('A gateway of its own guards at')} ${address}\n`);
  const agent = createScriptedAgent({ address, token: agentToken, cwd: project });
  const approver = await openDemoApprover(context, { quiet: json });
  await agent.begin('Add the answer to the project and test it.');
  const played: Played[] = [];
  for (const step of script(project)) played.push(await playStep(step, { agent, approver, context, json }));
  const verified = await verify(context, { say, json });
  const replayed = json ? EXIT.ok : await runProgram('daemon/offline', ['replay'], context);
  if (json) terminal.json({ steps: played, log_verified: verified === EXIT.ok });
  else
    terminal.out(
      `\nConnect your own agent: ${terminal.style.cyan('countersign up --detach && countersign init claude-code')}`,
    );
  const isRight = played.map(({ allowed }) => allowed).join() === 'true,true,true,false' || terminal.isInteractive;
  return isRight && verified === EXIT.ok && replayed === EXIT.ok ? EXIT.ok : EXIT.notOk;
}

type Playing = {
  readonly agent: ScriptedAgent;
  readonly approver: DemoApprover;
  readonly context: Context;
  readonly json: boolean;
};

async function playStep(step: Step, { agent, approver, context, json }: Playing): Promise<Played> {
  const { terminal } = context;
  const { style } = terminal;
  const what = `${step.tool} ${visibleText(step.input['command'] ?? step.input['file_path'] ?? '')}`;
  if (!json) terminal.out(`${style.bold('agent')}    ${what}  ${style.dim(`(${step.says})`)}`);
  const asking = agent.ask(step.tool, step.input);
  const how = step.asks ? await approver.answerNext() : 'by policy';
  const { allowed, reason, callId } = await asking;
  if (allowed) {
    step.run?.();
    await agent.report(callId, step.tool, step.input);
  }
  if (!json)
    terminal.out(
      `${allowed ? style.green('allowed') : style.red('DENIED ')}  ${firstLines(reason)}${step.asks ? `  ${style.dim(how)}` : ''}\n`,
    );
  return { tool: what, allowed, asked: step.asks, how };
}

/** The agent-facing text is longer; people see its first two lines. */
function firstLines(reason: string): string {
  return reason.split('\n').slice(0, 2).join('\n         ');
}

async function verify(
  context: Context,
  { say, json }: { readonly say: (text: string) => void; readonly json: boolean },
): Promise<ExitCode> {
  say(context.terminal.style.bold('What is on record'));
  const quiet: Context = json
    ? { ...context, terminal: { ...context.terminal, out: () => undefined, json: () => undefined } }
    : context;
  return logVerify.run(parseCommandLine(logVerify, []), quiet);
}
