/** The name of a requirement of Python (PEP 508), as PEP 503 compares names: `Django_x[a]>=1` is `django-x`. */
export function requirementName(requirement: string): string {
  let name = '';
  for (const letter of requirement.trim().toLowerCase()) {
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) name += letter;
    else if (!'-_.'.includes(letter)) break;
    else if (!name.endsWith('-')) name += '-';
  }
  return name === '' ? requirement.trim() : name;
}
