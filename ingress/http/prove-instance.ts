import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { INSTANCE_PATH, instanceText } from '../../sdk/instance-proof.ts';
import { SECURITY_HEADERS } from './answer.ts';
import type { OtherProtocol } from './serve-http.ts';

const NONCE_DIGITS = 32;
const QUERY = `${INSTANCE_PATH}?nonce=`;

/**
 * Answers whoever shares the key of this gateway's state directory, and asks whether it is this gateway that listens at an address; passes
 * everything else on.
 *
 * Needs no token, since a caller asks before it shows one, and says nothing to anybody without the key.
 */
export function proveInstance(key: Uint8Array, other: OtherProtocol = () => false): OtherProtocol {
  return (incoming, outgoing) => {
    const nonce = nonceOf(incoming);
    if (nonce === null) return other(incoming, outgoing);
    const { localAddress = '', localPort: port = 0 } = incoming.socket;
    const address = localAddress.startsWith('::ffff:') ? localAddress.slice('::ffff:'.length) : localAddress;
    const proof = createHmac('sha256', key).update(instanceText({ nonce, address, port })).digest('hex');
    const body = JSON.stringify({ proof });
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    outgoing.writeHead(200, { ...SECURITY_HEADERS, ...headers });
    outgoing.end(body);
    return true;
  };
}

function nonceOf({ method, url = '' }: IncomingMessage): string | null {
  if (method !== 'GET' || !url.startsWith(QUERY)) return null;
  const nonce = url.slice(QUERY.length);
  const isHex = [...nonce].every((digit) => (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'));
  return nonce.length === NONCE_DIGITS && isHex ? nonce : null;
}
