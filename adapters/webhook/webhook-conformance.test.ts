import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { webhookChannel } from './testing/webhook-harness.ts';

testNotificationChannel(webhookChannel);
