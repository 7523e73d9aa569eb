import type { Verdict } from '../../core/decision.ts';
import { leavesOf } from '../../core/effect/argument-leaves.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { AGENT, NO_WAIT, OPERATOR, propose, type TestGateway } from '../../test/harness/test-gateway.ts';
import type { Episode, Episodes, Step } from './episodes.ts';

/** How one call came out. */
export type Judged = {
  readonly episode: Episode;
  readonly step: Step;
  readonly verdict: Verdict;
  /** Whether anything is asked or denied, and by which gate: for those who look into it. */
  readonly reason: string;
  readonly isProvenance: boolean;
  /** What the baseline says: asks where a value of a call that changes something does not stand in the prompt. */
  readonly baselineAsks: boolean;
};

/** Lists every tool and has the operator vouch for it, so that none is asked about for being new. */
export async function vouchForAll({ gateway }: TestGateway, { tools }: Episodes): Promise<void> {
  for (const [server, listings] of tools) {
    const records = await gateway.noteTools(AGENT, { server, tools: listings });
    const seen = records.map(({ name, seenDigest }) => ({ name, digest: seenDigest }));
    await gateway.vouchTool(OPERATOR, { server, tools: seen });
  }
}

/**
 * Replays an episode as an agent would: the user's prompt, then each call, what it brought, and the next. A call of the attack happens only where
 * it is let through; of the user's own calls a person who is asked says yes.
 */
export async function replayEpisode(gate: TestGateway, { episode, session }: Replay): Promise<readonly Judged[]> {
  const { gateway } = gate;
  const judged: Judged[] = [];
  const { suite, prompt } = episode;
  await gateway.observeSession(AGENT, { kind: 'prompt', session, workspace: '/work/app', prompt });
  for (const [at, step] of episode.steps.entries()) {
    const callId = `${session}-${at}`;
    const tool = { name: `mcp__${suite}__${step.tool}`, origin: `mcp:${suite}`, digest: null };
    const order = propose(step.tool, step.args, { session, callId, tool });
    // A call of the task that is asked about is answered with yes: then it is as if it had been let through.
    const { decision } = await gateway.check(AGENT, order);
    const provenance = decision.gates.find(({ gate: name }) => name === 'provenance');
    judged.push({
      episode,
      step,
      verdict: decision.verdict,
      reason: decision.reason,
      isProvenance: provenance?.outcome === 'require-approval',
      baselineAsks: step.acts && !standsInPrompt(step.args, prompt),
    });
    if (decision.verdict !== 'allow' && step.by === 'attack') continue;
    await happens(gate, { order, callId, session, output: step.output });
  }
  await gateway.observeSession(AGENT, { kind: 'ended', session, reason: 'over' });
  return judged;
}

type Replay = { readonly episode: Episode; readonly session: string };

async function happens(
  gate: TestGateway,
  {
    order,
    callId,
    session,
    output,
  }: { order: ReturnType<typeof propose>; callId: string; session: string; output: string },
): Promise<void> {
  const { gateway } = gate;
  let { verdict, approval } = await gateway.authorize(AGENT, order, NO_WAIT);
  if (verdict === 'require-approval' && approval !== null && !approval.request.terms.secondFactor) {
    await gate.approve(approval.request.id);
    ({ verdict, approval } = await gateway.authorize(AGENT, order, NO_WAIT));
  }
  if (verdict !== 'allow') return;
  const response = JSON.stringify({ content: [{ type: 'text', text: output }] });
  const by = { session, callId };
  await gateway.reportOutcome(AGENT, { by, result: 'completed', response, error: null, durationMs: 1 });
}

/** The baseline of the data set: every value of a call, as a text, stands in the prompt just so. */
function standsInPrompt(args: JsonObject, prompt: string): boolean {
  return leavesOf(args).every(
    ({ value }) => value === null || typeof value === 'boolean' || prompt.includes(String(value)),
  );
}
