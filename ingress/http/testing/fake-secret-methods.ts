import type { OwnOutcome } from '../../../application/act/own-call.ts';
import type { BrokerFlows } from '../../../application/secret/broker-flows.ts';
import type { SecretFlows } from '../../../application/secret/secret-flows.ts';
import type { SecretView } from '../../../application/secret/secret-view.ts';
import { parseSecretRule } from '../../../core/secret/parse-secret-rule.ts';
import { sampleSecret } from '../../../ports/conformance/sample-records.ts';

/** A secret as the fake gateway shows it. */
export function secretView(name: string): SecretView {
  const rule = parseSecretRule({ hosts: ['*.example.test:8443', 'api.example.test'], environment: 'API_KEY' });
  const { versions: _, revision: __, ...record } = sampleSecret({ name });
  return {
    ...record,
    rule: rule.ok ? rule.value : record.rule,
    status: 'active',
    version: 2,
    overlapping: [{ number: 1, endsAtMs: record.createdAtMs + 60_000 }],
    rotateAtMs: null,
  };
}

/** The methods about secrets, as the fake gateway answers them; `see` notes a call and raises what is to be raised. */
export function fakeSecretMethods(see: (method: keyof SecretFlows, ...args: readonly unknown[]) => void): SecretFlows {
  return {
    setSecret: async (...args) => {
      see('setSecret', ...args);
      return secretView(args[1].name);
    },
    listSecrets: () => {
      see('listSecrets');
      return [secretView('registry')];
    },
    showSecret: (name) => {
      see('showSecret', name);
      return secretView(name);
    },
    rotateSecret: async (...args) => {
      see('rotateSecret', ...args);
      return secretView(args[1].name);
    },
    revokeSecret: async (...args) => {
      see('revokeSecret', ...args);
      return secretView(args[1]);
    },
    exportSecrets: async (...args) => {
      see('exportSecrets', ...args);
      return { file: '-----BEGIN AGE ENCRYPTED FILE-----', count: 1 };
    },
    importSecrets: async (...args) => {
      see('importSecrets', ...args);
      return [secretView('registry')];
    },
    openSecrets: () => {
      throw new Error('hand out sentinels: the fake gateway has none');
    },
    offeredSecrets: () => [],
    redactSecretValues: (text) => text,
    withoutSecretValues: (value) => value,
  };
}

const DONE: OwnOutcome = {
  verdict: 'allow',
  decision: null,
  authorization: null,
  isDone: true,
  text: 'Pushed.',
  detail: { status: 200 },
};

/** The brokers, as the fake gateway answers them. */
export function fakeBrokerMethods(see: (method: keyof BrokerFlows, ...args: readonly unknown[]) => void): BrokerFlows {
  const broker =
    (method: keyof BrokerFlows) =>
    async (...args: readonly unknown[]) => {
      see(method, ...args);
      return DONE;
    };
  return {
    pushGit: broker('pushGit'),
    publishNpm: broker('publishNpm'),
    requestAws: broker('requestAws'),
    requestHttp: broker('requestHttp'),
  };
}
