import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { smsChannel } from './testing/sms-harness.ts';

testNotificationChannel(smsChannel);
