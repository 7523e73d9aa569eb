import type { SignMessage, VerifySignature } from '../core/audit/signature.ts';
import type { PriceTable } from '../core/budget/model-prices.ts';
import type { ContentId, Inflate } from '../core/diff/apply-binary.ts';
import type { HashFunction, HexHashFunction } from '../core/hash.ts';
import type { CompiledPolicy } from '../core/policy/compiled-policy.ts';
import type { Result } from '../core/result.ts';
import type { AgeFormat } from '../ports/age-format.ts';
import type { ApproverRegistry } from '../ports/approver-registry.ts';
import type { ChannelKeys } from '../ports/channel-keys.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommandRunner } from '../ports/command-runner.ts';
import type { ContentStore } from '../ports/content-store.ts';
import type { HaltSwitch } from '../ports/halt-switch.ts';
import type { LeaseTokenSource } from '../ports/lease-token.ts';
import type { LogSigner } from '../ports/log-signer.ts';
import type { OneTimeCodes } from '../ports/one-time-codes.ts';
import type { Passkeys } from '../ports/passkeys.ts';
import type { PathResolver } from '../ports/path-resolver.ts';
import type { PayloadCipher } from '../ports/payload-cipher.ts';
import type { PolicySource, PolicySources } from '../ports/policy-source.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { Reviewer } from '../ports/reviewer.ts';
import type { BrokerPorts } from '../ports/secret-brokers.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { SourceReader } from '../ports/source-reader.ts';
import type { Stores } from '../ports/stores.ts';
import type { WitnessClient } from '../ports/witness-client.ts';
import type { WorkspaceFiles } from '../ports/workspace-files.ts';
import type { BudgetSettings } from './budget/budget-scopes.ts';
import type { SupportSettings } from './crisis/message-desk.ts';
import type { NotifySettings } from './notify/notify-settings.ts';
import type { ReviewSettings } from './reviewer/review-desk.ts';
import type { RunPorts } from './run/run-holder.ts';

/** A policy composed, checked and compiled, with what is worth saying about it. */
export type ReadyPolicy = {
  readonly policy: CompiledPolicy;
  readonly warnings: readonly string[];
  /** Canonical JSON of everything it was made of; kept under its version, for replay. */
  readonly bundle: string;
};

/** Makes a policy from its sources. Given to the flows because Cedar, where it is used, is an outside engine. */
export type PreparePolicy = (sources: PolicySources) => Result<ReadyPolicy, readonly string[]>;

/**
 * What questions at the client that made a call are asked with: a cipher for what travels through the client, and the key
 * that the answers are signed with. Only the gateway holds both.
 */
export type ClientChannel = {
  readonly cipher: PayloadCipher;
  readonly approver: { readonly keyId: string; readonly sign: SignMessage };
};

/** Up to which risk the person at the client is asked; `off` asks nobody there. */
export const ELICITATION = ['medium', 'low', 'off'] as const;
export type Elicitation = (typeof ELICITATION)[number];

/** What the gateway does with files: sees them, keeps them, changes them. */
export type WorkspacePorts = {
  readonly snapshots: SnapshotStore;
  readonly contents: ContentStore;
  readonly files: WorkspaceFiles;
};

/** What the vault needs: the cipher that values are sealed with, the format of exports, and what brokers reach the world with. */
export type VaultPorts = {
  readonly cipher: PayloadCipher;
  readonly age: AgeFormat;
  /** Left out where the gateway uses no secret by itself. */
  readonly brokers?: BrokerPorts;
};

/** Everything the gateway's flows need from the world. */
export type GatewayPorts = {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly hash: HashFunction;
  /** The same in hexadecimal, for reading the whole log. */
  readonly hashHex: HexHashFunction;
  readonly verifySignature: VerifySignature;
  readonly logSigner: LogSigner;
  readonly cipher: PayloadCipher;
  readonly pathResolver: PathResolver;
  readonly workspaces: WorkspacePorts;
  readonly sources: SourceReader;
  readonly runner: CommandRunner;
  /** What runs are made with; null where nothing is run. */
  readonly runs: RunPorts | null;
  /** For git's binary patches, where policy accepts them. */
  readonly inflate: Inflate;
  /** What git calls contents, to compare binary patches by. */
  readonly contentId: ContentId;
  /** The gateway's own environment, from which checks get a short list. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly policySource: PolicySource;
  readonly preparePolicy: PreparePolicy;
  readonly approvers: ApproverRegistry;
  readonly haltSwitch: HaltSwitch;
  readonly witness: WitnessClient | null;
  /** Null where nobody is ever asked at the client. */
  readonly clientChannel: ClientChannel | null;
  /** Left out where there is no vault. */
  readonly vault?: VaultPorts;
  /** Left out where nobody uses authenticator apps. */
  readonly oneTimeCodes?: OneTimeCodes;
  /** Left out where nobody uses passkeys. */
  readonly passkeys?: Passkeys;
  /** Models that give an opinion before an action is decided, the preferred one first; left out for none. */
  readonly reviewers?: readonly Reviewer[];
  /** What lease tokens are made with; left out where leases travel without tokens. */
  readonly leaseTokens?: LeaseTokenSource;
  /** What the gateway signs answers of accounts with that cannot sign; left out where none can answer. */
  readonly channelKeys?: ChannelKeys;
};

/** What the gateway is told about its own place. */
export type GatewaySettings = {
  readonly version: string;
  /** Absolute home of the operator. */
  readonly home: string;
  /** Absolute paths of the gateway's state and configuration, which no action may touch. */
  readonly gatewayPaths: readonly string[];
  /** True where the first listing of a tool is trusted unless something in it is suspicious. */
  readonly trustOnFirstUse: boolean;
  readonly elicitation: Elicitation;
  /** Limits of budgets where nobody set others; those of the model, with days in UTC, where they are left out. */
  readonly budgets?: BudgetSettings;
  /** How reviewer models are used; the usual way where it is left out. */
  readonly review?: ReviewSettings;
  /** What models cost; without it none can be called through the gateway. */
  readonly prices?: PriceTable;
  /** Whose lines are shown to people in a crisis; a directory of all countries where it is left out. */
  readonly support?: SupportSettings;
  /** How people are reached; nobody is where it is left out. */
  readonly notify?: NotifySettings;
};
