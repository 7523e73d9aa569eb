import type { Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { readTrustedKeys } from '../log/trust-keys.ts';
import { verifyLog } from '../log/verify-log.ts';
import { statePaths } from '../paths.ts';
import { runProgram } from '../run-program.ts';
import { formatDuration } from '../terminal/format-time.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { cutLines, wrapWords } from '../terminal/wrap-text.ts';
import { type DemoApprover, openDemoApprover } from './demo-approver.ts';
import type { DemoGateway } from './demo-gateway.ts';
import { type DemoStep, demoSteps } from './script.ts';
import { createScriptedAgent, type ScriptedAgent } from './scripted-agent.ts';

/** How one step came out. */
type Played = {
  readonly tool: string;
  readonly what: string;
  readonly verdict: 'allowed' | 'denied';
  /** How a human answered; null when none was asked. */
  readonly asked: string | null;
  readonly outcome: string | null;
  readonly reason: string;
  readonly isAsExpected: boolean;
};

type Playing = {
  readonly agent: ScriptedAgent;
  readonly approver: DemoApprover;
  readonly context: Context;
  readonly json: boolean;
};

/** Plays the story against a gateway and shows what is on record afterwards. Ends with 1 when anything came out otherwise than told. */
export async function playDemo(
  { context, address, agentToken, project }: DemoGateway,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const startMs = performance.now();
  if (!json) terminal.out(introduction(address, context));
  const agent = createScriptedAgent({ address, token: agentToken, cwd: project });
  const approver = await openDemoApprover(context, { quiet: json });
  await agent.begin('Add the answer to the project and try it.');
  const steps: Played[] = [];
  for (const step of demoSteps(project)) steps.push(await playStep(step, { agent, approver, context, json }));
  await agent.end();
  const record = showRecord(context, { json });
  const replayed = await runProgram('daemon/offline', ['replay'], { ...context, isSilent: json });
  const isGood =
    steps.every(({ isAsExpected }) => isAsExpected) && record.problems.length === 0 && replayed === EXIT.ok;
  if (json) {
    const log = { ok: record.problems.length === 0, size: record.size, root: record.root, problems: record.problems };
    terminal.json({
      ok: isGood,
      steps: steps.map(toJson),
      log,
      replay_agrees: replayed === EXIT.ok,
      duration_ms: Math.round(performance.now() - startMs),
    });
  } else terminal.out(farewell(isGood, { context, durationMs: performance.now() - startMs }));
  return isGood ? EXIT.ok : EXIT.notOk;
}

async function playStep(step: DemoStep, { agent, approver, context, json }: Playing): Promise<Played> {
  const { tool, input, demoAnswer } = step;
  const what = visibleText(input['command'] ?? input['file_path'] ?? '');
  if (!json) context.terminal.out(stepTitle(step, { what, context }));
  const decided = new AbortController();
  const asking = agent.ask(tool, input).finally(() => decided.abort());
  const [answer, asked] = await Promise.all([asking, approver.answerNext(demoAnswer, decided.signal)]);
  const outcome = answer.allowed ? step.run() : null;
  if (outcome !== null) await agent.report(answer.callId, { tool, input, response: outcome });
  const verdict = answer.allowed ? 'allowed' : 'denied';
  const isAsExpected = step.expected === 'asked' ? asked !== null : asked === null && step.expected === verdict;
  const played: Played = { tool, what, verdict, asked, outcome, reason: answer.reason, isAsExpected };
  if (!json) context.terminal.out(stepEnd(played, context));
  return played;
}

function toJson({ isAsExpected, ...step }: Played): object {
  return { ...step, is_as_expected: isAsExpected };
}

function introduction(address: string, { terminal }: Context): string {
  const { bold, dim } = terminal.style;
  const text =
    'A scripted agent works in a temporary project, through the hooks that Claude Code calls. Nothing of yours is touched.';
  return `${bold('Countersign demo')}  ${dim(`a gateway of its own at ${address}`)}\n${dim(wrapWords(text, { columns: terminal.columns() }))}\n`;
}

function stepTitle(
  { story, tool }: DemoStep,
  { what, context }: { readonly what: string; readonly context: Context },
): string {
  const { bold, cyan, dim } = context.terminal.style;
  return `${cyan('▸')} ${bold(tool)} ${what}\n  ${dim(story)}`;
}

function stepEnd({ verdict, asked, outcome, reason }: Played, { terminal }: Context): string {
  const { green, red, dim } = terminal.style;
  const sign = verdict === 'allowed' ? green('✓ allowed') : red('✗ denied ');
  const told =
    asked ?? (verdict === 'allowed' ? 'by policy, nobody was asked' : 'by policy, and no approval could change it');
  const done = outcome === null ? [] : [dim(`  the agent: ${outcome}; the outcome is on record`)];
  const why = verdict === 'allowed' ? [] : quote(reason, terminal);
  return [`${sign}  ${told}`, ...why, ...done, ''].join('\n');
}

/** What the agent is told when it is denied, behind a margin. */
function quote(reason: string, { style, columns }: Context['terminal']): readonly string[] {
  const width = columns() - 4;
  const lines = visibleText(reason, { keepLineBreaks: true }).split('\n');
  const wrapped = lines.map((line) => wrapWords(line, { columns: width })).join('\n');
  return cutLines(wrapped, width).map((line) => style.dim(`  │ ${line}`));
}

function showRecord(context: Context, { json }: { readonly json: boolean }): ReturnType<typeof verifyLog> {
  const { database, logKeys } = statePaths(context.environment);
  const keys = readTrustedKeys({ vkeys: [], witnessKeys: [], witnessQuorum: null, defaultFile: logKeys });
  const source = openSqliteLog(database);
  try {
    const report = verifyLog(source, { keys, earlier: null });
    if (!json) context.terminal.out(recordText(report, context));
    return report;
  } finally {
    source.close();
  }
}

function recordText(
  { problems, size, root, counts, durationMs }: ReturnType<typeof verifyLog>,
  { terminal }: Context,
): string {
  const { bold, cyan, dim, green, red } = terminal.style;
  const result =
    problems.length === 0 ? green('✓ the log holds') : red(`✗ the log does not hold: ${problems.join('; ')}`);
  const kinds = Object.entries(counts).map(([type, count]) => `${count} ${type}`);
  return [
    `${cyan('▸')} ${bold('The record')}  ${dim('countersign log verify, countersign log replay')}`,
    `${result}: ${size} entries recomputed offline in ${formatDuration(durationMs)}`,
    dim(`  root ${root}`),
    dim(`  ${wrapWords(kinds.join(', '), { columns: terminal.columns() - 2 }).replaceAll('\n', '\n  ')}`),
  ].join('\n');
}

function farewell(
  isGood: boolean,
  { context, durationMs }: { readonly context: Context; readonly durationMs: number },
): string {
  const { cyan, dim, red } = context.terminal.style;
  const result = isGood
    ? dim(`All of it in ${formatDuration(durationMs)}; the temporary gateway and project are removed.`)
    : red('Something came out otherwise than told above.');
  return `${result}\n\nYour own agent: ${cyan('countersign up --detach && countersign init')}`;
}
