import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openBwrap } from '../../adapters/bwrap/open-bwrap.ts';
import { openApproverFile } from '../../adapters/filesystem/approver-file.ts';
import { openHaltFile } from '../../adapters/filesystem/halt-file.ts';
import { createLinkResolver } from '../../adapters/filesystem/link-resolver.ts';
import { openPolicyFiles } from '../../adapters/filesystem/policy-files.ts';
import { syncFolder, writeDurably } from '../../adapters/filesystem/write-durably.ts';
import { createChannelKeys } from '../../adapters/node-crypto/channel-keys.ts';
import { sha256, sha256Hex } from '../../adapters/node-crypto/hash.ts';
import { createPayloadCipher } from '../../adapters/node-crypto/payload-cipher.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { openProcessRunner } from '../../adapters/process/run-command.ts';
import { openSqliteStores } from '../../adapters/sqlite/open-sqlite-stores.ts';
import { contentId } from '../../adapters/system/content-id.ts';
import { inflate } from '../../adapters/system/inflate.ts';
import { openSystemClock } from '../../adapters/system/system-clock.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import { openOneTimeCodes } from '../../adapters/totp/open-one-time-codes.ts';
import { openSourceReader } from '../../adapters/tree-sitter/open-source-reader.ts';
import { openPasskeys } from '../../adapters/webauthn/open-passkeys.ts';
import { createWitnessClient } from '../../adapters/witness-http/witness-http-client.ts';
import { usualBudgets } from '../../application/budget/budget-scopes.ts';
import type { ClientChannel, GatewayPorts, VaultPorts } from '../../application/gateway-ports.ts';
import { withoutRetiredKey } from '../../application/log/hand-over-key.ts';
import { type OpenGateway, openGateway } from '../../application/open-gateway.ts';
import { AT_CLIENT } from '../../core/approval/approval.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { ModelProxy } from '../../ingress/model-proxy/open-model-proxy.ts';
import type { CommandContainment } from '../../ports/command-containment.ts';
import type { LogSigner } from '../../ports/log-signer.ts';
import type { Randomness } from '../../ports/randomness.ts';
import type { TokenScope } from '../../ports/token-store.ts';
import { type RunningChannels, runChannels } from './channels/run-channels.ts';
import type { Places } from './environment.ts';
import { openLeases } from './open-leases.ts';
import { openModels } from './open-models.ts';
import { openParsers } from './open-parsers.ts';
import { openReviewers } from './open-reviewers.ts';
import { openVault, takePassphrase } from './open-vault.ts';
import { openWorkspaces } from './open-workspaces.ts';
import { preparePolicyWith } from './prepare-policy.ts';
import { readModelPrices } from './read-model-prices.ts';
import { openRuns } from './run/open-runs.ts';
import type { DaemonSettings } from './settings.ts';
import {
  openLogSigner,
  openPayloadKey,
  openSigningKey,
  openStateDirectory,
  type StateFiles,
  writeVerifierKeys,
} from './state-directory.ts';

/** A gateway over the real world, and its files. */
export type OpenDaemon = OpenGateway & {
  readonly files: StateFiles;
  readonly models: ModelProxy;
  readonly channels: RunningChannels;
  readonly closeAll: () => Promise<void>;
};

