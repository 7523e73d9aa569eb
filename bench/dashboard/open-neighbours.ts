import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestDaemon } from '../../test/harness/daemon.ts';
import { openLocalProvider } from '../../test/integration/model-proxy/local-provider.ts';

/** A model and a receiver of webhooks on this machine, so that the pages about them have something to show. */
export type Neighbours = {
  /** Has an agent ask the model a few times. */
  readonly ask: (daemon: TestDaemon) => Promise<void>;
  readonly close: () => Promise<void>;
};

const ASKED = 14;

/** Opens them and writes `models.yaml` and `channels.yaml` that name them into a configuration directory. */
export async function openNeighbours(config: string): Promise<Neighbours> {
  const provider = await openLocalProvider(() => ({ text: 'Done: the session now ends.' }));
  const receiver = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const { port } = receiver.address() as AddressInfo;
  const secret = join(config, 'webhook.secret');
  writeFileSync(secret, `whsec_${Buffer.alloc(32, 7).toString('base64')}\n`, { mode: 0o600 });
  const base = `{ shape: anthropic, base_url: "${new URL(provider.address).origin}", allow_http: true, key: none }`;
  writeFileSync(join(config, 'models.yaml'), `version: 1\nproviders:\n  local: ${base}\n`);
  const hook = (name: string, at: number) =>
    `  ${name}: { kind: webhook, url: "http://127.0.0.1:${at}/hook", secrets: ["file:${secret}"] }\n`;
  // Port 9 is nobody's: this one is down.
  writeFileSync(
    join(config, 'channels.yaml'),
    `version: 1\nprivate_addresses: [127.0.0.0/8]\nchannels:\n${hook('team', port)}${hook('pager', 9)}`,
  );
  return {
    ask: async (daemon) => {
      for (let index = 0; index < ASKED; index++) await askOnce(daemon, index);
    },
    close: async () => {
      await provider.close();
      receiver.closeAllConnections();
      await new Promise((done) => receiver.close(done));
    },
  };
}

async function askOnce({ address, agentToken }: TestDaemon, index: number): Promise<void> {
  const messages = [{ role: 'user', content: `Look at file ${index} and say what it does.` }];
  await fetch(`${address}/model/local/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': agentToken, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({ model: 'local-1', max_tokens: 200, messages }),
  }).then((answer) => answer.text());
}
