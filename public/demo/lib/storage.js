/** What the page remembers in this browser; a browser that forbids storage only forgets. */
export function remember(name, value, area = 'localStorage') {
  try {
    if (value === null) window[area].removeItem(`mallard.${name}`);
    else window[area].setItem(`mallard.${name}`, JSON.stringify(value));
  } catch {
    // Private windows may refuse; the page works until it is closed.
  }
}

export function recall(name, area = 'localStorage') {
  try {
    return JSON.parse(window[area].getItem(`mallard.${name}`));
  } catch {
    return null;
  }
}
