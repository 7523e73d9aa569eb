/**
 * What stands out of the screen to the right, as `element to 355`; at most four. A page never scrolls sideways; what scrolls inside of a
 * frame of its own, such as a diff, may. Runs in the browser: it may refer to nothing outside of itself.
 */
export function standingOut(): readonly string[] {
  const isFramed = (element: Element): boolean => {
    for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
      if (at.matches('.page, main, .shell')) return false;
      if (getComputedStyle(at).overflowX !== 'visible' && at.getBoundingClientRect().right <= innerWidth + 1)
        return true;
    }
    return false;
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .filter((element) => element.checkVisibility() && !isFramed(element))
    .slice(0, 4)
    .map((element) => {
      const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
      return `${name} to ${Math.round(element.getBoundingClientRect().right)}`;
    });
}
