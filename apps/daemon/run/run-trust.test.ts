import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { trustIn } from './run-trust.ts';

const SYSTEM = '/etc/ssl/certs/ca-certificates.crt';

test('programs inside trust the authority of their run beside what the system trusts, never instead of it', (t) => {
  if (!existsSync(SYSTEM)) return t.skip(`${SYSTEM} is missing: the package ca-certificates is not installed`);
  const { files, variables } = trustIn('/home/dev', 'THE RUN');
  const bundle = files.find(({ path }) => `/home/dev/${path}` === variables['SSL_CERT_FILE']);
  const text = Buffer.from(bundle?.contents ?? '').toString('utf8');
  assert.ok(text.startsWith(readFileSync(SYSTEM, 'utf8')));
  assert.ok(text.endsWith('\nTHE RUN'));
  const own = files.find(({ path }) => `/home/dev/${path}` === variables['NODE_EXTRA_CA_CERTS']);
  assert.equal(Buffer.from(own?.contents ?? '').toString('utf8'), 'THE RUN', 'Node adds it to its own');
});
