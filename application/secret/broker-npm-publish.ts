import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import type { BrokerRequest, PackedPackage } from '../../ports/secret-brokers.ts';
import type { OwnOutcome } from '../act/own-call.ts';
import type { Caller, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { type BrokerCall, type BrokerParts, runBroker } from './broker-desk.ts';
import { readBrokerUrl } from './broker-url.ts';

const LIMITS = { timeoutMs: 120_000, answerBytes: 65_536 } as const;

/** Publishes a package that `npm pack` made. */
export type NpmPublishOrder = {
  readonly secret: string;
  /** A path below the workspace. */
  readonly tarball: string;
  /** The address of the registry. */
  readonly registry: string;
  /** The tag that points at it then, for example `latest`. */
  readonly tag: string;
  readonly access: 'public' | 'restricted';
};

/**
 * Publishes a package with a token of the vault, in one request as npm makes it. No program runs, and the token is in no file. What
 * people approve names the package, its version and the digest of exactly the bytes that are sent.
 *
 * Raises `input.invalid` for a package or a registry that is none, `secret.refused`.
 */
export async function brokerNpmPublish(
  parts: BrokerParts,
  { caller, call, order }: { readonly caller: Caller; readonly call: BrokerCall; readonly order: NpmPublishOrder },
  wait: Wait,
): Promise<OwnOutcome> {
  const url = readBrokerUrl(order.registry.endsWith('/') ? order.registry : `${order.registry}/`, 'publish');
  if (url.query !== '') throw new GatewayError('input.invalid', 'publish: found a registry with a query, want none');
  const read = await parts.ports.packages.read(call.workspace, order.tarball);
  if (!read.ok) throw new GatewayError('input.invalid', read.failure);
  const { name, version, sha512 } = read.value;
  const summary = { package: name, registry: url.href, version };
  const job = {
    broker: 'npm-publish' as const,
    secret: order.secret,
    tool: 'broker_npm_publish' as const,
    args: { ...summary, access: order.access, integrity: `sha512-${sha512}`, tag: order.tag, tarball: order.tarball },
    url,
    method: 'PUT',
    run: async (token: string) => {
      const sent = await parts.ports.sender.send(
        publishRequest(read.value, { ...order, registry: url.href, token }),
        LIMITS,
      );
      if (!sent.ok) return sent;
      const { status, body } = sent.value;
      if (status < 200 || status > 299)
        return {
          ok: false as const,
          failure: `publish ${name}: the registry answered ${status}`,
          answered: body,
        };
      return { ok: true as const, value: { text: `Published ${name} ${version}.`, detail: { ...summary, status } } };
    },
  };
  return runBroker(parts, { caller, call, job }, wait);
}

type Publishing = Pick<NpmPublishOrder, 'tag' | 'access' | 'registry'> & { readonly token: string };

/** The document of a package with one version and its file, as a registry takes it. */
function publishRequest(packed: PackedPackage, { tag, access, registry, token }: Publishing): BrokerRequest {
  const { name, version, sha1, sha512, content, sizeBytes } = packed;
  const file = `${name}-${version}.tgz`;
  const manifest: unknown = JSON.parse(packed.manifest);
  const described: JsonObject = isJsonObject(manifest) ? manifest : {};
  const dist = { integrity: `sha512-${sha512}`, shasum: sha1, tarball: `${registry}${name}/-/${file}` };
  const document = {
    _id: name,
    name,
    description: typeof described['description'] === 'string' ? described['description'] : '',
    'dist-tags': { [tag]: version },
    versions: { [version]: { ...described, _id: `${name}@${version}`, dist } },
    access,
    _attachments: { [file]: { content_type: 'application/octet-stream', data: content, length: sizeBytes } },
  };
  return {
    method: 'PUT',
    url: `${registry}${name.replace('/', '%2f')}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: '*/*' },
    body: JSON.stringify(document),
  };
}
