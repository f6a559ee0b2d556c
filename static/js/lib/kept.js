// The one place of this tab that keeps typed words while somebody signs in again.
const PLACE = "hub-typed";
const LONGEST_KEPT_MS = 60 * 60 * 1000;
// From leaving a page until the next one runs its scripts, on a slow line.
const JUST_LEFT_MS = 20 * 1000;

export const keep = (entry) => sessionStorage.setItem(PLACE, JSON.stringify(entry));
export const drop = () => sessionStorage.removeItem(PLACE);

function kept(longest) {
  const entry = JSON.parse(sessionStorage.getItem(PLACE));
  return entry && Date.now() - entry.at < longest ? entry : null;
}

export function waiting() {
  const entry = kept(LONGEST_KEPT_MS);
  return entry?.waits ? entry : null;
}

// Words of the page before this one, or such as wait already; none from further back.
export const arriving = () => waiting() ?? kept(JUST_LEFT_MS);
