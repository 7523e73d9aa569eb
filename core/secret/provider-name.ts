import { CHARACTERS, isOf } from './characters.ts';

/** Services whose keys look like nothing in particular: numbers, UUIDs, plain letters. In lower case, without separators. */
const PROVIDERS = [
  'adafruit',
  'adobe',
  'airtable',
  'algolia',
  'alibaba',
  'amplitude',
  'anthropic',
  'artifactory',
  'asana',
  'atlassian',
  'auth0',
  'aws',
  'azure',
  'beamer',
  'bitbucket',
  'bittrex',
  'buildkite',
  'circleci',
  'clickhouse',
  'cloudant',
  'clou',
  'cloudflare',
  'codecov',
  'coinbase',
  'confluence',
  'confluent',
  'contentful',
  'contribsys',
  'cos',
  'databricks',
  'datadog',
  'digitalocean',
  'discord',
  'docusign',
  'doppler',
  'droneci',
  'dropbox',
  'dynatrace',
  'easypost',
  'elastic',
  'etsy',
  'facebook',
  'fastly',
  'finicity',
  'finnhub',
  'firebase',
  'flickr',
  'flutterwave',
  'freemius',
  'freshbooks',
  'github',
  'gitlab',
  'gitter',
  'gocardless',
  'google',
  'grafana',
  'harness',
  'hashicorp',
  'heroku',
  'hubspot',
  'ibm',
  'infracost',
  'instagram',
  'intercom',
  'jenkins',
  'jfrog',
  'jira',
  'kraken',
  'kucoin',
  'launchdarkly',
  'linear',
  'linkedin',
  'lob',
  'looker',
  'mailchimp',
  'mailgun',
  'mapbox',
  'mattermost',
  'maxmind',
  'meraki',
  'messagebird',
  'mixpanel',
  'mongodb',
  'netlify',
  'newrelic',
  'notion',
  'npm',
  'nytimes',
  'octopus',
  'okta',
  'openai',
  'pagerduty',
  'paypal',
  'plaid',
  'planetscale',
  'postman',
  'postmark',
  'prefect',
  'pulumi',
  'pusher',
  'pypi',
  'rapidapi',
  'readme',
  'rollbar',
  'rubygems',
  'salesforce',
  'scalingo',
  'segment',
  'sendbird',
  'sendgrid',
  'sendinblue',
  'sentry',
  'shippo',
  'shopify',
  'sidekiq',
  'slack',
  'snyk',
  'softlayer',
  'sonar',
  'sourcegraph',
  'spotify',
  'square',
  'stripe',
  'sumo',
  'supabase',
  'telegram',
  'travis',
  'trello',
  'twilio',
  'twitch',
  'twitter',
  'typeform',
  'vault',
  'vercel',
  'wakatime',
  'yandex',
  'zendesk',
  'zoom',
] as const;

/** How names end that such a service's keys stand under. */
export const PROVIDER_ENDINGS = [
  'token',
  'key',
  'secret',
  'clientid',
  'accessid',
  'login',
  'pw',
  'pat',
  'credential',
  'contribsyscom',
] as const;
/** Names that say a service, and end in none of those. */
const EXACT: ReadonlySet<string> = new Set(['slkey']);
/** Endings that name no key, although a key's word is in them. */
const HARMLESS = [
  'publickey',
  'primarykey',
  'foreignkey',
  'cachekey',
  'partitionkey',
  'sortkey',
  'hotkey',
  'keyid',
  'azureclientid',
  'publishablekey',
  'publicstripekey',
  'issuekey',
  'projectkey',
] as const;
/** The words before `key` that speak of something looked up, pressed or shown, not of a secret. */
const HARMLESS_KEYS = [
  ...HARMLESS,
  'objectkey',
  'bucketkey',
  'filekey',
  'groupkey',
  'rowkey',
  'mapkey',
  'lookupkey',
  'indexkey',
  'uniquekey',
  'shardkey',
  'routingkey',
  'sitekey',
  'idempotencykey',
  'translationkey',
  'registrykey',
  'metakey',
  'gpgkey',
  'verifykey',
  'publishablekey',
  'pubkey',
  'fingerprintkey',
  'websocketkey',
  'restorekey',
  'datakey',
  'contextkey',
  'configkey',
  'settingkey',
  'eventkey',
  'hashkey',
] as const;
/** What names say whose values are wrong on purpose. */
const PRETENDED = ['nonmatching', 'invalid', 'fake', 'dummy', 'mock', 'bogus', 'placeholder', 'notreal'] as const;

const SEPARATORS = CHARACTERS.underscore | CHARACTERS.hyphen | CHARACTERS.dot;

/** Tells whether a folded name (see `foldName`) is that of a key of a service that is known here. */
export function isProviderKey(folded: string): boolean {
  if (EXACT.has(folded)) return true;
  if (HARMLESS.some((word) => folded.endsWith(word)) || !PROVIDER_ENDINGS.some((word) => folded.endsWith(word)))
    return false;
  return PROVIDERS.some((word) => folded.includes(word));
}

/** Tells whether a folded name is that of a key of a table, a cache, a keyboard or the public. */
export function isHarmlessKey(folded: string): boolean {
  return HARMLESS_KEYS.some((word) => folded.endsWith(word));
}

/** Tells whether a folded name says itself that nothing real stands under it. */
export function isPretended(folded: string): boolean {
  return PRETENDED.some((word) => folded.includes(word));
}

/** A name without case and separators. */
export function foldName(name: string): string {
  const lower = name.toLowerCase();
  if (!hasSeparator(lower)) return lower;
  return lower.replaceAll('_', '').replaceAll('-', '').replaceAll('.', '');
}

/** Most words of a text have none, and every one of them is asked about. */
function hasSeparator(name: string): boolean {
  for (let at = 0; at < name.length; at++) if (isOf(name, at, SEPARATORS)) return true;
  return false;
}
