/** Where a browser takes messages: the address at its push service, and the keys that payloads are encrypted for (RFC 8291). */
export type PushSubscription = {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
};

const MAX_LENGTH = 4_096;
const MAX_ENDPOINT_LENGTH = 2_048;
const POINT_BYTES = 65;
const AUTH_BYTES = 16;

/**
 * Reads a subscription from the JSON text that a browser gives (`PushSubscription.toJSON`); null for anything else.
 *
 * The endpoint comes from a browser and is not trusted: it must be an address of the web without a name or password, and whoever posts
 * to it judges where it leads.
 */
export function readSubscription(text: string): PushSubscription | null {
  const value = text.length <= MAX_LENGTH ? objectOf(parse(text)) : null;
  const keys = objectOf(value?.['keys']);
  const endpoint = value?.['endpoint'];
  const p256dh = readBytes(keys?.['p256dh'], POINT_BYTES);
  const auth = readBytes(keys?.['auth'], AUTH_BYTES);
  if (typeof endpoint !== 'string' || p256dh === null || auth === null || p256dh[0] !== 4) return null;
  if (endpoint.length > MAX_ENDPOINT_LENGTH || !URL.canParse(endpoint)) return null;
  const { protocol, username, password, href } = new URL(endpoint);
  if ((protocol !== 'https:' && protocol !== 'http:') || username !== '' || password !== '') return null;
  return { endpoint: href, keys: { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function objectOf(value: unknown): { readonly [name: string]: unknown } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function readBytes(value: unknown, sizeBytes: number): Buffer | null {
  if (typeof value !== 'string' || value.length > 2 * sizeBytes) return null;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.length === sizeBytes ? bytes : null;
}

/**
 * Tells whether an endpoint belongs to one of the push services that are allowed: a host name, or `*.` and the end of one. An empty list
 * allows every host.
 */
export function isAllowedEndpoint({ endpoint }: PushSubscription, hosts: readonly string[]): boolean {
  const { hostname } = new URL(endpoint);
  return (
    hosts.length === 0 ||
    hosts.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host))
  );
}
