import type { FlowContext } from '../flow-context.ts';
import { type LoginFlows, loginFlows } from '../login/login-flows.ts';
import { type WebAnswerFlows, webAnswerFlows } from '../login/web-key.ts';
import { type FactorFlows, factorFlows } from './factor-flows.ts';
import { type PeopleFlows, peopleFlows } from './people-flows.ts';

/** Who is who, what shows that it is them, and their browsers. */
export type StrengthFlows = FactorFlows & PeopleFlows & LoginFlows & WebAnswerFlows;

/** The flows that make an approval hard to fake. */
export function strengthFlows(context: FlowContext): StrengthFlows {
  return { ...factorFlows(context), ...peopleFlows(context), ...loginFlows(context), ...webAnswerFlows(context) };
}
