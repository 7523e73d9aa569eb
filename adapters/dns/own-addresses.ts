import { networkInterfaces } from 'node:os';

const HOLDS_MS = 5_000;

/**
 * Opens a look at the addresses of this machine's own interfaces, without brackets and zones: what nobody outside may be sent to.
 * Looked at again after five seconds, since machines move between networks.
 */
export function openOwnAddresses({
  nowMs = () => performance.now(),
}: {
  readonly nowMs?: () => number;
} = {}): () => readonly string[] {
  let known: readonly string[] = [];
  let untilMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (nowMs() < untilMs) return known;
    untilMs = nowMs() + HOLDS_MS;
    const interfaces = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    known = interfaces.map(({ address }) => address.split('%', 1).join(''));
    return known;
  };
}
