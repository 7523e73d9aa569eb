import { type DeniedEffect, joinDenied } from '../../core/approval/denied-effects.ts';

/** How long a refusal holds for a principal's other sessions. */
export const REFUSAL_HOLDS_MS = 3_600_000;
const MAX_PRINCIPALS = 1_000;

type Refused = { readonly atMs: number; readonly denied: readonly DeniedEffect[] };

/**
 * What people refused a principal within the hour, whichever of its sessions asked.
 *
 * For clients of MCP, who begin a session whenever they connect: reconnecting must not undo a refusal. It only ever tightens,
 * unlike a session that is given again, which would take grants along. Kept in memory; the principal heard of longest ago is
 * forgotten first.
 */
export class RecentRefusals {
  private readonly byPrincipal = new Map<string, readonly Refused[]>();

  /** Remembers a refusal. */
  note(principal: string, denied: readonly DeniedEffect[], atMs: number): void {
    if (denied.length === 0) return;
    const before = this.fresh(principal, atMs);
    this.byPrincipal.delete(principal);
    this.byPrincipal.set(principal, [...before, { atMs, denied }].slice(-MAX_REFUSALS));
    const [oldest] = this.byPrincipal.keys();
    if (this.byPrincipal.size > MAX_PRINCIPALS && oldest !== undefined) this.byPrincipal.delete(oldest);
  }

  /** What holds now, oldest first. */
  of(principal: string, nowMs: number): readonly DeniedEffect[] {
    return joinDenied(...this.fresh(principal, nowMs).map(({ denied }) => denied));
  }

  private fresh(principal: string, nowMs: number): readonly Refused[] {
    return (this.byPrincipal.get(principal) ?? []).filter(({ atMs }) => nowMs - atMs < REFUSAL_HOLDS_MS);
  }
}

const MAX_REFUSALS = 32;
