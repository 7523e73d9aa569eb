import { createHttpApp } from '../http-app.ts';
import type { HttpOptions } from '../http-options.ts';
import { type HttpServer, type ServeOptions, serveHttp } from '../serve-http.ts';
import { type FakeGateway, fakeGateway } from './fake-gateway.ts';

/** A listening server over a fake gateway. */
export type ServedFake = { readonly gateway: FakeGateway; readonly server: HttpServer; readonly base: string };

/** Serves a fake gateway on a free port of loopback. */
export async function serveFake(
  options: Partial<HttpOptions> = {},
  { gateway = fakeGateway(), ...serve }: Partial<ServeOptions> & { readonly gateway?: FakeGateway } = {},
): Promise<ServedFake> {
  const app = createHttpApp(gateway, { port: 0, operator: 'human:operator', version: 'test', ...options });
  const server = await serveHttp(app, { port: 0, ...serve });
  return { gateway, server, base: server.address };
}
