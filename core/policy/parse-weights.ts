import { fail, ok, type Result } from '../result.ts';
import { RISK_SIGNALS, type RiskSignal, type RiskWeights } from '../risk/risk-weights.ts';
import { asDocument } from './document.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { ProblemList, Reading } from './reading.ts';

/** The largest weight of one signal: 5.0 is 100 points, the whole scale. */
const MAX_WEIGHT = 5;
const SIGNALS = Object.keys(RISK_SIGNALS) as readonly RiskSignal[];

/**
 * Reads the risk weights file, already parsed from YAML or JSON, or explains every problem at once.
 *
 * Every signal must have a weight, 0 to 5 with at most two decimals; unknown signals and keys are refused. The weights
 * are kept in whole hundredths, so that no later sum depends on binary fractions.
 */
export function parseWeights(raw: unknown, source: string): Result<RiskWeights, readonly PolicyProblem[]> {
  const document = asDocument(raw);
  if (!document.ok) return fail([{ source, ...document.failure }]);
  const problems = new ProblemList(source);
  const fields = new Reading(document.value, '$', problems).fields(['version', 'weights']);
  const version = fields?.required('version').text({ maxLength: 64 }) ?? '';
  const weights = fields?.required('weights').fields(SIGNALS) ?? null;
  const hundredths = SIGNALS.map((signal) => [signal, weights === null ? 0 : parseWeight(weights.required(signal))]);
  if (problems.all().length > 0) return fail(problems.all());
  return ok({ version, hundredths: Object.fromEntries(hundredths) as RiskWeights['hundredths'] });
}

function parseWeight(reading: Reading): number {
  const { value } = reading;
  const hundredths = typeof value === 'number' ? Math.round(value * 100) : Number.NaN;
  if (hundredths >= 0 && hundredths <= MAX_WEIGHT * 100 && hundredths / 100 === value) return hundredths;
  reading.refuse(`a number from 0 to ${MAX_WEIGHT} with at most two decimals`);
  return 0;
}
