import { classifyHost } from '../../core/effect/url/classify-host.ts';
import { parseUrl } from '../../core/effect/url/parse-url.ts';
import { GatewayError } from '../gateway-error.ts';

/** An address that a broker goes to, in parts; `href` is the one form that is decided about and sent. */
export type BrokerUrl = {
  readonly href: string;
  /** Canonical, lower case. */
  readonly host: string;
  readonly port: number;
  /** Without the query. */
  readonly path: string;
  /** What stands behind the `?`, or an empty text. */
  readonly query: string;
};

/** Reads an address; raises `input.invalid` unless it is HTTPS, or HTTP on this machine, without user information and fragment. */
export function readBrokerUrl(text: string, what: string): BrokerUrl {
  const parsed = parseUrl(text);
  const isHttp = parsed?.scheme === 'http' && classifyHost(parsed.host) === 'loopback';
  if (parsed === null || (parsed.scheme !== 'https' && !isHttp) || parsed.hasCredentials || parsed.path.includes('#')) {
    throw new GatewayError(
      'input.invalid',
      `${what}: found ${JSON.stringify(text.slice(0, 100))}, want an https:// address without user and fragment`,
    );
  }
  const { scheme, host, port, path: whole } = parsed;
  const usual = scheme === 'https' ? 443 : 80;
  const mark = whole.indexOf('?');
  return {
    href: `${scheme}://${host.name}${port === usual ? '' : `:${port}`}${whole}`,
    host: host.name,
    port,
    path: mark < 0 ? whole : whole.slice(0, mark),
    query: mark < 0 ? '' : whole.slice(mark + 1),
  };
}
