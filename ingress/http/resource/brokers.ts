import type { OwnOutcome } from '../../../application/act/own-call.ts';
import type { Caller, Gateway, Wait } from '../../../application/gateway.ts';
import type { BrokerCall } from '../../../application/secret/broker-desk.ts';
import type { HttpOptions } from '../http-options.ts';
import { type Route, type RouteInput, type RouteReply, route } from '../route.ts';
import { actAnswer, type PlaceOfCall } from '../schema/act-schema.ts';
import { awsRequestSchema, gitPushSchema, httpRequestSchema, npmPublishSchema } from '../schema/broker-schema.ts';
import { callOf, outcomeToWire } from './act.ts';

const PLACE = { session: 's-1', workspace: '/home/dev/project' } as const;
const ANSWERS = {
  200: { description: 'What became of it; only `is_done` says that it was done. Never the secret.', schema: actAnswer },
};

type Broker<Order> = (
  caller: Caller,
  input: { readonly call: BrokerCall; readonly order: Order },
  wait: Wait,
) => Promise<OwnOutcome>;

type Input = Pick<RouteInput<unknown, unknown, PlaceOfCall>, 'caller' | 'signal' | 'body'>;
type Run = <Order>(broker: Broker<Order>, input: Input, order: Order) => Promise<RouteReply>;

/** `/v1/brokers`: what the gateway does with a secret of the vault, for a caller who never sees it. */
export function brokerRoutes(gateway: Gateway, options: Pick<HttpOptions, 'operator'>): readonly Route[] {
  const run: Run = async (broker, { caller, signal, body }, order) => {
    const wait: Wait = { waitMs: body.wait_ms ?? 0, signal: signal() };
    const outcome = await broker(caller, { call: callOf(body, options.operator), order }, wait);
    return { status: 200, body: outcomeToWire(outcome) };
  };
  return [...deliveryRoutes(gateway, run), ...requestRoutes(gateway, run)];
}

function deliveryRoutes(gateway: Gateway, run: Run): readonly Route[] {
  return [
    route({
      operation: 'pushGit',
      method: 'POST',
      path: '/v1/brokers/git-push',
      summary: 'Pushes a branch of the workspace with a secret of the vault.',
      body: gitPushSchema,
      bodyExample: { ...PLACE, secret: 'git', remote: 'https://git.example.com/r.git', branch: 'task-1' },
      answers: ANSWERS,
      handle: (input) => {
        const { secret, remote, branch, username = 'x-access-token' } = input.body;
        return run(gateway.pushGit, input, { secret, remote, branch, username });
      },
    }),
    route({
      operation: 'publishNpm',
      method: 'POST',
      path: '/v1/brokers/npm-publish',
      summary: 'Publishes a packed package with a token of the vault.',
      body: npmPublishSchema,
      bodyExample: { ...PLACE, secret: 'npm', tarball: 'thing-1.0.0.tgz', registry: 'https://registry.example.com/' },
      answers: ANSWERS,
      handle: (input) => {
        const { secret, tarball, registry, tag = 'latest', access = 'restricted' } = input.body;
        return run(gateway.publishNpm, input, { secret, tarball, registry, tag, access });
      },
    }),
  ];
}

function requestRoutes(gateway: Gateway, run: Run): readonly Route[] {
  return [
    route({
      operation: 'requestHttp',
      method: 'POST',
      path: '/v1/brokers/http-request',
      summary: 'Makes a request in which {{secret}} stands for a secret of the vault.',
      body: httpRequestSchema,
      bodyExample: {
        ...PLACE,
        ...{ secret: 'api', method: 'GET', url: 'https://api.example.com/v1/me' },
        headers: { authorization: 'Bearer {{secret}}' },
      },
      answers: ANSWERS,
      handle: (input) => {
        const { secret, method, url, headers = {}, body = null } = input.body;
        return run(gateway.requestHttp, input, { secret, method, url, headers, body });
      },
    }),
    route({
      operation: 'requestAws',
      method: 'POST',
      path: '/v1/brokers/aws-request',
      summary: 'Makes a request that is signed for AWS with a secret of the vault.',
      body: awsRequestSchema,
      bodyExample: {
        ...PLACE,
        ...{ secret: 'aws', method: 'GET', url: 'https://sts.amazonaws.com/?Action=GetCallerIdentity' },
        ...{ region: 'us-east-1', service: 'sts' },
      },
      answers: ANSWERS,
      handle: (input) => {
        const { secret, method, url, headers = {}, body = null, region, service } = input.body;
        return run(gateway.requestAws, input, { secret, method, url, headers, body, region, service });
      },
    }),
  ];
}
