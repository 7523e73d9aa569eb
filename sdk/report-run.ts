import type { CountersignClient } from './client.ts';
import type { WireDecideResponse, WireOutcomeRequest } from './wire.ts';

/** How the outcome of a run is reported. */
export type ReportOptions<Answer> = {
  readonly client: Pick<CountersignClient, 'reportOutcome'>;
  /** Text of the answer, kept as a salted digest in the outcome; none when left out. */
  readonly responseOf?: ((answer: Answer) => string) | undefined;
  /** Told when the outcome could not be reported; the answer of the function is given back all the same. */
  readonly onReportError?: ((error: unknown) => void) | undefined;
};

/** Runs what was allowed and reports what came of it; an error is reported by its name and raised again. */
export async function runReported<Answer>(
  run: () => Answer | Promise<Answer>,
  { decision, ...options }: ReportOptions<Answer> & { readonly decision: Pick<WireDecideResponse, 'action_id'> },
): Promise<Answer> {
  const startedAtMs = Date.now();
  const report = async (how: () => Pick<WireOutcomeRequest, 'result' | 'error' | 'response'>) => {
    const duration = { duration_ms: Math.max(0, Date.now() - startedAtMs) };
    try {
      await options.client.reportOutcome({ action_id: decision.action_id, ...how(), ...duration });
    } catch (error) {
      options.onReportError?.(error);
    }
  };
  let answer: Answer;
  try {
    answer = await run();
  } catch (error) {
    await report(() => ({ result: 'failed', error: error instanceof Error ? error.name.slice(0, 64) : 'error' }));
    throw error;
  }
  await report(() => ({ result: 'completed', response: options.responseOf?.(answer) ?? null }));
  return answer;
}
