// Shows what the gateway pushes to this browser: a title, and where to go when it is pressed. It reads nothing else, keeps nothing and
// answers nothing.

const HOME = '/dashboard/';

self.addEventListener('push', (event) => {
  const { title, link, tag } = readPayload(event.data);
  const options = { tag, renotify: true, requireInteraction: link !== null, data: { link: link ?? HOME } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(ownAddress(event.notification.data.link)));
});

/** What cannot be read is told of all the same: a browser that shows nothing for a push takes the permission away. */
function readPayload(data) {
  try {
    const { title, link, tag } = data.json();
    return { title: String(title), link: typeof link === 'string' ? link : null, tag: String(tag) };
  } catch {
    return { title: 'Countersign: something waits for you', link: null, tag: 'countersign' };
  }
}

/** Only an address of this gateway is ever opened. */
function ownAddress(link) {
  const url = URL.canParse(link, self.location.origin) ? new URL(link, self.location.origin) : null;
  return url !== null && url.origin === self.location.origin ? url.href : HOME;
}

async function open(address) {
  const pages = await self.clients.matchAll({ type: 'window' });
  const page = pages.find((one) => 'navigate' in one);
  if (page === undefined) return self.clients.openWindow(address);
  await page.focus();
  return page.navigate(address);
}
