import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { formatTimestamp, parseTimestamp } from './timestamp.ts';

describe('reading a date-time', () => {
  it('accepts the forms of RFC 3339', () => {
    assert.equal(parseTimestamp('1970-01-01T00:00:00Z'), 0);
    assert.equal(parseTimestamp('2027-02-01T00:00:00Z'), Date.UTC(2027, 1, 1));
    assert.equal(parseTimestamp('2027-02-01t00:00:00.25z'), Date.UTC(2027, 1, 1, 0, 0, 0, 250));
    assert.equal(parseTimestamp('2027-02-01T02:00:00.123456789+02:00'), Date.UTC(2027, 1, 1, 0, 0, 0, 123));
    assert.equal(parseTimestamp('2027-01-31T18:30:00-05:30'), Date.UTC(2027, 1, 1));
    assert.equal(parseTimestamp('2028-02-29T00:00:00Z'), Date.UTC(2028, 1, 29));
    assert.equal(parseTimestamp('2000-03-01T23:59:59Z'), Date.UTC(2000, 2, 1, 23, 59, 59));
  });

  for (const text of [
    '2027-02-01',
    '2027-02-01T00:00:00',
    '2027-02-01 00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2027-04-31T00:00:00Z',
    '2027-00-01T00:00:00Z',
    '2027-13-01T00:00:00Z',
    '2027-01-00T00:00:00Z',
    '2027-01-32T00:00:00Z',
    '2027-01-01T24:00:00Z',
    '2027-01-01T00:60:00Z',
    '2027-01-01T00:00:60Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+02:00',
    '2027-01-01T00:00:00.Z',
    '2027-01-01T00:00:00.0123456789Z',
    '2027-01-01T00:00:00+24:00',
    '2027-01-01T00:00:00+00:60',
    '2027-01-01T00:00:00+0000',
    '2027-01-01T00:00:00+00 00',
    '2027-01-01T00:00:00+0a:00',
    '2027-01-01T00:00:00 00:00',
    '2027-01-01T00:00:00ZZ',
    '2O27-01-01T00:00:00Z',
    '2027-01-01T00:00:00.000000000+00:000000',
  ]) {
    it(`refuses ${text}`, () => assert.equal(parseTimestamp(text), null));
  }
});

describe('writing a date-time', () => {
  it('writes UTC to the second', () => {
    assert.equal(formatTimestamp(0), '1970-01-01T00:00:00Z');
    assert.equal(formatTimestamp(Date.UTC(2028, 11, 31, 23, 59, 59, 999)), '2028-12-31T23:59:59Z');
  });

  it('agrees with the platform, and reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (seconds) => {
        const text = formatTimestamp(seconds * 1000);
        assert.equal(text, `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`);
        assert.equal(parseTimestamp(text), seconds * 1000);
      }),
    );
  });
});
