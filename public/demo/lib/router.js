/** Paths behind the `#`, so that the phone's back gesture works and every page can be linked to. */
export const go = (path) => {
  window.location.hash = path;
};

/** Shows another page in place of this one: going back skips it. */
export const replace = (path) => {
  window.location.replace(`#${path}`);
};

export function back(fallback = '/home') {
  if (window.history.length > 1) window.history.back();
  else replace(fallback);
}

function matchPath(pattern, path) {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params = {};
  const fits = wanted.every((part, index) => {
    if (!part.startsWith(':')) return part === given[index];
    params[part.slice(1)] = decodeURIComponent(given[index]);
    return true;
  });
  return fits ? params : null;
}

/** The page that the address names, with its parameters; the first page when it names none. */
export function currentRoute(pages) {
  const [path, search = ''] = window.location.hash.slice(1).split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  for (const page of pages) {
    const params = matchPath(page.path, path);
    if (params) return { page, params, query };
  }
  return { page: pages[0], params: {}, query: {} };
}
