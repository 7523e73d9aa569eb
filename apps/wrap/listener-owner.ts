import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';
import process from 'node:process';

const LISTENING = '0A';
/** Addresses at which a connection to 127.0.0.1 may arrive, as Linux writes them: words of 32 bits in the machine's own order. */
const ARRIVES_AT: ReadonlySet<string> = new Set([
  '00000000',
  endianness() === 'LE' ? '0100007F' : '7F000001',
  '0'.repeat(32),
  endianness() === 'LE' ? '0000000000000000FFFF00000100007F' : '00000000000000000000FFFF7F000001',
]);

/**
 * Tells whether a program of another user than ours and root listens at a port of 127.0.0.1: while the gateway is down anybody can. Read
 * from Linux's tables of sockets; where there are none nothing is known, and the answer is no.
 */
export function isAnotherUsers(port: number): boolean {
  const us = process.geteuid?.() ?? 0;
  return [...tableOf('/proc/net/tcp'), ...tableOf('/proc/net/tcp6')].some((line) => {
    const [, at = '', , state, , , , owner] = line.trim().split(/\s+/, 8);
    const [address = '', hex = ''] = at.split(':', 2);
    if (state !== LISTENING || !ARRIVES_AT.has(address) || Number.parseInt(hex, 16) !== port) return false;
    return owner !== '0' && owner !== String(us);
  });
}

function tableOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(1);
  } catch {
    return [];
  }
}
