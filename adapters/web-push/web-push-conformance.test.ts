import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { webPushChannel } from './testing/push-harness.ts';

testNotificationChannel(webPushChannel);
