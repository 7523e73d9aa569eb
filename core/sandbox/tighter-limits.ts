import type { SandboxLimits } from './sandbox-limits.ts';

/** The tighter of the limits of a sandbox and those of one program in it: a program's own can only narrow. */
export function tighterLimits(
  limits: SandboxLimits,
  own: Partial<Pick<SandboxLimits, 'wallMs' | 'outputBytes'>> = {},
): SandboxLimits {
  return {
    ...limits,
    wallMs: Math.min(limits.wallMs, own.wallMs ?? limits.wallMs),
    outputBytes: Math.min(limits.outputBytes, own.outputBytes ?? limits.outputBytes),
  };
}
