import type { Act, OptionRule } from '../program-rule.ts';

/** Changes how the machine is set up: devices, mounts, kernel, network, boot, defaults of the system. */
export const CHANGES_MACHINE: Act = { class: 'config.modify', detail: 'change the set-up of the machine' };

/** Changes who owns files, or rights beyond the plain permissions. */
export const CHANGES_RIGHTS: Act = { class: 'config.modify', detail: 'change owners or special rights of files' };

/** Changes what the machine lets through or keeps out. */
export const CHANGES_FIREWALL: Act = { class: 'config.modify', detail: 'change network filters or routes' };

/** Changes users, groups, passwords, or acts as another user. */
export const CHANGES_ACCOUNTS: Act = { class: 'identity.change', detail: 'change or become another account' };

/** Starts, stops or plans something that runs in the background. */
export const CHANGES_SERVICES: Act = { class: 'service.change', detail: 'change what runs in the background' };

/** Stops, pauses or reprioritises other processes. */
export const SIGNALS: Act = { class: 'process.signal', detail: 'signal other processes' };

/** Reads the files that its input names. */
export const READS_LISTED: Act = {
  class: 'file.read',
  detail: 'read the files that its input names',
  marks: ['unresolved'],
};

/** Writes the files that an archive names, below the folder in which the program works. */
export const UNPACKS: Act = { class: 'file.write', detail: 'write the files of an archive' };

/** Writes the files that an archive names, wherever it says. */
export const UNPACKS_ANYWHERE: Act = {
  class: 'file.write',
  detail: 'write wherever the archive says',
  marks: ['outside-workspace'],
};

/** Removes files so that nothing brings them back. */
export const ERASES: Act = { class: 'file.delete', detail: 'erase beyond recovery', marks: ['data-deletion'] };

/** Destroys what is on a device, or how it is divided. */
export const ERASES_DEVICE: Act = {
  class: 'config.modify',
  detail: 'change or erase a device',
  marks: ['data-deletion'],
};

/** Talks to other machines. */
export const CONNECTS: Act = { class: 'net.connect', detail: 'talk to another machine' };

/** Shows keys, passwords or what others send over the network. */
export const READS_SECRETS: Act = { class: 'secret.read', detail: 'read secrets' };

/** Makes files unreadable for whoever has not the password. */
export const ENCRYPTS: Act = { class: 'secret.read', detail: 'encrypt or decrypt with a password' };

/** Makes, imports, exports or deletes keys and passwords. */
export const MANAGES_SECRETS: Act = { class: 'secret.manage', detail: 'make, change or remove keys' };

/** Sends something to people. */
export const SENDS: Act = { class: 'message.send', detail: 'send a message' };

/** An option with which a program only prints, whatever else it is given. */
export const ONLY_PRINTS: OptionRule = { isHarmless: true };
