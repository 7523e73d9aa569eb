import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crisisDecisionOf } from './decision-tools.ts';

test('knows the six decisions by the words of a tool’s name, however it is written', () => {
  const names: { readonly [name: string]: string } = {
    contact_emergency_services: 'contact-emergency-services',
    mcp__care__callAmbulance: 'contact-emergency-services',
    'dial-911': 'contact-emergency-services',
    shareLocation: 'share-location',
    notify_emergency_contacts: 'notify-contacts',
    endConversation: 'end-conversation',
    share_user_information: 'share-information',
    scheduleFollowUp: 'commit-to-follow-up',
  };
  for (const [name, decision] of Object.entries(names)) assert.equal(crisisDecisionOf(name), decision, name);
});

test('takes other tools for no decision', () => {
  for (const name of [
    'Bash',
    'send_email',
    'get_location',
    'end_session',
    'emergency',
    'schedule_job',
    'shareFile',
    '',
  ])
    assert.equal(crisisDecisionOf(name), null, name);
});