/** Opens the embedded gateway: one SQLite file, keys and tokens in the state directory, policy from the configuration. */
export async function openDaemon(places: Places, settings: DaemonSettings): Promise<OpenDaemon> {
  const files = openStateDirectory(places.stateDirectory);
  const opened: (() => Promise<void> | void)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const { open, logSigner, keys, runs, prices } = await openOver(files, { places, settings, opened });
    opened.push(open.close);
    if (logSigner !== keys) forgetPreviousKey(files, logSigner);
    await issueFirstTokens(open, files);
    await enrolOperator(open, files);
    if (settings.elicitation !== 'off') await enrolClientChannel(open, files);
    const models = openModels({ open, models: settings.models, prices, home: places.home, environment: process.env });
    opened.push(models.close);
    runs.connectModels(models);
    const { nameServers } = settings.egress;
    const channels = await runChannels(settings.channels, { open, files, nameServers });
    opened.push(channels.close);
    opened.push(prepareWhenIdle(open));
    return { ...open, files, models, channels, closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** After the start, so that neither the start nor the first message of a user waits for it. Answers how to call it off. */
function prepareWhenIdle({ prepareToScreen }: Pick<OpenGateway, 'prepareToScreen'>): () => void {
  const timer = setTimeout(prepareToScreen, PREPARED_AFTER_MS).unref();
  return () => clearTimeout(timer);
}

const PREPARED_AFTER_MS = 250;

type Opening = {
  readonly places: Places;
  readonly settings: DaemonSettings;
  /** How to let go of what was opened, in the order of opening. */
  readonly opened: (() => Promise<void> | void)[];
};

async function openOver(files: StateFiles, { places, settings, opened }: Opening) {
  const keys = openLogSigner(files);
  const stores = openSqliteStores({ path: files.database });
  opened.push(() => stores.close());
  const verify = createSignatureVerifier();
  const logSigner = await withoutRetiredKey(keys, { ledger: stores.ledger, verify, hash: sha256 });
  const parsers = await openParsers();
  const randomness = openSystemRandomness();
  const workspaces = await openWorkspaces(files, { places, randomness });
  opened.push(workspaces.close);
  const sources = openSourceReader();
  opened.push(() => sources.close());
  const runs = openRuns(places, settings.egress);
  opened.push(runs.close);
  const ports: GatewayPorts = {
    ...openPorts(files, { places, settings, randomness }),
    ...{ workspaces, sources, stores, logSigner, vault: await openVaultOf(files, settings, randomness) },
    runs: runs.ports,
    leaseTokens: openLeases(files),
    preparePolicy: preparePolicyWith({ timeZone: localTimeZone(), home: places.home }, parsers),
  };
  const prices = readModelPrices(places);
  const { reviewers, connectVault } = openReviewers(settings.reviewers);
  const open = await openGateway(
    { ...ports, reviewers },
    {
      version: readVersion(places.packageDirectory),
      home: places.home,
      gatewayPaths: [places.stateDirectory, places.configDirectory],
      trustOnFirstUse: settings.trustOnFirstUse,
      support: settings.support,
      elicitation: settings.elicitation,
      budgets: usualBudgets(localTimeZone()),
      prices,
      ...(settings.channels === null ? {} : { notify: settings.channels.notify }),
      ...(settings.reviewers === null ? {} : { review: settings.reviewers.review }),
    },
  );
  connectVault(open.secrets);
  return { open, logSigner, keys, runs, prices };
}

/** The vault's key is opened before anything is decided: a vault that does not open ends the start. */
async function openVaultOf(files: StateFiles, { vault }: DaemonSettings, randomness: Randomness): Promise<VaultPorts> {
  const passphrase = takePassphrase(process.env, vault.passphraseFile);
  return openVault(files, { source: vault.key, passphrase, randomness });
}

/** The old log key has handed over, and the log that says so was found whole: nothing needs it any more. */
function forgetPreviousKey(files: StateFiles, logSigner: LogSigner): void {
  writeVerifierKeys(files, logSigner);
  rmSync(files.previousLogKey, { force: true });
  syncFolder(dirname(files.previousLogKey));
}

function openPorts(
  files: StateFiles,
  { places, settings, randomness }: Pick<Opening, 'places' | 'settings'> & { readonly randomness: Randomness },
): Omit<GatewayPorts, 'stores' | 'logSigner' | 'preparePolicy' | 'workspaces' | 'sources' | 'runs'> {
  return {
    clock: openSystemClock(),
    randomness,
    hash: sha256,
    hashHex: sha256Hex,
    verifySignature: createSignatureVerifier(),
    cipher: createPayloadCipher(openPayloadKey(files.payloadKey), randomness),
    pathResolver: createLinkResolver(),
    runner: openProcessRunner({ containment: openContainment(places) }),
    environment: process.env,
    inflate,
    contentId,
    policySource: openPolicyFiles({
      configDirectory: places.configDirectory,
      defaultsDirectory: join(places.packageDirectory, 'policies'),
    }),
    approvers: openApproverFile(files.approvers),
    channelKeys: createChannelKeys(openPayloadKey(files.channelKey)),
    oneTimeCodes: openOneTimeCodes(),
    passkeys: openPasskeys(),
    haltSwitch: openHaltFile(files.haltFile, { resumeTokenPath: files.resumeToken }),
    witness: settings.witness === null ? null : createWitnessClient(settings.witness),
    clientChannel: settings.elicitation === 'off' ? null : openClientChannel(files, randomness),
  };
}

/** Checks see neither keys and tokens nor policies, wherever the workspace is. */
function openContainment({ home, stateDirectory, configDirectory }: Places): CommandContainment {
  return openBwrap({ home, closed: [stateDirectory, configDirectory], uuid: () => crypto.randomUUID() });
}

/** What the gateway asks people at MCP clients with: its keys never leave the state directory. */
function openClientChannel(files: StateFiles, randomness: Randomness): ClientChannel {
  const { publicKey, sign } = openSigningKey(files.clientKey);
  return {
    cipher: createPayloadCipher(openPayloadKey(files.questionKey), randomness),
    approver: { keyId: toHex(sha256(publicKey)).slice(0, 16), sign },
  };
}

/** The zone of the default window: the machine's, or UTC where it has none. */
export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/**
 * Makes the tokens of a one-person installation where they are missing, or may less than this version wants: the agent's, the
 * operator's, the MCP front's.
 */
async function issueFirstTokens({ tokens, gateway }: OpenGateway, files: StateFiles): Promise<void> {
  const wanted: readonly (readonly [string, string, readonly TokenScope[]])[] = [
    [files.agentToken, 'agent:default', ['decide', 'outcome', 'prompt']],
    [files.operatorToken, 'human:operator', ['approve', 'read', 'admin', 'halt', 'decide', 'outcome']],
    [files.mcpToken, 'agent:mcp', ['decide', 'outcome', 'elicit']],
  ];
  for (const [file, principal, scopes] of wanted) {
    const known = existsSync(file) ? await gateway.authenticate(readFileSync(file, 'utf8').trim()) : null;
    if (known !== null && scopes.every((scope) => known.scopes.includes(scope))) continue;
    const { token } = await tokens.create('gateway', { principal, scopes, expiresAtMs: null });
    writeDurably(file, `${token}\n`);
  }
}

/** Enrols the operator's own approval key, made on first use; the private key never leaves its file. */
async function enrolOperator({ gateway }: OpenGateway, files: StateFiles): Promise<void> {
  const isNew = !existsSync(files.approverKey);
  const key = openSigningKey(files.approverKey);
  if (!isNew && existsSync(files.approvers)) return;
  const publicKey = Buffer.from(key.publicKey).toString('base64');
  await gateway.enrolApprover({ principal: 'gateway', scopes: [] }, { principal: 'human:operator', publicKey });
}

/** Enrols the key that answers at MCP clients are signed with. One that the operator withdrew stays withdrawn. */
async function enrolClientChannel({ gateway }: OpenGateway, files: StateFiles): Promise<void> {
  const { publicKey } = openSigningKey(files.clientKey);
  const keyId = toHex(sha256(publicKey)).slice(0, 16);
  if (gateway.listApprovers().some((approver) => approver.keyId === keyId)) return;
  const key = Buffer.from(publicKey).toString('base64');
  await gateway.enrolApprover({ principal: 'gateway', scopes: [] }, { principal: AT_CLIENT, publicKey: key });
}

/** The package's version. */
export function readVersion(packageDirectory: string): string {
  const parsed: unknown = JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : 'unknown';
}
