import { readFileSync } from 'node:fs';
import { openHttpReviewer } from '../../adapters/reviewer-http/open-reviewer.ts';
import type { OpenGateway } from '../../application/open-gateway.ts';
import type { Reviewer } from '../../ports/reviewer.ts';
import type { ReviewerEntry, ReviewerFile } from './reviewer-settings.ts';

const MAX_KEY_LENGTH = 4_096;

/** The reviewers of a gateway that is not open yet, and how they get at its vault once it is. */
export type OpenReviewers = {
  readonly reviewers: readonly Reviewer[];
  readonly connectVault: (secrets: OpenGateway['secrets']) => void;
};

/** Opens the reviewers that the operator configured; none without a file. */
export function openReviewers(file: ReviewerFile | null): OpenReviewers {
  let vault: OpenGateway['secrets'] = null;
  const reviewers = (file?.reviewers ?? []).map((entry) =>
    openHttpReviewer({ ...entry, key: async () => keyOf(entry, vault) }),
  );
  return {
    reviewers,
    connectVault: (secrets) => {
      vault = secrets;
    },
  };
}

/** Read anew for each review. A key that cannot be had fails the review: then nothing is approved. */
function keyOf({ name, key, baseUrl }: ReviewerEntry, vault: OpenGateway['secrets']): string | null {
  if (key.kind === 'none') return null;
  const value = key.kind === 'file' ? readFileSync(key.path, 'utf8').trim() : valueOf(key.name, { vault, baseUrl });
  if (value !== null && value !== '' && value.length <= MAX_KEY_LENGTH) return value;
  throw new Error(`ask the reviewer ${name}: its key is not there, want ${key.kind === 'file' ? key.path : key.name}`);
}

function valueOf(
  name: string,
  { vault, baseUrl }: { readonly vault: OpenGateway['secrets']; readonly baseUrl: string },
): string | null {
  const { hostname, port, protocol } = new URL(baseUrl);
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  return vault?.valueOf(name, { principal: 'gateway', host: hostname, port: number }) ?? null;
}
