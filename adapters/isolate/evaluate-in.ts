import type { InputProblem } from '../../core/action/parse-action.ts';
import type { Json } from '../../core/encoding/json.ts';
import { readStrictJson } from '../../core/encoding/strict-json.ts';
import { fail, type Result } from '../../core/result.ts';
import type { CodeFailure, CodeRequest } from '../../ports/code-isolate.ts';
import type { Evaluator } from './evaluator.ts';
import type { FromInside } from './inside/messages.ts';

/** Of values that come out: who reads them may do so recursively. */
const JSON_LIMITS = { maxDepth: 100, maxProblems: 1 };
const MAX_TOOL_NAME = 1_000;
const MAX_WHY = 500;
const MAX_PATH = 100;

type Outcome = Result<Json, CodeFailure>;

/** What is evaluated: a request whose bounds were checked, and the JSON text of its input. */
export type CheckedRequest = { readonly request: CodeRequest; readonly input: string };

/** Evaluates one request in a process that is ready, and answers its calls. The caller ends the process. Never rejects. */
export function evaluateIn(evaluator: Evaluator, { request, input }: CheckedRequest): Promise<Outcome> {
  const { limits, signal } = request;
  return new Promise((resolve) => {
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      evaluator.listen(() => undefined);
      resolve(outcome);
    };
    const stop = (): void => settle(fail({ kind: 'stopped' }));
    const timer = setTimeout(() => settle(fail({ kind: 'excess', excess: 'wall' })), limits.wallMs);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted === true) {
      stop();
      return;
    }
    let calls = 0;
    evaluator.listen((message, why) => {
      // What is inside counts too, and is not relied on.
      if (message?.kind === 'call') calls += 1;
      if (calls > limits.calls) settle(fail({ kind: 'excess', excess: 'calls' }));
      else if (message === null) settle(fail({ kind: 'broken', why }));
      else if (message.kind === 'call') void answer(evaluator, { request, message, settle });
      else settle(outcomeOf(message));
    });
    evaluator.send({
      kind: 'run',
      code: request.code,
      input,
      steps: limits.steps,
      memoryBytes: limits.memoryBytes,
      textLength: limits.textLength,
      calls: limits.calls,
      hasCall: request.call !== undefined,
      nowMs: request.nowMs ?? null,
      seed: request.seed ?? null,
    });
  });
}

function outcomeOf(message: Exclude<FromInside, { readonly kind: 'call' }>): Outcome {
  switch (message.kind) {
    case 'value': {
      const read = readStrictJson(message.text, JSON_LIMITS);
      return read.ok ? read : fail({ kind: 'not-json', why: told(read.failure) });
    }
    case 'threw':
    case 'excess':
    case 'not-json':
    case 'unsettled':
    case 'broken':
      return fail(message);
    case 'ready':
      return fail({ kind: 'broken', why: 'it began anew' });
  }
}

type Calling = {
  readonly request: CodeRequest;
  readonly message: Extract<FromInside, { readonly kind: 'call' }>;
  readonly settle: (outcome: Outcome) => void;
};

/** A call whose name or arguments are out of bounds is answered with an error; one whose answer is ends the evaluation. */
async function answer(evaluator: Evaluator, { request, message, settle }: Calling): Promise<void> {
  const answered = await answerTo(request, message);
  const text = answered.ok ? JSON.stringify(answered.value) : answered.failure.slice(0, MAX_WHY);
  if (text.length > request.limits.textLength && answered.ok) settle(fail({ kind: 'excess', excess: 'text' }));
  else evaluator.send({ kind: 'answer', id: message.id, isValue: answered.ok, text });
}

async function answerTo(request: CodeRequest, { tool, args }: Calling['message']): Promise<Result<Json, string>> {
  if (tool.length > MAX_TOOL_NAME)
    return fail(`call a tool: found a name of ${tool.length} units, want at most ${MAX_TOOL_NAME}`);
  const read = readStrictJson(args, JSON_LIMITS);
  if (!read.ok) return fail(`call a tool: ${told(read.failure)}`);
  try {
    return (await request.call?.(tool, read.value)) ?? fail('call a tool: nobody takes calls here');
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'the call failed');
  }
}

function told([problem]: readonly InputProblem[]): string {
  if (problem === undefined) return 'it has no JSON';
  const { path, found, wanted } = problem;
  return `found ${found} at ${path.length > MAX_PATH ? 'a depth' : path || 'the top'}, want ${wanted}`;
}
