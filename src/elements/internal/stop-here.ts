/** Listener for an event of an element inside another that is no business of the page. */
export const stopHere = (event: Event): void => event.stopPropagation();
