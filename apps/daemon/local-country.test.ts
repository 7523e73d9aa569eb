import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localCountry } from './local-country.ts';

test('takes the country whose time zone the machine keeps', () => {
  const places = [
    'Europe/Berlin',
    'America/New_York',
    'America/Chicago',
    'Asia/Tokyo',
    'Europe/London',
    'Australia/Perth',
  ];
  assert.deepEqual(places.map(localCountry), ['DE', 'US', 'US', 'JP', 'GB', 'AU']);
});

test('takes none for a zone of no country, and for one that it knows no support of', () => {
  assert.deepEqual(['UTC', 'Etc/GMT+3', 'Africa/Lagos', '', 'nowhere'].map(localCountry), [
    null,
    null,
    null,
    null,
    null,
  ]);
});
