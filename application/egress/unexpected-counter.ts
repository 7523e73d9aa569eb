import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import { judgeUnexpected, UNEXPECTED_LIMITS } from '../../core/egress/judge-unexpected.ts';
import type { EgressSpec, UnexpectedEgress } from './egress-attempt.ts';

const MAX_HOSTS = 10_000;

/** Counts what nobody expected of a holder, and says what it calls for. Remembers hosts, so that each is told once. */
export class UnexpectedCounter {
  private readonly limits: EgressSpec['unexpected'];
  private readonly unknownHosts = new Set<string>();
  private readonly blockedHosts = new Set<string>();
  private blockedAddresses = 0;

  constructor(limits: EgressSpec['unexpected']) {
    this.limits = limits;
  }

  /** Begins anew, as after a person has looked. */
  clear(): void {
    this.unknownHosts.clear();
    this.blockedHosts.clear();
    this.blockedAddresses = 0;
  }

  /** Counts a refusal; null where it calls for nothing. */
  weigh(
    { alarm, reason }: EgressRefusal,
    { host, port }: { readonly host: string; readonly port: number },
  ): UnexpectedEgress | null {
    if (alarm === 'none') return null;
    const hosts = alarm === 'blocked-address' ? this.blockedHosts : this.unknownHosts;
    const isNew = !hosts.has(host) && hosts.size < MAX_HOSTS;
    if (isNew) hosts.add(host);
    if (alarm === 'blocked-address') this.blockedAddresses += 1;
    const { blockedAddresses } = this;
    const unknownHosts = this.unknownHosts.size;
    const counts = { blockedAddresses, unknownHosts, isNew };
    const answer = judgeUnexpected(alarm, counts, { ...UNEXPECTED_LIMITS, ...this.limits });
    if (answer === 'none') return null;
    const count = alarm === 'blocked-address' ? blockedAddresses : unknownHosts;
    return { answer, alarm, host, port, count, reason };
  }
}
