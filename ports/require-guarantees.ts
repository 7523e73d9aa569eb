import { type Guarantee, missingGuarantees } from '../core/sandbox/guarantee.ts';
import { SandboxError, type SandboxProbe } from './sandbox.ts';

/**
 * Refuses to open a sandbox where its driver found that it does not work (`sandbox.unavailable`) or does not enforce what is required
 * (`sandbox.lacks`), with what it found; `title` names it to people. Nothing is ever made with less than was asked for.
 */
export function requireGuarantees(
  { works, enforces, missing }: SandboxProbe,
  { title, require }: { readonly title: string; readonly require: readonly Guarantee[] },
): void {
  if (!works)
    throw new SandboxError(
      'sandbox.unavailable',
      `open a sandbox: ${missing[0]?.why ?? `${title} does not work here`}`,
    );
  const lacking = missingGuarantees(require, enforces);
  if (lacking.length === 0) return;
  const whyOf = (name: Guarantee): string =>
    missing.find(({ guarantee }) => guarantee === name)?.why ?? `${title} never does`;
  const said = lacking.map((name) => `found no ${name}, which is required: ${whyOf(name)}`);
  throw new SandboxError('sandbox.lacks', `open a sandbox: ${said.join('; ')}`);
}
