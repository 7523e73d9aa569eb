/**
 * The script of the login page: exchanges the code behind `#` when the person says so, or asks for a passkey.
 *
 * Takes the code out of the address at once, so that it stays in no history; keeps the proof for the dashboard's pages.
 */
export const LOGIN_SCRIPT = `'use strict';
const code = location.hash.slice(1);
history.replaceState(null, '', '/login');
const [link, passkey, said] = ['link', 'passkey', 'said'].map((id) => document.getElementById(id));

function toBytes(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (unit) => unit.charCodeAt(0));
}

async function send(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
  });
  const given = await answer.json();
  if (!answer.ok) throw new Error(given.reason + '. ' + given.remedies.join(' '));
  return given;
}

function enter({ proof }) {
  localStorage.setItem('countersign.proof', proof);
  location.replace('/dashboard/');
}

async function withPasskey() {
  const { options } = await send('/v1/login/passkey/options', {});
  const allowCredentials = (options.allowCredentials ?? []).map((known) => ({ ...known, id: toBytes(known.id) }));
  const publicKey = { ...options, challenge: toBytes(options.challenge), allowCredentials };
  const credential = await navigator.credentials.get({ publicKey });
  return send('/v1/login/passkey', { credential: credential.toJSON() });
}

function offer(button, act) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    said.textContent = '';
    try {
      enter(await act());
    } catch (error) {
      said.textContent = error.message;
      button.disabled = false;
    }
  });
}

if (code !== '') offer(link, () => send('/v1/login', { code }));
// Passkeys belong to a host name: at an address of numbers the browser would refuse.
const isNamed = !/^[\\d.]+$/.test(location.hostname) && !location.hostname.startsWith('[');
if (window.PublicKeyCredential !== undefined && isNamed) offer(passkey, withPasskey);
(code === '' ? passkey : link).focus();
`;
