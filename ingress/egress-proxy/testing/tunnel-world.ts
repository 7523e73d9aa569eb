import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { EgressSpec } from '../../../application/egress/egress-attempt.ts';
import type { Json } from '../../../core/encoding/json.ts';
import { openTestEgress, type TestEgress } from '../../../test/harness/test-egress.ts';
import { openEgressProxy } from '../open-egress-proxy.ts';
import type { ProxyOptions } from '../proxy-options.ts';
import { closed, openDoor, portOf } from './client.ts';

/** Names that the tests' resolver knows. */
export const NAMES = {
  'a.example': ['93.184.216.34'],
  'b.example': ['93.184.216.35', '93.184.216.36'],
  'inner.example': ['10.0.0.9'],
};

/** A proxy and everything around it. */
export type TunnelWorld = TestEgress & {
  readonly door: number;
  readonly dialled: string[];
  readonly pass0: ReturnType<TestEgress['pass']>;
};

/** A proxy behind a door, and one echoing server that stands behind every address. */
export async function openTunnelWorld(
  t: TestContext,
  rules: readonly Json[],
  {
    spec = {},
    options = {},
    serve = (socket: Socket) => void socket.pipe(socket),
    dead = [],
  }: {
    spec?: Partial<EgressSpec>;
    options?: ProxyOptions;
    serve?: (socket: Socket) => void;
    dead?: readonly string[];
  } = {},
): Promise<TunnelWorld> {
  const egress = await openTestEgress({ names: NAMES });
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  const port = await portOf(server);
  const dialled: string[] = [];
  const proxy = openEgressProxy({
    connect: (place) => {
      dialled.push(`${place.address}:${place.port}`);
      return connect({ host: '127.0.0.1', port: dead.includes(place.address) ? 9 : port, allowHalfOpen: true });
    },
    ...options,
  });
  const pass0 = egress.pass(rules, spec);
  const door = await openDoor(proxy, pass0);
  t.after(async () => {
    proxy.close();
    await Promise.all([door.close(), closed(server, sockets)]);
  });
  return { ...egress, door: door.port, dialled, pass0 };
}

/** Waits until nothing is open any more, for two seconds at most. */
export async function isQuiet({ pass0 }: TunnelWorld): Promise<void> {
  for (let turn = 0; turn < 2_000 && pass0.openConnections > 0; turn++) await pause(10);
  assert.equal(pass0.openConnections, 0);
}

/** The types of all entries, once there are so many, refusals with their codes. */
export async function typesOf(world: TunnelWorld, atLeast: number): Promise<readonly string[]> {
  return (await world.entries(atLeast)).map(({ type, data }) =>
    type === 'egress.refused' ? `${type} ${JSON.stringify(data['code']).slice(1, -1)}` : type,
  );
}
