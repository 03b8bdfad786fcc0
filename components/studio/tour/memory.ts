const STORAGE_PREFIX = "xintu.tour.";

/** Whether this person has seen the tour, or declined it, in this browser. */
export function hasSeenTour(owner: string): boolean {
  try {
    return localStorage.getItem(STORAGE_PREFIX + owner) !== null;
  } catch {
    // Where nothing can be remembered, an offer that comes back with every page would only be in the way.
    return true;
  }
}

export function rememberTour(owner: string): void {
  try {
    localStorage.setItem(STORAGE_PREFIX + owner, "seen");
  } catch {
    // The offer stays away for as long as the page lives.
  }
}
