import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { INSTANCE_PATH, instanceText } from '../../../sdk/instance-proof.ts';
import { isSystemError } from '../cli-error.ts';
import type { Environment } from '../environment.ts';
import { statePaths } from '../paths.ts';
import { isLoopback } from './connect.ts';

/** Who answers at one address that `localhost` may lead a browser to. */
export type Answering = {
  /** For example `[::1]:7391`. */
  readonly place: string;
  /** `nobody`: whoever comes first can listen there. `absent`: this machine has no such address. */
  readonly who: 'gateway' | 'other' | 'nobody' | 'absent';
};

const LIMIT_MS = 2_000;
const MAX_ANSWER = 1_024;
const NOT_HERE = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETUNREACH', 'EHOSTUNREACH', 'EINVAL'];

/**
 * Asks both addresses of loopback at the gateway's port who listens there: the gateway of this state directory proves it with a key
 * that only its own user may read, bound to the address that was asked. Sends no token.
 *
 * Null where nothing can be told: the gateway is on another machine, behind TLS, or of another state directory.
 */
export async function whoAnswers(address: string, environment: Environment): Promise<readonly Answering[] | null> {
  const { protocol, hostname, port } = new URL(address);
  const { instanceKey, address: file } = statePaths(environment);
  const isOurs = existsSync(file) && readFileSync(file, 'utf8').trim() === address;
  if (protocol !== 'http:' || !isLoopback(hostname) || !isOurs || !existsSync(instanceKey)) return null;
  const key = Buffer.from(readFileSync(instanceKey, 'utf8').trim(), 'hex');
  const at = port === '' ? 80 : Number(port);
  return Promise.all(['127.0.0.1', '::1'].map((host) => askAt(host, at, key)));
}

/** What is wrong with who answers; null where a browser that opens `localhost` reaches this gateway or nobody. */
export function doubtAmong(answering: readonly Answering[]): { readonly found: string; readonly fix: string } | null {
  const other = answering.find(({ who }) => who === 'other');
  if (other !== undefined) {
    const port = other.place.slice(other.place.lastIndexOf(':') + 1);
    const fix = `Open no page of localhost:${port}. Find out who it is: \`ss -ltnp 'sport = :${port}'\`, or \`lsof -i :${port}\`.`;
    return { found: `another program at ${other.place}`, fix };
  }
  const none = answering.find(({ who }) => who === 'nobody');
  if (none === undefined) return null;
  return {
    found: `nobody at ${none.place}`,
    fix: 'Start the gateway anew, which takes both: `countersign up --detach`.',
  };
}

async function askAt(host: string, port: number, key: Buffer): Promise<Answering> {
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const nonce = randomBytes(16).toString('hex');
  const wanted = createHmac('sha256', key)
    .update(instanceText({ nonce, address: host, port }))
    .digest('hex');
  try {
    const text = await read({ host, port, path: `${INSTANCE_PATH}?nonce=${nonce}` });
    return { place, who: isProof(text, wanted) ? 'gateway' : 'other' };
  } catch (error) {
    if (isSystemError(error, 'ECONNREFUSED')) return { place, who: 'nobody' };
    return { place, who: NOT_HERE.some((code) => isSystemError(error, code)) ? 'absent' : 'other' };
  }
}

function isProof(text: string, wanted: string): boolean {
  try {
    const { proof } = JSON.parse(text) as { proof?: unknown };
    return (
      typeof proof === 'string' &&
      proof.length === wanted.length &&
      timingSafeEqual(Buffer.from(proof), Buffer.from(wanted))
    );
  } catch {
    return false;
  }
}

/** Plain HTTP to exactly this address: no proxy, no name, no redirect. */
function read(to: { readonly host: string; readonly port: number; readonly path: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ ...to, agent: false, timeout: LIMIT_MS }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MAX_ANSWER) asked.destroy(new Error('an answer that is too long'));
      });
      answer.on('end', () => resolve(text));
      answer.on('error', reject);
    });
    const timer = setTimeout(() => asked.destroy(new Error('no answer in time')), LIMIT_MS);
    asked.on('close', () => clearTimeout(timer));
    asked.on('error', reject);
    asked.end();
  });
}
