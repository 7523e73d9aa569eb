import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxFile } from '../../../ports/sandbox.ts';

/** Where systems keep the certificates that programs trust, the first that is there. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

const OWN = '.countersign/ca.pem';
const ALL = '.countersign/ca-bundle.pem';

/** Variables by which programs are told of a whole bundle; each replaces what they trust otherwise. */
const BUNDLE_VARIABLES = [
  'SSL_CERT_FILE',
  'CURL_CA_BUNDLE',
  'REQUESTS_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'PIP_CERT',
  'AWS_CA_BUNDLE',
  'npm_config_cafile',
  'CARGO_HTTP_CAINFO',
];

/** What makes programs in a private home trust one more certificate: files, and variables that name them. */
export function trustIn(
  home: string,
  certificate: string,
): { readonly files: readonly SandboxFile[]; readonly variables: Readonly<Record<string, string>> } {
  const bundle = BUNDLES.find((path) => existsSync(path));
  const trusted = bundle === undefined ? '' : readFileSync(bundle, 'utf8');
  const all = join(home, ALL);
  return {
    files: [
      { path: OWN, contents: Buffer.from(certificate) },
      { path: ALL, contents: Buffer.from(`${trusted}\n${certificate}`) },
    ],
    variables: {
      ...Object.fromEntries(BUNDLE_VARIABLES.map((name) => [name, all])),
      NODE_EXTRA_CA_CERTS: join(home, OWN),
      DENO_CERT: join(home, OWN),
    },
  };
}
