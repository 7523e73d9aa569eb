import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isDeleting, listsThings, placeOfArgument, verbOf } from './call-shape.ts';

const VERBS: readonly (readonly [string, string])[] = [
  ['mcp__mail__search_emails', 'read'],
  ['mcp__mail', 'act'],
  ['GmailReadEmail', 'read'],
  ['SmartLockViewAccessHistory', 'read'],
  ['get_or_create_user', 'act'],
  ['send_email', 'act'],
  ['list_and_delete', 'delete'],
  ['cancel_event', 'delete'],
  ['frobnicate', 'act'],
];

describe('What a tool does, by its name', () => {
  for (const [name, verb] of VERBS) test(`${name}: ${verb}`, () => assert.equal(verbOf(name), verb));
  test('a word alone', () => {
    assert.equal(isDeleting('delete'), true);
    assert.equal(isDeleting('deleted'), false);
  });
});

test('tells tools that answer with several things from those that may answer with what somebody wrote', () => {
  for (const name of ['search_mail', 'mcp__notes__list_notes', 'readMessages', 'get_day_events'])
    assert.equal(listsThings(name), true, name);
  for (const name of ['get_note', 'mcp__notes__read_note', 'get_address', 'gas', 'fetch'])
    assert.equal(listsThings(name), false, name);
});

const PLACES: readonly (readonly [string, string])[] = [
  ['recipients', 'destination'],
  ['userEmail', 'destination'],
  ['to_account_number', 'destination'],
  ['guest_ids', 'destination'],
  ['new_password', 'destination'],
  ['url', 'address'],
  ['file_path', 'document'],
  ['file_id', 'other'],
  ['fileIds', 'other'],
  ['body', 'content'],
  ['new_start_time', 'manner'],
  ['amount', 'other'],
  ['', 'other'],
];

describe('What an argument is for', () => {
  for (const [name, place] of PLACES)
    test(`${JSON.stringify(name)}: ${place}`, () => assert.equal(placeOfArgument(name), place));
});
