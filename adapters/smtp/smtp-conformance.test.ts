import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { smtpChannel } from './testing/smtp-harness.ts';

testNotificationChannel(smtpChannel);
