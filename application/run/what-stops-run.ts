import { quoteForShell } from '../../core/effect/shell/argument.ts';
import type { EmergencyState } from '../../core/incident/emergency-state.ts';
import type { LiveRun } from './live-run.ts';

/** Something that holds a run still: in words, and what a person does to end it. */
export type RunStop = { readonly why: string; readonly remedy: string };

/** What stops every run: a halt or a safe mode; null for neither. */
export function whatStopsGateway({ halt, safeMode }: EmergencyState): RunStop | null {
  if (halt !== null)
    return {
      why: `the gateway was halted by ${halt.by}`,
      remedy: 'A person lets it go on: `countersign resume --rationale "what was wrong, and what was mended"`.',
    };
  if (!safeMode) return null;
  return {
    why: 'the gateway is in safe mode',
    remedy: 'A person ends it: `countersign safe-mode off --reason "what was found and mended"`.',
  };
}

/** The first of what stops a run: what stops all, or a containment of its principal or of a session in it; null for nothing. */
export function whatStopsRun(
  { identity: { principal, session }, sessions }: Pick<LiveRun, 'identity' | 'sessions'>,
  emergency: EmergencyState,
): RunStop | null {
  const stop = whatStopsGateway(emergency);
  const held = emergency.containments.find(({ target: { kind, name } }) =>
    kind === 'principal' ? name === principal : kind === 'session' && (name === session || sessions.has(name)),
  );
  if (stop !== null || held === undefined) return stop;
  const { kind, name } = held.target;
  return {
    why: `the ${kind} ${name} is held: ${held.reason}`,
    remedy: `A person looks at it and lifts that first: \`countersign lift ${kind} ${quoteForShell(name)} --rationale "what was found and mended"\`.`,
  };
}
