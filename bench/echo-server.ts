import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** The floor of the HTTP measurements: parses a JSON body and answers it, on the stack the gateway uses. Nothing else. */
const app = new Hono();
app.post('/echo', async (context) => context.json(await context.req.json()));
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
  process.stdout.write(`${port}\n`),
);
