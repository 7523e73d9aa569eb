/** Tells whether a server that waits on an address, with or without a port, is reached from this machine alone. */
export function isOwnAddress(address: string): boolean {
  const end = address.indexOf('://');
  const text = address.slice(end < 0 ? 0 : end + '://'.length);
  if (text === '::1' || text === '[::1]' || text.startsWith('[::1]:')) return true;
  const [host = '', port = '', ...more] = text.split(':');
  if (more.length > 0 || !isNumber(port)) return false;
  const numbers = host.split('.');
  return host === 'localhost' || (numbers[0] === '127' && numbers.length === 4 && numbers.every(isNumber));
}

function isNumber(text: string): boolean {
  return [...text].every((character) => character >= '0' && character <= '9');
}
